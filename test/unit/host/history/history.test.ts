import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { HistoryPorts } from '../../../../src/host/history/history.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { quickPicks, window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { logUnawaited } = await import('../../../../src/host/vscode/say.ts');
const { showHistory } = await import('../../../../src/host/history/history.ts');

const CHAT = { id: 'c1', title: 'Sorting', workspace: null, created: 1, updated: 1, messages: 2 };

describe('the history', () => {
	const questions = { ...window };
	afterEach(() => Object.assign(window, questions));

	/** What was asked of the store, in order. */
	let asked: string[];
	beforeEach(() => {
		asked = [];
	});

	function opened(
		store: object = {},
		chats: object = {},
		open = async () => {},
		openBeside: unknown = undefined,
	) {
		const told = (name: string) => asked.push(name);
		const done = showHistory({
			store: {
				list: async () => told('list') && [CHAT],
				pinned: async () => told('pinned') && new Set(),
				search: async () => told('search') && { hits: [], more: 0 },
				...store,
			},
			chats: {
				flush: async () => told('flush'),
				displayOf: () => undefined,
				isReplying: () => false,
				...chats,
			},
			workspace: null,
			open,
			openBeside,
		} as unknown as HistoryPorts);
		const list = quickPicks.at(-1);
		assert.ok(list);
		const row = async () => {
			await setImmediate();
			const found = list.shown.items.find(({ label }) => label === 'Sorting');
			assert.ok(found);
			return found;
		};
		return { done, list, row };
	}

	it('is left when a chat is opened, and ends when that is shown', async () => {
		let show = () => {};
		const { done, list, row } = opened({}, {}, () => new Promise((resolve) => (show = resolve)));
		list.accept(await row());
		assert.equal(list.visible, false);
		let ended = false;
		void done.then(() => {
			ended = true;
		});
		await setImmediate();
		assert.equal(ended, false);
		show();
		await done;
		assert.deepEqual([list.disposed, list.late], [1, []]);
	});

	it('opens a chat that was found with what was found in it', async () => {
		const opens: unknown[][] = [];
		const hits = [{ chat: CHAT, line: 'by a quick sort' }];
		const { done, list, row } = opened(
			{ search: async () => ({ hits, more: 0 }) },
			{},
			async (...args: unknown[]) => void opens.push(args),
		);
		list.accept(await row());
		await done;
		const {
			done: found,
			list: again,
			row: hit,
		} = opened(
			{ search: async () => ({ hits, more: 0 }) },
			{},
			async (...args: unknown[]) => void opens.push(args),
		);
		await hit();
		again.type('sort');
		again.accept(await hit());
		await found;
		assert.deepEqual(opens, [
			['c1', undefined],
			['c1', { query: 'sort', line: 'by a quick sort' }],
		]);
	});

	it('has rows without the marks of Markdown, with the time of today, and marks what is found below them', async () => {
		const now = new Date();
		const chat = { ...CHAT, title: '## **Sorting**', updated: now.getTime() };
		const line = 'Call [`sort`](https://x.example/) **once**, and what is sorted stays so.';
		const { done, list, row } = opened({
			list: async () => [chat],
			search: async () => ({ hits: [{ chat, line }], more: 0 }),
		});
		const time = now.toLocaleTimeString('en', { timeStyle: 'short' });
		assert.equal((await row()).description, `${time} · 2 messages`);
		list.type('stays');
		const found = await row();
		assert.equal(found.detail, '…once, and what is sorted stays so.');
		assert.equal(Reflect.get(list.shown, 'matchOnDetail'), true);
		list.hide();
		await done;
	});

	it('stays, and says so, where a button of a row fails', async () => {
		const said: string[] = [];
		Object.assign(window, {
			showErrorMessage: async (text: string) => void said.push(text),
			showInputBox: async () => 'Ordering',
		});
		const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
		const fails = () => Promise.reject(full);
		const { done, list, row } = opened({ pin: fails }, { rename: fails, delete: fails });
		for (const button of ['Pin', 'Rename', 'Delete']) {
			list.pressOn(await row(), button);
			await row();
			assert.deepEqual(said, [`${button} has failed: the disk is full. Free some space on it.`]);
			said.length = 0;
			assert.deepEqual([list.visible, list.disposed], [true, 0]);
		}
		list.accept(await row());
		await done;
	});

	it('tells what could not be done although it was left meanwhile', async () => {
		let fail = (_error: Error) => {};
		const pin = () => new Promise((_resolve, reject) => (fail = reject));
		const { done, list, row } = opened({ pin });
		list.pressOn(await row(), 'Pin');
		list.hide();
		fail(new Error('The disk is full'));
		await assert.rejects(done, /The disk is full/);
	});

	it('tells of a deleted chat that cannot be brought back, and keeps its title out of the log', async () => {
		const said: string[] = [];
		const logged: unknown[] = [];
		logUnawaited({ error: (text) => logged.push(text) });
		Object.assign(window, {
			showInformationMessage: async () => 'Undo',
			showErrorMessage: async (text: string) => void said.push(text),
		});
		const back = () => Promise.reject(new Error('The file is gone'));
		const { done, list, row } = opened({}, { delete: async () => back });
		list.pressOn(await row(), 'Delete');
		await row();
		assert.deepEqual(said, ['“Sorting” could not be brought back: The file is gone.']);
		// A title is the first question, and may hold what is nobody else's business.
		assert.deepEqual(logged, ['A deleted chat could not be brought back.']);
		assert.equal(list.visible, true);
		list.hide();
		await done;
	});

	it('is there without pins where these cannot be read, and says so once', async () => {
		const said: string[] = [];
		Object.assign(window, { showWarningMessage: async (text: string) => void said.push(text) });
		const denied = Object.assign(new Error('EACCES: pinned.json'), { code: 'EACCES' });
		const { done, list, row } = opened({
			pinned: () => Promise.reject(denied),
			pin: async () => {},
		});
		list.pressOn(await row(), 'Pin');
		await row();
		assert.deepEqual(said, [
			'Which chats are pinned could not be read: the system does not allow it. Check who may write there.',
		]);
		list.hide();
		await done;
	});

	it('ends with what keeps the chats from being read', async () => {
		const { done, list } = opened({ list: () => assert.fail('The disk failed') });
		await assert.rejects(done, /The disk failed/);
		assert.equal(list.visible, false);
	});

	it('reads and shows nothing more when it is left before the chats are there', async () => {
		let flushed = () => {};
		const flush = () => new Promise<void>((resolve) => (flushed = resolve));
		const { done, list } = opened({}, { flush });
		assert.equal(list.shown.busy, true);
		list.hide();
		await done;
		flushed();
		await setImmediate();
		assert.deepEqual(asked, []);
		assert.deepEqual([list.disposed, list.late], [1, []]);
	});

	it('opens what was found to the side, too', async () => {
		const beside: unknown[] = [];
		const hit = { chat: CHAT, line: 'Sorting it' };
		const ports = { search: async () => ({ hits: [hit], more: 0 }) };
		const { done, list, row } = opened(
			ports,
			{},
			async () => {},
			async (...all: unknown[]) => {
				beside.push(...all);
			},
		);
		await row();
		list.type('Sorting');
		list.pressOn(await row(), 'Open to the Side');
		await done;
		assert.deepEqual(beside[0], 'c1');
		assert.deepEqual(beside[1], { query: 'Sorting', line: 'Sorting it' });
	});

	it('is out of sight while a name is asked for, and there again with it', async () => {
		let answer = (_name: string) => {};
		Object.assign(window, {
			showInputBox({ validateInput }: { validateInput(typed: string): string | undefined }) {
				assert.equal(validateInput('x'.repeat(200)), undefined);
				assert.match(String(validateInput('x'.repeat(201))), /at most 200 characters/);
				list.hide();
				return new Promise<string>((resolve) => (answer = resolve));
			},
		});
		const renamed: string[] = [];
		const rename = async (...names: string[]) => renamed.push(...names);
		const { done, list, row } = opened({}, { rename });
		list.pressOn(await row(), 'Rename');
		await setImmediate();
		assert.deepEqual([list.visible, list.disposed], [false, 0]);
		answer('Ordering');
		await setImmediate();
		assert.deepEqual(renamed, ['c1', 'Ordering']);
		assert.deepEqual([list.visible, list.shown.busy], [true, false]);
		assert.deepEqual(
			asked.filter((name) => name === 'list'),
			['list', 'list'],
		);
		list.hide();
		await done;
		assert.deepEqual([list.disposed, list.late], [1, []]);
	});

	it('stays at the chat that the user went to, and shows what was typed last', async () => {
		const hits: ((result: object) => void)[] = [];
		const search = () => new Promise((resolve) => hits.push(resolve));
		const second = { ...CHAT, id: 'c2', title: 'Second', updated: 2 };
		const { done, list, row } = opened({ list: async () => [CHAT, second], search });
		list.goTo(await row());
		list.press('Show All');
		await setImmediate();
		assert.equal(list.shown.title, 'History: All');
		assert.equal(list.shown.activeItems[0]?.label, 'Sorting');
		list.type('s');
		list.type('se');
		hits[1]?.({ hits: [{ chat: second, line: '' }], more: 0 });
		await setImmediate();
		hits[0]?.({ hits: [{ chat: CHAT, line: '' }], more: 0 });
		await setImmediate();
		assert.deepEqual(
			list.shown.items.map(({ label }) => label),
			['Second'],
		);
		list.hide();
		await done;
	});
});
