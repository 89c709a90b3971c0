import assert from 'node:assert/strict';
import { recordedBody } from '../../../../src/core/context/recordedBody.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import { adopted, forkTitle } from '../../../../src/core/conversation/fork.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { exportedChat, formatExport } from '../../../../src/core/history/chatExport.ts';
import { asImported, parseImport } from '../../../../src/core/history/chatImport.ts';
import { chatAsMarkdown, titleAsSent } from '../../../../src/core/history/chatMarkdown.ts';
import type { SecretPorts } from '../../../../src/core/secrets/chatSecrets.ts';
import { findSecrets } from '../../../../src/core/secrets/findSecrets.ts';
import type { Excerpt, Message } from '../../../../src/shared/conversation/messages.ts';
import type { SecretAnswer } from '../../../../src/shared/conversation/withheldText.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { generatedSecrets } from '../../../samples/generatedSecrets.ts';
import type { Standin } from '../../../standin/standin.ts';
import { header } from '../conversation/conversationSamples.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';
import { ChatInTest } from './chatInTest.ts';
import { settingsFor, standinForSuite } from './standinForSuite.ts';

const [TOKEN, , KEY] = generatedSecrets(1, 11).map(({ secret }) => secret);
const ENV: Excerpt = { ...EXCERPT, label: '.env', text: `GITHUB=${TOKEN}\n` };
const HOLDS = 'PLACEHOLDER_1_GITHUB_TOKEN';

describe('A message that looks as if it held a secret', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;

	beforeEach(() => {
		standin = suite.standin;
		const sent = new Set<string>();
		const find: SecretPorts['find'] = async (...what) => findSecrets(...what);
		const secrets = { find, sent };
		test = new ChatInTest(standin, suite.server, undefined, secrets);
	});

	const send = (text: string, excerpts: readonly Excerpt[] = []) =>
		test.chat.turns.send(text, excerpts);
	const answer = async (secrets: SecretAnswer, text: string, excerpts: readonly Excerpt[] = []) => {
		await test.chat.turns.sendAnyway({ secrets }, () => send(text, excerpts));
		await test.settled();
	};
	/** The body of the last request, byte for byte. */
	const body = () => JSON.stringify(standin.chats.at(-1)?.body);

	it('is not sent unasked; the refusal names kind and place, and not the secret', async () => {
		const before = standin.chats.length;
		await assert.rejects(send(`Why does ${TOKEN} not work?`, [ENV]), (error) => {
			assert.ok(error instanceof ChatError);
			assert.equal(error.kind, 'secrets');
			assert.equal(
				error.message,
				'What looks like a GitHub token is in your message; what looks like a GitHub token is in .env. Nothing was sent.',
			);
			return true;
		});
		assert.equal(standin.chats.length, before);
		assert.deepEqual(test.messages, []);
	});

	it('goes out with placeholders, which are put back in the reply, whole or in pieces', async () => {
		standin.script({ kind: 'reply', text: `Put ${HOLDS} there.`, chunking: 3 });
		await answer('replace', `What of ${TOKEN}?`, [ENV]);
		assert.ok(!body().includes(`${TOKEN}`));
		assert.match(body(), /What of PLACEHOLDER_1_GITHUB_TOKEN\?/);
		assert.match(body(), /GITHUB=PLACEHOLDER_1_GITHUB_TOKEN/);
		assert.equal(test.messages[1]?.text, `Put ${TOKEN} there.`);
		assert.equal(test.messages[0]?.text, `What of ${TOKEN}?`);
	});

	it('goes out so from then on, also after a reload, and where the reply has the secret', async () => {
		standin.script({ kind: 'reply', text: `It is ${HOLDS}.` });
		await answer('replace', `What of ${TOKEN}?`);
		await test.ask('And now?', 'Yes.');
		assert.ok(!body().includes(`${TOKEN}`));
		assert.match(body(), /It is PLACEHOLDER_1_GITHUB_TOKEN\./);
		await test.ask(`Again ${TOKEN}`, 'Yes.');
		assert.match(body(), /Again PLACEHOLDER_1_GITHUB_TOKEN/);
		assert.deepEqual(test.replayed().path(), test.messages);
		standin.script({ kind: 'reply', text: 'Two.' });
		await answer('replace', `One more: ${KEY}`);
		assert.match(body(), /One more: PLACEHOLDER_2_GITHUB_TOKEN/);
	});

	it('goes out without what is left out', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('leaveOut', `What of ${TOKEN}?`, [ENV]);
		assert.ok(!body().includes(`${TOKEN}`));
		assert.match(body(), /What of \[left out\]\?/);
		assert.match(body(), /GITHUB=\[left out\]/);
	});

	it('goes out as it is where it is to be sent anyway, and is not asked about again', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('send', `What of ${TOKEN}?`, [ENV]);
		assert.ok(body().includes(`What of ${TOKEN}?`));
		assert.ok(body().includes(`GITHUB=${TOKEN}`));
		await test.ask(`And ${TOKEN}?`, 'Two.');
		assert.ok(body().includes(`And ${TOKEN}?`));
	});

	it('is asked about again before it goes to another server', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('send', `What of ${TOKEN}?`);
		test.baseUrl = 'https://elsewhere.example/v1';
		await assert.rejects(send(`What of ${TOKEN}?`), { kind: 'secrets' });
	});

	it('is asked about again before an earlier message takes it to another server', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('send', `What of ${TOKEN}?`, [ENV]);
		await test.ask('And now?', 'Two.');
		test.baseUrl = 'https://elsewhere.example/v1';
		await assert.rejects(send('And there?'), {
			kind: 'secrets',
			message:
				'What looks like a GitHub token is in an earlier message of yours; what looks like a GitHub token is in .env. Nothing was sent.',
		});
	});

	it('is asked about again where only a reply takes it to another server, its question left out', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('send', `What of ${TOKEN}?`);
		await test.ask('Say it again', `${TOKEN}, and make it ${KEY}.`);
		test.chat.keepInContext(test.messages[0]?.id ?? '', 'leftOut');
		await test.ask('And here?', 'Three.');
		assert.ok(body().includes(`${TOKEN}`) && !body().includes('What of'));
		test.baseUrl = 'https://elsewhere.example/v1';
		await assert.rejects(send('And there?'), {
			kind: 'secrets',
			// What the model made up is no secret of the user's.
			message: 'What looks like a GitHub token is in an earlier reply. Nothing was sent.',
		});
	});

	it('is found in what was imported, tools’ answers and replies among it, and replaced in all of it', async () => {
		const call = { name: 'read_file', arguments: '{}' };
		const { chats } = parseImport(
			JSON.stringify([
				{ role: 'user', content: `Use ${TOKEN}.` },
				{
					role: 'assistant',
					content: `I use ${TOKEN}.`,
					tool_calls: [{ id: 'c', type: 'function', function: call }],
				},
				{ role: 'tool', tool_call_id: 'c', content: `KEY=${KEY}` },
			]),
			1,
			() => crypto.randomUUID(),
		);
		test.chat.adopt(chats[0]?.messages ?? []);
		await assert.rejects(send('And now?'), {
			kind: 'secrets',
			message:
				'What looks like a GitHub token is in an earlier message of yours; what looks like a GitHub token is in an earlier reply; what looks like a GitHub token is in what read_file answered. Nothing was sent.',
		});
		standin.script({ kind: 'reply', text: `Both, ${HOLDS}.` });
		await answer('replace', 'And now?');
		assert.ok(!body().includes(`${TOKEN}`) && !body().includes(`${KEY}`), body());
		assert.match(body(), /I use PLACEHOLDER_1_GITHUB_TOKEN\./);
		assert.match(body(), /KEY=PLACEHOLDER_2_GITHUB_TOKEN/);
		assert.equal(test.messages.at(-1)?.text, `Both, ${TOKEN}.`);
		await test.ask('And again?', 'Yes.');
		assert.ok(!body().includes(`${TOKEN}`) && !body().includes(`${KEY}`), body());
	});

	it('is found in the replies of an imported export of ours, too', async () => {
		await test.ask('Make one up', `Take ${TOKEN}.`);
		const json = formatExport([exportedChat(test.chat.conversation)]);
		const [chat] = parseImport(json, 1, () => crypto.randomUUID()).chats;
		assert.ok(chat);
		reload([]);
		test.chat.adopt(asImported(chat).messages);
		await assert.rejects(
			send('And now?'),
			/What looks like a GitHub token is in an earlier reply\./,
		);
		assert.equal(formatExport([exportedChat(test.chat.conversation)]).includes('imported'), false);
	});

	it('is not asked about in what a tool answered to no call, which does not go out', async () => {
		const { conversation } = test.chat;
		await test.ask('What is there?', 'This.');
		const reply = conversation.messages().at(-1);
		assert.ok(reply?.role === 'assistant');
		const extras = [{ type: 'toolCall' as const, name: 'read', result: TOKEN ?? '' }];
		conversation.apply({
			type: 'message',
			message: { ...reply, id: 'stray', parent: reply.parent, imported: true, extras },
		});
		await test.ask('And now?', 'Nothing.');
	});

	it('is found in what a tool was called with, as JSON writes it', async () => {
		const env = 'DB_PASSWORD=x9Kq2mZ4tB\nA=1';
		const call = { name: 'write', arguments: JSON.stringify({ content: env }) };
		const { chats } = parseImport(
			JSON.stringify([
				{ role: 'user', content: 'Go' },
				{ role: 'assistant', content: '', tool_calls: [{ id: 'c', function: call }] },
				{ role: 'tool', tool_call_id: 'c', content: 'Done' },
			]),
			1,
			() => crypto.randomUUID(),
		);
		test.chat.adopt(chats[0]?.messages ?? []);
		await assert.rejects(send('And now?'), /is in what write was called with/);
		standin.script({ kind: 'reply', text: 'Yes.' });
		await answer('replace', 'And now?');
		assert.ok(!body().includes('x9Kq2mZ4tB'), body());
	});

	for (const [how, written] of [
		['as another program writes it', (json: string) => json.replace('&', '\\u0026')],
		['in JSON within JSON', (json: string) => JSON.stringify({ body: json })],
	] as const) {
		it(`is found once and replaced in what a tool answered, ${how}`, async () => {
			const answered = written(JSON.stringify({ env: 'DB_PASSWORD=x9Kq2&mZ4tB\nA=1' }));
			const call = { name: 'read', arguments: '{}' };
			const { chats } = parseImport(
				JSON.stringify([
					{ role: 'user', content: 'Go' },
					{ role: 'assistant', content: '', tool_calls: [{ id: 'c', function: call }] },
					{ role: 'tool', tool_call_id: 'c', content: answered },
				]),
				1,
				() => crypto.randomUUID(),
			);
			test.chat.adopt(chats[0]?.messages ?? []);
			await assert.rejects(send('And now?'), /a password is in what read answered\. Nothing/);
			standin.script({ kind: 'reply', text: 'Yes.' });
			await answer('replace', 'And now?');
			assert.ok(!body().includes('x9Kq2'), body());
			const messages = standin.chats.at(-1)?.chat?.messages ?? [];
			const { content } = messages.find(({ role }) => role === 'tool') ?? {};
			assert.ok(typeof content === 'string');
			assert.equal(
				content,
				written(JSON.stringify({ env: 'DB_PASSWORD=PLACEHOLDER_1_PASSWORD\nA=1' })),
			);
		});
	}

	/** The same messages in a new window, which remembers nothing of what was sent anyway. */
	function reload(messages: readonly Message[]): void {
		const secrets = { find: async (text: string) => findSecrets(text), sent: new Set<string>() };
		test = new ChatInTest(standin, suite.server, undefined, secrets);
		test.chat.adopt(messages);
	}

	/** An imported chat of two turns, the first of which has a secret. */
	function importTwo(): void {
		const all = ['user', 'assistant', 'user', 'assistant'].map((role, index) => {
			return { role, content: index === 0 ? `Use ${TOKEN}.` : 'Yes.' };
		});
		const { chats } = parseImport(JSON.stringify(all), 1, () => crypto.randomUUID());
		test.chat.adopt(chats[0]?.messages ?? []);
	}

	it('stays replaced after a reload where Regenerate had asked, also in a reply whose question is left out', async () => {
		importTwo();
		standin.script({ kind: 'reply', text: `It is ${HOLDS}.` });
		const last = test.messages[3]?.id ?? '';
		await test.chat.turns.sendAnyway({ secrets: 'replace' }, () =>
			test.chat.turns.regenerate(last),
		);
		await test.settled();
		assert.equal(test.messages[3]?.text, `It is ${TOKEN}.`);
		const reply = test.chat.conversation.reply(test.messages[3]?.id ?? '');
		assert.ok(reply && recordedBody(test.chat.conversation, reply)?.body.includes(HOLDS));
		const json = formatExport([exportedChat(test.chat.conversation)]);
		assert.ok(json.includes(HOLDS) && !json.includes(`${TOKEN}`), json);
		test.chat.keepInContext(test.messages[0]?.id ?? '', 'leftOut');
		reload(test.messages);
		await test.ask('And now?', 'Yes.');
		assert.ok(body().includes(HOLDS) && !body().includes(`${TOKEN}`), body());
	});

	it('is asked about once in a chat, on whichever branch it stands', async () => {
		importTwo();
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('replace', 'And now?');
		const [, first, , , question] = test.messages.map(({ id }) => id);
		standin.script({ kind: 'reply', text: 'Two.' });
		await test.chat.turns.edit(question ?? '', 'And then?');
		await test.settled();
		standin.script({ kind: 'reply', text: 'Three.' });
		await test.chat.turns.regenerate(first ?? '');
		await test.settled();
		assert.ok(body().includes(HOLDS) && !body().includes(`${TOKEN}`), body());
	});

	it('is recorded once, however many replies follow on a branch without it', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('replace', `What of ${TOKEN}?`);
		standin.script({ kind: 'reply', text: 'Two.' });
		await test.chat.turns.edit(test.messages[0]?.id ?? '', 'Hello');
		await test.settled();
		for (let turn = 0; turn < 4; turn++) await test.ask('And now?', 'Yes.');
		const said = test.chat.conversation.messages().flatMap((message) => {
			return message.role === 'user' ? (message.withheld ?? []) : (message.request?.withheld ?? []);
		});
		assert.deepEqual(said, [{ text: TOKEN, sent: HOLDS }]);
	});

	it('is put back as that of its branch, where an older version gave two branches one placeholder', async () => {
		const asked = (id: string, secret: string | undefined): Message => {
			const withheld = [{ text: `${secret}`, sent: HOLDS }];
			return {
				role: 'user',
				id,
				parent: null,
				at: 1,
				text: `It is ${secret}`,
				excerpts: [],
				withheld,
			};
		};
		test.chat.adopt([asked('q1', TOKEN)]);
		test.chat.adopt([asked('q2', KEY)]);
		standin.script({ kind: 'reply', text: `Here: ${HOLDS}` });
		await send('And now?');
		await test.settled();
		assert.equal(test.messages.at(-1)?.text, `Here: ${KEY}`);
		assert.ok(!body().includes(`${KEY}`), body());
	});

	it('has a placeholder that no other secret of the chat has, on whichever branch', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('send', `A is ${TOKEN}`);
		standin.script({ kind: 'reply', text: 'Two.' });
		await answer('replace', `B is ${KEY}`);
		reload(test.messages);
		const [, first, , second] = test.messages.map(({ id }) => id);
		standin.script({ kind: 'reply', text: 'Other.' });
		await test.chat.turns.sendAnyway({ secrets: 'replace' }, () =>
			test.chat.turns.regenerate(first ?? ''),
		);
		await test.settled();
		standin.script({ kind: 'reply', text: 'A is PLACEHOLDER_2_GITHUB_TOKEN.' });
		await test.chat.turns.regenerate(second ?? '');
		await test.settled();
		assert.match(body(), /A is PLACEHOLDER_2_.*B is PLACEHOLDER_1_/);
		assert.equal(test.messages.at(-1)?.text, `A is ${TOKEN}.`);
	});

	it('is looked for once in a text that goes out again', async () => {
		const looked: string[] = [];
		const find = async (text: string) => {
			looked.push(text);
			return findSecrets(text);
		};
		test = new ChatInTest(standin, suite.server, undefined, { find, sent: new Set() });
		await test.ask('One question', 'One.');
		await test.ask('Another', 'Two.');
		await test.ask('A third', 'Three.');
		const questions = looked.filter((text) => text !== settingsFor(standin).systemPrompt);
		assert.deepEqual(questions, ['One question', 'Another', 'A third']);
	});

	it('is not taken from what the model itself has written here', async () => {
		await test.ask('Make one up', `Take ${TOKEN}.`);
		await test.ask('Thanks', 'Bye.');
		assert.match(body(), /Take gh/);
	});

	it('is not said of the bytes of a file that was attached although it is no text', async () => {
		const binary: Excerpt = {
			...EXCERPT,
			label: 'a.bin',
			source: 'file',
			text: '\u0001\0AB\u202e',
		};
		const selected: Excerpt = { ...binary, label: 'b.ts', source: 'selection' };
		const unseen = /There are characters that cannot be seen in b\.ts \(2 times\)\. Nothing/;
		await assert.rejects(send('Hello', [binary, selected]), unseen);
		const held = { ...binary, text: `\0${TOKEN}` };
		await assert.rejects(send('Hello', [held]), /What looks like a GitHub token is in a\.bin\./);
		standin.script({ kind: 'reply', text: 'One.' });
		await send('Hello', [binary]);
		await test.settled();
		assert.match(body(), /AB/);
	});

	it('is asked about where it is spelled by characters without width, which elsewhere hide alone as well', async () => {
		const unseen = (place: string) =>
			new RegExp(`^There are characters that cannot be seen in ${place}\\. Nothing`);
		const refused = (place: string) => ({ message: unseen(place) });
		const [alone, spelled] = ['a\u200bb', 'a\u200b\u2060\u2063b'];
		await assert.rejects(send(spelled), refused('your message'));
		const prompt: Excerpt = { ...EXCERPT, label: '/fix', source: 'prompt', text: alone };
		await assert.rejects(send('Hello', [prompt]), refused('/fix'));
		const file: Excerpt = { ...EXCERPT, label: 'a.md', source: 'file', text: 'na\ufe01me' };
		await assert.rejects(send('Hello', [file]), refused('a\\.md'));
		test.instructions = [{ uri: 'file:///AGENTS.md', label: 'AGENTS.md', text: alone }];
		await assert.rejects(send('Hello'), refused('AGENTS\\.md'));
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('leaveOut', 'Hello', [{ ...EXCERPT, text: alone }]);
		assert.match(body(), /\[left out\]b/);
		standin.script({ kind: 'reply', text: 'Two.' });
		await send('Thai\u200bhas it alone');
		await test.settled();
		assert.match(body(), /Thai\u200bhas it alone/);
	});

	it('is found in instructions too, and keeps them from going out unasked', async () => {
		test.instructions = [{ uri: 'file:///AGENTS.md', label: 'AGENTS.md', text: `Use ${TOKEN}.` }];
		await assert.rejects(send('Hello'), /What looks like a GitHub token is in AGENTS\.md\./);
		standin.script({ kind: 'reply', text: 'One.' });
		await answer('replace', 'Hello');
		assert.ok(!body().includes(`${TOKEN}`));
		assert.match(body(), /Use PLACEHOLDER_1_GITHUB_TOKEN\./);
	});

	it('remembers what was decided where it is refused for another reason then', async () => {
		const long = `${TOKEN} ${'word '.repeat(4000)}`;
		test.known = catalogueModel('m', { contextLength: 2000 });
		await assert.rejects(
			test.chat.turns.sendAnyway({ secrets: 'replace' }, () => send(long)),
			{
				kind: 'contextTooLong',
			},
		);
		standin.script({ kind: 'reply', text: 'One.' });
		await test.chat.turns.sendAnyway({ anyway: true, secrets: 'replace' }, () => send(long));
		await test.settled();
		assert.match(body(), /PLACEHOLDER_1_GITHUB_TOKEN word/);
	});

	it('leaves no secret in an export, of either kind', async () => {
		standin.script({ kind: 'reply', text: `It is ${HOLDS}.` });
		await answer('replace', `What of ${TOKEN}?`, [ENV]);
		const { conversation } = test.chat;
		for (const exported of [
			formatExport([exportedChat(conversation)]),
			chatAsMarkdown(conversation),
		]) {
			assert.ok(!exported.includes(`${TOKEN}`), exported);
			assert.ok(exported.includes(`What of ${HOLDS}?`));
			assert.ok(exported.includes(`It is ${HOLDS}.`));
		}
		assert.equal(titleAsSent(conversation), `What of ${HOLDS}?`);
	});

	it('leaves none in the titles of a fork and of the chat that it comes from, nor the beginning of one', async () => {
		await answer('replace', `What of ${TOKEN}?`, [ENV]);
		const path = test.chat.conversation.path();
		for (const cut of [`What of ${TOKEN}?`, `What of ${TOKEN?.slice(0, 12)}…`]) {
			const fork = new Conversation(header);
			let ids = 0;
			const origin = { chat: 'c-1', message: 'r1', title: cut };
			for (const message of adopted(path, origin, () => `f${++ids}`))
				fork.apply({ type: 'message', message });
			fork.apply({ type: 'title', title: forkTitle(cut) });
			for (const exported of [formatExport([exportedChat(fork)]), chatAsMarkdown(fork)]) {
				assert.ok(!exported.includes(`${TOKEN?.slice(0, 12)}`), exported);
			}
		}
	});
});
