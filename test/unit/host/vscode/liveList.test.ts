import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { QuickPickItem } from 'vscode';
import type { ListActions } from '../../../../src/host/vscode/liveList.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { quickPicks, ThemeIcon } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { LiveList } = await import('../../../../src/host/vscode/liveList.ts');

const ICON = new ThemeIcon() as never;
const ITEMS = ['a', 'b', 'c'].map((label) => ({
	label,
	buttons: [{ iconPath: ICON, tooltip: 'Go' }],
}));

describe('a live list', () => {
	function made(actions: Partial<ListActions<QuickPickItem>> = {}) {
		const list = new LiveList<QuickPickItem>({ accept() {}, ...actions }, { items: ITEMS });
		const standin = quickPicks.at(-1);
		assert.ok(standin);
		const [first, second] = standin.shown.items;
		assert.ok(first && second);
		return { list, standin, first, second };
	}

	it('is disposed of once, whether it is hidden or closed, and ends then', async () => {
		const hidden = made();
		const ended = hidden.list.show(async () => {});
		assert.equal(hidden.standin.visible, true);
		hidden.standin.hide();
		hidden.list.close();
		await ended;
		const closed = made({ accept: () => closed.list.close() });
		const picked = closed.list.show(async () => {});
		closed.standin.accept(closed.first);
		await picked;
		for (const { list, standin } of [hidden, closed]) {
			assert.deepEqual([list.left, standin.visible, standin.disposed], [true, false, 1]);
		}
	});

	it('does once what Enter asks for, and again once that is done', async () => {
		const done: (() => void)[] = [];
		const accepted: string[] = [];
		const { list, standin, first, second } = made({
			accept: ({ label }) => {
				accepted.push(label);
				return new Promise<void>((resolve) => done.push(resolve));
			},
		});
		const ended = list.show(async () => {});
		for (const item of [first, first, second]) standin.accept(item);
		assert.deepEqual(accepted, ['a']);
		done[0]?.();
		await setImmediate();
		standin.accept(second);
		assert.deepEqual(accepted, ['a', 'b']);
		done[1]?.();
		standin.hide();
		await ended;
	});

	it('is busy until all that loads is there', async () => {
		const { list, standin } = made();
		const first = Promise.withResolvers<void>();
		const second = Promise.withResolvers<void>();
		const ended = list.show(() => first.promise);
		list.load(() => second.promise);
		first.resolve();
		await setImmediate();
		assert.equal(standin.shown.busy, true);
		second.resolve();
		await setImmediate();
		assert.equal(standin.shown.busy, false);
		standin.hide();
		await ended;
	});

	it('ends with what could not be loaded', async () => {
		const { list, standin } = made();
		const ended = list.show(async () => assert.fail('The disk is gone'));
		await assert.rejects(ended, /The disk is gone/);
		assert.deepEqual([standin.visible, standin.disposed, standin.late], [false, 1, []]);
		const typed = made({ type: async () => assert.fail('Nothing can be found') });
		const searching = typed.list.show(async () => {});
		typed.standin.type('x');
		await assert.rejects(searching, /Nothing can be found/);
	});

	it('waits for nothing that still loads when it is left, tells it so, and shows nothing of it', async () => {
		const { list, standin } = made();
		const loading = Promise.withResolvers<void>();
		let signal: AbortSignal | undefined;
		const ended = list.show(async (left) => {
			signal = left;
			await loading.promise;
			list.update({ title: 'Late', items: [] });
			list.load(async () => assert.fail('Loads again'));
			throw new Error('Too late to be of matter');
		});
		assert.equal(signal?.aborted, false);
		standin.hide();
		await ended;
		assert.equal(signal?.aborted, true);
		loading.resolve();
		await setImmediate();
		assert.deepEqual(standin.late, []);
	});

	it('ends when what the user set off is done, and with its failure', async () => {
		for (const press of [
			({ standin, first }: ReturnType<typeof made>) => standin.accept(first),
			({ standin, first }: ReturnType<typeof made>) => standin.pressOn(first, 'Go'),
			({ standin }: ReturnType<typeof made>) => standin.press('All'),
		]) {
			const action = Promise.withResolvers<void>();
			const act = () => action.promise;
			const open = made({ accept: act, pressOn: act, press: act });
			open.list.update({ buttons: [{ iconPath: ICON, tooltip: 'All' }] });
			const ended = open.list.show(async () => {});
			press(open);
			open.standin.hide();
			action.reject(new Error('Could not be written'));
			await assert.rejects(ended, /Could not be written/);
			assert.deepEqual([open.standin.disposed, open.standin.late], [1, []]);
		}
		const { list, standin, first } = made({ accept: () => assert.fail('At once') });
		const ended = list.show(async () => {});
		standin.accept(first);
		await assert.rejects(ended, /At once/);
	});

	it('tells of a failure at once, whatever else goes on', async () => {
		const { list, standin, first } = made({
			accept: () => new Promise(() => {}),
			press: () => assert.fail('Not this one'),
		});
		list.update({ buttons: [{ iconPath: ICON, tooltip: 'All' }] });
		const ended = list.show(async () => {});
		standin.accept(first);
		standin.press('All');
		await assert.rejects(ended, /Not this one/);
	});

	it('goes out of sight for a question, and is left where that fails', async () => {
		const { list, standin, first } = made({
			pressOn: () =>
				list.aside(async () => {
					standin.hide();
					await setImmediate();
					assert.equal(list.left, false);
				}),
			accept: () =>
				list.aside(async () => {
					standin.hide();
					throw new Error('No answer');
				}),
		});
		const ended = list.show(async () => {});
		standin.pressOn(first, 'Go');
		assert.equal(standin.visible, false);
		await setImmediate();
		await setImmediate();
		assert.equal(standin.visible, true);
		standin.accept(first);
		await assert.rejects(ended, /No answer/);
		assert.deepEqual([standin.visible, standin.disposed, standin.late], [false, 1, []]);
	});

	it('stays at the row where the user is, where rows can be told apart', async () => {
		const again = () => ITEMS.map((item) => ({ ...item })).toReversed();
		const { list, standin, second } = made({ idOf: ({ label }) => label });
		standin.goTo(second);
		list.update({ items: again() });
		assert.equal(standin.shown.activeItems[0]?.label, 'b');
		list.update({ items: again().slice(0, 1) });
		assert.equal(standin.shown.activeItems[0]?.label, 'c');
		const other = made();
		other.standin.goTo(other.second);
		other.list.update({ items: again() });
		assert.equal(other.standin.shown.activeItems[0]?.label, 'c');
	});

	it('can be left before it is shown', async () => {
		const { list, standin } = made();
		list.close();
		await list.show(async () => assert.fail('Loads'));
		assert.equal(standin.disposed, 1);
	});
});
