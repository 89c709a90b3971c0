import assert from 'node:assert/strict';
import type { References } from '../../src/shared/markdown/markdownProtocol.ts';
import type { FromWebview } from '../../src/shared/panel/protocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

const TEXT = [
	'See src/a.ts:12 and `src/b.ts`, line 3, not src/none.ts:1.',
	'',
	'The [first](src/a.ts#L12) and [a dead](nowhere.ts) link.',
	'',
	'```ts',
	'// src/a.ts:12',
	'```',
].join('\n');

describe('the files that a reply names', () => {
	let chat: ChatPage;
	let moved = false;
	chatPageForEachTest((page) => {
		chat = page;
		moved = false;
	});

	/** All that is in src is there, but for none.ts. */
	function answerTo(message: FromWebview): References | undefined {
		if (message.type !== 'checkReferences') return undefined;
		const checked = message.references.map((reference) => {
			const isThere = reference.path.startsWith('src/') && reference.path !== 'src/none.ts';
			const label = `${reference.path}:${reference.line}`;
			return {
				reference,
				...(isThere ? { label, ...(moved ? { moved: true as const } : {}) } : {}),
			};
		});
		return { type: 'references', id: message.id, checked };
	}

	const links = () => chat.page.getByRole('article').getByRole('link');
	const shown = (text = TEXT) => chat.snapshot([asked(), answered({ text })]);
	const checked = () => chat.until(() => chat.sent('checkReferences').length > 0, 'a question');

	it('become links where they are there, and all else stays text', async () => {
		chat.answering = answerTo;
		await shown();
		await links().nth(2).waitFor();
		await chat.page.getByRole('link', { name: 'a dead' }).waitFor({ state: 'detached' });
		assert.deepEqual(await links().allTextContents(), ['src/a.ts:12', 'src/b.ts, line 3', 'first']);
		assert.deepEqual(
			await links().evaluateAll((all) => all.map((link) => link.getAttribute('title'))),
			['src/a.ts:12', 'src/b.ts:3', 'src/a.ts:12'],
		);
		const paragraphs = await chat.page.locator('.reply .markdown > p').allTextContents();
		assert.deepEqual(paragraphs, [
			'See src/a.ts:12 and src/b.ts, line 3, not src/none.ts:1.',
			'The first and a dead link.',
		]);
		assert.equal(await chat.page.locator('.reply code a').count(), 0);
	});

	it('are opened with the mouse and with the keyboard', async () => {
		chat.answering = answerTo;
		await shown();
		await links().nth(2).waitFor();
		await links().first().click();
		await links().nth(1).focus();
		await chat.page.keyboard.press('Enter');
		const opened = await chat.received('openReference');
		assert.deepEqual(
			opened.map(({ id, reference }) => [id, reference]),
			[
				['r1', { path: 'src/a.ts', line: 12 }],
				['r1', { path: 'src/b.ts', line: 3 }],
			],
		);
		assert.deepEqual(chat.sent('openLink'), []);
	});

	it('say that they may have moved, and no longer do once they have not', async () => {
		chat.answering = answerTo;
		moved = true;
		await shown();
		const link = links().first();
		await chat.page.locator('a[aria-description]').first().waitFor();
		const said = 'The file has changed since this reply: the place may have moved.';
		assert.equal(await link.getAttribute('aria-description'), said);
		assert.equal(await link.getAttribute('title'), `src/a.ts:12\n${said}`);
		const reference = { path: 'src/a.ts', line: 12 };
		const again = [{ reference, label: 'src/a.ts:12' }];
		await chat.answer({ type: 'references', id: 'r1', checked: again });
		assert.equal(await link.getAttribute('aria-description'), null);
		assert.equal(await link.getAttribute('title'), 'src/a.ts:12');
	});

	it('are looked at again when they are come to', async () => {
		chat.answering = answerTo;
		await shown();
		await links().nth(2).waitFor();
		moved = true;
		await links().first().hover();
		await chat.page.locator('a[aria-description]').first().waitFor();
		assert.match((await links().first().getAttribute('title')) ?? '', /may have moved/);
		assert.equal(await links().nth(1).getAttribute('aria-description'), null);
		chat.answering = (message) =>
			message.type === 'checkReferences'
				? {
						type: 'references',
						id: message.id,
						checked: message.references.map((reference) => ({ reference })),
					}
				: undefined;
		await links().nth(1).focus();
		await chat.page.locator('a[title="The place is not in this workspace any more."]').waitFor();
		assert.equal(await chat.focused(), 'src/b.ts, line 3');
	});

	it('are not asked about while the reply comes, nor each of them twice', async () => {
		await chat.snapshot([asked(), answered({ text: TEXT, status: 'streaming' })]);
		await chat.page.evaluate(() => new Promise((go) => requestIdleCallback(go)));
		assert.deepEqual(await chat.received('checkReferences'), []);
		await chat.changes({ type: 'message', view: answered({ text: TEXT }) });
		await checked();
		assert.deepEqual(
			chat.sent('checkReferences').map(({ references }) => references.map(({ path }) => path)),
			[['src/a.ts', 'nowhere.ts', 'src/b.ts', 'src/none.ts']],
		);
	});

	it('wait while a part of the text is selected, which stays selected', async () => {
		await shown();
		await checked();
		const [question] = chat.sent('checkReferences');
		const answer = question && answerTo(question);
		assert.ok(answer);
		const selected = () => chat.page.evaluate(() => String(getSelection()));
		await chat.page.locator('.reply .markdown > p').first().selectText();
		const text = await selected();
		assert.match(text, /src\/a\.ts:12/);
		await chat.answer(answer);
		assert.equal(await selected(), text);
		assert.equal(await chat.page.locator('.reply p a').count(), 2);
		await chat.page.evaluate(() => getSelection()?.removeAllRanges());
		await links().nth(2).waitFor();
	});

	it('are at most two hundred of a reply', async () => {
		const text = Array.from({ length: 500 }, (_, at) => `src/file${at}.ts:1`).join(' ');
		chat.answering = answerTo;
		await shown(text);
		await links().nth(199).waitFor();
		assert.equal(await links().count(), 200);
		const sizes = chat.sent('checkReferences').map(({ references }) => references.length);
		assert.deepEqual(sizes, [50, 50, 50, 50]);
	});
});
