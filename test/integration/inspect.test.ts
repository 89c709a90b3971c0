import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { env, TabInputTextDiff, TabInputWebview, Uri, window, workspace } from 'vscode';
import { LedgerEntry } from '../../src/core/spending/ledger.ts';
import { ask, chatSuite, explain, run } from './chatSuite.ts';
import { at, show, untitled } from './documents.ts';
import { filesOfOurs, settledAfter } from './files.ts';
import { nextNotice, page } from './page.ts';
import { set } from './settings.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

/** The text of the document that was opened last, whose name begins like this. */
async function shown(name: string): Promise<string> {
	const { document } = await until(() =>
		window.activeTextEditor?.document.uri.path.startsWith(name) === true
			? window.activeTextEditor
			: undefined,
	);
	assert.equal(document.languageId, 'jsonc');
	return document.getText();
}

/** The document without its comments, as JSON. */
function parsed(document: string) {
	const lines = document.split('\n').filter((line) => !/^\s*\/\//.test(line));
	return JSON.parse(lines.join('\n'));
}

describe('the request behind a reply', () => {
	const suite = chatSuite();

	it('is shown as a document that folds: the body as it went out, headers, answer and events', async () => {
		suite.standin.script({ kind: 'reply', text: 'It is six times nine.' });
		await ask();
		await run('showRequest');
		const document = await shown('/Request.jsonc');
		const [sent] = suite.standin.chats;
		assert.ok(document.includes(`"bodyAsSent": ${sent?.bodyText},`));
		const { attempts, body, events } = parsed(document);
		assert.deepEqual(body, sent?.body);
		assert.equal(attempts[0].answer.status, 200);
		assert.equal(events.at(-1).data, '[DONE]');
	});

	it('is copied as a curl command without the key', async () => {
		const said = answer('showInformationMessage');
		await ask();
		await run('copyAsCurl');
		const command = await env.clipboard.readText();
		assert.ok(command.startsWith(`curl --no-buffer '${suite.standin.baseUrl}/chat/completions'`));
		assert.match(String(said[0]?.[0]), /\$OPENROUTER_API_KEY/);
	});

	it('is run again: the same bytes, a version beside the first, and both compared', async () => {
		suite.standin.script([
			{ kind: 'reply', text: 'One two three.' },
			{ kind: 'reply', text: 'One two four.' },
		]);
		const first = await ask();
		await set('temperature', 1.5);
		const again = await settledAfter(() => run('runAgain'));
		assert.equal(again.text, 'One two four.');
		const [before, after] = suite.standin.chats;
		assert.equal(after?.bodyText, before?.bodyText);
		const inputs = () =>
			window.tabGroups.all.flatMap(({ tabs }) =>
				tabs.flatMap(({ input }) => (input instanceof TabInputTextDiff ? [input] : [])),
			);
		const diff = await until(() => inputs()[0]);
		const texts = await Promise.all(
			[diff.original, diff.modified].map(async (uri) =>
				(await workspace.openTextDocument(uri)).getText(),
			),
		);
		assert.deepEqual(texts, [first.text, again.text]);
	});

	it('can be seen before it is sent, and nothing is', async () => {
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		await run('addSelection');
		await until(() => page.status?.attachments[0]);
		await run('previewRequest');
		const { body } = parsed(await shown('/Request Preview.jsonc'));
		assert.match(body.messages.at(-1).content, /answer = 42/);
		assert.deepEqual(suite.standin.chats, []);
	});
});

describe('a summary of what does not fit', () => {
	const suite = chatSuite();

	/** The messages that the next request leaves out for this reason. */
	const unsent = (why: string) =>
		(page.status?.context?.unsent ?? []).flatMap((one) => (one.why === why ? one.id : []));
	const send = (text: string) =>
		settledAfter(async () => page.post({ type: 'send', conversation: page.conversation, text }));

	it('goes out as its preview says, is shown and billed like a reply, and is sent in their place', async () => {
		await run('open');
		await until(() => page.view?.visible && page.conversation);
		suite.standin.script([
			{ kind: 'reply', text: 'The first answer.' },
			{ kind: 'reply', text: 'The second answer.' },
		]);
		await send(`What is first? ${'word '.repeat(4000)}`);
		await send(`What is second? ${'word '.repeat(4000)}`);
		await until(() => unsent('noRoom').length === 2);
		const { conversation } = page;
		page.post({ type: 'previewSummary', conversation });
		const preview = await shown('/Request Preview.jsonc');
		assert.equal(suite.standin.chats.length, 2, 'nothing is sent by itself');
		suite.standin.script({ kind: 'reply', text: 'They asked what is first.' });
		page.post({ type: 'summarise', conversation });
		await until(() => unsent('inSummary').length === 2);
		const sent = suite.standin.chats[2];
		assert.deepEqual(sent?.body, parsed(preview).body);
		assert.match(
			String(sent?.chat?.messages.at(-1)?.content),
			/What is first\?[\s\S]*The first answer\./,
		);
		await until(() => page.status?.spent?.startsWith('3 replies · '));
		page.post({ type: 'showSummaryRequest', id: unsent('inSummary').at(-1) });
		const request = await shown('/Request.jsonc');
		assert.ok(request.includes(`"bodyAsSent": ${sent?.bodyText},`), request.slice(0, 2000));
		suite.standin.script({ kind: 'reply', text: 'The third answer.' });
		await send('And third?');
		const messages = suite.standin.chats[3]?.chat?.messages.map(({ content }) => String(content));
		assert.ok(messages?.some((text) => text.includes('They asked what is first.')));
		assert.ok(messages?.every((text) => !text.includes('What is first?')));
		assert.equal(messages?.at(-1), 'And third?');
	});
});

describe('limits and the ledger', () => {
	const suite = chatSuite();

	it('at the hard limit nothing is sent, and what was asked is not lost', async () => {
		await set('hardLimit', 0);
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		const notice = nextNotice();
		await run('explainSelection');
		const { kind, message, setting } = await notice;
		assert.deepEqual([kind, setting], ['overLimit', 'hardLimit']);
		assert.match(message, /^The limit of \$0 for a day is reached\. .+ Nothing was sent\.$/);
		assert.deepEqual(suite.standin.chats, []);
		await until(() => page.status?.attachments[0]);
	});

	it('at the soft limit it is sent only after a yes', async () => {
		await set('softLimit', 0);
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		const no = answer('showWarningMessage');
		const notice = nextNotice();
		await run('explainSelection');
		assert.equal((await notice).kind, 'overLimit');
		assert.equal(no[0]?.[1]?.modal, true);
		assert.deepEqual(suite.standin.chats, []);
		const yes = answer('showWarningMessage', () => 'Send Anyway');
		const reply = await explain();
		assert.equal(reply.status, 'complete');
		assert.equal(yes.length, 1);
		assert.equal(suite.standin.chats.length, 1);
	});

	it('each reply is in the ledger and in the sum of its chat, deleted ones too, and comes out as CSV', async () => {
		const reply = await ask();
		const billed = await until(() => page.status?.spent);
		assert.match(billed, /^1 reply · [\d,]+ tokens in and out · \$0\.\d+$/);
		const again = await ask();
		await until(() => page.status?.spent?.startsWith('2 replies · '));
		const lines = (await filesOfOurs())
			.flatMap((text) => text.split('\n'))
			.filter((line) => line.startsWith('{"type":"reply"'));
		const entries = lines.map((line) => v.parse(LedgerEntry, JSON.parse(line)));
		for (const { id } of [reply, again]) {
			const [entry, ...more] = entries.filter((one) => one.reply === id);
			assert.deepEqual(more, []);
			assert.ok(Number(entry?.billed) > 0);
			assert.ok((entry?.prompt_tokens ?? 0) > 0);
		}
		const folder = await mkdtemp(join(tmpdir(), 'llama-chat-usage-'));
		const path = join(folder, 'usage.csv');
		answer('showSaveDialog', () => Uri.file(path));
		await run('exportUsage');
		const csv = await readFile(path, 'utf8');
		assert.match(csv, /^time,day,chat,title,reply,/);
		assert.ok(csv.includes(reply.id) && csv.includes(again.id));
		await rm(folder, { recursive: true });
	});

	it('Show Usage and Cost opens one editor', async () => {
		const count = () =>
			window.tabGroups.all
				.flatMap(({ tabs }) => tabs)
				.filter(
					({ input }) =>
						input instanceof TabInputWebview && input.viewType.endsWith('llamaChat.usage'),
				).length;
		await run('showUsage');
		await until(() => count() === 1);
		await run('showUsage');
		assert.equal(count(), 1);
	});
});
