import assert from 'node:assert/strict';
import type { Sending } from '../../../../src/core/chat/turnObserver.ts';
import { contextUsage } from '../../../../src/core/context/contextUsage.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { eventsOf, exportedChat, formatExport } from '../../../../src/core/history/chatExport.ts';
import { parseImport } from '../../../../src/core/history/chatImport.ts';
import { requestTargetOf } from '../../../../src/core/parameters/requestTarget.ts';
import { findSecrets } from '../../../../src/core/secrets/findSecrets.ts';
import { Summaries } from '../../../../src/host/chat/summaries.ts';
import type { Failure, Message } from '../../../../src/shared/conversation/messages.ts';
import type { SecretAnswer } from '../../../../src/shared/conversation/withheldText.ts';
import { generatedSecrets } from '../../../samples/generatedSecrets.ts';
import type { Standin } from '../../../standin/standin.ts';
import { ChatInTest } from '../../core/chat/chatInTest.ts';
import { settingsFor, standinForSuite } from '../../core/chat/standinForSuite.ts';
import { MODEL, settingsWith, words } from '../../core/context/contextSamples.ts';
import { conversationOf } from '../../core/history/exportSchema.ts';
import { catalogueModel } from '../../core/models/catalogueSamples.ts';

const NO_EXCHANGE = {
	sending: () => {},
	answered: () => {},
	received: () => {},
	retrying: () => {},
};

describe('a summary that is asked for', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;
	let summaries: Summaries;
	let notices: Failure[];
	let begun: Sending[];
	let settled: string[];
	/** Called each time something has changed. */
	let changed: () => void;
	let permit: () => Promise<void>;
	/** What is answered about a secret, and the questions about it. */
	let answer: SecretAnswer | undefined;
	let asked: string[];

	beforeEach(() => {
		standin = suite.standin;
		test = new ChatInTest(standin, suite.server);
		test.known = catalogueModel(MODEL, { contextLength: 8192, maxCompletionTokens: 800 });
		notices = [];
		begun = [];
		settled = [];
		changed = () => {};
		permit = async () => {};
		answer = undefined;
		asked = [];
		let ids = 0;
		summaries = new Summaries({
			server: suite.server,
			models: { model: () => test.known },
			tokens: test.tokens,
			prepare: async () => {
				const settings = settingsFor(standin);
				const { baseUrl } = settings;
				const destination = {
					baseUrl,
					apiKey: undefined,
					siteUrl: undefined,
					siteName: undefined,
				};
				return {
					settings: { ...settings, sampling: { max_tokens: 5, stop: ['x'], temperature: 0.5 } },
					destination,
				};
			},
			observer: {
				permit: () => permit(),
				begin: (sending) => {
					begun.push(sending);
					return {
						observer: NO_EXCHANGE,
						settled: ({ status, facts }) => {
							settled.push(status);
							return facts;
						},
					};
				},
				cutOff: async () => {},
				forget: async () => {},
			},
			newId: () => `s${++ids}`,
			now: () => 9,
			load: async () => test.chat,
			askAboutSecrets: async ({ message }) => {
				asked.push(message);
				return answer;
			},
			changed: () => changed(),
			replied: () => {},
			notify: (_chat, failure) => notices.push(failure),
		});
	});

	async function send(text: string, reply = 'Yes.'): Promise<void> {
		standin.script({ kind: 'reply', text: reply });
		await test.chat.turns.send(text, []);
		await test.settled();
	}

	/** Four turns, of which the first two do not fit with the next. */
	async function longChat(): Promise<void> {
		for (const turn of [1, 2, 3, 4]) await send(`<q${turn}> ${words(2000)}`, `<r${turn}>`);
		standin.reset();
	}

	/** What the page is told. */
	function unsent(why: string): string[] {
		const { raw } = settingsWith();
		const none = { model: () => undefined, catalogue: () => undefined };
		return contextUsage({
			raw,
			target: { ...requestTargetOf(raw, none), known: test.known },
			correction: undefined,
			path: test.chat.conversation.path(),
			draft: '',
			attachments: [],
		}).unsent.flatMap((one) => (one.why === why ? one.id : []));
	}

	async function summarise(text: string, more: object = {}): Promise<void> {
		standin.script({ kind: 'reply', text, ...more });
		await summaries.make(test.chat, unsent('noRoom'));
	}

	it('is one request of just these messages, and stands once in their place in the next', async () => {
		await longChat();
		const gone = unsent('noRoom');
		assert.ok(gone.length > 0);
		await summarise('They spoke of words.');
		assert.equal(standin.chats.length, 1);
		const asked = standin.chats[0];
		const text = asked?.bodyText ?? '';
		for (const turn of [1, 2, 3, 4]) {
			const question = test.messages.find(({ text: said }) => said.startsWith(`<q${turn}>`));
			assert.equal(text.includes(`<q${turn}>`), gone.includes(question?.id ?? ''), `q${turn}`);
		}
		const body = asked?.chat;
		const { length } = [body?.['max_tokens'], body?.['stop']].filter((one) => one !== undefined);
		assert.deepEqual([body?.['temperature'], length], [0.5, 0]);
		assert.deepEqual([begun[0]?.chat, begun[0]?.reply, settled], ['c', 's1', ['complete']]);
		assert.deepEqual(unsent('inSummary'), gone);
		assert.deepEqual(unsent('noRoom'), []);
		await send('And now?');
		const next = standin.chats.at(-1)?.bodyText ?? '';
		assert.equal(next.split('They spoke of words.').length - 1, 1);
		assert.ok(!next.includes('<q1>'));
		const [first] = standin.chats.at(-1)?.chat?.messages ?? [];
		assert.match(String(first?.content), /^\[Summary of \d+ earlier messages of this conversation/);
		assert.deepEqual(test.replayed().message(gone.at(-1) ?? '')?.summary?.of, gone);
		assert.deepEqual(notices, []);
	});

	it('asks first about what looks like a secret and was never asked about, and has it again in its text', async () => {
		const [token] = generatedSecrets(1, 11).map(({ secret }) => secret);
		const secrets = { find: async (text: string) => findSecrets(text), sent: new Set<string>() };
		const { known } = test;
		test = new ChatInTest(standin, suite.server, undefined, secrets);
		test.known = known;
		const imported = [1, 2, 3, 4].flatMap((turn) => [
			{ role: 'user', content: `<q${turn}> ${token} ${words(2000)}` },
			{ role: 'assistant', content: 'Yes.' },
		]);
		const { chats } = parseImport(JSON.stringify(imported), 1, () => crypto.randomUUID());
		test.chat.adopt(chats[0]?.messages ?? []);
		const gone = unsent('noRoom');
		const preview = await summaries.preview(test.chat, gone);
		assert.match(
			preview?.secrets ?? '',
			/^What looks like a GitHub token is in an earlier message of yours/,
		);
		await summaries.make(test.chat, gone);
		assert.deepEqual([asked.length, standin.chats.length, notices[0]?.kind], [1, 0, 'secrets']);
		assert.match(
			asked[0] ?? '',
			/^What looks like a GitHub token is in an earlier message of yours/,
		);
		answer = 'replace';
		await summarise('It was PLACEHOLDER_1_GITHUB_TOKEN.');
		assert.equal((await summaries.preview(test.chat, gone))?.secrets, undefined);
		assert.ok(!standin.chats.at(-1)?.bodyText.includes(`${token}`));
		assert.equal(test.replayed().message(gone.at(-1) ?? '')?.summary?.text, `It was ${token}.`);
		await send('And now?');
		const body = standin.chats.at(-1)?.bodyText ?? '';
		assert.ok(!body.includes(`${token}`));
		assert.ok(body.includes('It was PLACEHOLDER_1_GITHUB_TOKEN.'));
	});

	it('keeps replaced what was replaced, in the next summary and after a reload', async () => {
		const secrets = { find: async (text: string) => findSecrets(text), sent: new Set<string>() };
		const { known } = test;
		const reload = (messages: readonly Message[]) => {
			test = new ChatInTest(standin, suite.server, undefined, secrets);
			test.known = known;
			test.chat.adopt(messages);
		};
		const imported = [1, 2, 3, 4].flatMap((turn) => [
			{ role: 'user', content: `<q${turn}> password = "x9Kq2mZ4tB" ${words(2000)}` },
			{ role: 'assistant', content: 'Yes.' },
		]);
		const { chats } = parseImport(JSON.stringify(imported), 1, () => crypto.randomUUID());
		reload(chats[0]?.messages ?? []);
		answer = 'replace';
		await summarise('The password is PLACEHOLDER_1_PASSWORD, they said.');
		reload(test.replayed().path());
		await send(`<q5> ${words(2000)}`);
		await summarise('All of it.');
		const bodies = standin.chats.map(({ bodyText }) => bodyText);
		assert.equal(bodies.length, 3);
		assert.ok(!bodies.some((body) => body.includes('x9Kq2mZ4tB')));
		assert.ok(bodies[2]?.includes('The password is PLACEHOLDER_1_PASSWORD'));
		assert.equal(asked.length, 1);
		const json = formatExport([exportedChat(test.chat.conversation)]);
		assert.ok(!json.includes('x9Kq2mZ4tB'), json);
	});

	it('goes on from the one before when more does not fit', async () => {
		await longChat();
		await summarise('First part.');
		await send(`<q5> ${words(2000)}`);
		await summarise('Both parts.');
		assert.ok(standin.chats.at(-1)?.bodyText.includes('First part.'));
		await send('And now?');
		const body = standin.chats.at(-1)?.bodyText ?? '';
		assert.ok(body.includes('Both parts.') && !body.includes('First part.'));
	});

	it('is refused in clear words where the messages are too long for a request of their own', async () => {
		for (const turn of [1, 2]) await send(`<q${turn}> ${words(5000)}`);
		test.known = catalogueModel(MODEL, { contextLength: 4096, maxCompletionTokens: 800 });
		const before = standin.chats.length;
		await summaries.make(test.chat, unsent('noRoom'));
		assert.equal(standin.chats.length, before);
		assert.match(notices[0]?.message ?? '', /too long for one request as well.*Nothing was sent/);
	});

	it('stands once in the log, and in what is recorded of each request as it was sent, also when it was changed since', async () => {
		await longChat();
		const gone = unsent('noRoom');
		const carrier = gone.at(-1) ?? '';
		const text = `They spoke of words. ${'And of more. '.repeat(9)}`;
		await summarise(text);
		await send('And now?');
		const [sent] = standin.chats.at(-1)?.chat?.messages ?? [];
		const summary = test.chat.conversation.message(carrier)?.summary;
		assert.ok(summary);
		const log = () => test.events.map((event) => JSON.stringify(event)).join('\n');
		assert.equal(log().split(text.trim()).length - 1, 1);
		const changed = `They spoke of nothing. ${'Nor of more. '.repeat(9)}`;
		test.chat.summarise(carrier, { ...summary, text: changed, edited: true });
		await send('And then?');
		const [again] = standin.chats.at(-1)?.chat?.messages ?? [];
		test.chat.summarise(carrier, null);
		assert.equal(log().split(changed.trim()).length - 1, 1);
		const later = test.replayed();
		assert.deepEqual(later.path(), test.messages);
		const recorded = later
			.path()
			.flatMap((one) => (one.role === 'user' ? [] : (one.request?.summaries ?? [])));
		assert.equal(recorded.length, 2);
		for (const [at, { text }] of recorded.entries()) {
			// The question after it is in the same message of the request.
			const { content } = [sent, again][at] ?? {};
			assert.ok(typeof content === 'string' && content.startsWith(`${text}\n\n`));
			assert.match(text, at === 0 ? /They spoke of words\. And/ : /They spoke of nothing\. Nor/);
		}
		assert.match(log(), /"ofChat"/);
		const file = formatExport([exportedChat(later)]);
		const [read] = parseImport(file, 7, () => assert.fail('no ids are missing')).chats;
		assert.ok(read);
		const { id, created, workspace } = read;
		const imported = exportedChat(conversationOf(eventsOf(read)));
		assert.equal(formatExport([{ ...imported, id, created, workspace }]), file);
	});

	it('is not taken where it is not whole, is empty, or fails, and leaves all as it was', async () => {
		await longChat();
		const before = test.messages;
		standin.script({ kind: 'reply', text: 'Half', finishReason: 'length' });
		await summaries.make(test.chat, unsent('noRoom'));
		await summarise('  ');
		standin.script({ kind: 'error', status: 400, body: { error: { message: 'No.' } } } as never);
		await summaries.make(test.chat, unsent('noRoom'));
		assert.equal(notices.length, 3);
		assert.match(notices[0]?.message ?? '', /reached its length limit/);
		assert.match(notices[1]?.message ?? '', /answered with nothing/);
		assert.deepEqual(test.messages, before);
		assert.equal(summaries.isRunning('c'), false);
	});

	it('is not taken where its server cannot have read all of the messages, and says so with both numbers', async () => {
		await longChat();
		const before = test.messages;
		await summarise('They spoke of words.', { window: 2050 });
		assert.equal(notices.length, 1);
		assert.match(
			notices[0]?.message ?? '',
			/^The server counted 2,050 of about \d,\d{3} tokens, so .* was not taken\. Give the model a larger window/,
		);
		assert.deepEqual(test.messages, before);
	});

	it('is not sent where a limit of the day refuses it', async () => {
		await longChat();
		permit = async () => {
			throw new ChatError('overLimit', 'The limit of the day is reached.');
		};
		await summaries.make(test.chat, unsent('noRoom'));
		assert.deepEqual([standin.chats.length, notices[0]?.kind], [0, 'overLimit']);
	});

	it('is made once at a time, and stops when it is cancelled', async () => {
		await longChat();
		const before = test.messages;
		const gone = unsent('noRoom');
		standin.script({ kind: 'reply', text: 'Never.', holdAfter: 0 });
		const made = summaries.make(test.chat, gone);
		assert.equal(summaries.isRunning('c'), true);
		await summaries.make(test.chat, gone);
		const request = await standin.waitForRequest(1);
		summaries.cancel('c');
		await made;
		assert.equal(standin.chats.length, 1);
		assert.ok(request);
		assert.deepEqual([summaries.isRunning('c'), settled], [false, ['stopped']]);
		assert.deepEqual(test.messages, before);
		assert.deepEqual(notices, []);
	});

	it('is shown before it is sent, and then nothing is sent', async () => {
		await longChat();
		const preview = await summaries.preview(test.chat, unsent('noRoom'));
		assert.equal(preview?.secrets, undefined);
		const [system, user] = preview?.prepared.planned.request.messages ?? [];
		assert.match(String(system?.content), /your summary will stand in its place/);
		assert.match(String(user?.content), /^User:\n```\n<q1>/);
		assert.equal(standin.chats.length, 0);
		assert.equal(await summaries.preview(test.chat, []), undefined);
	});

	it('is not taken where its messages were deleted meanwhile', async () => {
		await longChat();
		const [first] = test.messages;
		changed = () => test.chat.delete(first?.id ?? '');
		await summarise('Of nothing.');
		assert.match(notices[0]?.message ?? '', /deleted meanwhile/);
		assert.deepEqual(test.messages, []);
	});
});
