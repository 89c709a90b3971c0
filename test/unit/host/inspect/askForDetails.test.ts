import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { exportedChat, formatExport } from '../../../../src/core/history/chatExport.ts';
import { parseImport } from '../../../../src/core/history/chatImport.ts';
import { askForDetails, type DetailsPorts } from '../../../../src/host/inspect/askForDetails.ts';
import type { Failure, Reply } from '../../../../src/shared/conversation/messages.ts';
import { ChatInTest } from '../../core/chat/chatInTest.ts';
import { settingsFor, standinForSuite } from '../../core/chat/standinForSuite.ts';

const DATA = {
	id: 'gen-1',
	upstream_id: 'chatcmpl-77',
	total_cost: 0.0012,
	usage: 0.0012,
	upstream_inference_cost: null,
	cache_discount: -0.0001,
	tokens_prompt: 10,
	tokens_completion: 20,
	native_tokens_prompt: 12,
	native_tokens_completion: 25,
	native_tokens_reasoning: 0,
	native_tokens_cached: 8,
	num_media_prompt: 0,
	cancelled: false,
	finish_reason: 'stop',
	native_finish_reason: 'end_turn',
	latency: 312,
	generation_time: 1200,
	provider_name: 'DeepInfra',
	model: 'meta-llama/llama-3-70b-instruct',
	api_type: 'completions',
};
const KEPT = {
	upstream_id: 'chatcmpl-77',
	total_cost: 0.0012,
	cache_discount: -0.0001,
	tokens_prompt: 10,
	tokens_completion: 20,
	native_tokens_prompt: 12,
	native_tokens_completion: 25,
	native_tokens_reasoning: 0,
	native_tokens_cached: 8,
	cancelled: false,
	finish_reason: 'stop',
	native_finish_reason: 'end_turn',
	latency: 312,
	generation_time: 1200,
	provider_name: 'DeepInfra',
	model: 'meta-llama/llama-3-70b-instruct',
};

describe('Ask for Details', () => {
	const suite = standinForSuite();
	let test: ChatInTest;
	const said: Failure[] = [];

	beforeEach(async () => {
		said.length = 0;
		test = new ChatInTest(suite.standin, suite.server);
		await test.ask('Well?', 'Yes.');
	});

	const reply = (): Reply => test.chat.conversation.lastReply() ?? assert.fail();

	async function ask(id = reply().id, more: Partial<DetailsPorts> = {}): Promise<void> {
		const ports: DetailsPorts = {
			tells: () => true,
			server: suite.server,
			now: () => 1_800_000_000_000,
			prepare: async () => {
				const settings = settingsFor(suite.standin);
				const { baseUrl } = settings;
				const from = { siteUrl: undefined, siteName: undefined };
				return { settings, destination: { baseUrl, apiKey: 'sk-secret-0123456789', ...from } };
			},
			...more,
		};
		await askForDetails(test.chat, id, ports, (failure) => said.push(failure));
	}

	const asked = () => suite.standin.requests.filter(({ path }) => path.endsWith('/generation'));
	const answers = (status: number, body: unknown) =>
		suite.standin.override('/generation', {
			kind: 'raw',
			status,
			headers: { 'content-type': 'application/json' },
			parts: [typeof body === 'string' ? body : JSON.stringify(body)],
		});

	it('asks once, by the reply’s id, and keeps what is said in log and exports', async () => {
		answers(200, { data: DATA });
		const before = reply();
		await ask();
		assert.equal(asked().length, 1);
		assert.equal(asked()[0]?.method, 'GET');
		assert.equal(asked()[0]?.query.get('id'), before.facts.id);
		assert.equal(asked()[0]?.bodyText, '');
		const later = { at: 1_800_000_000_000, ...KEPT };
		assert.deepEqual(reply(), { ...before, facts: { ...before.facts, later } });
		assert.deepEqual(test.replayed().lastReply(), reply());
		const file = formatExport([exportedChat(test.replayed())]);
		const [imported] = parseImport(file, 0, () => assert.fail()).chats;
		assert.equal(imported && formatExport([imported]), file);
		assert.deepEqual(said, []);
	});

	it('says plainly that there is nothing yet, and changes nothing', async () => {
		const before = reply();
		answers(404, { error: { message: 'Generation not found', code: 404 } });
		await ask();
		assert.match(said[0]?.message ?? '', /has no details of this reply yet.+ask again later/);
		assert.deepEqual(reply(), before);
	});

	it('says what went wrong with whatever else comes, without the key', async () => {
		const before = reply();
		for (const [status, body, kind] of [
			[401, { error: { message: 'User not found. sk-secret-0123456789', code: 401 } }, 'badKey'],
			[500, 'Down.', 'server'],
			[200, '<html></html>', undefined],
			[200, { data: {} }, undefined],
			[200, { data: null }, undefined],
			[200, { error: { message: 'No', code: 502 } }, 'server'],
		] as const) {
			said.length = 0;
			answers(status, body);
			await ask();
			assert.equal(said.length, 1, JSON.stringify(body));
			if (kind !== undefined) assert.equal(said[0]?.kind, kind);
			assert.doesNotMatch(JSON.stringify(said), /sk-secret/);
			assert.deepEqual(reply(), before);
		}
	});

	it('keeps of an odd answer what is a fact', async () => {
		answers(200, {
			data: {
				total_cost: '0.000000000000000000123',
				tokens_prompt: -4,
				native_tokens_prompt: 'many',
				latency: null,
				provider_name: '',
				model: 7,
				cancelled: 'no',
				finish_reason: 'length',
			},
		});
		await ask();
		const { at: _at, ...later } = reply().facts.later ?? assert.fail();
		assert.deepEqual(later, {
			total_cost: '0.000000000000000000123',
			finish_reason: 'length',
		});
	});

	it('asks for a stopped reply too, and for none that another server gave or that still comes', async () => {
		answers(200, { data: DATA });
		test.chat.merge([
			{ type: 'settle', id: reply().id, at: 2, status: 'complete', facts: { id: 'chatcmpl-1' } },
		]);
		await ask();
		assert.equal(asked().length, 0);
		suite.standin.script({ kind: 'reply', text: 'One two three.', holdAfter: 2 });
		await test.chat.turns.send('And?', []);
		await suite.standin.waitForHold();
		while (reply().text === '') await setImmediate();
		await ask();
		assert.equal(reply().facts.later, undefined, 'it has none while it comes');
		test.chat.turns.stop();
		await test.settled();
		await ask();
		assert.equal(reply().status, 'stopped');
		assert.equal(reply().facts.later?.total_cost, 0.0012);
	});

	it('asks no server that has nothing to tell, and says so', async () => {
		await ask(reply().id, { tells: () => false });
		assert.equal(asked().length, 0);
		assert.match(said[0]?.message ?? '', /leads elsewhere now. Nothing was asked/);
	});

	it('keeps nothing with a reply that is of another exchange by then', async () => {
		const { id } = reply();
		const replyDetails = async () => {
			const facts = { id: 'gen-2', provider: 'Other' };
			test.chat.merge([{ type: 'settle', id, at: 2, status: 'complete', facts }]);
			return KEPT;
		};
		await ask(id, { server: { ...suite.server, replyDetails } });
		assert.equal(reply().facts.id, 'gen-2');
		assert.equal(reply().facts.later, undefined);
	});

	it('has a client that says so where no server listens', async () => {
		const client = createChatServer();
		const nowhere = {
			baseUrl: 'http://127.0.0.1:1/v1',
			apiKey: undefined,
			siteUrl: undefined,
			siteName: undefined,
		};
		await assert.rejects(client.replyDetails(nowhere, 'gen-1', new AbortController().signal), {
			kind: 'network',
		});
		await client.close();
	});
});
