import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatResult } from 'vscode';
import { png } from '../../../samples/images.ts';
import { type Standin, startStandin } from '../../../standin/standin.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const {
	ChatRequestTurn,
	ChatResponseMarkdownPart,
	ChatResponseTurn,
	participants,
	settings,
	window,
} = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { windowInTest } = await import('../../activation/windowInTest.ts');
const { PARTICIPANT_ID, registerParticipant } = await import(
	'../../../../src/host/participant/registerParticipant.ts'
);

interface Asked {
	readonly prompt: string;
	readonly command?: string;
	/** The last one first, as VS Code has them. */
	readonly references?: readonly object[];
	readonly history?: readonly unknown[];
	readonly token?: Token;
}

/** VS Code's token, without VS Code. */
class Token {
	isCancellationRequested = false;
	#stop = () => {};

	onCancellationRequested(listener: () => void): { dispose(): void } {
		this.#stop = listener;
		return { dispose: () => (this.#stop = () => {}) };
	}

	cancel(): void {
		this.isCancellationRequested = true;
		this.#stop();
	}
}

class Stream {
	text = '';
	readonly buttons: {
		readonly title: string;
		readonly command: string;
		readonly arguments?: readonly unknown[];
	}[] = [];

	markdown(text: string): void {
		this.text += text;
	}

	button(button: Stream['buttons'][number]): void {
		this.buttons.push(button);
	}
}

describe('@llama', () => {
	let standin: Standin;
	let folder: string;
	let opened: ReturnType<typeof windowInTest>;
	const { showWarningMessage } = window;

	before(async () => {
		standin = await startStandin({ pace: 0 });
	});
	after(() => standin.close());
	beforeEach(async () => {
		standin.reset();
		folder = await mkdtemp(join(tmpdir(), 'llama-chat-participant-'));
		settings.clear();
		settings.set('llamaChat.baseUrl', standin.baseUrl);
		settings.set('llamaChat.model', 'meta-llama/llama-3-70b-instruct');
		settings.set('llamaChat.retries', 0);
		opened = windowInTest(folder);
	});
	afterEach(async () => {
		Object.assign(window, { showWarningMessage });
		await opened[Symbol.asyncDispose]();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});

	async function ask({ prompt, command, references = [], history = [], token }: Asked) {
		const participant = await opened.lending.participant();
		const stream = new Stream();
		const result: ChatResult = await participant.answer(
			{ prompt, command, references } as never,
			{ history } as never,
			stream as never,
			(token ?? new Token()) as never,
		);
		return { stream, result };
	}

	function sent() {
		return standin.chats.at(-1)?.chat?.messages.map(({ content }) => content) ?? [];
	}

	async function ledger(): Promise<{ chat: string; billed?: string; reply: string }[]> {
		await opened[Symbol.asyncDispose]();
		const text = await readFile(join(folder, 'ledger.jsonl'), 'utf8').catch(() => '');
		return text
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => JSON.parse(line));
	}

	async function logs(): Promise<string[]> {
		await opened.chat.session.flush();
		const chats = join(folder, 'conversations');
		const names = await readdir(chats).catch(() => []);
		const files = names.filter((name) => name.endsWith('.jsonl'));
		return Promise.all(files.map((name) => readFile(join(chats, name), 'utf8')));
	}

	it('asks our model with our system prompt and parameters, and tells no thoughts as text', async () => {
		settings.set('llamaChat.systemPrompt', 'Answer as a sailor.');
		settings.set('llamaChat.temperature', 0.25);
		standin.script({ kind: 'reply', text: 'Aye **aye**', reasoning: 'thinking aloud' });
		const { stream, result } = await ask({ prompt: 'Hello?' });
		assert.equal(stream.text, 'Aye **aye**');
		assert.equal(result.errorDetails, undefined);
		assert.deepEqual(sent(), ['Answer as a sailor.', 'Hello?']);
		assert.equal(standin.chats.at(-1)?.chat?.['temperature'], 0.25);
		assert.equal(standin.chats.at(-1)?.chat?.model, 'meta-llama/llama-3-70b-instruct');
		assert.deepEqual(await logs(), [], 'no chat of ours is made of it');
	});

	it('tells no thoughts as text where the model has no mark at their beginning', async () => {
		settings.set('llamaChat.model', 'deepseek/deepseek-r1');
		standin.script({ kind: 'reply', text: 'Let me see. That is all.\n</think>\n\nIt is a list.' });
		const { stream } = await ask({ prompt: 'What is it?' });
		assert.equal(stream.text, 'It is a list.');
		standin.script({ kind: 'reply', text: 'It is a list, without a thought.' });
		const plain = await ask({ prompt: 'What is it?' });
		assert.equal(plain.stream.text, 'It is a list, without a thought.');
	});

	it('asks as the chat in front does', async () => {
		opened.chat.front.chats.choose({ model: 'openai/gpt-4o-mini', systemPrompt: 'Be brief.' });
		await ask({ prompt: 'Hello?' });
		assert.equal(standin.chats.at(-1)?.chat?.model, 'openai/gpt-4o-mini');
		assert.deepEqual(sent(), ['Be brief.', 'Hello?']);
	});

	it('sends texts and images that VS Code hands over, in the order of the user, and no instructions of VS Code’s', async () => {
		settings.set('llamaChat.model', 'openai/gpt-4o-mini');
		const image = png(2, 2);
		await ask({
			prompt: 'What is it?',
			references: [
				{ id: 'image', value: { mimeType: 'image/png', data: async () => image } },
				{ id: 'b', modelDescription: 'Second', value: 'beta' },
				{ id: 'a', modelDescription: 'First', value: 'alpha' },
				{ id: 'vscode.prompt.instructions.root__x', value: 'obey me' },
			],
		});
		const wire = JSON.stringify(sent().at(-1));
		assert.match(wire, /What is it\?.*First.*alpha.*Second.*beta/s);
		assert.doesNotMatch(wire, /obey me/);
		assert.ok(wire.includes(`data:image/png;base64,${Buffer.from(image).toString('base64')}`));
	});

	it('says what of it cannot go along, and asks all the same', async () => {
		const warned: string[] = [];
		Object.assign(window, { showWarningMessage: async (text: string) => void warned.push(text) });
		const broken = { mimeType: 'image/png', data: async () => new Uint8Array([1, 2, 3]) };
		await ask({
			prompt: 'What is it?',
			references: [
				{ id: 'future', value: { from: 'a later VS Code' } },
				{ id: 'image', value: broken },
			],
		});
		assert.equal(sent().at(-1), 'What is it?');
		assert.match(warned.join(), /future is of a kind .* Image 1 is no PNG/);
	});

	it('asks a prompt of ours by its command, as the settings have it', async () => {
		const references = [{ id: 'a', modelDescription: 'Code', value: 'x = 1' }];
		await ask({ prompt: 'in one sentence', command: 'explain', references });
		assert.match(String(sent().at(-1)), /^Explain this code\.\n\nin one sentence\n[\s\S]*x = 1/);
		settings.set('llamaChat.prompts', { fix: 'Mend this, please.' });
		await ask({ prompt: '', command: 'fix', references });
		assert.match(String(sent().at(-1)), /^Mend this, please\./);
		settings.set('llamaChat.prompts', { fix: 7 });
		const { result } = await ask({ prompt: '', command: 'fix', references });
		assert.match(result.errorDetails?.message ?? '', /"fix" must be a text/);
	});

	it('has said before what VS Code’s history says, as it was sent where this window has sent it', async () => {
		const references = [{ id: 'a', modelDescription: 'Code', value: 'x = 1' }];
		standin.script({ kind: 'reply', text: 'A number.' });
		const first = await ask({ prompt: 'What is it?', references });
		const asSent = sent().at(-1);
		const asked = (prompt: string, participant = PARTICIPANT_ID) =>
			new ChatRequestTurn(prompt, undefined, [], participant);
		const answered = (text: string, result: object, participant = PARTICIPANT_ID) =>
			new ChatResponseTurn([new ChatResponseMarkdownPart(text)], result, participant);
		await ask({
			prompt: 'Why?',
			history: [
				asked('What is it?'),
				answered('A number.', first.result),
				// Of an earlier window.
				asked('And then?'),
				answered('Two.', { metadata: { exchange: 'gone', model: 'a/b', at: 5 } }),
				// Of somebody else.
				asked('Others?', 'someone.else'),
				answered('No.', {}, 'someone.else'),
				// Refused: it was not said.
				asked('Too dear?'),
				answered('', { errorDetails: { message: 'limit' } }),
			],
		});
		assert.deepEqual(sent(), [asSent, 'A number.', 'And then?', 'Two.', 'Why?']);
	});

	it('reads once what came with a question that was stopped, however often it goes along', async () => {
		let reads = 0;
		const reference = {
			id: 'a',
			modelDescription: 'Code',
			get value() {
				return `x = ${++reads}`;
			},
		};
		const turns = [
			new ChatRequestTurn('What is it?', undefined, [reference], PARTICIPANT_ID),
			// VS Code has no word of ours of it.
			new ChatResponseTurn([new ChatResponseMarkdownPart('A num')], {}, PARTICIPANT_ID),
		];
		await ask({ prompt: 'Why?', history: turns });
		const [first] = sent();
		const before = reads;
		await ask({ prompt: 'Why so?', history: turns });
		assert.ok(before > 0);
		assert.deepEqual([reads, sent()[0]], [before, first]);
	});

	it('offers all ways to a server where it has none that answers', async () => {
		standin.script({
			kind: 'error',
			status: 401,
			body: { shape: 'object', message: 'Invalid API key' },
		});
		const wrong = await ask({ prompt: 'Hello?' });
		assert.match(wrong.result.errorDetails?.message ?? '', /API key/);
		settings.set('llamaChat.baseUrl', 'https://openrouter.ai/api/v1');
		const { result, stream } = await ask({ prompt: 'Hello?' });
		assert.match(result.errorDetails?.message ?? '', /OpenRouter needs an API key/);
		const ways = ({ buttons }: Stream) => buttons.map(({ command, title }) => [command, title]);
		assert.deepEqual(ways(wrong.stream).slice(0, 2), [
			['llamaChat.setApiKey', 'Set API Key'],
			['llamaChat.connectServer', 'Connect to Server'],
		]);
		assert.deepEqual(ways(stream), [
			['llamaChat.signIn', 'Sign In with OpenRouter'],
			['llamaChat.setApiKey', 'Set API Key'],
			['llamaChat.connectServer', 'Connect to Server'],
		]);
	});

	it('fails with the words of our chat, and what it was told by then stays', async () => {
		const message = 'No endpoints found for this model.';
		standin.script({ kind: 'error', status: 404, body: { shape: 'object', message } });
		const { result, stream } = await ask({ prompt: 'Hello?' });
		assert.match(result.errorDetails?.message ?? '', /No endpoints found/);
		assert.equal(stream.text, '');
		standin.script({ kind: 'reply', text: 'one two three', ending: { kind: 'cut' } });
		const cut = await ask({ prompt: 'Count.' });
		assert.equal(cut.stream.text, 'one two three');
		assert.notEqual(cut.result.errorDetails?.message ?? '', '');
	});

	it('is refused by a hard limit before anything is sent', async () => {
		settings.set('llamaChat.hardLimit', 0);
		const { result, stream } = await ask({ prompt: 'Hello?' });
		assert.match(result.errorDetails?.message ?? '', /limit/);
		assert.deepEqual([standin.chats.length, stream.buttons], [0, []]);
	});

	it('stands in the ledger and in the list of requests under its name', async () => {
		await ask({ prompt: 'What does it cost?' });
		const [request] = opened.lending.requests.list([]);
		assert.equal(request?.asker, 'VS Code’s chat, @llama');
		const [entry, ...more] = await ledger();
		assert.deepEqual([entry?.reply, more], [request?.reply, []]);
		assert.match(entry?.chat ?? '', /^lent-/);
	});

	it('closes the socket when it is stopped', async () => {
		standin.script({ kind: 'reply', text: 'one two three four', holdAfter: 2 });
		const token = new Token();
		const asking = ask({ prompt: 'Count.', token });
		await standin.waitForHold();
		token.cancel();
		assert.equal(await standin.chats.at(-1)?.whenClosed, 'byClient');
		const { stream } = await asking;
		assert.deepEqual(stream.buttons, []);
	});

	it('sends nothing when it is stopped before that', async () => {
		const token = new Token();
		token.isCancellationRequested = true;
		await ask({ prompt: 'Never asked', token });
		const asking = ask({ prompt: 'Nor this', token: new Token() });
		await asking;
		assert.deepEqual(sent(), ['Nor this']);
		assert.equal(standin.chats.length, 1);
	});

	it('asks what is to become of a secret, and puts it back in the answer', async () => {
		const key = 'ghp_q7Zk2Vw9Xr4Tn8Ys1Bd6Hm3Lc5Pf0Jg7Ke2Q';
		const questions: unknown[][] = [];
		const choose = (label: string | undefined) => ({
			showWarningMessage: async (...question: unknown[]) => {
				questions.push(question);
				return label;
			},
		});
		Object.assign(window, choose(undefined));
		const { result } = await ask({ prompt: `Is ${key} a key?` });
		assert.match(result.errorDetails?.message ?? '', /Nothing was sent/);
		assert.equal(standin.chats.length, 0);
		assert.deepEqual(questions[0]?.slice(2), [
			'Replace by Placeholder',
			'Leave Out',
			'Send Anyway',
		]);
		Object.assign(window, choose('Replace by Placeholder'));
		await ask({ prompt: `Is ${key} a key?` });
		const [, placeholder] = /^Is (\S+) a key\?$/.exec(String(sent()[0])) ?? [];
		assert.ok(placeholder !== undefined && placeholder !== key);
	});

	it('asks about the secrets of earlier exchanges that it has from VS Code alone, once', async () => {
		const key = 'ghp_q7Zk2Vw9Xr4Tn8Ys1Bd6Hm3Lc5Pf0Jg7Ke2Q';
		const questions: string[] = [];
		const choose = (label: string | undefined) => ({
			showWarningMessage: async (question: string) => {
				questions.push(question);
				return label;
			},
		});
		const asked = (prompt: string) => new ChatRequestTurn(prompt, undefined, [], PARTICIPANT_ID);
		const answered = (text: string, result: object) =>
			new ChatResponseTurn([new ChatResponseMarkdownPart(text)], result, PARTICIPANT_ID);
		const inQuestion = [asked(`Is ${key} a key?`), answered('Yes.', {})];
		const inReply = [asked('Which?'), answered(`It is ${key}.`, {})];
		Object.assign(window, choose(undefined));
		for (const [history, where] of [
			[inQuestion, 'in an earlier message of yours'],
			[inReply, 'in an earlier reply'],
		] as const) {
			const { result } = await ask({ prompt: 'Why?', history });
			assert.match(result.errorDetails?.message ?? '', /Nothing was sent/);
			assert.ok(questions.pop()?.includes(where));
		}
		assert.equal(standin.chats.length, 0);
		Object.assign(window, choose('Replace by Placeholder'));
		standin.script({ kind: 'reply', text: 'Because.' });
		const { result } = await ask({ prompt: 'Why?', history: inQuestion });
		const history = [...inQuestion, asked('Why?'), answered('Because.', result)];
		await ask({ prompt: 'And then?', history });
		assert.doesNotMatch(JSON.stringify(standin.chats.map(({ chat }) => chat)), /ghp_/);
		assert.deepEqual([standin.chats.length, questions.length], [2, 1]);
	});

	describe('Continue in Llama Chat', () => {
		async function exchange() {
			standin.script({ kind: 'reply', text: 'A number.' });
			const references = [{ id: 'a', modelDescription: 'Code', value: 'x = 1' }];
			const { stream } = await ask({ prompt: 'What is it?', references });
			const [button] = stream.buttons;
			assert.equal(button?.title, 'Continue in Llama Chat');
			return button?.arguments?.[0];
		}

		it('takes the exchange along as a turn of ours, once, and not paid for twice', async () => {
			const id = await exchange();
			const participant = await opened.lending.participant();
			await Promise.all([participant.takeAlong(id), participant.takeAlong(id)]);
			const { chats } = opened.chat.front;
			const { conversation } = chats.chat;
			const [question, reply] = conversation.path();
			assert.ok(question?.role === 'user' && reply?.role === 'assistant');
			assert.deepEqual(
				[
					question.text,
					question.excerpts[0]?.label,
					question.excerpts[0]?.text,
					question.forkedFrom,
				],
				['What is it?', 'Code', 'x = 1', undefined],
			);
			assert.deepEqual([reply.text, reply.status], ['A number.', 'complete']);
			assert.equal(reply.model, 'meta-llama/llama-3-70b-instruct');
			assert.notEqual(reply.request, undefined);
			chats.newChat();
			await participant.takeAlong(id);
			assert.equal(chats.chat.conversation.id, conversation.id);
			assert.equal((await logs()).length, 1);
			const entries = await ledger();
			assert.equal(entries.length, 1);
			assert.equal(reply.facts.usage?.cost, Number(entries[0]?.billed));
		});

		it('goes on from there, with all that was said', async () => {
			const id = await exchange();
			await (await opened.lending.participant()).takeAlong(id);
			const before = sent();
			const asked = await opened.chat.front.chats.chat.turns.send('And then?', []);
			await asked.ended;
			assert.deepEqual(sent(), [...before, 'A number.', 'And then?']);
		});

		it('has a button that is of no other window, so that it never names another exchange', async () => {
			const one = await ask({ prompt: 'One' });
			await opened[Symbol.asyncDispose]();
			opened = windowInTest(folder);
			const two = await ask({ prompt: 'Two' });
			const [first, second] = [one, two].map(({ stream }) => stream.buttons[0]?.command);
			assert.match(first ?? '', /^llamaChat\.continueExchange\./);
			assert.notEqual(first, second);
		});

		it('says plainly that an exchange is gone', async () => {
			const participant = await opened.lending.participant();
			for (const id of ['of-an-earlier-window', undefined, {}])
				await assert.rejects(participant.takeAlong(id), /^ChatError: This exchange is gone/);
		});
	});
});

describe('the participant', () => {
	beforeEach(() => {
		settings.clear();
		participants.clear();
	});

	const answer = async () => {};

	it('is there where models are lent', () => {
		settings.set('llamaChat.provideModels', true);
		const registered = registerParticipant(answer);
		assert.equal(participants.get(PARTICIPANT_ID), answer);
		registered.dispose();
		assert.equal(participants.size, 0);
	});

	it('is not there where none are lent, or VS Code has no chat', () => {
		registerParticipant(answer);
		settings.set('llamaChat.provideModels', true);
		settings.set('chat.disableAIFeatures', true);
		registerParticipant(answer);
		assert.equal(participants.size, 0);
	});
});
