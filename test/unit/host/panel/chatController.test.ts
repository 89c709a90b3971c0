import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebviewView } from 'vscode';
import type { LastShown } from '../../../../src/host/chat/openChats.ts';
import type { ChatController } from '../../../../src/host/panel/chatController.ts';
import type { ChatSurface, SurfaceEvents } from '../../../../src/host/panel/chatSurface.ts';
import type { ChatWebview } from '../../../../src/host/panel/chatWebview.ts';
import { attachmentId } from '../../../../src/shared/attachments/attachmentId.ts';
import type { Question } from '../../../../src/shared/conversation/messages.ts';
import type {
	Answer,
	Change,
	FromWebview,
	ToWebview,
} from '../../../../src/shared/panel/protocol.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { generatedSecrets } from '../../../samples/generatedSecrets.ts';
import { IMAGE } from '../../../samples/image.ts';
import { type Standin, startStandin } from '../../../standin/standin.ts';
import { provideVscode, type Uri } from '../../../vscode/apiStandin.ts';

provideVscode();
const { commands, settings, window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { windowInTest } = await import('../../activation/windowInTest.ts');

/** A page as its place sees it: what it was sent, and what it says. It lays out, and acknowledges, what it gets. */
class PageInTest implements ChatSurface {
	readonly changes: Change[] = [];
	snapshots = 0;
	/** The chat that it shows. */
	conversation = '';
	visible = true;
	/** How often its place was shown. */
	shown = 0;
	title = '';
	readonly #told: () => void;
	#events: SurfaceEvents | undefined;
	#there = true;

	constructor(told: () => void) {
		this.#told = told;
	}

	listen(events: SurfaceEvents): void {
		this.#events = events;
	}

	post(message: ToWebview | Answer): void {
		if (!this.#there) return;
		this.#take(message);
		this.#told();
	}

	async show(): Promise<void> {
		this.shown++;
	}

	entitle(title: string): void {
		this.title = title;
		this.#told();
	}

	say(message: FromWebview): void {
		this.#events?.received(message);
	}

	leave(): void {
		this.#there = false;
		this.#events?.gone();
	}

	types(): Set<string> {
		return new Set(this.changes.map(({ type }) => type));
	}

	/** The text of the last reply, put together from its pieces. */
	get text(): string {
		const views = this.changes.flatMap((change) =>
			change.type === 'message' && change.view.message.role === 'assistant' ? [change.view] : [],
		);
		const id = views.at(-1)?.message.id;
		return this.changes
			.map((change) => (change.type === 'text' && change.id === id ? change.text : ''))
			.join('');
	}

	#take(message: ToWebview | Answer): void {
		if (!('sequence' in message)) return;
		if (message.type === 'snapshot') {
			this.snapshots++;
			this.conversation = message.conversation;
		}
		this.changes.push(...message.changes);
		this.say({ type: 'ack', sequence: message.sequence });
	}
}

const NEW: LastShown = { id: undefined, keep() {} };
const QUESTION: Question = {
	role: 'user',
	id: 'q',
	parent: null,
	at: 1,
	text: 'Why?',
	excerpts: [],
};
const DOT = { ...IMAGE, name: 'dot.png' };

describe('ChatController', () => {
	let standin: Standin;
	let folder: string;
	let controller: ChatController;
	let view: ChatWebview;
	let close: () => Promise<void>;
	let watchers: (() => void)[] = [];
	const told = () => {
		for (const watch of watchers) watch();
	};

	before(async () => {
		standin = await startStandin();
	});
	after(() => standin.close());
	beforeEach(async () => {
		standin.reset();
		folder = await mkdtemp(join(tmpdir(), 'llama-chat-controller-'));
		settings.clear();
		settings.set('llamaChat.baseUrl', standin.baseUrl);
		settings.set('llamaChat.model', 'meta-llama/llama-3-70b-instruct');
		const opened = windowInTest(folder);
		({ chat: controller, view } = opened);
		close = () => opened[Symbol.asyncDispose]();
	});
	afterEach(async () => {
		// Nothing is told to a page any more once the reply has settled.
		await idle();
		watchers = [];
		await close();
		// A list of models may still be on its way to the disk.
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});

	async function idle(): Promise<void> {
		while (controller.view.chats.chat.turns.busy) await new Promise(setImmediate);
	}

	function until(isSo: () => boolean): Promise<void> {
		return new Promise((resolve) => {
			const watch = () => {
				if (isSo()) resolve();
			};
			watchers.push(watch);
			watch();
		});
	}

	/** The page of the view, which is there. */
	function ready(): PageInTest {
		const page = new PageInTest(told);
		let gone = () => {};
		const webview = {
			onDidReceiveMessage: (received: (message: unknown) => void) => {
				page.listen({ received, gone: () => gone() });
			},
			asWebviewUri: (uri: Uri) => uri,
			postMessage: (message: ToWebview) => page.post(message),
		};
		const shown = {
			webview,
			visible: true,
			onDidChangeVisibility() {},
			onDidDispose: (listener: () => void) => {
				gone = listener;
			},
		};
		void view.resolveWebviewView(shown as unknown as WebviewView);
		page.say({ type: 'ready' });
		return page;
	}

	/** The page of an editor, which is there. */
	function editor(last: LastShown = NEW) {
		const page = new PageInTest(told);
		const opened = controller.addPlace(page, last);
		page.say({ type: 'ready' });
		return { page, ...opened };
	}

	it('goes on when the page is gone, and shows all that came to the next one', async () => {
		standin.script({ kind: 'reply', text: 'Read by the next.' });
		const gone = ready();
		await until(() => gone.snapshots === 1);
		gone.say({ type: 'send', text: 'Hello?' });
		await until(() => gone.types().has('accepted'));
		gone.leave();
		await idle();
		const next = ready();
		await until(() => next.snapshots === 1);
		assert.equal(controller.view.chats.chat.conversation.lastReply()?.text, 'Read by the next.');
	});

	it('says whether the request of the last reply could be copied, and what else has asked shown', async () => {
		const { executeCommand } = commands;
		const keys = new Map<unknown, unknown>();
		commands.executeCommand = async (...[command, key, value]: unknown[]) => {
			if (command === 'setContext') keys.set(key, value);
		};
		try {
			const isSo = async (name: string, value: boolean) => {
				while (keys.get(`llamaChat.${name}`) !== value) await new Promise(setImmediate);
			};
			const { chats } = controller.view;
			ready();
			standin.script({ kind: 'reply', text: 'Mine.' });
			await chats.box.send('Why?');
			await idle();
			await isSo('noExchange', false);
			chats.newChat();
			await isSo('noExchange', true);
			await isSo('noLentRequest', true);
			controller.lent.add({ asker: 'pub.ext', reply: 'r', model: 'a/b', at: 1 });
			await isSo('noLentRequest', false);
		} finally {
			commands.executeCommand = executeCommand;
		}
	});

	it('opens the panel of parameters only where it was asked for', async () => {
		const [one, other] = [ready(), editor().page];
		await until(() => one.snapshots === 1 && other.snapshots === 1);
		one.say({ type: 'act', action: 'openParameters' });
		await until(() => one.types().has('showParameters'));
		one.say({ type: 'parametersShown', open: true });
		await until(() => one.types().has('parameters'));
		assert.equal(other.types().has('showParameters'), false);
		assert.equal(other.types().has('parameters'), false);
	});

	describe('the panel of parameters', () => {
		const view = (page: PageInTest) =>
			page.changes.flatMap((change) => (change.type === 'parameters' ? [change.view] : [])).at(-1);

		async function opened(page = ready()): Promise<PageInTest> {
			page.say({ type: 'parametersShown', open: true });
			await until(() => view(page) !== undefined);
			return page;
		}

		it('shows in a new page what was typed and is no value yet', async () => {
			const gone = await opened();
			const { id: conversation } = controller.view.chats.chat.conversation;
			const typed = { type: 'typedParameter', conversation } as const;
			gone.say({ ...typed, setting: 'temperature', text: '0.' });
			gone.say({ ...typed, setting: 'topK', text: 'x' });
			gone.say({ type: 'setParameter', setting: 'temperature', value: 0.5 });
			gone.leave();
			const page = await opened();
			await until(() => view(page)?.typed?.['temperature'] === undefined);
			assert.deepEqual(view(page)?.typed, { topK: 'x' });
			page.say({ type: 'applyPreset', name: 'Precise' });
			await until(() => view(page)?.preset === 'Precise' && !view(page)?.typed?.['topK']);
			page.say({ ...typed, conversation: 'another', setting: 'topK', text: 'y' });
			page.say({ type: 'parametersShown', open: true });
			await new Promise(setImmediate);
			assert.deepEqual(view(page)?.typed, {});
		});

		it('applies a preset that was shown, and no other one of its name', async () => {
			const said: string[] = [];
			const { showErrorMessage } = window;
			Object.assign(window, { showErrorMessage: async (text: string) => void said.push(text) });
			settings.set('llamaChat.presets', { Mine: { topK: 1 } });
			const page = await opened();
			const { mark = '' } = view(page)?.presets.at(-1) ?? {};
			settings.set('llamaChat.presets', { Mine: { topK: 2 } });
			page.say({ type: 'applyPreset', name: 'Mine', mark });
			page.say({ type: 'renamePreset', name: 'Mine', mark });
			page.say({ type: 'deletePreset', name: 'Mine', mark });
			while (said.length < 3) await new Promise(setImmediate);
			Object.assign(window, { showErrorMessage });
			for (const text of said) assert.match(text, /"Mine" has changed since it was shown/);
			assert.deepEqual(controller.view.chats.chat.conversation.choices, {});
		});
	});

	it('does once what is asked for twice while it is under way, and says when it is done', async () => {
		standin.script([
			{ kind: 'reply', text: 'First.' },
			{ kind: 'reply', text: 'Second.' },
		]);
		const page = ready();
		await until(() => page.snapshots === 1);
		page.say({ type: 'send', text: 'Hello?' });
		await until(() => page.text === 'First.');
		await idle();
		const id = controller.view.chats.chat.conversation.head ?? assert.fail();
		page.say({ type: 'regenerate', id });
		page.say({ type: 'regenerate', id });
		await until(() => page.snapshots === 2);
		await idle();
		assert.equal(controller.view.chats.chat.conversation.lastReply()?.text, 'Second.');
		assert.equal(controller.view.chats.notice, null, 'the second one is not refused');
		assert.equal(standin.chats.length, 2);
		page.say({ type: 'undoDelete' });
		await until(() => page.types().has('done'));
	});

	it('marks a chip whose text looks as if it held a secret, and says so only of what holds one', async () => {
		const page = ready();
		await until(() => page.snapshots === 1);
		const [secret] = generatedSecrets(1, 11).map((one) => one.secret);
		const pasted = { ...EXCERPT, source: 'paste' } as const;
		const prompt = { ...EXCERPT, source: 'prompt', label: '/deploy', text: `${secret}` } as const;
		controller.view.chats.box.attach([pasted, prompt]);
		const shown = () =>
			page.changes
				.flatMap((change) => (change.type === 'status' ? [change.status.attachments] : []))
				.at(-1)
				?.map((one) => one.kind === 'excerpt' && one.secrets);
		await until(() => shown()?.[1] !== undefined && shown()?.length === 2);
		assert.deepEqual(shown(), [undefined, ['a GitHub token']]);
	});

	describe('what arrives once another chat is shown', () => {
		/** Two chats with a reply that comes in, the second of which is shown. */
		async function twoReplying(page: PageInTest) {
			standin.script([
				{ kind: 'reply', text: 'First of all.', holdAfter: 1 },
				{ kind: 'reply', text: 'Second to none.', holdAfter: 1 },
			]);
			const chats = [];
			for (const text of ['One?', 'Two?']) {
				if (chats.length > 0) controller.view.chats.newChat();
				const { conversation, turns } = controller.view.chats.chat;
				page.say({ type: 'send', conversation: conversation.id, text });
				await standin.waitForHold(chats.length + 1);
				chats.push({ conversation: conversation.id, id: turns.running ?? assert.fail(), turns });
			}
			const [one, two] = chats;
			return { one: one ?? assert.fail(), two: two ?? assert.fail() };
		}

		it('stops the reply that was meant, and no other', async () => {
			const page = ready();
			const { one, two } = await twoReplying(page);
			page.say({ type: 'stop', conversation: two.conversation, id: one.id });
			page.say({ type: 'stop', conversation: one.conversation, id: two.id });
			page.say({ type: 'stop', conversation: 'gone', id: two.id });
			page.say({ type: 'stop', conversation: one.conversation, id: one.id });
			while (one.turns.busy) await new Promise(setImmediate);
			assert.equal(two.turns.running, two.id);
			page.say({ type: 'stop', conversation: two.conversation, id: two.id });
			await idle();
			assert.equal(controller.view.chats.chat.conversation.lastReply()?.status, 'stopped');
		});

		it('brings nothing back and takes nothing away in the one that is shown', async () => {
			const page = ready();
			await until(() => page.snapshots === 1);
			const { chats } = controller.view;
			standin.script({ kind: 'reply', text: 'Yes.' });
			await chats.box.send('One?');
			await idle();
			chats.box.attach([DOT]);
			chats.chat.delete(chats.chat.conversation.head ?? '');
			const attachment = DOT.hash;
			const first = 'another';
			page.say({ type: 'undoDelete', conversation: first });
			page.say({ type: 'removeAttachment', attachment, conversation: first });
			page.say({ type: 'setParameter', setting: 'topK', value: 3, conversation: first });
			await new Promise(setImmediate);
			assert.equal(chats.chat.canUndoDelete, true);
			assert.equal(chats.box.attachments.length, 1);
			assert.deepEqual(chats.chat.conversation.choices, {});
			const { id: conversation } = chats.chat.conversation;
			page.say({ type: 'undoDelete', conversation });
			page.say({ type: 'removeAttachment', attachment, conversation });
			page.say({ type: 'setParameter', setting: 'topK', value: 3, conversation });
			await until(() => chats.chat.conversation.choices.parameters?.topK === 3);
			assert.equal(chats.chat.canUndoDelete, false);
			assert.equal(chats.box.attachments.length, 0);
		});
	});

	describe('a chat in which something was found', () => {
		const needle = { query: 'needle', line: 'A needle in it.' };
		const revealed = (page: PageInTest) =>
			page.changes.flatMap((change) => (change.type === 'reveal' ? [change] : []));

		/** The ids of a chat of three turns, the first of which has the needle. */
		async function chatWithNeedle(page: PageInTest): Promise<{ chat: string; ids: string[] }> {
			standin.script(
				['A needle in it.', 'Hay.', 'More hay.'].map((text) => ({ kind: 'reply', text }) as const),
			);
			for (const text of ['One?', 'Two?', 'Three?']) {
				await controller.view.chats.box.send(text);
				await idle();
			}
			await until(() => page.text === 'More hay.');
			const { conversation } = controller.view.chats.chat;
			return { chat: conversation.id, ids: conversation.path().map(({ id }) => id) };
		}

		it('is opened there, and the page that did not show it begins there', async () => {
			const page = ready();
			const { chat, ids } = await chatWithNeedle(page);
			controller.view.chats.newChat();
			await controller.openChat(chat, needle);
			assert.deepEqual(controller.view.chats.place, { id: ids[1], offset: 0 });
			await until(() => revealed(page).length === 1);
			assert.deepEqual(revealed(page), [{ type: 'reveal', id: ids[1], word: 'needle', ...needle }]);
		});

		it('goes there when it is shown already, too, and to another branch', async () => {
			const page = ready();
			const { chat, ids } = await chatWithNeedle(page);
			standin.script({ kind: 'reply', text: 'Straw.' });
			await controller.view.chats.edit(ids[0] ?? '', 'Without one?');
			await idle();
			assert.equal(controller.view.chats.chat.conversation.isShown(ids[1] ?? ''), false);
			await controller.openChat(chat, needle);
			await until(() => revealed(page).length === 1);
			const shown = controller.view.chats.chat.conversation.path().map(({ id }) => id);
			assert.deepEqual(shown, ids, 'to the end of that branch');
			await controller.openChat(chat, { query: 'hay', line: 'More hay.' });
			await until(() => revealed(page).length === 2);
			assert.equal(revealed(page)[1]?.id, ids[5]);
		});

		it('is opened where the reader was without that, or where no message has it', async () => {
			const page = ready();
			const { chat, ids } = await chatWithNeedle(page);
			controller.view.chats.keepPlace(chat, { id: ids[2] ?? '', offset: 4 });
			controller.view.chats.newChat();
			await controller.openChat(chat);
			controller.view.chats.newChat();
			await controller.openChat(chat, { query: 'nowhere', line: '' });
			assert.deepEqual(controller.view.chats.place, { id: ids[2], offset: 4 });
			assert.deepEqual(revealed(page), []);
		});
	});

	describe('a chat that another one leads to', () => {
		const revealed = (page: PageInTest) =>
			page.changes.flatMap((change) => (change.type === 'reveal' ? [change] : []));
		const said = (page: PageInTest) =>
			page.changes.flatMap((change) =>
				change.type === 'status' && change.status.news ? [change.status.news.text] : [],
			);
		const shown = () => controller.view.chats.chat.conversation;

		/** The ids of a chat of two turns in the view. */
		async function asked(): Promise<{ chat: string; ids: string[] }> {
			standin.script(['First.', 'Second.'].map((text) => ({ kind: 'reply', text }) as const));
			for (const text of ['One?', 'Two?']) {
				await controller.view.chats.box.send(text);
				await idle();
			}
			return {
				chat: shown().id,
				ids: shown()
					.path()
					.map(({ id }) => id),
			};
		}

		/** The same, and a fork of it at its first reply is shown. */
		async function forked() {
			const { chat, ids } = await asked();
			controller.view.chats.fork(ids[1] ?? '');
			return { chat, ids, fork: shown().id };
		}

		it('is shown at the message that it was forked at, whatever it is called by then', async () => {
			const page = ready();
			const { chat, ids, fork } = await forked();
			await controller.view.chats.rename(chat, 'Another title');
			page.say({ type: 'openOrigin', conversation: fork });
			await until(() => revealed(page).length === 1);
			assert.equal(shown().id, chat);
			assert.deepEqual(revealed(page), [
				{ type: 'reveal', id: ids[1], query: '', word: '', line: '' },
			]);
		});

		it('is revealed where it is shown already', async () => {
			const page = ready();
			const { chat, fork } = await forked();
			const other = editor({ id: chat, keep() {} });
			await until(() => other.page.conversation === chat);
			page.say({ type: 'openOrigin', conversation: fork });
			await until(() => revealed(other.page).length === 1);
			assert.equal(other.page.shown, 1);
			assert.equal(shown().id, fork, 'and the fork stays where it is');
		});

		it('is named where it was deleted, and the fork stays', async () => {
			const page = ready();
			const { chat, fork } = await forked();
			await controller.session.delete(chat);
			page.say({ type: 'openOrigin', conversation: fork });
			await until(() => said(page).length > 0);
			assert.equal(said(page)[0], 'The chat “One?” is not there any more.');
			assert.equal(shown().id, fork);
		});

		it('is shown where that message was deleted, where the reader was', async () => {
			const page = ready();
			const { chat, ids, fork } = await forked();
			await controller.openChat(chat);
			controller.view.chats.chat.delete(ids[1] ?? '');
			await controller.openChat(fork);
			await until(() => page.conversation === fork);
			page.say({ type: 'openOrigin', conversation: fork });
			await until(() => page.types().has('done'));
			assert.equal(shown().id, chat);
			assert.deepEqual(revealed(page), []);
		});

		it('is not looked for where a file has named what never was one', async () => {
			const page = ready();
			const { id: conversation } = shown();
			const origin = { chat: '../x', message: 'm', title: 'No chat' };
			controller.view.chats.chat.adopt([QUESTION], origin);
			page.say({ type: 'openOrigin', conversation });
			await until(() => said(page).length > 0);
			assert.equal(said(page)[0], 'The chat “No chat” is not there any more.');
		});

		it('is the one that went along with a question', async () => {
			const page = ready();
			const { chat } = await asked();
			const uri = `llama-chat-context:/chat?${chat}`;
			const excerpt = { ...EXCERPT, uri, label: 'Chat "One?"', source: 'chat' } as const;
			const attachment = attachmentId(excerpt);
			controller.view.chats.newChat();
			const { id: other } = shown();
			standin.script({ kind: 'reply', text: 'Third.' });
			await controller.view.chats.ask('And?', [excerpt]);
			await idle();
			const id = shown().path()[0]?.id ?? '';
			page.say({ type: 'openExcerpt', id, attachment });
			await until(() => page.conversation === chat);
			await controller.openChat(other);
			await controller.session.delete(chat);
			page.say({ type: 'openExcerpt', id, attachment });
			await until(() => said(page).length > 0);
			assert.equal(said(page)[0], 'Chat "One?" is not there any more.');
			assert.equal(shown().id, other);
		});
	});

	describe('a long reply that ended unseen', () => {
		const { now } = performance;
		let badges: number[];

		beforeEach(() => {
			badges = [];
			view.badge = (count) => void badges.push(count);
			let calls = 0;
			performance.now = () => now.call(performance) + 30_000 * ++calls;
		});
		afterEach(() => {
			performance.now = now;
		});

		/** A chat in the view whose reply has ended behind another one. */
		async function endedBehind(): Promise<string> {
			const { chats } = controller.view;
			const { id } = chats.chat.conversation;
			standin.script({ kind: 'reply', text: 'At last.', holdAfter: 1 });
			await chats.box.send('How long?');
			await standin.waitForHold();
			chats.newChat();
			standin.release();
			while (badges.length === 0) await new Promise(setImmediate);
			assert.deepEqual(badges, [1]);
			return id;
		}

		it('is counted until its chat is shown, also where the view was seen all the time', async () => {
			ready();
			await controller.openChat(await endedBehind());
			assert.deepEqual(badges, [1, 0]);
		});

		describe('leads', () => {
			const { showInformationMessage } = window;
			let click: (() => void) | undefined;

			beforeEach(() => {
				click = undefined;
				const clicked = new Promise<string>((resolve) => {
					window.showInformationMessage = async () => {
						click = () => resolve('Show');
						return clicked;
					};
				});
			});
			afterEach(() => {
				window.showInformationMessage = showInformationMessage;
			});

			/** Clicks on Show, once the window has let go of the chat. */
			async function show(id: string): Promise<void> {
				while (click === undefined || controller.session.liveChat(id) !== undefined)
					await new Promise(setImmediate);
				click();
				while (controller.view.chats.chat.conversation.id !== id) await new Promise(setImmediate);
			}

			it('to it in its chat', async () => {
				ready();
				const id = await endedBehind();
				await show(id);
				const { chat, place } = controller.view.chats;
				assert.deepEqual(place, { id: chat.conversation.head, offset: 0 });
			});

			it('to its chat, which goes on with the answer that it showed, not with the one that ended last', async () => {
				ready();
				const { chats } = controller.view;
				const { chat } = chats;
				const { id } = chat.conversation;
				for (const text of ['Shown.', 'Last.'])
					standin.script({ kind: 'reply', text, holdAfter: 1 });
				await chat.turns.compare({ text: 'Which?', attachments: [] }, [{}, {}], () => {});
				await standin.waitForHold(2);
				chats.newChat();
				const [first, last] = standin.chats;
				standin.release(first);
				while (chat.turns.allRunning.length > 1) await new Promise(setImmediate);
				assert.equal(chat.conversation.lastReply()?.status, 'complete');
				const shown = chat.conversation.head;
				standin.release(last);
				await show(id);
				assert.notEqual(chats.chat, chat, 'it is read from the disk');
				assert.equal(chats.chat.conversation.head, shown);
				assert.equal(chats.place, null);
			});
		});

		it('is counted until its chat is deleted', async () => {
			ready();
			await controller.session.delete(await endedBehind());
			assert.deepEqual(badges, [1, 0]);
		});
	});

	describe('what does not fit, by the estimate', () => {
		const LONG = 'word '.repeat(12_000).trim();
		const SAID = "This model's maximum context length is 8192 tokens, and you sent 12,001 of them.";
		const refused = {
			kind: 'error',
			status: 400,
			body: { shape: 'object', message: SAID },
		} as const;

		const status = (page: PageInTest) =>
			page.changes.flatMap((change) => (change.type === 'status' ? [change.status] : [])).at(-1);

		/** A page whose host knows how much the model takes. */
		async function knowing(): Promise<PageInTest> {
			const page = ready();
			const { id: conversation } = controller.view.chats.chat.conversation;
			// Each draft has the status worked out anew, the first one asks for the list of models.
			while (status(page)?.context?.context !== 8192) {
				page.say({ type: 'draft', conversation, text: 'I begin' });
				await new Promise(setImmediate);
			}
			return page;
		}

		/** A page on which this was refused because it does not fit. */
		async function refusedOn(text: string): Promise<PageInTest> {
			const page = await knowing();
			page.say({ type: 'send', text });
			await until(() => page.types().has('refused'));
			await until(() => status(page)?.notice?.kind === 'contextTooLong');
			assert.equal(status(page)?.canSendAnyway, 'box');
			assert.match(
				status(page)?.notice?.message ?? '',
				/These are estimates\. .*Shorten the message/,
			);
			assert.equal(standin.chats.length, 0);
			assert.equal(page.types().has('accepted'), false, 'it stays in the box');
			return page;
		}

		it('is sent all the same where the user wants it', async () => {
			const page = await refusedOn(LONG);
			standin.script({ kind: 'reply', text: 'It did fit.' });
			page.say({ type: 'send', text: LONG, anyway: true });
			await until(() => page.text === 'It did fit.');
			await until(() => page.types().has('accepted'));
			assert.equal(standin.chats[0]?.chat?.messages.at(-1)?.content, LONG);
			assert.equal(status(page)?.notice, null);
			assert.equal(status(page)?.canSendAnyway, undefined);
			await idle();
			page.say({ type: 'send', text: LONG });
			await until(() => status(page)?.notice?.kind === 'contextTooLong');
			assert.equal(standin.chats.length, 1, 'the next one is asked about again');
		});

		it("shows the server's own words where it refuses", async () => {
			const page = await refusedOn(LONG);
			standin.script(refused);
			page.say({ type: 'send', text: LONG, anyway: true });
			await until(() => page.types().has('accepted'));
			await idle();
			const failure = controller.view.chats.chat.conversation.lastReply()?.failure;
			assert.equal(failure?.kind, 'contextTooLong');
			assert.ok(`${failure?.message} ${failure?.detail}`.includes(SAID), JSON.stringify(failure));
		});

		it('is an edit, too, and just that is sent, whatever stands in the box', async () => {
			const page = await knowing();
			standin.script([
				{ kind: 'reply', text: 'First.' },
				{ kind: 'reply', text: 'Second.' },
			]);
			page.say({ type: 'send', text: 'Hello?' });
			await until(() => page.text === 'First.');
			await idle();
			const { id = '' } = controller.view.chats.chat.messages()[0] ?? {};
			page.say({ type: 'edit', id, text: LONG });
			await until(() => status(page)?.canSendAnyway === 'elsewhere');
			page.say({ type: 'sendAnyway' });
			await until(() => page.text === 'Second.');
			await idle();
			assert.equal(standin.chats[1]?.chat?.messages.at(-1)?.content, LONG);
		});
	});
});
