import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { USUAL_ADDRESSES } from '../../../../src/core/server/findServers.ts';
import type { ConnectPorts } from '../../../../src/host/server/connectServer.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { quickPicks, window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { connectServer } = await import('../../../../src/host/server/connectServer.ts');

interface Probe {
	readonly baseUrl: string;
	readonly signal: AbortSignal;
	answer(models: readonly object[]): void;
	refuse(): void;
}

describe('the list of servers', () => {
	const questions = { ...window };
	afterEach(() => Object.assign(window, questions));

	function opened() {
		const probes: Probe[] = [];
		const done = connectServer({
			server: {
				listModels: ({ baseUrl }: { baseUrl: string }, signal: AbortSignal) =>
					new Promise((resolve, reject) => {
						const refuse = () => reject(new ChatError('network', 'Nobody.'));
						const answer = (models: readonly object[]) => resolve({ models, server: 'ollama' });
						probes.push({ baseUrl, signal, answer, refuse });
						signal.addEventListener('abort', () => reject(signal.reason));
					}),
			},
		} as unknown as ConnectPorts);
		const list = quickPicks.at(-1);
		assert.ok(list);
		return { done, list, probes };
	}

	it('shows the servers as they answer, and is busy until all of them have', async () => {
		const { done, list, probes } = opened();
		const first = list.shown.items[0];
		assert.equal(first?.label, 'Elsewhere');
		assert.equal(probes.length, USUAL_ADDRESSES.length);
		probes[1]?.answer([{}, {}]);
		await setImmediate();
		assert.deepEqual(
			list.shown.items.slice(0, 2).map(({ label, detail }) => [label, detail]),
			[
				['On this machine', undefined],
				[`Ollama at ${new URL(probes[1]?.baseUrl ?? '').host}`, '2 models'],
			],
		);
		assert.deepEqual(
			[list.shown.busy, list.shown.placeholder],
			[true, 'Looking for servers on this machine…'],
		);
		for (const probe of probes) probe.refuse();
		await setImmediate();
		assert.deepEqual(
			[list.shown.busy, list.shown.placeholder],
			[false, 'Choose a server, or enter an address'],
		);
		list.hide();
		await done;
		assert.deepEqual([list.disposed, list.late], [1, []]);
	});

	it('leaves the active row where it is when a server answers', async () => {
		const { done, list, probes } = opened();
		const chosen = list.shown.items.at(-2);
		assert.ok(chosen);
		list.goTo(chosen);
		probes[1]?.answer([{}]);
		await setImmediate();
		assert.deepEqual(
			list.shown.activeItems.map(({ label }) => label),
			[chosen.label],
		);
		list.hide();
		await done;
	});

	it('asks nobody any more once it is left, and shows nothing more', async () => {
		const { done, list, probes } = opened();
		const [answering, ...others] = probes;
		list.hide();
		await done;
		assert.ok(others.every(({ signal }) => signal.aborted));
		answering?.answer([]);
		await setImmediate();
		assert.deepEqual([list.disposed, list.late], [1, []]);
	});

	it('is left when an address is to be typed', async () => {
		const asked: boolean[] = [];
		Object.assign(window, {
			async showInputBox() {
				asked.push(list.visible);
			},
		});
		const { done, list } = opened();
		list.accept(list.shown.items.at(-1));
		await done;
		assert.deepEqual(asked, [false]);
		await setImmediate();
		assert.deepEqual([list.disposed, list.late], [1, []]);
	});

	it('ends with what went wrong after a server was chosen', async () => {
		Object.assign(window, { showInputBox: async () => assert.fail('No box') });
		const { done, list } = opened();
		list.accept(list.shown.items.at(-1));
		await assert.rejects(done, /No box/);
	});
});
