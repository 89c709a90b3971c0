import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ChatPorts, Prepared } from '../../../../src/core/chat/chatPorts.ts';
import { ReasoningTime } from '../../../../src/core/chat/choices/reasoningTime.ts';
import { leaseOf, RENEWAL_MS } from '../../../../src/core/chat/replyLeases.ts';
import { newReply, type SettledTurn, startTurn } from '../../../../src/core/chat/replyTurn.ts';
import type { RetryWait } from '../../../../src/core/chat/retries.ts';
import type { Sending } from '../../../../src/core/chat/turnObserver.ts';
import { NO_SYSTEM } from '../../../../src/core/context/systemPlan.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { ReplyEvent } from '../../../../src/core/server/chatServer.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import type { Reply, ReplyExtra } from '../../../../src/shared/conversation/messages.ts';
import { destination, REQUEST } from '../../api/network/testServer.ts';

type Step = ReplyEvent | Error | (() => unknown);

const IMAGE = {
	type: 'image',
	bytes: new Uint8Array([1, 2, 3]),
	image: { mediaType: 'image/png', width: 4, height: 5 },
} as const;
const kept = (number: number): ReplyExtra => ({
	type: 'image',
	image: { ...IMAGE.image, hash: 'h', bytes: 3, name: `image-${number}.png` },
});

const unasked = () => assert.fail('not asked for');

function imagesThat(put: () => Promise<string>): NonNullable<ChatPorts['images']> {
	return { images: { put } } as unknown as NonNullable<ChatPorts['images']>;
}

describe('a turn that writes a reply', () => {
	let time = 0;

	beforeEach(() => {
		time = 0;
		mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
	});

	afterEach(() => mock.timers.reset());

	/** Starts a turn whose server does these steps, one list for each try, and takes down all that it tells. */
	function start(
		tries: readonly (readonly Step[])[],
		more: Partial<ChatPorts> = {},
		earlier?: Reply,
	) {
		const left = [...tries];
		const recorded: ConversationEvent[] = [];
		const told: string[] = [];
		const outcomes: SettledTurn[] = [];
		const ports: ChatPorts = {
			server: {
				streamReply: async function* () {
					for (const step of left.shift() ?? []) {
						if (step instanceof Error) throw step;
						if (typeof step === 'function') await step();
						else yield step;
					}
				},
				listModels: unasked,
				checkKey: unasked,
			},
			models: { model: () => undefined },
			tokens: new TokenCorrections({ get: () => undefined, update: async () => {} }),
			images: imagesThat(async () => 'h'),
			record: unasked,
			prepare: unasked,
			newId: unasked,
			now: () => 1,
			clock: () => time,
			processes: { own: 7, live: () => true },
			...more,
		};
		const planned: Prepared['planned'] = {
			request: REQUEST,
			unsent: [],
			sent: [],
			sampling: {},
			system: NO_SYSTEM,
		};
		const turn = startTurn(
			{ id: 'r', chat: 'c', earlier },
			{
				destination: destination('http://server.test/v1'),
				planned,
				parts: [],
				withheld: [],
				retries: 1,
			},
			ports,
			{
				record: (event) => recorded.push(event),
				text: (id, piece) => told.push(`${id} text ${piece}`),
				reasoning: (id, piece) => told.push(`${id} reasoning ${piece}`),
				extra: (id) => told.push(`${id} extra`),
				thought: (id) => told.push(`${id} thought`),
				waiting: () => told.push(turn.wait === undefined ? 'goes on' : 'waits'),
				settled: (outcome) => outcomes.push(outcome),
			},
		);
		const settled = async () => {
			while (outcomes.length === 0) await setImmediate();
			assert.equal(outcomes.length, 1);
			return outcomes[0];
		};
		return { turn, recorded, told, settled, ports };
	}

	it('records and tells every piece, with the time of the reasoning once its end is known', async () => {
		const { recorded, told, settled } = start([
			[
				() => (time = 100),
				{ type: 'reasoning', text: 'Let me ' },
				() => (time = 350),
				{ type: 'reasoning', text: 'see.' },
				() => (time = 1_000),
				{ type: 'text', text: 'One' },
				{ type: 'text', text: ' two' },
			],
		]);
		const outcome = await settled();
		assert.deepEqual(recorded, [
			{ type: 'text', id: 'r', reasoning: 'Let me ' },
			{ type: 'text', id: 'r', reasoning: 'see.' },
			{ type: 'text', id: 'r', text: 'One', reasoningMs: 250 },
			{ type: 'text', id: 'r', text: ' two' },
		]);
		assert.deepEqual(told, [
			'r reasoning Let me ',
			'r reasoning see.',
			'r text One',
			'r text  two',
		]);
		assert.equal(outcome?.status, 'complete');
		assert.ok(!('reasoningMs' in (outcome ?? {})) && !('read' in (outcome ?? {})));
	});

	it('takes what it has said for reasoning from its first piece on, where that turns out', async () => {
		const { recorded, told, settled } = start([
			[
				() => (time = 100),
				{ type: 'text', text: 'Let me ' },
				() => (time = 300),
				{ type: 'text', text: 'see.' },
				() => (time = 700),
				{ type: 'thought' },
			],
		]);
		await settled();
		assert.deepEqual(recorded.at(-1), { type: 'text', id: 'r', thought: true, reasoningMs: 600 });
		assert.deepEqual(told.at(-1), 'r thought');
	});

	it('keeps the images that come, each under its number, those of an earlier part counted', async () => {
		const audio = { type: 'extra', extra: { type: 'audio' } } as const;
		const image = { type: 'extra', extra: IMAGE } as const;
		const begun = newReply({ id: 'r', parent: 'q', at: 1, model: 'm' });
		const begunWith: Reply = { ...begun, extras: [kept(1), { type: 'audio' }, kept(2)] };
		const cases: [Reply | undefined, number][] = [
			[undefined, 1],
			[begun, 1],
			[begunWith, 3],
		];
		for (const [earlier, first] of cases) {
			const { recorded, told, settled } = start([[audio, image, audio, image]], {}, earlier);
			await settled();
			assert.deepEqual(
				recorded,
				[audio.extra, kept(first), audio.extra, kept(first + 1)].map((extra) => ({
					type: 'text',
					id: 'r',
					extras: [extra],
				})),
			);
			assert.deepEqual(told, ['r extra', 'r extra', 'r extra', 'r extra']);
		}
	});

	it('says of an image that there is no place for it, and gives the next one its number', async () => {
		const image = { type: 'extra', extra: IMAGE } as const;
		const { recorded, settled } = start([[image]], { images: undefined });
		await settled();
		assert.deepEqual(recorded, [
			{ type: 'text', id: 'r', extras: [{ type: 'badImage', why: 'there is no place for it' }] },
		]);
		let puts = 0;
		const put = async () => {
			if (++puts === 1) throw new Error('EIO');
			return 'h';
		};
		const other = start([[image, image]], { images: imagesThat(put) });
		await other.settled();
		assert.deepEqual(other.recorded.at(-1), { type: 'text', id: 'r', extras: [kept(1)] });
	});

	it('goes on counting the reasoning of an earlier part', async () => {
		const earlier = { ...newReply({ id: 'r', parent: 'q', at: 1, model: 'm' }), reasoningMs: 900 };
		const { settled } = start(
			[[{ type: 'reasoning', text: 'So' }, () => (time = 50), { type: 'reasoning', text: '.' }]],
			{},
			earlier,
		);
		assert.equal((await settled())?.reasoningMs, 950);
	});

	it('tells of a wait with its reason, and that it is over', async () => {
		const waits: RetryWait[] = [];
		const failure = new ChatError('server', 'Not now.', {}, { retry: {} });
		const { turn, told, settled } = start([[failure], [{ type: 'text', text: 'Two' }]], {
			retrying: (wait) => waits.push(wait),
		});
		while (turn.wait === undefined) await setImmediate();
		turn.tryNow();
		await settled();
		assert.deepEqual(told, ['waits', 'goes on', 'r text Two']);
		assert.deepEqual(
			waits.map(({ reason, number }) => [reason, number]),
			[['server error', 1]],
		);
	});

	it('renews its lease until it has ended', async () => {
		const leases = (events: readonly ConversationEvent[]) =>
			events.filter(({ type }) => type === 'running').length;
		const { recorded, settled } = start([[() => mock.timers.tick(3 * RENEWAL_MS)]]);
		await settled();
		assert.equal(leases(recorded), 3);
		assert.deepEqual(recorded[0], { type: 'running', id: 'r', process: 7 });
		mock.timers.tick(3 * RENEWAL_MS);
		assert.equal(leases(recorded), 3);
	});

	it('has the facts that its observer gives it, and fails with the failure', async () => {
		const sendings: Sending[] = [];
		const failure = new ChatError('refused', 'No.');
		const { settled } = start([[{ type: 'facts', facts: { model: 'm' } }, failure]], {
			observer: {
				permit: unasked,
				cutOff: unasked,
				forget: unasked,
				begin: (sending) => {
					sendings.push(sending);
					return {
						observer: { sending() {}, answered() {}, received() {}, retrying() {} },
						settled: ({ facts }) => ({ ...facts, estimated_cost: '0.5' }),
					};
				},
			},
		});
		const outcome = await settled();
		assert.equal(outcome?.status, 'failed');
		assert.deepEqual(outcome.failure, { kind: 'refused', message: 'No.' });
		assert.equal(outcome.facts.model, 'm');
		assert.equal(outcome.facts.estimated_cost, '0.5');
		assert.deepEqual(
			sendings.map(({ chat, reply, request }) => [chat, reply, request]),
			[['c', 'r', REQUEST]],
		);
	});
});

describe('the time of a reasoning', () => {
	it('is from the first piece to the last, told once after each, and never negative', () => {
		let time = 500;
		const reasoned = new ReasoningTime(() => time);
		assert.deepEqual(reasoned.news(), {});
		reasoned.piece();
		time += 1200.4;
		reasoned.piece();
		time += 60_000;
		assert.deepEqual(reasoned.news(), { reasoningMs: 1200 });
		assert.deepEqual(reasoned.news(), {});
		const further = new ReasoningTime(() => time, 1200);
		assert.deepEqual(further.news(), {});
		further.piece();
		assert.deepEqual(further.news(), { reasoningMs: 1200 });
	});
});

describe('a new reply', () => {
	it('has nothing yet, and is coming in', () => {
		assert.deepEqual(newReply({ id: 'r', parent: 'q', at: 1, model: 'm', again: 'o' }), {
			role: 'assistant',
			id: 'r',
			parent: 'q',
			at: 1,
			model: 'm',
			again: 'o',
			text: '',
			reasoning: '',
			status: 'streaming',
			facts: {},
		});
	});
});

describe('the lease of a reply', () => {
	it('names the process and, where it has a name, the machine', () => {
		const live = () => true;
		assert.deepEqual(leaseOf('r', { own: 3, live }), { type: 'running', id: 'r', process: 3 });
		assert.deepEqual(leaseOf('r', { own: 3, machine: 'm', live }), {
			type: 'running',
			id: 'r',
			process: 3,
			machine: 'm',
		});
	});
});
