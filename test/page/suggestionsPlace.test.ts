import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { sharedBrowser } from '../vscode/browser.ts';
import { ChatPage, type ChatPageOptions } from './chatPage.ts';
import { busyStatus, everything } from './samples.ts';
import { ListsOnPage, suggestionsFor } from './suggestionHost.ts';
import { THEME_KINDS } from './themes.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('a list over the box', () => {
	let browser: Browser;
	let chat: ChatPage;
	let lists: ListsOnPage;

	before(async () => {
		browser = await sharedBrowser();
	});
	afterEach(async () => {
		assert.deepEqual(chat.errors, []);
		await chat.close();
	});

	async function open(options: ChatPageOptions = {}): Promise<void> {
		chat = await ChatPage.open(browser, options);
		lists = new ListsOnPage(chat);
		chat.answering = suggestionsFor;
	}

	async function type(text: string): Promise<void> {
		await chat.box.pressSequentially(text);
		await chat.settled();
	}

	/** Where the list and the text are, in CSS pixels. */
	const places = () =>
		chat.page.evaluate(() => {
			const of = (selector: string) => {
				const { top, bottom, left, right } =
					document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
				return { top, bottom, left, right };
			};
			return { list: of('.suggestions'), text: of('.box textarea'), box: of('.box') };
		});

	for (const [width, height, zoom] of [
		[300, 700, 1],
		[800, 700, 1],
		[200, 400, 1],
		[300, 700, 2],
		[300, 200, 1],
	] as const) {
		it(`leaves the text free and is all in the page, at ${width} × ${height}, ${zoom * 100} %`, async () => {
			await open({ width, zoom });
			await chat.page.setViewportSize({ width: width / zoom, height: height / zoom });
			for (const status of [{}, busyStatus]) {
				await chat.snapshot(everything, status);
				for (const [before, typed] of [
					['', '/'],
					['', '#sum'],
					['Several\nlines\n\n', '#'],
				] as const) {
					await chat.box.fill(before);
					await type(typed);
					const { list, text, box } = await places();
					const where = JSON.stringify({ list, text, box });
					assert.ok(list.bottom <= text.top, `over the text: ${where}`);
					assert.ok(list.top >= 0 && list.left >= 0, `out of the page: ${where}`);
					assert.ok(list.right <= width / zoom, `out of the page: ${where}`);
					assert.ok(list.bottom - list.top <= height / zoom / 2 + 1, `too high: ${where}`);
					assert.ok(list.bottom - list.top > 15, `too low: ${where}`);
					const option = await chat.page.getByRole('option').first().boundingBox();
					assert.ok(option !== null && option.height > 10);
				}
			}
		});
	}

	it('follows the box as that grows, and the page as that changes', async () => {
		await open();
		await chat.snapshot(everything);
		await type('#');
		await lists.context.waitFor();
		const before = (await places()).list.bottom;
		await chat.status({ ...busyStatus, notice: null });
		await chat.page.waitForFunction(
			(before) =>
				(document.querySelector('.suggestions')?.getBoundingClientRect().bottom ?? before) < before,
			before,
		);
		await chat.page.setViewportSize({ width: 300, height: 500 });
		await chat.page.waitForFunction(() => {
			const list = document.querySelector('.suggestions')?.getBoundingClientRect();
			const box = document.querySelector('.box')?.getBoundingClientRect();
			return list && box && Math.abs(box.top - list.bottom - 4) < 1;
		});
	});

	it('shows every line whole or by its title, also where a name is long', async () => {
		await open({ width: 300 });
		await chat.snapshot();
		await type('/rev');
		const option = chat.page.getByRole('option');
		assert.match((await option.getAttribute('title')) ?? '', /^\/review-.*\n.*forgets\n\.github/);
		const origin = await option.locator('.suggestion-origin').evaluate((part) => {
			return part.scrollWidth <= part.clientWidth;
		});
		assert.ok(origin);
	});

	it('tells a screen reader how many results there are and which is active', async () => {
		await open();
		await chat.snapshot();
		const attributes = () =>
			chat.box.evaluate((box) =>
				['role', 'aria-autocomplete', 'aria-expanded', 'aria-controls'].map((name) =>
					box.getAttribute(name),
				),
			);
		assert.deepEqual(await attributes(), [null, 'list', null, null]);
		await type('/');
		const [, , expanded, controls] = await attributes();
		assert.equal(expanded, null);
		assert.equal(await lists.prompts.getAttribute('id'), controls);
		const told = () => chat.page.locator('[role=status]').last().textContent();
		assert.equal(await told(), '7 results');
		assert.equal(await lists.active(), '/explain');
		const selected = chat.page.getByRole('option', { selected: true });
		assert.equal(await selected.count(), 1);
		await chat.box.press('ArrowDown');
		assert.equal(await lists.active(), '/fix');
		assert.match((await selected.textContent()) ?? '', /^\/fix /);
		await type('fix');
		assert.equal(await told(), '1 result');
		await type('ed');
		assert.deepEqual(await attributes(), [null, 'list', null, null]);
		assert.equal(await chat.box.getAttribute('aria-activedescendant'), null);
		assert.equal(await told(), 'No results');
		await chat.box.press('Backspace');
		await chat.box.press('Backspace');
		assert.equal(await lists.active(), '/fix');
		assert.equal(await told(), '1 result');
		await chat.box.press('Enter');
		assert.equal(await told(), '');
		assert.equal(await chat.page.getByRole('textbox', { name: 'Message', exact: true }).count(), 1);
	});

	for (const theme of THEME_KINDS) {
		it(`has nothing that axe finds: ${theme}`, async () => {
			await open({ theme });
			await chat.snapshot();
			await chat.page.addScriptTag({ content: await readFile(AXE, 'utf8') });
			chat.answering = (message) => {
				const answer = suggestionsFor(message);
				return answer && { ...answer, note: 'The changes are out of reach.' };
			};
			for (const typed of ['/', '/fi', '#', '#sum']) {
				await chat.box.fill('');
				await type(typed);
				const results: AxeResults = await chat.page.evaluate(() =>
					Reflect.get(globalThis, 'axe').run(document, {
						resultTypes: ['violations'],
						rules: { 'page-has-heading-one': { enabled: false } },
					}),
				);
				const found = results.violations.flatMap(({ id, nodes }) =>
					nodes.map((node) => `${id}: ${node.html.slice(0, 120)}: ${node.failureSummary}`),
				);
				assert.deepEqual(found, [], typed);
			}
		});
	}

	it('is told of in the empty box where there is room', async () => {
		await open({ width: 300 });
		await chat.snapshot([], { modelName: '3.3 70B' });
		const placeholder = () => chat.box.getAttribute('placeholder');
		const asks = 'Ask 3.3 70B…   / prompts  # context';
		assert.equal(await placeholder(), asks);
		await chat.box.fill('What is typed');
		await chat.box.fill('');
		await chat.page.waitForFunction(
			(wanted) => document.querySelector('textarea')?.placeholder === wanted,
			asks,
		);
		const { height } = (await chat.box.boundingBox()) ?? assert.fail();
		await chat.status({ modelName: 'Llama 3.3 Nemotron Super 49B Instruct' });
		assert.equal(await placeholder(), 'Ask Llama 3.3 Nemotron Super 49B Instruct…');
		await chat.page.setViewportSize({ width: 800, height: 700 });
		await chat.page.waitForFunction(() =>
			document.querySelector('textarea')?.placeholder.endsWith('# context'),
		);
		assert.equal((await chat.box.boundingBox())?.height, height);
	});

	it('is begun before the chat is there, and belongs to that one', async () => {
		await open();
		await chat.box.focus();
		await type('/fi');
		await chat.snapshot();
		assert.deepEqual(await lists.names(), ['/fix']);
		await chat.box.press('Enter');
		assert.deepEqual(
			(await chat.received('takeSuggestion')).map(({ conversation }) => conversation),
			['c-1'],
		);
	});

	it('is closed where the chat that comes has something in its box', async () => {
		await open();
		await chat.box.focus();
		await type('/fi');
		await chat.snapshot([], {}, { draft: 'Begun' });
		assert.equal(await chat.box.inputValue(), 'Begun\n\n/fi');
		assert.deepEqual(await lists.names(), []);
	});

	it('is there once its code is, with what was typed meanwhile', async () => {
		await open({ held: ['suggestionList'] });
		await chat.snapshot();
		await type('/fi');
		assert.deepEqual(await chat.received('suggest'), []);
		chat.release();
		await lists.prompts.waitFor();
		assert.deepEqual(await lists.names(), ['/fix']);
		await chat.box.press('Enter');
		assert.equal(await chat.box.inputValue(), '');
	});

	it('is not there where what was typed meanwhile is no name, or was sent', async () => {
		await open({ held: ['suggestionList'] });
		await chat.snapshot();
		await type('# Title');
		await chat.box.press('Enter');
		await chat.changes({ type: 'accepted' });
		const loaded = chat.page.waitForResponse(/suggestionList/);
		chat.release();
		await loaded;
		assert.deepEqual(await lists.names(), []);
		assert.deepEqual(
			(await chat.received('send')).map(({ text }) => text),
			['# Title'],
		);
	});
});
