import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import type { Summary } from '../../src/shared/conversation/messageSummary.ts';
import { ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample } from './requestSamples.ts';
import { answered, asked } from './samples.ts';
import { THEME_KINDS } from './themes.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const C1 = { conversation: 'c-1' };
const NO_ROOM = {
	...contextSample,
	noRoom: 3400,
	unsent: [
		{ id: 'q1', why: 'noRoom' as const },
		{ id: 'r1', why: 'noRoom' as const },
	],
};
const SUMMARY: Summary = {
	id: 's1',
	at: 1,
	model: 'meta-llama/llama-3.3-70b-instruct',
	text: 'They looked at sum.py.\n\n- It adds.',
	of: ['q1', 'r1'],
};
const SUMMED = {
	...contextSample,
	unsent: NO_ROOM.unsent.map(({ id }) => ({ id, why: 'inSummary' as const })),
};

describe('a summary of what does not fit', () => {
	let chat: ChatPage;
	let browser: Browser;
	chatPageForEachTest((page, its) => {
		chat = page;
		browser = its;
	});

	const summarise = () => chat.button('Summarise What Does Not Fit');
	const summary = () => chat.page.getByRole('article', { name: 'Summary', exact: true });

	it('is offered where messages will not be sent, can be looked at first, and is asked for once', async () => {
		await chat.snapshot([asked(), answered()], { context: contextSample });
		assert.equal(await summarise().count(), 0);
		await chat.status({ context: NO_ROOM });
		assert.match((await summarise().getAttribute('title')) ?? '', /≈3,400 tokens/);
		await chat.button('Preview Summary').click();
		await summarise().press('Enter');
		assert.deepEqual(await chat.received('previewSummary'), [{ type: 'previewSummary', ...C1 }]);
		assert.deepEqual(await chat.received('summarise'), [{ type: 'summarise', ...C1 }]);
		await chat.status({ context: { ...NO_ROOM, summarising: true } });
		assert.equal(await summarise().count(), 0);
		assert.equal(await chat.focused(), 'Cancel Summary');
		await chat.page.getByText('A summary of what does not fit is being made…').waitFor();
		await chat.page.keyboard.press('Enter');
		assert.deepEqual(await chat.received('cancelSummary'), [{ type: 'cancelSummary', ...C1 }]);
		await chat.status({ context: SUMMED });
		assert.equal(await chat.button('Cancel Summary').count(), 0);
		assert.equal(await chat.focused(), 'Message');
		await chat.status({ context: { ...NO_ROOM, fits: false } });
		assert.equal(await summarise().count(), 0);
	});

	it('stands where the messages stood, which say that they are in it', async () => {
		await chat.snapshot([asked(), answered()], { context: SUMMED });
		assert.equal(await summary().count(), 0);
		await chat.changes({ type: 'message', view: answered({ summary: SUMMARY }) });
		assert.match(
			(await summary().textContent()) ?? '',
			/^Summary of 2 messages, by .*3\.3-70b.*\. It is sent in their place\.They looked at sum\.py/,
		);
		for (const id of ['q1', 'r1'])
			assert.equal(
				await chat.page.locator(`[data-id="${id}"] > .unsent-mark`).textContent(),
				'In the summary: not sent itself',
			);
		await chat.changes({ type: 'message', view: answered() });
		assert.equal(await summary().count(), 0);
	});

	it('is shown as replies are: its lists, its code and its links', async () => {
		const text =
			'They **asked** of `sum`:\n\n- It adds.\n\n~~~py\nsum(a)\n~~~\n\n[Here](https://example.com/).';
		const summed = answered({ summary: { ...SUMMARY, text } });
		await chat.snapshot([asked(), summed]);
		const shown = summary();
		assert.equal(await shown.getByRole('listitem').innerText(), 'It adds.');
		assert.equal(await shown.locator('strong').innerText(), 'asked');
		assert.equal(await shown.locator('.code-block code').innerText(), 'sum(a)');
		await shown.getByRole('link', { name: 'Here' }).click();
		assert.deepEqual(await chat.received('openLink'), [
			{ type: 'openLink', href: 'https://example.com/', text: 'Here' },
		]);
		const long = answered({ summary: { ...SUMMARY, text: '- It adds.\n'.repeat(60) } });
		await chat.changes({ type: 'message', view: long });
		const region = shown.getByRole('region', { name: 'Summary text' });
		await region.press('End');
		await chat.page.waitForFunction(
			() => (document.querySelector('.summary-text')?.scrollTop ?? 0) > 0,
		);
		await chat.changes({ type: 'message', view: summed });
		// What becomes of a block of the reply stands at the reply's own.
		await chat.changes({
			type: 'blockChanges',
			reply: 'r1',
			blocks: [{ block: 0, phase: 'refused', text: 'It is gone.' }],
		});
		assert.equal(await chat.page.getByText('It is gone.').count(), 0);
	});

	it('is edited, left out and put back, copied, deleted, and its request shown', async () => {
		await chat.snapshot([asked({ summary: SUMMARY })]);
		await chat.button('Edit Summary').click();
		const box = chat.page.getByRole('textbox', { name: 'Edit summary' });
		assert.equal(await box.inputValue(), SUMMARY.text);
		await box.fill('In my words.');
		await chat.changes({ type: 'message', view: asked({ summary: SUMMARY, inContext: 'pinned' }) });
		assert.equal(await box.inputValue(), 'In my words.');
		await chat.button('Save').click();
		assert.equal(await chat.focused(), 'Edit Summary');
		assert.match((await summary().textContent()) ?? '', /, edited\. .*In my words\./);
		await chat.button('Edit Summary').press('Enter');
		await box.fill('Not this.');
		await box.press('Escape');
		await chat.button('Leave Out Summary').click();
		const leftOut = { ...SUMMARY, leftOut: true as const };
		await chat.changes({ type: 'message', view: asked({ summary: leftOut }) });
		assert.match((await summary().textContent()) ?? '', /Left out: the messages count again\./);
		await chat.button('Put Back Summary').click();
		await chat.button('Copy Summary').click();
		await chat.button('Show Request of Summary').click();
		await chat.button('Delete Summary').click();
		await chat.received('deleteSummary');
		assert.deepEqual(
			chat.posted.filter(({ type }) => /Summary/.test(type)),
			[
				{ type: 'editSummary', id: 'q1', text: 'In my words.' },
				{ type: 'useSummary', id: 'q1', used: false },
				{ type: 'useSummary', id: 'q1', used: true },
				{ type: 'copySummary', id: 'q1' },
				{ type: 'showSummaryRequest', id: 'q1' },
				{ type: 'deleteSummary', id: 'q1' },
			],
		);
	});

	it('what is typed over it outlives what shows it, and the page', async () => {
		const messages = [asked({ summary: SUMMARY }), answered({ summary: { ...SUMMARY, id: 's2' } })];
		await chat.snapshot(messages);
		await chat.button('Edit Summary').last().click();
		const box = (page = chat) => page.page.getByRole('textbox', { name: 'Edit summary' });
		await box().fill('In my words.');
		const edits = [{ id: 'r1', summary: 's2', removed: [], text: 'In my words.' }];
		assert.deepEqual((await chat.received('editDrafts')).at(-1), {
			type: 'editDrafts',
			conversation: 'c-1',
			edits,
		});
		// Another text, and so another element.
		const other = answered({ text: 'Otherwise.', summary: { ...SUMMARY, id: 's2' } });
		await chat.snapshot([asked({ summary: SUMMARY }), other]);
		assert.equal(await box().inputValue(), 'In my words.');
		// The keyboard is where it was, also where much below goes.
		await box().evaluate((one: HTMLTextAreaElement) => one.setSelectionRange(3, 5));
		await chat.snapshot(messages);
		assert.equal(await chat.focused(), 'Edit summary');
		await chat.snapshot([...messages, answered({ id: 'r2', text: '- **item**\n'.repeat(1100) })]);
		await box().evaluate((one: HTMLTextAreaElement) => one.setSelectionRange(3, 5));
		await chat.snapshot(messages);
		assert.equal(await chat.focused(), 'Edit summary');
		await chat.page.keyboard.type('your');
		assert.equal(await box().inputValue(), 'In your words.');
		const next = await ChatPage.open(browser);
		await next.snapshot(messages, {}, { edits });
		assert.equal(await box(next).inputValue(), 'In my words.');
		await next.button('Save').click();
		assert.deepEqual(await next.received('editSummary'), [
			{ type: 'editSummary', id: 'r1', text: 'In my words.' },
		]);
		await next.until(() => next.sent('editDrafts').at(-1)?.edits.length === 0, 'nothing typed');
		await next.close();
	});

	it('what is typed over one that is gone does not stand over the next', async () => {
		const one = asked({ summary: SUMMARY });
		const next = asked({ summary: { ...SUMMARY, id: 's2', text: 'They went on.' } });
		const box = () => chat.page.getByRole('textbox', { name: 'Edit summary' });
		const edits = [{ id: 'q1', summary: SUMMARY.id, removed: [], text: 'In my words.' }];
		const none = () => chat.until(() => chat.sent('editDrafts').at(-1)?.edits.length === 0, 'none');
		// It was made anew while another chat was shown.
		await chat.snapshot([next], {}, { edits });
		assert.equal(await box().count(), 0);
		assert.match((await summary().textContent()) ?? '', /They went on\./);
		await none();
		// It is made anew in another window.
		await chat.snapshot([one]);
		await chat.button('Edit Summary').click();
		await box().fill('In my words.');
		await chat.changes({ type: 'message', view: next });
		assert.equal(await box().count(), 0);
		assert.match((await summary().textContent()) ?? '', /They went on\./);
		await none();
		// It was taken out first.
		const other = await ChatPage.open(browser);
		await other.snapshot([asked()], {}, { edits });
		await other.until(() => other.sent('editDrafts').at(-1)?.edits.length === 0, 'none');
		await other.close();
	});

	it('has nothing that axe finds, and nothing is wider than 300 pixels, in any kind of theme', async () => {
		const axe = await readFile(AXE, 'utf8');
		for (const theme of THEME_KINDS) {
			const page = await ChatPage.open(browser, { theme });
			await page.snapshot([asked(), answered({ summary: SUMMARY })], { context: NO_ROOM });
			await page.page.addScriptTag({ content: axe });
			const results: AxeResults = await page.page.evaluate(() =>
				Reflect.get(globalThis, 'axe').run(document, {
					rules: { 'page-has-heading-one': { enabled: false } },
				}),
			);
			const found = results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
			assert.deepEqual(found, [], theme);
			const wide = await page.page.evaluate(
				() =>
					[...document.querySelectorAll('.summary, .summary *, .context-summary *')].filter(
						(one) => one.getBoundingClientRect().right > innerWidth,
					).length,
			);
			assert.equal(wide, 0, theme);
			await page.close();
		}
	});
});
