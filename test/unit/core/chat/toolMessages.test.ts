import assert from 'node:assert/strict';
import { eventsOf, exportedChat, formatExport } from '../../../../src/core/history/chatExport.ts';
import { parseImport } from '../../../../src/core/history/chatImport.ts';
import { chatAsMarkdown } from '../../../../src/core/history/chatMarkdown.ts';
import type { LeftOut } from '../../../../src/core/history/leftOutOfImport.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

const call = (id: string, name: string, args: string) => ({
	id,
	type: 'function',
	function: { name, arguments: args },
});

const ASKED = { role: 'user', content: 'Is it raining in Bonn?' };
const CALLED = {
	role: 'assistant',
	content: 'Let me look.',
	tool_calls: [call('c1', 'weather', '{"city":"Bonn"}'), call('c2', 'clock', '')],
};
const ANSWERS = [
	{ role: 'tool', content: 'light "rain"', tool_call_id: 'c1' },
	{ role: 'tool', content: [{ type: 'text', text: '12:00' }], tool_call_id: 'c2' },
];
const SAID = { role: 'assistant', content: 'Yes.' };

const WHOLE = {
	model: 'meta-llama/llama-3-70b-instruct',
	messages: [ASKED, CALLED, ...ANSWERS, SAID],
};

describe('The messages of tools', () => {
	const suite = standinForSuite();
	let test: ChatInTest;

	beforeEach(() => {
		test = new ChatInTest(suite.standin, suite.server);
	});

	/** Imports what a file has, as a chat of this window; returns what was left out. */
	function imported(file: unknown): readonly LeftOut[] {
		let ids = 0;
		const { chats, leftOut } = parseImport(JSON.stringify(file), 7, () => `i${++ids}`);
		const [chat] = chats;
		assert.ok(chat);
		for (const event of eventsOf(chat))
			if (event.type !== 'header') test.chat.conversation.apply(event);
		return leftOut;
	}

	/** The messages of the last request as its bytes have them. */
	function bytes(): string {
		const body = suite.standin.chats.at(-1)?.bodyText ?? '';
		return /"messages":(\[.*\]),"/.exec(body)?.[1] ?? body;
	}

	it('go back to the server byte for byte, each after the reply that called it', async () => {
		assert.deepEqual(imported(WHOLE), []);
		await test.ask('And tomorrow?', 'No.');
		const reply = test.messages.at(-1);
		assert.ok(reply?.role === 'assistant' && reply.status === 'complete');
		assert.ok(
			bytes().startsWith(
				JSON.stringify([
					ASKED,
					{ ...CALLED, tool_calls: [CALLED.tool_calls[0], call('c2', 'clock', '{}')] },
					ANSWERS[0],
					{ ...ANSWERS[1], content: '12:00' },
					SAID,
					{ role: 'user', content: 'And tomorrow?' },
				]),
			),
			bytes(),
		);
	});

	it('stay out of the request together with a call that is not answered, and the other way round', async () => {
		const orphan = { role: 'tool', content: 'lost', tool_call_id: 'c9' };
		const messages = [ASKED, CALLED, ANSWERS[1], orphan, SAID];
		assert.deepEqual(imported({ messages }), []);
		const [, reply] = test.messages;
		const shown = reply?.role === 'assistant' ? reply.extras?.at(-1) : undefined;
		assert.deepEqual(shown, { type: 'toolCall', name: 'tool', result: 'lost' });
		await test.ask('Why?', 'Because.');
		assert.doesNotMatch(bytes(), /c1|weather|lost/);
		assert.match(bytes(), /"tool_calls":\[\{"id":"c2".*"tool_call_id":"c2"/);
	});

	it('go with the call of their name, or the next one, where they name no call', async () => {
		const unnamed = ANSWERS.map(({ content }) => ({ role: 'tool', content }));
		assert.deepEqual(imported([ASKED, CALLED, ...unnamed, SAID]), []);
		const results = () =>
			test.messages.flatMap((message) =>
				message.role === 'user'
					? []
					: (message.extras ?? []).map((extra) => extra.type === 'toolCall' && extra.result),
			);
		assert.deepEqual(results(), ['light "rain"', '12:00']);
		test = new ChatInTest(suite.standin, suite.server);
		const named = [
			{ role: 'function', name: 'clock', content: '12:00' },
			{ role: 'tool', name: 'weather', content: 'light "rain"' },
			{ role: 'tool', name: 'clock', content: '13:00' },
		];
		assert.deepEqual(imported([ASKED, CALLED, ...named, SAID]), []);
		assert.deepEqual(
			results(),
			['light "rain"', '12:00', '13:00'],
			'the last is the answer to none',
		);
		await test.ask('And tomorrow?', 'No.');
		assert.match(bytes(), /"tool_call_id":"c1".*"tool_call_id":"c2"/);
		assert.doesNotMatch(bytes(), /13:00/);
	});

	it('go with the call of their id before others take the calls that are left, in order', () => {
		const [second, first] = ['for c2', 'real c1'];
		const answers = [
			{ role: 'tool', content: second },
			{ role: 'tool', content: first, tool_call_id: 'c1' },
		];
		for (const rest of [[SAID], []]) {
			test = new ChatInTest(suite.standin, suite.server);
			assert.deepEqual(imported([ASKED, CALLED, ...answers, ...rest]), []);
			assert.partialDeepStrictEqual(test.messages[1], {
				extras: [{ result: first }, { result: second }],
			});
		}
	});

	it('go with calls without ids too, which get some that stay the same', async () => {
		const weather = { name: 'weather', arguments: '{"city":"Bonn"}' };
		const tool = { role: 'tool', content: 'rain' };
		for (const [called, answered] of [
			[{ tool_calls: [{ function: weather }] }, tool],
			[{ tool_calls: [{ id: null, function: weather }] }, tool],
			[{ tool_calls: [{ id: '', function: weather }] }, { ...tool, tool_call_id: '' }],
			[{ tool_calls: [{ function: { ...weather, arguments: { city: 'Bonn' } } }] }, tool],
			[{ function_call: weather }, { ...tool, role: 'function', name: 'weather' }],
			[
				{ tool_calls: [call('call_1', 'weather', weather.arguments)] },
				{ ...tool, tool_call_id: '' },
			],
		] as const) {
			test = new ChatInTest(suite.standin, suite.server);
			const said = { role: 'assistant', content: null, ...called };
			assert.deepEqual(imported([ASKED, said, answered, SAID]), []);
			assert.partialDeepStrictEqual(test.messages[1], {
				extras: [
					{
						type: 'toolCall',
						name: 'weather',
						id: 'call_1',
						input: weather.arguments,
						result: 'rain',
					},
				],
			});
		}
		await test.ask('And tomorrow?', 'No.');
		assert.match(bytes(), /"tool_calls":\[\{"id":"call_1".*"tool_call_id":"call_1"/);
	});

	it('go with the call of their id where that is a number', () => {
		const calls = [1, 2].map((id) => ({ ...call('', 'weather', '{}'), id }));
		const answers = [2, 1].map((id) => ({ role: 'tool', tool_call_id: id, content: `for ${id}` }));
		const said = { ...CALLED, tool_calls: calls };
		assert.deepEqual(imported([ASKED, said, ...answers, SAID]), []);
		assert.partialDeepStrictEqual(test.messages[1], {
			extras: [
				{ id: '1', result: 'for 1' },
				{ id: '2', result: 'for 2' },
			],
		});
	});

	it('go with the call of their tool by Ollama’s name for it', () => {
		const answers = [
			{ role: 'tool', tool_name: 'clock', content: '12:00' },
			{ role: 'tool', tool_name: 'weather', content: 'rain' },
		];
		assert.deepEqual(imported([ASKED, CALLED, ...answers, SAID]), []);
		assert.partialDeepStrictEqual(test.messages[1], {
			extras: [{ result: 'rain' }, { result: '12:00' }],
		});
	});

	it('are shown with the reply beside them where nothing was called, and not sent', async () => {
		const calc = { role: 'tool', name: 'calc', content: '42' };
		assert.deepEqual(imported([ASKED, calc, SAID]), []);
		assert.equal(test.messages.length, 2);
		const reply = test.messages[1];
		assert.ok(reply?.role === 'assistant');
		assert.deepEqual(reply.extras, [{ type: 'toolCall', name: 'calc', result: '42' }]);
		assert.match(chatAsMarkdown(test.chat.conversation), /calc[\s\S]*42/);
		await test.ask('Why?', 'Because.');
		assert.doesNotMatch(bytes(), /calc|42/);
		test = new ChatInTest(suite.standin, suite.server);
		assert.deepEqual(imported([ASKED, calc, ASKED]), ['answer'], 'no reply is there to show it');
	});

	it('go with the question that they belong to: a turn that is left out takes all of them along', async () => {
		imported(WHOLE);
		const [question] = test.messages;
		test.chat.conversation.apply({ type: 'context', id: question?.id ?? '', inContext: 'leftOut' });
		await test.ask('And tomorrow?', 'No.');
		assert.ok(bytes().startsWith(JSON.stringify([{ role: 'user', content: 'And tomorrow?' }])));
	});

	it('have each its own answer, however many there are and whichever way round they are answered', () => {
		const ids = Array.from({ length: 40_000 }, (_, at) => `call-${at >> 1}`);
		const tool_calls = ids.map((id) => {
			return { id, type: 'function', function: { name: 'look', arguments: '{}' } };
		});
		const answers = ids.toReversed().map((id, at) => {
			return { role: 'tool', tool_call_id: id, content: `answer ${at}` };
		});
		const messages = [
			{ role: 'user', content: 'Look' },
			{ role: 'assistant', tool_calls },
			...answers,
		];
		const { chats, leftOut } = parseImport(JSON.stringify(messages), 1, () => crypto.randomUUID());
		assert.deepEqual(leftOut, []);
		const reply = chats[0]?.messages[1];
		assert.ok(reply?.role === 'assistant');
		const results = reply.extras?.map((extra) => extra.type === 'toolCall' && extra.result);
		// Of two calls by one id the first has the first answer.
		assert.deepEqual(results?.slice(0, 2), ['answer 39998', 'answer 39999']);
		assert.deepEqual(results?.slice(-2), ['answer 0', 'answer 1']);
	}).timeout(5000);

	it('are sent also where another answer to them is asked for', async () => {
		imported(WHOLE);
		suite.standin.script({ kind: 'reply', text: 'It is.' });
		await test.chat.turns.regenerate(test.messages.at(-1)?.id ?? '');
		await test.settled();
		assert.match(bytes(), /"role":"tool","content":"12:00","tool_call_id":"c2"\}\]$/);
	});

	it('go to the model that the chat asks, whoever the imported reply was by', async () => {
		imported({ ...WHOLE, model: 'another/one' });
		suite.standin.script({ kind: 'reply', text: 'It is.' });
		await test.chat.turns.regenerate(test.messages.at(-1)?.id ?? '');
		await test.settled();
		assert.equal(suite.standin.chats.at(-1)?.chat?.model, WHOLE.model);
	});

	it('go back as an object where the model had called with none', async () => {
		const calls = [call('c1', 'weather', '{"city": "Bonn'), call('c2', 'clock', '[1]')];
		imported({ messages: [ASKED, { ...CALLED, tool_calls: calls }, ...ANSWERS, SAID] });
		await test.ask('And tomorrow?', 'No.');
		const given = suite.standin.chats
			.at(-1)
			?.chat?.messages.flatMap(({ tool_calls = [] }) =>
				tool_calls.map((one) => JSON.parse(one.function.arguments)),
			);
		assert.deepEqual(given, [{ input: '{"city": "Bonn' }, { input: '[1]' }]);
	});

	it('have all that a tool was given, whatever it is called', () => {
		const given: object[] = [{ constructor: 1, prototype: 2, toString: 3, z: 4 }, ['x'], {}];
		const tool_calls = given.map((one, at) => {
			return { id: `c${at}`, function: { name: 'look', arguments: one } };
		});
		assert.deepEqual(imported([ASKED, { ...CALLED, tool_calls }, SAID]), []);
		assert.partialDeepStrictEqual(test.messages[1], {
			extras: given.map((one) => ({ input: JSON.stringify(one) })),
		});
	});

	it('have a call once that is told under its older name too', () => {
		const weather = { name: 'weather', arguments: '{}' };
		const said = { ...CALLED, tool_calls: [{ id: 'c1', function: weather }] };
		const answer = { role: 'tool', tool_call_id: 'c1', content: 'rain' };
		assert.deepEqual(imported([ASKED, { ...said, function_call: weather }, answer, SAID]), []);
		const reply = test.messages[1];
		assert.ok(reply?.role === 'assistant');
		assert.deepEqual(reply.extras, [
			{ type: 'toolCall', name: 'weather', id: 'c1', input: '{}', result: 'rain' },
		]);
	});

	it('are not found in a file that is no chat, which is said', () => {
		for (const file of [[], [{ title: 'x', mapping: {} }], { messages: [{ from: 'human' }] }]) {
			assert.throws(() => parseImport(JSON.stringify(file), 7, () => 'i'), /no message of a chat/);
		}
	});

	it('stand in the exports, and a second import sends the same', async () => {
		imported(WHOLE);
		const { conversation } = test.chat;
		const json = formatExport([exportedChat(conversation)]);
		const { chats } = parseImport(json, 9, () => 'unused');
		assert.equal(formatExport(chats), json);
		const [, called] = JSON.parse(json).chats[0].messages;
		assert.deepEqual(called.extras[0], {
			type: 'toolCall',
			name: 'weather',
			id: 'c1',
			input: '{"city":"Bonn"}',
			result: 'light "rain"',
		});
		const markdown = chatAsMarkdown(conversation);
		assert.match(markdown, /The model called the tool “weather”/);
		assert.ok(
			markdown.includes('```json\n{"city":"Bonn"}\n```\n\nIt answered:\n\n```\nlight "rain"\n```'),
		);
	});

	it('are known from VS Code’s own export, before the text that was made of them', async () => {
		const toolCalls = [{ id: 't1', name: 'read_file', arguments: '{"path":"a.ts"}' }];
		const request = {
			message: { text: 'What is in it?' },
			response: [{ kind: 'toolInvocationSerialized', toolCallId: 't1' }, { value: 'One line.' }],
			result: {
				metadata: {
					toolCallRounds: [
						{ response: '', toolCalls },
						{ response: 'One line.', toolCalls: [] },
					],
					toolCallResults: { t1: { content: [{ value: 'let a;' }] } },
				},
			},
		};
		assert.deepEqual(imported({ requests: [request] }), []);
		await test.ask('Why?', 'Because.');
		assert.ok(
			bytes().startsWith(
				JSON.stringify([
					{ role: 'user', content: 'What is in it?' },
					{
						role: 'assistant',
						content: '',
						tool_calls: [call('t1', 'read_file', '{"path":"a.ts"}')],
					},
					{ role: 'tool', content: 'let a;', tool_call_id: 't1' },
					{ role: 'assistant', content: 'One line.' },
					{ role: 'user', content: 'Why?' },
				]),
			),
			bytes(),
		);
	});
});
