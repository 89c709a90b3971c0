import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Chat } from '../../../../src/core/chat/chat.ts';
import type { ChatPorts, ComparedReply } from '../../../../src/core/chat/chatPorts.ts';
import type { TurnOutcome } from '../../../../src/core/chat/turn.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import { header, question, reply, settle } from '../conversation/conversationSamples.ts';

/** One answer: its pieces are said, and its end comes, when the test wants them. */
class Answer {
	readonly request: ChatRequest;
	readonly signal: AbortSignal;
	readonly #pieces: (string | Error | undefined)[] = [];
	#wake = () => {};

	constructor(request: ChatRequest, signal: AbortSignal) {
		this.request = request;
		this.signal = signal;
		signal.addEventListener('abort', () => this.#wake());
	}

	async say(...pieces: (string | Error | undefined)[]): Promise<void> {
		this.#pieces.push(...pieces);
		this.#wake();
		await setImmediate();
		await setImmediate();
	}

	end(): Promise<void> {
		return this.say(undefined);
	}

	async *stream() {
		while (!this.signal.aborted) {
			const [piece] = this.#pieces;
			if (this.#pieces.length === 0) {
				await new Promise<void>((resolve) => {
					this.#wake = resolve;
				});
			} else {
				this.#pieces.shift();
				if (piece === undefined) return;
				if (piece instanceof Error) throw piece;
				yield { type: 'text' as const, text: piece };
			}
		}
	}
}

/** What the tests have begun: it ends with them. */
const begun: Chat[] = [];

const prepare: ChatPorts['prepare'] = async ({ model = 'own', parameters = {} }) => {
	if (model === 'refused') throw new ChatError('refused', 'Not this one.');
	const settings = parseSettings(
		(name) => ({ baseUrl: 'http://server.test/v1', model, retries: 0, ...parameters })[name],
	);
	const { baseUrl } = settings;
	const none = { apiKey: undefined, siteUrl: undefined, siteName: undefined };
	return { settings, destination: { baseUrl, server: undefined, ...none } };
};

/** A chat whose server answers each request when it is told to, and what was recorded. */
function open(more: Partial<ChatPorts> = {}) {
	const answers: Answer[] = [];
	const events: ConversationEvent[] = [];
	const told: string[] = [];
	let ids = 0;
	const conversation = new Conversation(header);
	const chat = new Chat(
		conversation,
		{
			server: {
				streamReply: (_to, request, signal) => {
					const answer = new Answer(request, signal);
					answers.push(answer);
					return answer.stream();
				},
				listModels: () => assert.fail(),
				checkKey: () => assert.fail(),
			},
			models: { model: () => undefined },
			tokens: new TokenCorrections({ get: () => undefined, update: async () => {} }),
			record: (event) => events.push(event),
			prepare,
			newId: () => `n${++ids}`,
			now: () => 9,
			clock: () => 0,
			processes: { own: 1, live: () => true },
			...more,
		},
		{
			changed: (id) => told.push(`changed ${id}`),
			settled: (id) => told.push(`settled ${id}`),
			text: (id, piece) => told.push(`text ${id} ${piece}`),
			reasoning: () => {},
			replaced: () => told.push('replaced'),
			returned: () => told.push('returned'),
		},
	);
	begun.push(chat);
	const became: (readonly [number, ComparedReply])[] = [];
	const compare = (
		asked: Parameters<Chat['turns']['compare']>[0],
		models: readonly string[],
		hidden = false,
		isStopped?: (column: number) => boolean,
	) =>
		chat.turns.compare(
			asked,
			models.map((model) => ({ model })),
			(...one) => became.push(one),
			{ hidden, ...(isStopped && { isStopped }) },
		);
	/** Replays what was recorded, as a later window would. */
	const replayed = (before: readonly ConversationEvent[] = []) => {
		const later = new Conversation(header);
		for (const event of [...before, ...events]) later.apply(event);
		return later;
	};
	return { chat, conversation, answers, events, told, became, compare, replayed };
}

const ASKED = { text: 'Which?', attachments: [] };
const noKey = new ChatError('noKey', 'A key is needed.');
const statuses = (conversation: Conversation, id: string) =>
	conversation
		.siblings(id)
		.map((one) => conversation.reply(one))
		.map((one) => [one?.model, one?.status, one?.text]);

describe('several answers to one question', () => {
	afterEach(() => {
		for (const chat of begun.splice(0)) chat.turns.close();
	});

	it('come in side by side, are siblings from the start, and end each by itself', async () => {
		const { chat, conversation, answers, became, compare, replayed } = open();
		await compare(ASKED, ['a', 'b', 'c']);
		assert.deepEqual(
			became.map(([column, one]) => [column, 'reply' in one && one.reply]),
			[
				[0, 'n2'],
				[1, 'n3'],
				[2, 'n4'],
			],
		);
		assert.deepEqual(
			answers.map(({ request }) => [request.model, request.messages.at(-1)?.content]),
			[
				['a', 'Which?'],
				['b', 'Which?'],
				['c', 'Which?'],
			],
		);
		await answers[2]?.say('C');
		await answers[0]?.say('A1');
		await answers[1]?.say('B', new ChatError('server', 'Broken.'));
		assert.deepEqual(chat.turns.allRunning, ['n2', 'n4']);
		assert.ok(chat.turns.busy);
		// A window that dies now leaves all that has come.
		const streaming = 'streaming';
		const siblings = [
			['a', streaming, 'A1'],
			['b', 'failed', 'B'],
			['c', streaming, 'C'],
		];
		assert.deepEqual(statuses(replayed(), 'n2'), siblings);
		await answers[0]?.say('A2');
		await answers[0]?.end();
		await answers[2]?.end();
		assert.equal(chat.turns.busy, false);
		assert.deepEqual(statuses(conversation, 'n2'), [
			['a', 'complete', 'A1A2'],
			['b', 'failed', 'B'],
			['c', 'complete', 'C'],
		]);
		assert.equal(replayed().head, 'n2', 'a new question shows the first of them');
		await Promise.all(became.map(([, one]) => 'ended' in one && one.ended));
	});

	it('stand beside the answer that is shown, which stays', async () => {
		const { chat, conversation, compare, told } = open();
		const before = [question('q', null), reply('r', 'q'), settle('r', 'complete')];
		for (const event of before) assert.ok(conversation.apply(event));
		await compare('q', ['a', 'b']);
		assert.equal(conversation.head, 'r');
		assert.deepEqual(conversation.siblings('r'), ['r', 'n1', 'n2']);
		assert.equal(told.at(-1), 'replaced', 'the shown one has more siblings');
		assert.equal(chat.turns.running, 'n1');
	});

	it('are stopped one by one, or all at once', async () => {
		const { chat, conversation, answers, compare } = open();
		await compare(ASKED, ['a', 'b', 'c']);
		await answers[1]?.say('B');
		chat.turns.stop('n3');
		chat.turns.stop('n3');
		chat.turns.stop('unknown');
		assert.deepEqual(chat.turns.allRunning, ['n2', 'n4']);
		assert.deepEqual(
			answers.map(({ signal }) => signal.aborted),
			[false, true, false],
		);
		chat.turns.stop();
		assert.deepEqual(statuses(conversation, 'n2'), [
			['a', 'stopped', ''],
			['b', 'stopped', 'B'],
			['c', 'stopped', ''],
		]);
	});

	it('are not asked for once they are stopped, alone or with all, also while they are prepared', async () => {
		let preparing = () => {};
		const { chat, answers, became, compare } = open({
			prepare: async (choices) => {
				if (choices.model === 'b' || choices.model === 'd') preparing();
				return await prepare(choices);
			},
		});
		const stopped = new Set<number>();
		preparing = () => stopped.add(1);
		await compare(ASKED, ['a', 'b', 'c'], false, (column) => stopped.has(column));
		const models = () => answers.map(({ request }) => request.model);
		assert.deepEqual(models(), ['a', 'c']);
		const [, second] = became[1] ?? [];
		assert.ok(second && 'refused' in second);
		assert.equal(second.refused.message, 'Stopped before it was asked. Nothing was sent.');
		chat.turns.stop();
		preparing = () => chat.turns.stop();
		await compare('n1', ['a', 'd', 'c']);
		assert.deepEqual(models(), ['a', 'c', 'a'], 'Stop is for all of them');
		assert.equal(chat.turns.busy, false);
		preparing = () => {};
		await compare('n1', ['c', 'd']);
		assert.deepEqual(models().slice(3), ['c', 'd'], 'and not for the next ones');
	});

	it('are permitted as what goes out together', async () => {
		const asked: [string, object | undefined][] = [];
		const none = () => {};
		const unobserved = { sending: none, answered: none, received: none, retrying: none };
		const observer = {
			permit: async (_to: unknown, { model }: ChatRequest, together?: object) => {
				asked.push([model, together]);
			},
			begin: () => ({ observer: unobserved, settled: ({ facts }: TurnOutcome) => facts }),
			cutOff: async () => {},
			forget: async () => {},
		};
		const { compare } = open({ observer });
		await compare(ASKED, ['a', 'b']);
		assert.deepEqual(
			asked.map(([model]) => model),
			['a', 'b'],
		);
		assert.deepEqual(asked[0]?.[1], { requests: 2 });
		assert.equal(asked[0]?.[1], asked[1]?.[1]);
	});

	it('are asked for with the parameters of each, which stand with its reply', async () => {
		const { chat, conversation, answers } = open();
		const columns = [
			{ model: 'a', parameters: { temperature: 0.1 } },
			{ model: 'a', parameters: { temperature: 1.5, seed: 7 } },
		];
		await chat.turns.compare(ASKED, columns, () => {});
		assert.deepEqual(
			answers.map(({ request }) => [request.temperature, request.seed]),
			[
				[0.1, undefined],
				[1.5, 7],
			],
		);
		assert.deepEqual(conversation.reply('n3')?.once, { parameters: columns[1]?.parameters });
	});

	it('say how likely their tokens were where that is asked of one', async () => {
		const { chat, conversation, answers, became } = open();
		const columns = [
			{ model: 'a', logProbabilities: 5 },
			{ model: 'b', logProbabilities: 0 },
			{ model: 'c' },
		];
		await chat.turns.compare(ASKED, columns, (...one) => became.push(one));
		assert.deepEqual(
			answers.map(({ request }) => [request.logprobs, request.top_logprobs]),
			[
				[true, 5],
				[true, undefined],
				[undefined, undefined],
			],
		);
		assert.deepEqual(conversation.reply('n2')?.once, { logProbabilities: 5 });
	});

	it('let one be refused, which the others do not mind', async () => {
		const { conversation, became, compare, events } = open();
		await compare(ASKED, ['refused', 'b']);
		assert.deepEqual(
			became.map(([column, one]) => [column, 'refused' in one ? one.refused.message : one.reply]),
			[
				[0, 'Not this one.'],
				[1, 'n2'],
			],
		);
		assert.deepEqual(conversation.siblings('n2'), ['n2']);
		assert.deepEqual(
			events.map(({ type }) => type),
			['message', 'message', 'head', 'running'],
		);
	});

	it('are refused together where each is, and nothing is recorded', async () => {
		const { chat, compare, events } = open();
		await assert.rejects(compare(ASKED, ['refused', 'refused']), /Not this one/);
		assert.deepEqual([events, chat.turns.busy], [[], false]);
	});

	it('keep all others out until the last has ended', async () => {
		const { chat, answers, compare } = open();
		await compare(ASKED, ['a', 'b']);
		await answers[0]?.end();
		await assert.rejects(chat.turns.send('Next', []), /still coming in/);
		await assert.rejects(compare(ASKED, ['a', 'b']), /still coming in/);
		await answers[1]?.end();
		await chat.turns.send('Next', []);
	});

	it('stay where the server wanted a key: the others may have come', async () => {
		const { conversation, answers, compare, told } = open();
		await compare(ASKED, ['a', 'b']);
		await answers[0]?.say('A', undefined);
		await answers[1]?.say(noKey);
		assert.deepEqual(statuses(conversation, 'n2'), [
			['a', 'complete', 'A'],
			['b', 'failed', ''],
		]);
		assert.ok(!told.includes('returned'));
	});

	it('are hidden in this window where they are judged blind, and not on the disk', async () => {
		const { conversation, answers, compare, replayed, chat } = open();
		await compare(ASKED, ['a', 'b'], true);
		await answers[0]?.say('A', undefined);
		assert.deepEqual(
			chat.messages().map(({ id }) => id),
			['n1'],
		);
		assert.equal(replayed().head, 'n2', 'a window that dies shows one of them');
		chat.showMessage('n3');
		assert.equal(conversation.head, 'n3');
		assert.equal(replayed().head, 'n3');
	});

	it('are hidden, too, where the question was asked before and has no answer', async () => {
		const { chat, conversation, compare } = open();
		assert.ok(conversation.apply(question('q', null)));
		await compare('q', ['a', 'b'], true);
		assert.deepEqual(
			chat.messages().map(({ id }) => id),
			['q'],
		);
	});

	it('let nothing follow their question while they are hidden, and then what is kept', async () => {
		const { chat, conversation, answers, compare } = open();
		await compare(ASKED, ['a', 'b'], true);
		for (const answer of answers) await answer.end();
		await assert.rejects(chat.turns.send('Next', []), /Keep one of the compared answers first/);
		assert.equal(conversation.head, 'n1');
		chat.showMessage('n3');
		await chat.turns.send('Next', []);
		const next = conversation.path().findLast(({ role }) => role === 'user');
		assert.deepEqual([next?.text, next?.parent], ['Next', 'n3']);
	});

	it('let the question be asked anew where all that were hidden are deleted', async () => {
		const { chat, answers, compare } = open();
		await compare(ASKED, ['a', 'b'], true);
		for (const answer of answers) await answer.end();
		for (const id of ['n2', 'n3']) chat.delete(id);
		await compare('n1', ['a', 'b']);
		assert.equal(answers.length, 4);
	});

	it('have what looks like a secret decided on once, for all of them', async () => {
		const find = async (text: string) =>
			text.includes('hunter2') ? [{ kind: 'a password', text: 'hunter2', start: 3, end: 10 }] : [];
		const { chat, answers, became, compare } = open({ secrets: { find, sent: new Set() } });
		const asked = { text: 'Is hunter2 good?', attachments: [] };
		await chat.turns.sendAnyway({ secrets: 'replace' }, () => compare(asked, ['a', 'b']));
		assert.deepEqual(
			became.map(([, one]) => 'reply' in one),
			[true, true],
		);
		const sent = answers.map(({ request }) => request.messages.at(-1)?.content);
		assert.match(String(sent[0]), /^Is PLACEHOLDER_1_\w+ good\?$/);
		assert.equal(sent[1], sent[0]);
		for (const answer of answers) await answer.end();
		await chat.turns.send('Next', []);
		const next = chat.messages().findLast(({ role }) => role === 'user');
		assert.ok(next?.role === 'user' && next.text === 'Next');
		assert.equal(next.withheld, undefined, 'nothing is left over of it');
	});

	it('end with the window, and with the message above them', async () => {
		const one = open();
		await one.compare(ASKED, ['a', 'b']);
		one.chat.turns.close();
		assert.deepEqual(
			statuses(one.conversation, 'n2').map(([, status]) => status),
			['interrupted', 'interrupted'],
		);
		const other = open();
		await other.compare(ASKED, ['a', 'b']);
		other.chat.delete('n3');
		assert.deepEqual(other.chat.turns.allRunning, ['n2']);
		other.chat.delete('n1');
		assert.deepEqual(other.chat.turns.allRunning, []);
	});

	it('renew a lease each, and are counted as this window’s own', async () => {
		const { chat, conversation, compare, events } = open();
		await compare(ASKED, ['a', 'b']);
		assert.deepEqual(
			events.filter(({ type }) => type === 'running').map((one) => 'id' in one && one.id),
			['n2', 'n3'],
		);
		for (const id of ['n2', 'n3']) {
			const message = conversation.message(id);
			assert.ok(message && !chat.turns.isElsewhere(id));
			assert.equal(chat.asShown(message), message, 'it comes in, also where it is not shown');
		}
	});
});
