import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Chat } from '../../../../src/core/chat/chat.ts';
import type { ChatPorts } from '../../../../src/core/chat/chatPorts.ts';
import { prepareTurn } from '../../../../src/core/chat/prepareTurn.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import type { ReplyEvent } from '../../../../src/core/server/chatServer.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import { attachmentId } from '../../../../src/shared/attachments/attachmentId.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { header, question, reply, settle, text } from '../conversation/conversationSamples.ts';

type Step = ReplyEvent | Error | (() => unknown);
const MODEL = 'meta-llama/llama-3-70b-instruct';
const said = (piece: string): ReplyEvent => ({ type: 'text', text: piece });
const passing = new ChatError('server', 'Not now.', {}, { retry: {} });
const noKey = new ChatError('noKey', 'A key is needed.');

/** A chat whose server does in each request the next of these steps, and all that it tells, records and sends. */
function open(
	replies: readonly (readonly Step[])[],
	more: Partial<ChatPorts> = {},
	raw: Readonly<Record<string, unknown>> = {},
) {
	const settings = parseSettings(
		(name) => ({ baseUrl: 'http://server.test/v1', model: MODEL, retries: 0, ...raw })[name],
	);
	const left = [...replies];
	const requests: ChatRequest[] = [];
	const events: ConversationEvent[] = [];
	const told: string[] = [];
	const took: number[] = [];
	let ids = 0;
	const conversation = new Conversation(header);
	const ports: ChatPorts = {
		server: {
			streamReply: async function* (_to, request) {
				requests.push(request);
				for (const step of left.shift() ?? []) {
					if (step instanceof Error) throw step;
					if (typeof step === 'function') await step();
					else yield step;
				}
			},
			listModels: () => assert.fail(),
			checkKey: () => assert.fail(),
		},
		models: { model: () => undefined },
		tokens: new TokenCorrections({ get: () => undefined, update: async () => {} }),
		record: (event) => events.push(event),
		prepare: async () => ({
			settings,
			destination: {
				baseUrl: settings.baseUrl,
				server: 'custom',
				apiKey: undefined,
				siteUrl: undefined,
				siteName: undefined,
			} as unknown as Awaited<ReturnType<ChatPorts['prepare']>>['destination'],
		}),
		newId: () => `n${++ids}`,
		now: () => 9,
		clock: () => 0,
		processes: { own: 1, live: () => true },
		...more,
	};
	const chat = new Chat(conversation, ports, {
		changed: (id) => told.push(`changed ${id}`),
		settled: (id, ms) => {
			told.push(`settled ${id}`);
			took.push(ms);
		},
		text: (id, piece) => told.push(`text ${id} ${piece}`),
		reasoning: (id, piece) => told.push(`reasoning ${id} ${piece}`),
		replaced: () => told.push('replaced'),
		returned: ({ kind }, asked) => told.push(`returned ${kind} ${asked?.text}`),
	});
	const idle = async () => {
		while (chat.turns.busy) await setImmediate();
	};
	/** Takes in what was said before, as from the disk. */
	const begin = (...lines: readonly ConversationEvent[]) => {
		for (const line of lines) assert.ok(conversation.apply(line));
		chat.loaded(lines, 0);
	};
	const kinds = () => events.map(({ type }) => type);
	return { chat, ports, conversation, requests, events, told, took, idle, begin, kinds };
}

const AUDIO: ReplyEvent = { type: 'extra', extra: { type: 'audio' } };
const refused = (words: RegExp) => (error: unknown) =>
	error instanceof ChatError && error.kind === 'refused' && words.test(error.message);

describe('a turn of a chat', () => {
	it('notes that what was asked for is a deployment, by the server’s address', async () => {
		for (const [baseUrl, is] of [
			['https://me.openai.azure.com/openai/v1', true],
			['http://server.test/v1', undefined],
		] as const) {
			const { chat, events, idle } = open([[said('One')]], {}, { baseUrl });
			await chat.turns.send('Well?', []);
			await idle();
			const end = events.at(-1);
			assert.ok(end?.type === 'settle');
			assert.equal(end.facts.deployment, is);
		}
	});

	it('tells how long it was waited for, with all that was tried', async () => {
		let now = 1_000;
		const passes = (ms: number) => () => {
			now += ms;
		};
		const busy = new ChatError('server', 'Not now.', {}, { retry: {} });
		const steps = [
			[passes(60_000), busy],
			[said('One'), passes(5_000)],
			[said('Two'), passes(7_000)],
		];
		const ports = { clock: () => now, retrying: () => chat.turns.replies.tryNow() };
		const { chat, took, events, idle } = open(steps, ports, { retries: 1 });
		await chat.turns.send('Well?', []);
		await idle();
		await chat.turns.send('And?', []);
		await idle();
		assert.deepEqual(took, [65_000, 7_000]);
		assert.ok(events.every((event) => !('took' in event)));
	});

	it('tells and records each step: question, reply, lease, pieces, end', async () => {
		const { chat, told, events, idle } = open([
			[{ type: 'reasoning', text: 'Hm.' }, said('One'), { type: 'thought' }, AUDIO, said('Two')],
		]);
		await chat.turns.send('Well?', []);
		assert.deepEqual([chat.turns.running, chat.turns.busy], ['n2', true]);
		await idle();
		assert.deepEqual(
			[chat.turns.running, chat.turns.busy, chat.turns.allRunning],
			[null, false, []],
		);
		assert.deepEqual(told, [
			'changed n1',
			'changed n2',
			'reasoning n2 Hm.',
			'text n2 One',
			'replaced',
			'changed n2',
			'text n2 Two',
			'settled n2',
		]);
		const [asked, begun, lease] = events;
		assert.deepEqual(asked, {
			type: 'message',
			message: { role: 'user', id: 'n1', parent: null, at: 9, text: 'Well?', excerpts: [] },
		});
		assert.ok(begun?.type === 'message' && begun.message.role === 'assistant');
		assert.deepEqual(
			[begun.message.parent, begun.message.at, 'again' in begun.message],
			['n1', 9, false],
		);
		assert.deepEqual(lease, { type: 'running', id: 'n2', process: 1 });
		const end = events.at(-1);
		assert.ok(end?.type === 'settle' && !('failure' in end));
		assert.deepEqual([end.at, end.status], [9, 'complete']);
	});

	it('says which question went out and which reply it gets, and when that has ended', async () => {
		const { chat, conversation } = open([[said('One')], [noKey]]);
		const sent = await chat.turns.send('Well?', [], 'mine');
		assert.deepEqual([sent.question, sent.reply], ['mine', chat.turns.running]);
		await sent.ended;
		assert.equal(chat.turns.busy, false);
		const ended = conversation.message(sent.reply);
		assert.ok(ended?.role === 'assistant' && ended.status === 'complete');
		const takenBack = await chat.turns.send('And?', []);
		await takenBack.ended;
		assert.equal(conversation.message(takenBack.question), undefined);
	});

	it('has its failure in its end', async () => {
		const { chat, events, idle } = open([[said('One'), new ChatError('server', 'Broken.')]]);
		await chat.turns.send('Well?', []);
		await idle();
		const end = events.at(-1);
		assert.ok(end?.type === 'settle');
		assert.deepEqual(end.failure, { kind: 'server', message: 'Broken.' });
	});

	it('tells that it waits, can be sent at once, and goes on', async () => {
		const { chat, told, idle } = open([[passing], [said('Two')]], {}, { retries: 1 });
		await chat.turns.send('Well?', []);
		while (chat.turns.replies.waitOf(chat.turns.running ?? '') === undefined) await setImmediate();
		assert.deepEqual(told.splice(0), ['changed n1', 'changed n2', 'changed n2']);
		chat.turns.replies.tryNow();
		await idle();
		assert.deepEqual(told, ['changed n2', 'text n2 Two', 'settled n2']);
	});

	it('keeps every other out, also while it is prepared, with the words for it', async () => {
		let go = () => {};
		const gate = new Promise<void>((resolve) => {
			go = resolve;
		});
		const { chat, kinds, idle } = open([[said('One')]], {
			readNow: async (given) => {
				await gate;
				return given;
			},
		});
		const first = chat.turns.send('Well?', []);
		assert.ok(chat.turns.busy);
		await assert.rejects(chat.turns.send('And?', []), refused(/^A reply is still coming in\./));
		assert.ok(chat.turns.busy, 'the other one’s refusal frees nothing');
		go();
		await first;
		await idle();
		assert.deepEqual(kinds().filter((kind) => kind === 'message').length, 2);
	});

	it('waits for the reply of another window, at the end of the shown branch alone', async () => {
		const { chat, begin, requests } = open([]);
		assert.equal(chat.turns.runningElsewhere, false);
		begin(question('q1', null), reply('r1', 'q1'), { type: 'running', id: 'r1', process: 2 });
		assert.ok(chat.turns.runningElsewhere && chat.turns.isElsewhere('r1'));
		assert.equal(chat.turns.isElsewhere('q1'), false);
		await assert.rejects(
			chat.turns.send('And?', []),
			refused(/^A reply to this chat is coming in in another window\./),
		);
		chat.merge([settle('r1')]);
		assert.equal(chat.turns.runningElsewhere, false);
		assert.equal(requests.length, 0);
	});

	it('is told of where the window that received it has gone', () => {
		let isLive = true;
		const { chat, begin, told } = open([], { processes: { own: 1, live: () => isLive } });
		begin(question('q1', null), reply('r1', 'q1'), { type: 'running', id: 'r1', process: 2 });
		chat.checkLeases();
		assert.deepEqual([told, chat.turns.runningElsewhere], [[], true]);
		isLive = false;
		chat.checkLeases();
		assert.deepEqual([told, chat.turns.runningElsewhere], [['changed r1'], false]);
	});

	it('is not elsewhere while it is ours', async () => {
		let isElsewhere: boolean | undefined;
		const { chat, idle } = open([
			[
				() => {
					chat.merge([{ type: 'running', id: 'n2', process: 2 }]);
					isElsewhere = chat.turns.isElsewhere('n2');
				},
			],
		]);
		await chat.turns.send('Well?', []);
		await idle();
		assert.equal(isElsewhere, false);
	});

	it('asks under the id that it is given, and without images where that is wanted', async () => {
		const { chat, idle, conversation } = open([[said('One')], [said('Two')]]);
		await chat.turns.send('Well?', [], 'mine', true);
		await idle();
		const asked = conversation.message('mine');
		assert.ok(asked?.role === 'user' && asked.withoutImages === true);
		await chat.turns.edit('mine', 'Changed?');
		await idle();
		const changed = conversation.path().at(-2);
		assert.ok(changed?.role === 'user' && changed.withoutImages === true, 'an edit keeps that');
	});

	it('reads what is attached anew for a question, for an edit what is named alone', async () => {
		const read: string[][] = [];
		const readNow: ChatPorts['readNow'] = async (given) => {
			read.push(given.map(attachmentId));
			return given;
		};
		const { chat, idle, conversation } = open([[], [], []], { readNow });
		const [one, two] = [EXCERPT, { ...EXCERPT, text: 'another' }];
		const ids = [one, two].map(attachmentId);
		await chat.turns.send('Well?', [one, two]);
		await idle();
		assert.deepEqual(read.splice(0), [ids]);
		await chat.turns.edit('n1', 'Changed?');
		await idle();
		assert.deepEqual(read.splice(0).flat(), []);
		await chat.turns.edit('n1', 'Changed?', [], [attachmentId(two)]);
		await idle();
		assert.deepEqual(read, [[attachmentId(two)]]);
		const asked = conversation.path().at(-2);
		assert.ok(asked?.role === 'user');
		assert.deepEqual(asked.excerpts.map(attachmentId), ids);
	});

	it('is shown as another branch where it leaves the shown one, and not where it goes on', async () => {
		const { chat, told, idle, conversation } = open([[], [], []]);
		await chat.turns.send('Well?', []);
		await idle();
		told.length = 0;
		await chat.turns.send('And?', []);
		assert.ok(!told.includes('replaced'));
		await idle();
		told.length = 0;
		await chat.turns.edit('n1', 'Changed?');
		assert.deepEqual(told.slice(0, 3), ['changed n5', 'changed n6', 'replaced']);
		await idle();
		const [changed, answer] = conversation.path();
		assert.deepEqual([changed?.text, answer?.text], ['Changed?', '']);
		assert.ok(changed?.role === 'user' && !('withoutImages' in changed));
	});

	it('asks again without the images, those of the question and of the messages above', async () => {
		const { chat, idle, conversation } = open([[], []]);
		await chat.turns.send('Well?', []);
		await idle();
		await chat.turns.askWithoutImages('n1');
		await chat.turns.askWithoutImages('none');
		assert.equal(chat.turns.busy, false);
		await chat.turns.askWithoutImages('n2');
		await idle();
		const [asked] = conversation.path();
		assert.ok(asked?.role === 'user' && asked.withoutImages === true && asked.text === 'Well?');
		assert.notEqual(asked.id, 'n1');
	});

	it('does nothing for a message that is none of its kind, or is not there', async () => {
		const { chat, requests, events, begin } = open([[], [], [], []]);
		begin(question('q1', null), reply('r1', 'q1'), settle('r1'));
		const request = { model: MODEL, messages: [], stream: true } as unknown as ChatRequest;
		for (const id of ['none', 'q1']) {
			await chat.turns.regenerate(id);
			await chat.turns.runAgain(id, { request, url: 'http://server.test/v1/chat' });
			await chat.turns.continue(id);
		}
		await chat.turns.edit('r1', 'Changed?');
		await chat.turns.edit('none', 'Changed?');
		await chat.turns.continue('r1');
		assert.deepEqual([requests, events, chat.turns.busy], [[], [], false]);
	});

	it('stands beside the reply that is asked for again, and shows it', async () => {
		const { chat, told, kinds, idle, conversation } = open([[said('One')], [said('Two')]]);
		await chat.turns.send('Well?', []);
		await idle();
		told.length = 0;
		await chat.turns.regenerate('n2', { maxTokens: 7 });
		assert.deepEqual(told, ['changed n3', 'replaced']);
		await idle();
		assert.deepEqual(kinds().slice(-5), ['head', 'message', 'running', 'text', 'settle']);
		assert.deepEqual(
			conversation.path().map(({ text: shown }) => shown),
			['Well?', 'Two'],
		);
	});

	it('sends the very request again, and says which reply it was of', async () => {
		const { chat, requests, idle, conversation } = open([[said('One')], [said('Two')]]);
		await chat.turns.send('Well?', []);
		await idle();
		const [request] = requests;
		assert.ok(request !== undefined);
		await chat.turns.runAgain('n2', { request, url: 'http://server.test/v1/chat/completions' });
		await idle();
		assert.equal(requests[1], request);
		const again = conversation.message('n3');
		assert.ok(again?.role === 'assistant' && again.again === 'n2' && again.parent === 'n1');
		await assert.rejects(
			chat.turns.runAgain('n2', { request, url: 'http://other.test/v1/chat/completions' }),
			(error: unknown) =>
				refused(/^This request went to other\.test, and the setting Base Url leads elsewhere/)(
					error,
				) &&
				error instanceof ChatError &&
				error.toFailure().setting === 'baseUrl',
		);
	});

	it('is refused where what it was to follow is deleted while it is prepared', async () => {
		const request = { model: MODEL, messages: [], stream: true } as unknown as ChatRequest;
		const url = 'http://server.test/v1/chat/completions';
		for (const act of [
			(chat: Chat) => chat.turns.send('And?', []),
			(chat: Chat) => chat.turns.regenerate('r1'),
			(chat: Chat) => chat.turns.runAgain('r1', { request, url }),
		]) {
			const permit = async () => chat.delete('q1');
			const observer = { permit } as unknown as NonNullable<ChatPorts['observer']>;
			const { chat, begin, kinds, requests } = open([[]], { observer });
			begin(question('q1', null), reply('r1', 'q1'), text('r1', 'One'), settle('r1'));
			await assert.rejects(act(chat), refused(/was deleted meanwhile\. Nothing was sent\.$/));
			assert.deepEqual([kinds(), requests.length, chat.turns.busy], [['deleted'], 0, false]);
		}
	});

	it('stops the reply that comes in, and nothing where none does', async () => {
		const steps: Step[] = [said('One'), () => made.chat.turns.stop(), said('Two')];
		const made = open([steps]);
		made.chat.turns.stop();
		await made.chat.turns.send('Well?', []);
		await made.idle();
		const [end] = made.events.filter((event) => event.type === 'settle');
		assert.equal(end?.status, 'stopped');
		assert.equal(made.conversation.lastReply()?.text, 'One');
	});

	it('goes on with a reply that was stopped, and with no other', async () => {
		const { chat, told, kinds, idle, conversation, begin } = open([[said(' two')], [], [], []]);
		begin(question('q1', null), reply('r1', 'q1'), text('r1', 'One'), settle('r1', 'stopped'));
		await chat.turns.continue('r1');
		assert.deepEqual(told, ['changed r1']);
		assert.deepEqual(kinds(), ['continued', 'running']);
		await idle();
		assert.equal(conversation.message('r1')?.text, 'One two');
		assert.deepEqual(told.slice(1), ['text r1  two', 'settled r1']);
		await chat.turns.continue('r1');
		assert.equal(kinds().filter((kind) => kind === 'continued').length, 1, 'it is complete');
		begin(question('q2', 'r1'), reply('r2', 'q2'), text('r2', 'Two'), settle('r2', 'stopped'));
		begin(question('q3', 'r2'));
		await chat.turns.continue('r2');
		assert.equal(kinds().filter((kind) => kind === 'continued').length, 1, 'it is not the last');
	});

	it('gives the question back where a key is missing, and a reply that was asked for again alone', async () => {
		const { chat, told, idle, conversation, begin } = open([[noKey], [noKey]]);
		begin(question('q1', null), reply('r1', 'q1'), text('r1', 'One'), settle('r1'));
		await chat.turns.regenerate('r1');
		await idle();
		assert.deepEqual(told.slice(-2), ['replaced', 'returned noKey undefined']);
		assert.equal(conversation.message('n1'), undefined);
		assert.ok(conversation.message('q1'));
		await chat.turns.send('And?', []);
		await idle();
		assert.deepEqual(told.slice(-2), ['replaced', 'returned noKey And?']);
		assert.equal(conversation.messages().length, 2);
	});

	it('is sent although it does not fit where that is wanted, and only then', async () => {
		const known = { contextLength: 10 } as unknown as ReturnType<ChatPorts['models']['model']>;
		const { chat, requests, idle, ports } = open([[], []], { models: { model: () => known } });
		const long = 'word '.repeat(200);
		await assert.rejects(
			prepareTurn(
				[{ role: 'user', id: 'q', parent: null, at: 1, text: long, excerpts: [] }],
				undefined,
				{},
				ports,
			),
			/^ChatError: This does not fit/,
		);
		const tooLong = (error: unknown) =>
			error instanceof ChatError && /^This does not fit/.test(error.message);
		await assert.rejects(chat.turns.send(long, []), tooLong);
		await chat.turns.sendAnyway({ anyway: true }, () => chat.turns.send(long, []));
		await idle();
		assert.equal(requests.length, 1);
		await assert.rejects(chat.turns.send(long, []), tooLong);
		await assert.rejects(
			chat.turns.sendAnyway({ anyway: true }, () => Promise.reject(passing)),
			passing,
		);
		await assert.rejects(chat.turns.send(long, []), tooLong);
	});

	it('is not sent where it is not permitted', async () => {
		const seen: string[] = [];
		const permit = async (_to: unknown, { model }: ChatRequest) => {
			seen.push(model);
			throw passing;
		};
		const observer = { permit } as unknown as NonNullable<ChatPorts['observer']>;
		const { chat, requests, events } = open([[]], { observer });
		await assert.rejects(chat.turns.send('Well?', []), passing);
		assert.deepEqual([seen, requests, events, chat.turns.busy], [[MODEL], [], [], false]);
	});

	it('takes a question of four million characters, and no longer one', async () => {
		const { chat, events } = open([[]], { prepare: () => Promise.reject(passing) });
		await assert.rejects(chat.turns.send('x'.repeat(4_000_000), []), passing);
		await assert.rejects(chat.turns.send('x'.repeat(4_000_001), []), {
			kind: 'tooLong',
			message:
				'The message has 4,000,001 characters; the most that can be sent is 4,000,000. Nothing was sent.',
		});
		assert.deepEqual(events, []);
	});

	it('has the project’s instructions in it where they are wanted', async () => {
		for (const instructionFiles of [true, false]) {
			let asked = 0;
			const { chat, idle } = open(
				[[]],
				{
					instructions: async () => {
						asked++;
						return [];
					},
				},
				{ instructionFiles },
			);
			await chat.turns.send('Well?', []);
			await idle();
			assert.equal(asked, instructionFiles ? 1 : 0);
		}
	});
});
