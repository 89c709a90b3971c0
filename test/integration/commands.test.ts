import assert from 'node:assert/strict';
import { commands, QuickPickItemKind, workspace } from 'vscode';
import { ask, chatSuite, explain, run } from './chatSuite.ts';
import { at, show, untitled } from './documents.ts';
import { contributedCommands } from './extension.ts';
import { logged } from './log.ts';
import { page, saidOverBox } from './page.ts';
import { accept, answer, nextQuickPick } from './stubs.ts';
import { until } from './until.ts';

/** The document in which VS Code shows our log. */
const LOG = /^output:llama-chat\.llama-chat\.Llama Chat/;

describe('commands', () => {
	const suite = chatSuite({}, { oneServer: true });

	it('Open Chat shows the view, and its page connects', async () => {
		await commands.executeCommand('workbench.action.closeAuxiliaryBar');
		await until(() => page.view?.visible !== true);
		page.received.length = 0;
		await run('open');
		assert.equal(page.view?.visible, true);
		await until(() => page.received.some(({ type }) => type === 'ready'));
		await until(() => page.received.some(({ type }) => type === 'ack'));
	});

	it('New Chat begins one: the next question goes without what was said before', async () => {
		await ask();
		await ask();
		await run('newChat');
		await ask();
		const roles = suite.standin.chats.map(({ chat }) => chat?.messages.map(({ role }) => role));
		assert.deepEqual(roles, [['user'], ['user', 'assistant', 'user'], ['user']]);
	});

	it('Explain Selection asks at once', async () => {
		suite.standin.script({ kind: 'reply', text: 'It is six times nine.' });
		const reply = await ask();
		assert.equal(reply.status, 'complete');
		assert.equal(reply.text, 'It is six times nine.');
	});

	it('Explain Selection while a reply comes in asks in a chat of its own', async () => {
		suite.standin.script({ kind: 'answer', holdAfter: 1 });
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		await run('explainSelection');
		await suite.standin.waitForHold();
		suite.standin.script({ kind: 'reply', text: 'second' });
		const second = await explain();
		assert.equal(second.text, 'second');
		assert.equal(suite.standin.chats[1]?.chat?.messages.length, 1);
		assert.equal(suite.standin.chats[0]?.closed, undefined);
		suite.standin.release();
		assert.equal(await suite.standin.chats[0]?.whenClosed, 'byServer');
	});

	it('Add Selection sends nothing by itself and goes with the next message', async () => {
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		await run('addSelection');
		const attached = await until(() => page.status?.attachments[0]);
		assert.deepEqual(
			[attached.kind, attached.kind === 'excerpt' && attached.bytes],
			['excerpt', 11],
		);
		assert.deepEqual(suite.standin.asked, []);
	});

	it('Insert Reply at Cursor without a reply says so', async () => {
		const said = answer('showInformationMessage');
		const editor = await show(await untitled('text'));
		await run('insertReplyAtCursor');
		assert.deepEqual(said, [['There is no reply in this chat yet.']]);
		assert.equal(editor.document.getText(), 'text');
	});

	it('Stop Reply with nothing running does nothing', async () => {
		suite.standin.script({ kind: 'reply', text: 'All of it.' });
		const reply = await ask();
		const before = structuredClone(page.status);
		await run('stop');
		assert.deepEqual(page.status, before);
		assert.equal(suite.standin.chats.length, 1);
		suite.standin.script({ kind: 'reply', text: 'All of this as well.' });
		const next = await ask();
		assert.deepEqual([reply.status, next.status], ['complete', 'complete']);
		assert.equal(next.text, 'All of this as well.');
	});

	it('Show History lists the chats, newest first, and opens the one that is picked', async () => {
		suite.standin.script([
			{ kind: 'reply', text: 'of the first chat' },
			{ kind: 'reply', text: 'of the second chat' },
		]);
		await show(await untitled('first'), at(1, 1, 1, 6));
		await explain();
		await run('newChat');
		await show(await untitled('second'), at(1, 1, 1, 7));
		await explain();
		const opened = nextQuickPick();
		const done = run('showHistory');
		const picker = await opened;
		const chats = () => picker.items.filter(({ kind }) => kind !== QuickPickItemKind.Separator);
		const second = await until(() => chats()[1]);
		await accept(picker, second);
		await done;
		// The chat that is open now is the first one: its question and reply go along.
		await ask();
		const sent = JSON.stringify(suite.standin.chats.at(-1)?.chat?.messages);
		assert.match(sent, /of the first chat/);
		assert.doesNotMatch(sent, /of the second chat/);
	});

	it('Show History closed without a choice leaves the chat as it is', async () => {
		suite.standin.script({ kind: 'reply', text: 'of this chat' });
		await ask();
		const opened = nextQuickPick();
		const done = run('showHistory');
		const picker = await opened;
		await until(() => picker.items.length > 0);
		await commands.executeCommand('workbench.action.closeQuickOpen');
		await done;
		await ask();
		assert.match(suite.standin.chats[1]?.bodyText ?? '', /of this chat/);
	});

	it('Show Log shows the log, which has a line for each reply and none of what was said', async () => {
		logged.length = 0;
		suite.standin.script({ kind: 'reply', text: 'What was said.' });
		await ask();
		await run('showLog');
		await until(() => workspace.textDocuments.some(({ uri }) => LOG.test(uri.toString(true))));
		const replies = logged.filter((line) => line.includes('Reply:'));
		assert.equal(replies.length, 1);
		assert.match(replies[0] ?? '', /^info: Reply: model meta-llama\S+, status complete, id /);
		const all = logged.join('\n');
		assert.match(all, /info: POST http:\/\/127\.0\.0\.1:\d+\/\S* by undici, \d+ characters/);
		assert.match(all, /info: HTTP 200 after \d+ ms/);
		assert.match(all, /info: Whole after \d+ ms: \d+ pieces/);
		assert.doesNotMatch(all, /What was said|answer = 42/);
	});

	it('Select Model closed without a choice leaves the model as it is', async () => {
		const opened = nextQuickPick();
		const done = run('selectModel');
		const picker = await opened;
		await until(() => picker.activeItems.length > 0);
		await commands.executeCommand('workbench.action.closeQuickOpen');
		await done;
		await ask();
		assert.equal(suite.standin.chats[0]?.chat?.model, 'meta-llama/llama-3-70b-instruct');
	});

	it('Set API Key closed without an answer asks nobody and stores nothing', async () => {
		const boxes = answer('showInputBox');
		await run('setApiKey');
		assert.equal(boxes.length, 1);
		assert.deepEqual(suite.standin.asked, []);
	});

	it('Remove API Key without a key says so', async () => {
		const said = saidOverBox();
		await run('removeApiKey');
		await until(() => said.length > 0);
		assert.deepEqual(said, [[`No key is stored for ${new URL(suite.standin.baseUrl).host}.`]]);
	});

	it('takes no text from whoever runs it', async () => {
		answer('showInputBox');
		answer('showQuickPick');
		for (const command of contributedCommands()) {
			if (/selectModel|connectServer|showHistory/.test(command)) continue;
			void commands.executeCommand(command, { text: 'smuggled' }, 'smuggled');
		}
		await ask();
		assert.doesNotMatch(JSON.stringify(suite.standin.requests.map((r) => r.bodyText)), /smuggled/);
		// Some of them open documents of their own.
		assert.ok(workspace.textDocuments.some((document) => document.getText() === 'answer = 42'));
		for (const document of workspace.textDocuments) {
			assert.doesNotMatch(document.getText(), /smuggled/);
		}
	});
});
