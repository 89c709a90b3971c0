import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Chat } from '../../../../src/core/chat/chat.ts';
import { Comparison } from '../../../../src/core/compare/comparison.ts';
import type { KeptAnswer } from '../../../../src/core/compare/keptAnswer.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ComparePagePorts } from '../../../../src/host/compare/comparePage.ts';
import type {
	CompareColumn,
	FromComparePage,
	ToComparePage,
} from '../../../../src/shared/compare/compareProtocol.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import { header, question, reply, settle } from '../../core/conversation/conversationSamples.ts';

provideVscode();
const { settings, window, workspace } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { ComparePage } = await import('../../../../src/host/compare/comparePage.ts');

const ended = Promise.resolve();
const none = () => ({ dispose() {} });

describe('the page of a comparison, as the host has it', () => {
	const questions = { ...window };
	afterEach(() => Object.assign(window, questions));

	/** Two answers, of which the first is complete and the second comes in. */
	function opened({ blind = false, gone = false } = {}) {
		const conversation = new Conversation(header);
		const first = reply('a', 'q');
		assert.ok(first.type === 'message' && first.message.role === 'assistant');
		const events = [
			question('q', null),
			{ ...first, message: { ...first.message, once: { logProbabilities: 5 } } },
			settle('a', 'complete'),
			reply('b', 'q'),
			{ type: 'head', id: blind ? 'q' : 'a' } as const,
		];
		for (const event of events) assert.ok(conversation.apply(event));
		const stopped: (string | undefined)[] = [];
		const chat = {
			conversation,
			asShown: (message: unknown) => message,
			turns: {
				stop: (id?: string) => stopped.push(id),
				isElsewhere: () => false,
				isReceiving: (id: string) => id === 'b',
				replies: { waitOf: () => undefined },
			},
		} as unknown as Chat;
		const posted: ToComparePage[] = [];
		const shown: string[] = [];
		const counted: KeptAnswer[] = [];
		const failures: unknown[] = [];
		let receive = (_message: FromComparePage) => {};
		let close = () => {};
		let watcher: Parameters<ComparePagePorts['session']['watch']>[1] | undefined;
		Object.assign(window, {
			createWebviewPanel: () => ({
				visible: true,
				webview: {
					postMessage: (message: ToComparePage) => posted.push(message),
					onDidReceiveMessage: (listener: typeof receive) => {
						receive = listener;
					},
				},
				onDidChangeViewState: none,
				onDidDispose: (listener: () => void) => {
					close = listener;
				},
			}),
		});
		const ports = {
			session: {
				watch: (_id: string, one: typeof watcher) => {
					watcher = one;
					return { [Symbol.dispose]: () => {} };
				},
				seen: () => {},
				showMessage: async (_chat: string, id: string) => {
					if (gone) return false;
					shown.push(id);
					return true;
				},
			},
			changes: { states: { onDidChange: none, blocksOf: () => [] } },
			exchangeOf: async () => ({ events: [], dropped: 7 }),
			answers: { append: async (answer: KeptAnswer) => counted.push(answer) },
			failed: (_what: string, error: unknown) => failures.push(error),
		} as unknown as ComparePagePorts;
		const comparison = new Comparison([{ model: 'a/one' }, { model: 'b/two' }], blind, () => 0.99);
		const page = new ComparePage(ports, chat, comparison);
		for (const [index, id] of ['a', 'b'].entries()) {
			const column = comparison.asked(index, { reply: id, ended });
			assert.ok(column);
			page.asked(column);
		}
		receive({ type: 'ready' });
		/** Sends these as one press after the other, and waits for all that follows. */
		const press = async (...messages: FromComparePage[]) => {
			for (const message of messages) receive(message);
			await setImmediate();
			const { sequence } = posted.at(-1) ?? {};
			if (sequence !== undefined) receive({ type: 'ack', sequence });
			assert.deepEqual(failures, []);
		};
		/** As the page has it by now. */
		const column = (id: string): CompareColumn | undefined =>
			posted
				.flatMap((message): CompareColumn[] =>
					message.type === 'snapshot'
						? [...message.columns]
						: message.changes.flatMap((one) => ('column' in one ? [one.column] : [])),
				)
				.findLast((one) => one.id === id);
		return {
			conversation,
			posted,
			press,
			column,
			shown,
			counted,
			stopped,
			close: () => close(),
			replaced: () => watcher?.replaced(),
		};
	}

	it('counts once what is kept, however quickly the button is pressed, and whatever is kept in its place', async () => {
		const { press, column, counted, shown } = opened();
		const keep = (id: string) => ({ type: 'keep', id }) as const;
		await press(keep('1'), keep('1'), keep('2'));
		assert.deepEqual(
			counted.map(({ model, of }) => [model, of]),
			[['a/one', ['a/one', 'b/two']]],
		);
		assert.deepEqual(shown, ['a', 'a', 'b']);
		assert.deepEqual([column('1')?.kept, column('2')?.kept], [undefined, true]);
	});

	it('keeps one while another comes in, which goes on', async () => {
		const { press, column, stopped } = opened({ blind: true });
		assert.deepEqual([column('1')?.name, column('2')?.name], ['A', 'B']);
		await press({ type: 'keep', id: '1' });
		assert.deepEqual([column('1')?.name, column('2')?.name], ['One', 'Two']);
		const other = column('2')?.view?.message;
		assert.ok(other?.role === 'assistant' && other.status === 'streaming');
		assert.deepEqual(stopped, []);
	});

	it('stops nothing where it is closed in mid-reply; judged blind, the chat then shows the first', async () => {
		const { close, stopped, shown } = opened({ blind: true });
		close();
		await setImmediate();
		assert.deepEqual([stopped, shown], [[], ['a']]);
	});

	it('wraps code as it is set, and as it is set then', async () => {
		const before = workspace['onDidChangeConfiguration'];
		let change = (_event: object) => {};
		workspace['onDidChangeConfiguration'] = (listener: typeof change) => {
			change = listener;
			return none();
		};
		try {
			settings.set('llamaChat.wrapCode', true);
			const { posted, press } = opened();
			await press();
			assert.ok(posted[0]?.type === 'snapshot');
			assert.equal(posted[0].wrapCode, true);
			settings.delete('llamaChat.wrapCode');
			change({ affectsConfiguration: (name: string) => name === 'llamaChat.wrapCode' });
			await press();
			const changes = posted.flatMap((one) => (one.type === 'changes' ? one.changes : []));
			const about = changes.findLast(({ type }) => type === 'about');
			assert.deepEqual(about, { type: 'about', question: 'Ask q?', blind: false });
		} finally {
			settings.delete('llamaChat.wrapCode');
			workspace['onDidChangeConfiguration'] = before;
		}
	});

	it('says of an answer that was deleted in the chat that it is gone, and has nothing to stop or keep there', async () => {
		const { conversation, replaced, press, column } = opened();
		assert.ok(conversation.apply({ type: 'deleted', id: 'b' }));
		replaced();
		await press();
		assert.equal(column('2')?.view, undefined);
		assert.deepEqual([column('2')?.gone, column('1')?.gone], [true, undefined]);
	});

	it('says that probabilities end before the answer where its request is not kept to the end', async () => {
		const { posted, press } = opened();
		await press();
		await press({ type: 'chances' });
		const changes = posted.flatMap((one) => (one.type === 'changes' ? one.changes : []));
		assert.deepEqual(
			changes.filter(({ type }) => type === 'chances'),
			[{ type: 'chances', id: '1', chances: [], cut: true }],
		);
	});

	it('says so where what is to be kept is gone with its chat', async () => {
		const { press, counted, column } = opened({ gone: true });
		const said: unknown[] = [];
		Object.assign(window, { showInformationMessage: async (text: unknown) => said.push(text) });
		await press({ type: 'keep', id: '1' });
		assert.match(String(said), /deleted/);
		assert.deepEqual([counted, column('1')?.kept], [[], undefined]);
	});
});
