import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { askAlone } from '../../../../src/core/chat/loneTurn.ts';
import type { RetryWait } from '../../../../src/core/chat/retries.ts';
import type { TurnOutcome } from '../../../../src/core/chat/turn.ts';
import type { Sending } from '../../../../src/core/chat/turnObserver.ts';
import { NO_SYSTEM } from '../../../../src/core/context/systemPlan.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { ChatServer, ReplyEvent } from '../../../../src/core/server/chatServer.ts';
import { destination, REQUEST } from '../../api/network/testServer.ts';

describe('a request that is in no chat', () => {
	let begun: Sending[];
	let outcomes: TurnOutcome[];
	let waits: (RetryWait | undefined)[];
	/** What is told as it comes. */
	let told: string[];

	beforeEach(() => {
		begun = [];
		outcomes = [];
		waits = [];
		told = [];
	});
	afterEach(() => mock.timers.reset());

	function ask(
		reply: (signal: AbortSignal) => AsyncIterable<ReplyEvent>,
		signal: AbortSignal,
		retries = 0,
		request = REQUEST,
	) {
		const streamReply: ChatServer['streamReply'] = (_to, _request, aborted) => reply(aborted);
		const planned = {
			request,
			unsent: [],
			sent: [],
			sampling: {},
			system: NO_SYSTEM,
		};
		const prepared = { destination: destination('http://localhost:1'), planned, retries };
		return askAlone(
			{ chat: 'commit-message', reply: 'r1', prepared },
			{
				server: { streamReply, listModels: assert.fail, checkKey: assert.fail },
				tokens: { of: () => ({ family: undefined, factors: {} }) },
				observer: {
					begin: (sending) => {
						begun.push(sending);
						return {
							observer: {
								sending: () => {},
								answered: () => {},
								received: () => {},
								retrying: () => {},
								ended: () => {},
							},
							settled: (outcome) => {
								outcomes.push(outcome);
								return { ...outcome.facts, estimated_cost: '0.1' };
							},
						};
					},
				},
				text: (piece) => told.push(piece),
				reasoning: () => told.push('(reasons)'),
				thought: () => told.push('(all of it was thought)'),
				extra: ({ type }) => told.push(`(${type})`),
				waiting: (wait) => {
					waits.push(wait);
					if (wait !== undefined) process.nextTick(() => mock.timers.runAll());
				},
			},
			signal,
		);
	}

	it('gives the text without what was reasoned, and is counted under its name', async () => {
		const reply = await ask(async function* () {
			yield { type: 'reasoning', text: 'Hm.' };
			yield { type: 'text', text: 'So that' };
			yield { type: 'thought' };
			yield { type: 'text', text: 'feat: ' };
			yield { type: 'extra', extra: { type: 'audio' } };
			yield { type: 'text', text: 'one' };
		}, new AbortController().signal);
		assert.equal(reply?.text, 'feat: one');
		assert.equal(told.join(' '), '(reasons) So that (all of it was thought) feat:  (audio) one');
		assert.equal(reply?.facts.estimated_cost, '0.1');
		assert.deepEqual(
			begun.map(({ chat, reply: id }) => [chat, id]),
			[['commit-message', 'r1']],
		);
	});

	it('says where the server cannot have read all of it', async () => {
		const content = 'the words of a long commit '.repeat(2000);
		const prompt = { ...REQUEST, messages: [{ role: 'user' as const, content }] };
		const counted = async (prompt_tokens: number) => {
			const usage = { prompt_tokens, completion_tokens: 1, total_tokens: prompt_tokens + 1 };
			const reply = await ask(
				async function* () {
					yield { type: 'text', text: 'feat: one' };
					yield { type: 'facts', facts: { usage } };
				},
				new AbortController().signal,
				0,
				prompt,
			);
			return reply?.short;
		};
		assert.equal((await counted(100))?.counted, 100);
		assert.equal(await counted(12_100), undefined);
	});

	it('is stopped by the signal, which closes the connection, and is counted', async () => {
		const abort = new AbortController();
		let closed = false;
		const reply = await ask(async function* (signal) {
			yield { type: 'text', text: 'feat: ' };
			abort.abort();
			closed = signal.aborted;
			yield { type: 'text', text: 'never' };
		}, abort.signal);
		assert.equal(reply, undefined);
		assert.ok(closed);
		assert.deepEqual(
			outcomes.map(({ status, read }) => [status, read]),
			[['stopped', 'feat: ']],
		);
	});

	it('has no text where nothing but reasoning came', async () => {
		const reply = await ask(async function* () {
			yield { type: 'reasoning', text: 'Hm.' };
		}, new AbortController().signal);
		assert.equal(reply?.text, '');
	});

	it('says that it waits to go out again, and that it does', async () => {
		mock.timers.enable({ apis: ['setTimeout'] });
		let tries = 0;
		const failing = async function* (): AsyncGenerator<ReplyEvent> {
			if (tries++ === 0) throw new ChatError('server', 'Busy.', {}, { retry: {} });
			yield { type: 'text', text: 'feat: one' };
		};
		const reply = await ask(failing, new AbortController().signal, 1);
		assert.equal(reply?.text, 'feat: one');
		assert.deepEqual(
			waits.map((wait) => wait?.number),
			[1, undefined],
		);
	});

	it('sends nothing where it was stopped before', async () => {
		assert.equal(await ask(() => assert.fail(), AbortSignal.abort()), undefined);
		assert.equal(begun.length, 0);
	});

	it('fails with what the server said', async () => {
		const failing = ask(async function* () {
			yield { type: 'text', text: 'feat' };
			throw new ChatError('badKey', 'No such key.', { status: 401 });
		}, new AbortController().signal);
		await assert.rejects(failing, (error) => {
			assert.ok(error instanceof ChatError);
			assert.deepEqual(error.toFailure(), { kind: 'badKey', message: 'No such key.', status: 401 });
			return true;
		});
		assert.equal(outcomes[0]?.status, 'failed');
	});
});
