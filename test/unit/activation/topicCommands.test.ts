import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ExtensionContext } from 'vscode';
import type { PromptPorts } from '../../../src/host/prompts/askPrompt.ts';
import { provideVscode, Uri } from '../../vscode/apiStandin.ts';

provideVscode();
const { settings, window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../vscode/apiStandin.ts'),
);
const { windowInTest } = await import('./windowInTest.ts');
const commands = await import('../../../src/activation/topicCommands.ts');
const { MadeDocuments } = await import('../../../src/host/documents/madeDocuments.ts');
const { ChatDocuments } = await import('../../../src/host/history/chatDocuments.ts');

type Controller = ReturnType<typeof windowInTest>['chat'];

/** Each command that is about the shown chat: it touches nothing of it before that is there. */
const NAMES = [
	'newChat',
	'find',
	'addSelection',
	'addFile',
	'insertReplyAtCursor',
	'stop',
	'explainSelection',
	'fixSelection',
	'findBugs',
	'writeTests',
	'documentSelection',
	'improveSelection',
	'runPrompt',
	'selectModel',
	'compare',
	'exportChat',
	'openAsDocument',
	'showRequest',
	'copyAsCurl',
	'runAgain',
	'previewRequest',
] as const;

describe('the first command after a reload', () => {
	const originals = { ...window };
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'llama-chat-commands-'));
		settings.set('llamaChat.baseUrl', 'http://127.0.0.1:9/v1');
		settings.set('llamaChat.model', 'a');
	});
	afterEach(async () => {
		Object.assign(window, originals);
		settings.clear();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});

	it('finds the chat that was shown, however long its log is', async () => {
		const reply = `~~~js\n${'const a = 1;\n'.repeat(1_000_000)}~~~`;
		await using chat = await reloaded(folder, reply);
		const said: string[] = [];
		const pieces: string[] = [];
		Object.assign(window, {
			showInformationMessage: async (text: string) => void said.push(text),
			showWarningMessage: async (text: string) => void said.push(text),
			showQuickPick: async (items: { label: string }[]) =>
				void pieces.push(...items.map(({ label }) => label)),
		});
		const { chat: controller, storage } = chat;
		const documents = new ChatDocuments({
			chats: controller.session,
			store: storage.store,
			documents: new MadeDocuments('llama-chat-document', () => ''),
		});
		const { insertReplyAtCursor } = commands.chatCommands(controller);
		const { exportChat } = commands.historyCommands(storage, controller, documents, async () =>
			assert.fail('no editor is asked for'),
		);
		await Promise.all([insertReplyAtCursor(), exportChat()]);
		assert.deepEqual(said, ['No editor is open to insert into.']);
		assert.ok(pieces.length > 0, 'a kind of file is asked for');
		assert.equal(controller.view.chats.chat.conversation.lastReply()?.text.length, reply.length);
	});

	for (const name of NAMES) {
		it(`waits for what the window showed: ${name}`, async () => {
			let restore = () => {};
			const touched: string[] = [];
			// What it is made of is loaded by then.
			await run(name, Promise.resolve(), () => {});
			const restored = new Promise<void>((resolve) => (restore = resolve));
			const done = run(name, restored, (what) => touched.push(what));
			for (let turn = 0; turn < 20; turn++) await setImmediate();
			assert.deepEqual(touched, []);
			restore();
			await done;
			assert.notDeepEqual(touched, []);
		});
	}
});

/** Runs a command in a window of which nothing is real. */
async function run(
	name: (typeof NAMES)[number],
	restored: Promise<void>,
	touch: (what: string) => void,
): Promise<void> {
	const place = fake(
		{ restored, say: async () => {}, chats: fake({}, touch), requests: fake({}, touch) },
		touch,
	);
	const session = fake({}, touch);
	const front = () => restored.then(() => place);
	const chat = fake({ restored: front, front: place, session }, touch);
	const all = {
		...commands.chatCommands(chat),
		...commands.promptCommands(chat, async () => fake<PromptPorts>({}, touch)),
		...commands.modelCommands(
			fake({}),
			fake({ destination: () => touch('server') }),
			chat,
			async () => touch('compare'),
		),
		...commands.historyCommands(fake({ store: fake({}) }), chat, fake({}, touch), async () =>
			fake({}, touch),
		),
		...commands.inspectCommands(chat),
	};
	// What is not there breaks it: enough that it has begun.
	await Promise.resolve(all[name](new Uri('/a.txt'))).catch(() => {});
}

/** What has these members, and tells of each other one that is asked for. */
function fake<T = Controller>(members: object, touch: (what: string) => void = () => {}): T {
	const made: unknown = new Proxy(members, {
		get(target, name) {
			if (name in target) return Reflect.get(target, name);
			touch(String(name));
			return undefined;
		},
	});
	return made as T;
}

/** A window that comes back to a chat with one reply. */
async function reloaded(folder: string, text: string) {
	const id = 'c-1';
	await mkdir(join(folder, 'conversations'), { recursive: true });
	const at = Date.now();
	const events = [
		{ type: 'header', version: 1, id, created: at, workspace: null },
		{
			type: 'message',
			message: { role: 'user', id: 'q', parent: null, at, text: 'Write it.', excerpts: [] },
		},
		{
			type: 'message',
			message: {
				role: 'assistant',
				id: 'r',
				parent: 'q',
				at,
				text,
				reasoning: '',
				model: 'a',
				status: 'complete',
				facts: {},
			},
		},
	];
	const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
	await writeFile(join(folder, 'conversations', `${id}.jsonl`), lines);
	const workspaceState = {
		get: (name: string) => (name === 'shownConversation' ? id : undefined),
		update: async () => {},
		keys: () => [],
	} as unknown as ExtensionContext['workspaceState'];
	return windowInTest(folder, { workspaceState });
}
