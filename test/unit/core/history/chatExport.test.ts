import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { exportedChat, formatExport, withImages } from '../../../../src/core/history/chatExport.ts';
import { parseImport } from '../../../../src/core/history/chatImport.ts';
import { chatAsMarkdown } from '../../../../src/core/history/chatMarkdown.ts';
import { leftOutInWords } from '../../../../src/core/history/leftOutOfImport.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { png } from '../../../samples/images.ts';
import { inTemporaryFolder, unexpected } from '../../storage/disk/temporaryFolder.ts';
import { anyEvent, chat, question, reply, text } from '../conversation/conversationSamples.ts';
import { conversationOf, isExport } from './exportSchema.ts';

/** A piece of a file. */
const anExcerpt = {
	uri: 'file:///a.ts',
	label: 'a.ts',
	language: 'typescript',
	startLine: 1,
	endLine: 1,
	version: 1,
};

function read(json: string) {
	let ids = 0;
	return parseImport(json, 7, () => `new-${++ids}`);
}

describe('an exported chat', () => {
	it('is of its schema, the same each time, and comes back as it was, for any tree', () => {
		fc.assert(
			fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
				const exported = exportedChat(conversationOf(events));
				const json = formatExport([exported]);
				assert.equal(formatExport([exportedChat(conversationOf(events))]), json);
				assert.ok(isExport(JSON.parse(json)), JSON.stringify(isExport.errors));
				assert.deepEqual(read(json), { chats: [exported], leftOut: [] });
			}),
		);
	});

	it('has all that was sent with each reply, and is the same bytes after an import, for any tree', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			await fc.assert(
				fc.asyncProperty(fc.array(anyEvent, { maxLength: 40 }), async (events) => {
					const conversation = conversationOf(events);
					const json = formatExport([exportedChat(conversation)]);
					const [chat] = read(json).chats;
					assert.ok(chat);
					const loaded = await store.load(await store.add(chat));
					assert.ok(loaded);
					const again = { ...exportedChat(loaded.conversation), id: chat.id };
					assert.equal(formatExport([again]), json);
					const written = JSON.parse(json).chats[0].messages;
					for (const [at, message] of conversation.messages().entries()) {
						if (message.role === 'user') continue;
						const { request = 'not recorded' } = message;
						if (request === 'not recorded') assert.equal(written[at].request, request);
						else {
							assert.equal(written[at].request.system, request.system);
							assert.deepEqual(written[at].request.parameters, request.parameters);
							assert.deepEqual(written[at].request.leftOut, request.leftOut);
						}
					}
				}),
				{ numRuns: 50 },
			);
		}));

	it('has the texts of its requests in its log once, also where these are of several branches', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const system = 'Answer in short sentences. '.repeat(9);
			const summary = { id: 's', text: 'They spoke of lamps. '.repeat(9) };
			const request = { system, parameters: { top_p: 0.5 }, summaries: [summary], leftOut: [] };
			const conversation = conversationOf([
				question('q1', null),
				...['r1', 'r2', 'r3'].map((id) => reply(id, 'q1', [], request)),
				{ type: 'continued', id: 'r2', request },
			]);
			const exported = exportedChat(conversation);
			const id = await store.add(exported);
			const log = readFileSync(join(folder, `${id}.jsonl`), 'utf8');
			assert.equal(log.split(system).length - 1, 1);
			assert.equal(log.split(summary.text).length - 1, 1);
			const loaded = await store.load(id);
			assert.ok(loaded);
			assert.deepEqual(exportedChat(loaded.conversation), exported);
		}));

	it('is added with its branches and title, under a new id where its own is taken', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const exported = exportedChat(conversationOf(chat));
			const first = await store.add(exported);
			const second = await store.add(exported);
			assert.equal(first, exported.id);
			assert.notEqual(second, first);
			for (const id of [first, second]) {
				const loaded = await store.load(id);
				assert.ok(loaded);
				assert.deepEqual({ ...exportedChat(loaded.conversation), id: first }, exported);
			}
		}));

	it('is added with each text once, in whichever of its branches that stands, and comes back whole', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const code = 'const answer = 42; // '.repeat(20);
			const excerpt = { ...anExcerpt, text: code };
			const exported = exportedChat(
				conversationOf([
					question('q1', null, 'One', [excerpt, excerpt]),
					reply('r1', 'q1'),
					question('q2', 'r1', 'Two', [excerpt]),
					question('q3', null, 'Three', [{ ...excerpt, text: 'short' }]),
					question('q4', null, 'Four', [excerpt]),
				]),
			);
			const id = await store.add(exported);
			const log = readFileSync(join(folder, `${id}.jsonl`), 'utf8');
			assert.equal(log.split(JSON.stringify(code)).length - 1, 1);
			assert.match(log, /^\{"type":"header","version":2,/);
			const loaded = await store.load(id);
			assert.ok(loaded);
			assert.equal(loaded.quarantined, 0);
			assert.deepEqual(exportedChat(loaded.conversation), exported);
			const plain = await store.add(exportedChat(conversationOf(chat)));
			assert.match(readFileSync(join(folder, `${plain}.jsonl`), 'utf8'), /"version":1,/);
		}));

	it('carries its images, once and the same each time, and they come back with it', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(join(folder, 'a'), unexpected);
			const hash = await store.images.put(png(3, 2), 'image/png');
			const image = { hash, mediaType: 'image/png', width: 3, height: 2, bytes: 80 } as const;
			const gone = { ...image, hash: 'f'.repeat(64), name: 'gone.png' };
			const images = [{ ...image, name: 'a.png' }, gone];
			const looked = [{ ...image, name: 'a.png', detail: 'low' as const }, gone];
			const ask = { role: 'user', parent: null, at: 1, text: 'Look', excerpts: [] } as const;
			const conversation = conversationOf([
				{ type: 'message', message: { ...ask, id: 'q1', excerpts: [], images } },
				{ type: 'message', message: { ...ask, id: 'q2', excerpts: [], images: looked } },
			]);
			const exported = await withImages(exportedChat(conversation), store.images);
			const json = formatExport([exported]);
			assert.ok(isExport(JSON.parse(json)), JSON.stringify(isExport.errors));
			const data = Buffer.from(png(3, 2)).toString('base64');
			assert.deepEqual(exported.images, [{ hash, mediaType: 'image/png', data }]);
			const again = await withImages(exportedChat(conversation), store.images);
			assert.equal(formatExport([again]), json);

			const other = new FileConversationStore(join(folder, 'b'), unexpected);
			const [chat] = read(json).chats;
			assert.ok(chat);
			const [plain, closely] = chat.messages;
			assert.deepEqual(plain?.role === 'user' && plain.images, images);
			assert.deepEqual(closely?.role === 'user' && closely.images, looked);
			await other.add(chat);
			assert.deepEqual(await other.images.read({ hash, mediaType: 'image/png' }), png(3, 2));
			assert.equal(await other.images.read(gone), 'missing');
			const damaged = [{ hash, mediaType: 'image/png' as const, data: 'AAAA' }];
			await assert.rejects(
				other.add({ ...chat, images: damaged }),
				/The data of the image \S+ is damaged/,
			);
			assert.match(
				chatAsMarkdown(conversation),
				/\nLook\n\n\[image: a\.png, 3×2 png, low detail\]\n\n\[image: gone\.png, 3×2 png\]\n/,
			);
		}));

	it('carries the images of its replies, and says what else came with them', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const hash = await store.images.put(png(3, 2), 'image/png');
			const image = { hash, mediaType: 'image/png', width: 3, height: 2, bytes: 80 } as const;
			const conversation = conversationOf([
				question('q1', null, 'Draw.'),
				reply('r1', 'q1'),
				{ type: 'text', id: 'r1', extras: [{ type: 'image', image: { ...image, name: 'i.png' } }] },
				{ type: 'text', id: 'r1', extras: [{ type: 'toolCall', name: 'paint' }] },
			]);
			const exported = await withImages(exportedChat(conversation), store.images);
			assert.equal(exported.images?.length, 1);
			const json = formatExport([exported]);
			assert.ok(isExport(JSON.parse(json)), JSON.stringify(isExport.errors));
			assert.deepEqual(read(json).chats, [exported]);
			assert.match(chatAsMarkdown(conversation), /an image: i\.png, 3×2 png.*\n.*\n.*“paint”/);
		}));

	it('is refused with the place of what is wrong in it', () => {
		const exported = exportedChat(conversationOf(chat));
		const broken = (change: object) =>
			JSON.stringify({ format: 'llama-chat', version: 1, chats: [{ ...exported, ...change }] });
		assert.throws(() => read('{'), /^Error: Not JSON/);
		assert.throws(() => read(broken({ created: 'now' })), /^Error: chats\.0\.created: /);
		assert.throws(() => read(broken({ head: 'none' })), /^Error: chats\.0: head names/);
		assert.throws(() => read(broken({ messages: exported.messages.slice(1) })), /messages\[0\]/);
	});

	it('comes in with its replies ended, however they stood in the file', () =>
		inTemporaryFolder(async (folder) => {
			const exported = exportedChat(conversationOf(chat));
			const messages = exported.messages.map((message) =>
				message.role === 'assistant' ? { ...message, status: 'streaming' as const } : message,
			);
			const open = { ...exported, messages };
			const [imported] = read(
				JSON.stringify({ format: 'llama-chat', version: 1, chats: [open] }),
			).chats;
			const store = new FileConversationStore(folder, unexpected);
			for (const one of [imported, open]) {
				assert.ok(one);
				const loaded = await store.load(await store.add(one));
				assert.deepEqual(loaded?.conversation.unsettledReplies(), []);
				const statuses = loaded.conversation
					.messages()
					.map((message) => message.role === 'assistant' && message.status);
				assert.ok(statuses.includes('interrupted'));
			}
		}));

	it('is refused with a time that is none, and VS Code’s then takes the time of the import', () => {
		const exported = exportedChat(conversationOf(chat));
		const file = (change: object) =>
			JSON.stringify({ format: 'llama-chat', version: 1, chats: [{ ...exported, ...change }] });
		for (const time of [9e15, 1e300, -1, -9e15, 253402300800000]) {
			assert.throws(
				() => read(file({ created: time })),
				/^Error: chats\.0\.created: This is no time/,
			);
			const [first] = exported.messages;
			const messages = [{ ...first, at: time }];
			assert.throws(
				() => read(file({ messages })),
				/^Error: chats\.0\.messages\.0\.at: This is no time/,
			);
			const requests = [{ message: { text: 'Count' }, timestamp: time }];
			assert.equal(read(JSON.stringify({ requests })).chats[0]?.created, 7);
		}
	});

	it('is refused with a cost of more digits than can be added up', () => {
		const exported = exportedChat(conversationOf(chat));
		const file = (cost: string) => {
			const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, cost };
			const messages = exported.messages.map((message) =>
				message.role === 'assistant' ? { ...message, facts: { usage } } : message,
			);
			const chats = [{ ...exported, messages }];
			return JSON.stringify({ format: 'llama-chat', version: 1, chats });
		};
		assert.equal(read(file(`0.${'1'.repeat(4000)}`)).chats.length, 1);
		assert.throws(() => read(file('1'.repeat(2_000_000))), /facts\.usage\.cost/);
	});

	it('is refused with a number that has no end, which no log could hold', () => {
		const exported = exportedChat(conversationOf(chat));
		const reply = exported.messages.find(({ role }) => role === 'assistant');
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 1 };
		const wrong: object[] = [
			{ facts: { created: 0.5 } },
			{ facts: { index: 0.5 } },
			{ facts: { timing: { total: 0.5 } } },
			{ facts: { timing: { first: 0.5, total: 1 } } },
			{ facts: { counted_short: { counted: 0.5, sent: 1 } } },
			...Object.keys(usage).map((name) => ({ facts: { usage: { ...usage, [name]: 0.5 } } })),
			{ facts: { usage: { ...usage, cached_tokens: 0.5 } } },
			{ status: 'failed', failure: { kind: 'server', message: '', status: 0.5 } },
			{ once: { parameters: { topP: 0.5 } } },
		];
		for (const change of wrong) {
			const messages = exported.messages.map((one) =>
				one === reply ? { ...one, ...change } : one,
			);
			const chats = [{ ...exported, messages }];
			const json = JSON.stringify({ format: 'llama-chat', version: 1, chats });
			assert.equal(read(json).chats.length, 1);
			assert.throws(
				() => read(json.replaceAll('0.5', '1e999')),
				/^Error: chats\.0\.messages/,
				json,
			);
		}
	});

	it('can be written to the disk and shown with the earliest and the latest time', () =>
		inTemporaryFolder(async (folder) => {
			for (const at of [0, 253402300799999]) {
				const exported = exportedChat(conversationOf(chat));
				const messages = exported.messages.map((message) => ({ ...message, at }));
				const store = new FileConversationStore(folder, unexpected);
				const id = await store.add({ ...exported, created: at, messages });
				const loaded = await store.load(id);
				assert.ok(loaded);
				assert.match(
					chatAsMarkdown(loaded.conversation),
					/(1970-01-01 00:00|9999-12-31 23:59) UTC/,
				);
				assert.deepEqual(read(formatExport([exportedChat(loaded.conversation)])).leftOut, []);
				assert.ok((await store.list()).length > 0);
			}
		}));

	it('reads VS Code’s own export and counts what it leaves out', () => {
		const response = [
			{ value: 'One ' },
			{ kind: 'progress' },
			{ kind: 'markdownContent', content: { value: 'two.' } },
		];
		const requests = [{ message: { text: 'Count' }, response, timestamp: 5 }, { message: 7 }];
		const { chats, leftOut } = read(JSON.stringify({ responderUsername: 'Bot', requests }));
		assert.deepEqual(leftOut, ['part', 'message']);
		assert.deepEqual(
			chats[0]?.messages.map(({ at, text }) => [at, text]),
			[
				[5, 'Count'],
				[5, 'One two.'],
			],
		);
		const reply = chats[0]?.messages.at(-1);
		assert.ok(reply?.role === 'assistant');
		assert.deepEqual([reply.model, reply.reasoning, reply.status], ['Bot', '', 'complete']);
	});

	it('reads the messages of a request and names what it leaves out', () => {
		const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
		const messages = [
			{ role: 'system', content: 'Be short.' },
			{ role: 'user', content: [{ type: 'text', text: 'Look' }, image, image] },
			{ role: 'assistant', content: 'I see.', tool_calls: [{ id: 1 }] },
			{ role: 'critic', content: 'No.' },
			{ role: 'user', content: [{ type: 'input_text', text: 'More' }, { type: 'image' }] },
			{ role: 'assistant', content: null, refusal: 'No.', function_call: { name: 7 } },
			{ role: 'user', content: 42 },
		];
		const { chats, leftOut } = read(JSON.stringify({ messages }));
		assert.deepEqual(
			chats[0]?.messages.map(({ text }) => text),
			['Look', 'I see.', 'More', '', ''],
		);
		assert.equal(
			leftOutInWords(leftOut),
			'Left out: 1 system message, 3 images, 2 calls of tools, 1 other message, 2 other parts of messages. You can set a system prompt for the chat in its Parameters.',
		);
		assert.equal(leftOutInWords([]), '');
	});

	it('is Markdown with the indentation of a reply’s first line', () => {
		const indented = '\n\n    indented code\n    more\n\n';
		const events = [...chat, text('r3', indented)].filter(
			(event) => !('text' in event && event.text === 'A tab'),
		);
		assert.match(chatAsMarkdown(conversationOf(events)), /\n\n {4}indented code\n {4}more\n/);
	});

	it('is Markdown of the shown branch for people', () => {
		const markdown = chatAsMarkdown(conversationOf(chat));
		assert.match(markdown, /^# Escapes\n\n## You\n\n\*1970-01-01 00:00 UTC\*\n\nWhat does/);
		assert.match(markdown, /## Llama 3 70B Instruct\n\n\*meta-llama\S+ · /);
		assert.doesNotMatch(markdown, /Another view/);
	});

	it('is Markdown without a place for words where there are none', () => {
		const image = { name: 'i.png', hash: 'a'.repeat(64), mediaType: 'image/png' } as const;
		const size = { width: 3, height: 2, bytes: 80 };
		const ask = { role: 'user', id: 'q1', parent: null, at: 1, text: '', excerpts: [] } as const;
		const images = [{ ...image, ...size }];
		const markdown = chatAsMarkdown(
			conversationOf([
				{ type: 'message', message: { ...ask, excerpts: [], images } },
				reply('r1', 'q1'),
			]),
		);
		assert.doesNotMatch(markdown, /\n{3}/);
		assert.match(markdown, /UTC\*\n\n\[image: i\.png/);
	});

	it('is Markdown in which no part swallows the next', () => {
		const prompt = { ...anExcerpt, source: 'prompt' as const, text: 'Like this:\n```\na' };
		const excerpt = { ...anExcerpt, text: 'const b = 1;' };
		const failure = { kind: 'server' as const, message: 'It said:\n```\nno' };
		const markdown = chatAsMarkdown(
			conversationOf([
				question('q1', null, 'Why ```?\n\n~~~', [prompt, excerpt]),
				reply('r1', 'q1'),
				text('r1', 'Sure:\n\n- a\n  ```js\n  let c;\n\nor\n\n````py\n```\nlet d'),
				{ type: 'settle', id: 'r1', at: 3, status: 'failed', facts: {}, failure },
				question('q2', 'r1', 'Next?'),
				{ type: 'title', title: 'One\n\n```\ntwo' },
			]),
		);
		const tokens = new MarkdownIt('commonmark', { html: true }).parse(markdown, {});
		assert.deepEqual(
			tokens.flatMap(({ type, content }, at) =>
				type === 'heading_open' ? [tokens[at + 1]?.content] : type === 'fence' ? [content] : [],
			),
			[
				'One ``` two',
				'You',
				'a\n',
				'',
				'const b = 1;\n',
				'Llama 3 70B Instruct',
				'let c;\n\n',
				'```\nlet d\n',
				'no\n',
				'You',
			],
		);
	});
});
