import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { UsageReport, UsageRow } from '../../src/shared/spending/usageProtocol.ts';
import { launchChromium } from '../vscode/browser.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { bundle } from './chromium.ts';
import { answered, asked } from './samples.ts';
import { BODY_CLASS, THEME_KINDS, type ThemeKind, themeStyle } from './themes.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const FACTS = {
	finish_reason: 'stop',
	native_finish_reason: 'end_turn',
	provider: 'Somewhere',
	timing: { first: 310, total: 4310 },
	usage: {
		prompt_tokens: 1234,
		completion_tokens: 412,
		total_tokens: 1646,
		cost: 0.00031415,
		cached_tokens: 1000,
		reasoning_tokens: 12,
	},
};

describe('money and requests in the page', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});

	it('a reply says tokens and cost, and on demand all the rest', async () => {
		await whole.snapshot([asked(), answered({ facts: FACTS })]);
		const facts = whole.button('$0.00031');
		assert.equal(await facts.getAttribute('aria-expanded'), 'false');
		assert.match(
			(await facts.getAttribute('title')) ?? '',
			/^Model: meta-llama\/llama-3-70b-instruct\nProvider: Somewhere\nPrompt: /,
		);
		await facts.press('Enter');
		const list = whole.page.locator('.facts-list');
		const rows = await list.locator('div').allInnerTexts();
		assert.deepEqual(
			rows.map((row) => row.split('\n').filter((line) => line !== '')),
			[
				['Model', 'meta-llama/llama-3-70b-instruct'],
				['Provider', 'Somewhere'],
				['Prompt', '1,234 tokens, 1,000 from the cache'],
				['Reply', '412 tokens, 12 of reasoning'],
				['Billed', '$0.00031415'],
				['First token', 'after 0.31 s'],
				['Speed', '103.0 tokens per second'],
				['Whole reply', '4.31 s'],
				['Finish reason', 'stop (end_turn)'],
			],
		);
		await facts.press('Enter');
		assert.equal(await list.isVisible(), false);
	});

	it('a reply says what it alone was asked with', async () => {
		const once = {
			parameters: { temperature: 0, topP: null, stop: ['END'] },
			reasoningEffort: 'low',
		};
		await whole.snapshot([asked(), answered({ facts: FACTS, once })]);
		await whole.button('$0.00031').press('Enter');
		const row = whole.page.locator('.facts-list div', { hasText: 'For this reply only' });
		assert.equal(
			await row.locator('dd').innerText(),
			'Temperature 0, Top P not sent, Stop ["END"], Reasoning Effort low',
		);
	});

	it('a reply’s details are a receipt: who was asked, who answered, and all that the server says of itself', async () => {
		const facts = {
			...{ id: 'gen-1', object: 'chat.completion.chunk', created: 1_780_000_001, index: 0 },
			...{ model: 'maker/dated-20260101', provider: 'Somewhere', service_tier: 'flex' },
			...{ system_fingerprint: 'fp_1', finish_reason: 'stop' },
		};
		await whole.snapshot([asked(), answered({ model: 'maker/dated', facts })]);
		assert.equal(await whole.page.locator('.answered-note').count(), 0);
		await whole.button('Details').press('Enter');
		const rows = await whole.page.locator('.facts-list div').allInnerTexts();
		assert.deepEqual(
			rows.map((row) => row.split('\n').filter((line) => line !== '')),
			[
				['Model asked', 'maker/dated'],
				['Model answered', 'maker/dated-20260101'],
				['Provider', 'Somewhere'],
				['Service tier', 'flex'],
				['Finish reason', 'stop'],
				['Id', 'gen-1'],
				['Object', 'chat.completion.chunk'],
				['Created', '1780000001 (2026-05-28 20:26:41 UTC)'],
				['Choice', '0'],
				['System fingerprint', 'fp_1'],
			],
		);
		const odd = { ...facts, created: 1e300 };
		await whole.snapshot([asked(), answered({ id: 'r2', facts: odd })]);
		await whole.button('Details').press('Enter');
		await whole.page.locator('.facts-list').getByText('1e+300', { exact: true }).waitFor();
	});

	it('a reply by another model than the one asked is marked, and a fallback model is named as one', async () => {
		const facts = { model: 'maker/other', finish_reason: 'stop' };
		const note = whole.page.getByRole('article').last().locator('.answered-note');
		await whole.snapshot([
			asked(),
			answered({ model: 'maker/one', facts }, { answeredBy: 'other' }),
		]);
		assert.equal(
			await note.innerText(),
			'Another model answered: maker/other. You asked maker/one.',
		);
		await whole.snapshot([
			asked(),
			answered({ id: 'r2', model: 'maker/one', facts }, { answeredBy: 'fallback' }),
		]);
		await note.getByText('The fallback model maker/other answered, not maker/one.').waitFor();
		await whole.button('Details').press('Enter');
		await whole.page.getByText('maker/other, a fallback model', { exact: true }).waitFor();
		const moved = { ...facts, alias_target: 'maker/one' };
		await whole.snapshot([
			asked(),
			answered({ id: 'r3', model: '~maker/latest', facts: moved }, { answeredBy: 'unlisted' }),
		]);
		await note
			.getByText('The list of models had maker/one for ~maker/latest; maker/other answered.')
			.waitFor();
	});

	it('a reply says what came from the cache, of what could have, and what went into it', async () => {
		const usage = { ...FACTS.usage, expected_cached_tokens: 1180, cache_write_tokens: 40 };
		const rows = [
			[usage, '1,000 from the cache of about 1,180 expected, 40 into the cache'],
			[
				{ ...usage, cached_tokens: 0 },
				'none from the cache of about 1,180 expected, 40 into the cache',
			],
		] as const;
		for (const [index, [counted, words]] of rows.entries()) {
			const id = `r${index}`;
			await whole.snapshot([asked(), answered({ id, facts: { ...FACTS, usage: counted } })]);
			await whole.button('$0.00031').press('Enter');
			const list = whole.page.locator('.facts-list');
			await list.getByText(`1,234 tokens, ${words}`, { exact: true }).waitFor();
		}
	});

	it('an estimate is marked, and the provider’s bill to one’s own key is told apart', async () => {
		await whole.snapshot([
			asked(),
			answered({ status: 'stopped', facts: { estimated_cost: '0.0123' } }),
			asked({ id: 'q2', parent: 'r1' }),
			answered({
				id: 'r2',
				parent: 'q2',
				facts: {
					usage: {
						...FACTS.usage,
						cost: '0.00001',
						is_byok: true,
						upstream_inference_cost: 0.0002,
					},
				},
			}),
		]);
		await whole.button('≈$0.01').waitFor();
		const own = whole.button('$0.00021');
		assert.match(
			(await own.getAttribute('title')) ?? '',
			/Billed: \$0\.00001\nBilled by the provider to your own key: \$0\.0002$/,
		);
	});

	it('Ask for Details is offered for what OpenRouter has answered, and what comes is shown', async () => {
		const offered = async () => {
			await whole.button('More Actions').last().press('Enter');
			const names = await whole.page.getByRole('menuitem').allInnerTexts();
			await whole.page.keyboard.press('Escape');
			return names.includes('Ask for Details');
		};
		for (const [facts, is] of [
			[{ ...FACTS, id: 'chatcmpl-1' }, false],
			[{ finish_reason: 'stop', id: 'gen-1' }, false],
			[{ ...FACTS, id: 'gen-1' }, true],
		] as const) {
			await whole.snapshot([asked(), answered({ facts })]);
			assert.equal(await offered(), is, facts.id);
		}
		await whole.button('More Actions').last().press('Enter');
		await whole.page.getByRole('menuitem', { name: 'Ask for Details' }).click();
		assert.deepEqual(await whole.received('askForDetails'), [{ type: 'askForDetails', id: 'r1' }]);
		const later = {
			at: 1_800_000_000_000,
			provider_name: 'DeepInfra',
			native_tokens_prompt: 1200,
			native_tokens_cached: 1000,
			total_cost: 0.0012,
			cache_discount: -0.0001,
			latency: 312,
			finish_reason: 'stop',
		};
		const view = answered({ facts: { ...FACTS, id: 'gen-1', later } });
		await whole.changes({ type: 'message', view });
		const list = whole.page.locator('.facts-list');
		await list.waitFor();
		const text = (await list.innerText()).replaceAll(/\s+/g, ' ');
		assert.match(text, /Later: provider DeepInfra/);
		assert.match(text, /Later: tokens 1,200 in, 1,000 of them from the cache/);
		assert.match(text, /Later: billed \$0\.0012 /);
		assert.match(text, /Later: saved by the cache less than nothing: \$0\.0001 more/);
		assert.match(text, /Later: time first token after 0\.31 s/);
		await whole.snapshot([asked(), view]);
		assert.equal(await list.isVisible(), true, 'it stays open when the chat is shown anew');
		await whole.snapshot([asked(), view], {}, { conversation: 'another' });
		assert.equal(await list.isVisible(), false, 'it is folded in another chat');
	});

	it('an answer in several choices is versions of one reply, and says where its cost is told', async () => {
		const answer = { choices: 2, first: 1 };
		const first = (place: object) =>
			answered({ facts: { ...FACTS, index: 0 } }, { ...place, siblings: 2, answer });
		await whole.snapshot([asked(), answered({ facts: FACTS })]);
		assert.equal(await whole.button('Next Version').count(), 0);
		// The other choice has come.
		await whole.changes({ type: 'message', view: first({ sibling: 1 }) });
		const title = async (name: string) =>
			(await whole.button(name).getAttribute('title')) ?? assert.fail();
		assert.match(
			await title('$0.00031'),
			/\nChoice: 0, of an answer in 2 choices: tokens and cost are those of all/,
		);
		assert.doesNotMatch(await title('$0.00031'), /Speed/, 'it is not that of one choice');
		await whole.button('Next Version').click();
		assert.deepEqual(await whole.received('showSibling'), [
			{ type: 'showSibling', id: 'r1', step: 1 },
		]);
		const facts = { finish_reason: 'stop', index: 1 };
		await whole.snapshot([
			asked(),
			answered(
				{ id: 'r2', text: 'With *reduce*.', choiceOf: 'r1', facts },
				{ sibling: 2, siblings: 2, answer },
			),
		]);
		assert.match(
			await title('Details'),
			/\nChoice: 1, of an answer in 2 choices: tokens and cost are told with version 1$/,
		);
	});

	it('an estimate is the least where the model’s id may ask for a dearer provider', async () => {
		const { cost: _billed, ...usage } = FACTS.usage;
		const facts = { usage, estimated_cost: '0.0002' };
		const reply = answered({ facts }, { costsAtLeast: true });
		await whole.snapshot([asked(), reply]);
		const title = await whole.button('at least ≈$0.0002').getAttribute('title');
		assert.match(title ?? '', /\nEstimated cost: at least ≈\$0\.0002, by the prices in the list/);
	});

	it('calls the tokens of a reply other than those of its chat, and sets thousands apart in both', async () => {
		const { cost: _unknown, ...usage } = FACTS.usage;
		const spent = '1 reply · 1,646 tokens in and out';
		await whole.snapshot([asked(), answered({ facts: { usage } })], { spent });
		assert.equal(await whole.page.locator('button.facts').textContent(), '412 tokens out');
		const dear = { ...usage, cost: '1234.5600000000001' };
		await whole.snapshot([asked(), answered({ facts: { usage: dear } })]);
		const title = await whole.button('$1,234.56').getAttribute('title');
		assert.match(title ?? '', /\nBilled: \$1,234\.56/);
	});

	it('says of a broken or stopped reply only what is known, and no count of none', async () => {
		const none = { ...FACTS.usage, completion_tokens: 0, reasoning_tokens: 0 };
		const { cost: _unknown, ...unbilled } = none;
		const facts = { usage: unbilled, estimated_cost: '0.0002' };
		await whole.snapshot([asked(), answered({ status: 'failed', text: 'It began', facts })]);
		const button = whole.page.locator('button.facts');
		assert.equal(await button.textContent(), '≈$0.0002');
		const title = (await button.getAttribute('title')) ?? '';
		assert.match(title, /\nPrompt: 1,234 tokens/);
		assert.doesNotMatch(title, /Reply: /);
		const nothing = { ...unbilled, prompt_tokens: 0, cached_tokens: 0 };
		await whole.snapshot([
			asked(),
			answered({ id: 'r3', status: 'stopped', facts: { usage: nothing, finish_reason: 'stop' } }),
		]);
		await whole.button('Details').waitFor();
		assert.equal(
			await button.getAttribute('title'),
			'Model: meta-llama/llama-3-70b-instruct\nFinish reason: stop',
		);
	});

	it('More Actions is a menu for the keyboard, inside a panel of 300 px', async () => {
		await whole.snapshot([asked(), answered({ again: 'r0' }, { sibling: 2, siblings: 2 })]);
		const more = whole.button('More Actions').last();
		const menu = whole.page.getByRole('menu', { name: 'More Actions' });
		/** Resolves when the menu is open and has the keyboard. */
		const open = async () => {
			await more.press('Enter');
			await whole.page.locator('[aria-haspopup="menu"][aria-expanded="true"]').waitFor();
		};
		await open();
		assert.deepEqual(await menu.getByRole('menuitem').allInnerTexts(), [
			'Regenerate With…',
			'Pin',
			'Leave Out',
			'Fork into New Chat',
			'Show Request',
			'Copy as curl',
			'Run Again',
			'Show Changes',
			'Delete',
		]);
		assert.equal(await whole.focused(), 'Regenerate With…');
		const box = await menu.boundingBox();
		assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 300 && box.y + box.height <= 700);
		await whole.page.keyboard.press('ArrowUp');
		assert.equal(await whole.focused(), 'Delete');
		for (const name of ['Show Request', 'Show Changes', 'Show Request']) {
			await whole.page.keyboard.press('s');
			assert.equal(await whole.focused(), name, 'a letter leads to what begins with it');
		}
		await whole.page.keyboard.press('Escape');
		assert.equal(await menu.isVisible(), false);
		assert.equal(await whole.focused(), 'More Actions');
		await whole.page.locator('.reply [aria-haspopup="menu"][aria-expanded="false"]').waitFor();
		for (const [name, type] of [
			['Show Request', 'showRequest'],
			['Copy as curl', 'copyAsCurl'],
			['Run Again', 'runAgain'],
			['Show Changes', 'showChanges'],
		] as const) {
			await open();
			await menu.getByRole('menuitem', { name, exact: true }).press('Enter');
			await whole.until(() => whole.sent(type).length > 0, type);
			assert.deepEqual(whole.sent(type), [{ type, id: 'r1' }]);
		}
	});

	it('the sum of the chat stands in the header and leads to the usage', async () => {
		const sum = whole.page.locator('.chat-sum');
		await whole.snapshot([asked(), answered()]);
		assert.equal(await sum.isVisible(), false);
		await whole.status({ spent: '1 reply · 1,646 tokens in and out · $0.00031' });
		await whole.button('This chat: 1 reply · 1,646 tokens in and out · $0.00031').press('Enter');
		await whole.until(() => whole.sent('showUsage').length === 1, 'showUsage');
	});
});

function row(label: string, billed: string, estimated = '0'): UsageRow {
	return { label, replies: 3, promptTokens: 12345, completionTokens: 678, billed, estimated };
}

const REPORT: UsageReport = {
	sums: [row('Today', '0.0042'), row('Last 30 days', '1.5', '0.25'), row('All', '12.5')],
	days: [row('2026-11-24', '0.0042'), row('2026-11-23', '1.4958', '0.25')],
	models: [row('Llama 3 70B Instruct', '10'), row('Mistral Large', '2.5')],
	chats: [row(`How do I add numbers?${' And then some more.'.repeat(5)}`, '1.5'), row('b', '0')],
	lastDays: Array.from({ length: 30 }, (_, day) => row(`2026-11-${day + 1}`, String(day % 7))),
	limits: 'Each day you are asked from $1.00 on.',
	unreadable: 2,
	kept: {
		kinds: ['Explain', 'Fix', 'Tests', 'Other with code', 'Text'],
		rows: [
			{ label: 'Mistral Large', kept: 3, compared: 4, blind: 1, byKind: [2, 0, 0, 1, 0] },
			{ label: 'Llama 3 70B Instruct', kept: 0, compared: 4, blind: 0, byKind: [0, 0, 0, 0, 0] },
		],
	},
};

/** The page of Show Usage and Cost, with the test in the host's place. */
async function openUsage(
	browser: Browser,
	theme: ThemeKind,
	width: number,
	report = REPORT,
): Promise<Page> {
	const page = await browser.newPage({ viewport: { width, height: 900 } });
	const style = await readFile('src/webview/spending/usage.css', 'utf8');
	await page.setContent(
		`<!doctype html><html lang="en"><head><title>Usage</title><style>${themeStyle(theme)}</style><style>${style}</style></head><body class="${BODY_CLASS[theme]}"></body></html>`,
	);
	await page.evaluate(() => {
		const posted: unknown[] = [];
		const api = { postMessage: (message: unknown) => posted.push(message) };
		Object.assign(globalThis, { posted, acquireVsCodeApi: () => api });
	});
	await page.addScriptTag({ content: await bundle('src/webview/spending/usageMain.ts') });
	await page.evaluate((shown) => postMessage({ type: 'report', report: shown }, '*'), report);
	await page.getByRole('table').first().waitFor();
	return page;
}

describe('the page of usage and cost', () => {
	let browser: Browser;

	before(async () => {
		browser = await launchChromium();
	});
	after(() => browser.close());

	it('shows sums, a chart and a table, grouped as wanted', async () => {
		const page = await openUsage(browser, 'dark', 800);
		assert.match(await page.locator('.sums').innerText(), /Last 30 days\s+≈\$1\.75/);
		await page.getByText('Each day you are asked from $1.00 on.').waitFor();
		await page.getByText('2 lines of the ledger could not be read').waitFor();
		assert.equal(await page.locator('.chart .bar').count(), 30);
		const table = page.getByRole('region', { name: 'Table' });
		assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), [
			'Day',
			'Replies',
			'Prompt tokens',
			'Reply tokens',
			'Cost',
		]);
		assert.deepEqual(await table.getByRole('row').nth(2).getByRole('cell').allInnerTexts(), [
			'3',
			'12,345',
			'678',
			'≈$1.75',
		]);
		const byModel = page.getByRole('button', { name: 'By Model' });
		await byModel.press('Enter');
		assert.equal(await byModel.getAttribute('aria-pressed'), 'true');
		assert.deepEqual(await table.getByRole('rowheader').allInnerTexts(), [
			'Llama 3 70B Instruct',
			'Mistral Large',
		]);
		assert.equal(await page.locator('.chart .bar').count(), 2);
		await page.getByRole('button', { name: 'Export as CSV…' }).press('Enter');
		await page.getByRole('button', { name: 'Limits…' }).press('Enter');
		assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, 'posted')), [
			{ type: 'ready' },
			{ type: 'exportUsage' },
			{ type: 'openLimits' },
		]);
		await page.close();
	});

	it('shows what was kept of comparisons, and nothing of them where nothing was', async () => {
		const page = await openUsage(browser, 'dark', 800);
		const table = page.getByRole('table', { name: 'Kept in Comparisons' });
		assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), [
			'Model',
			'Kept',
			'Compared',
			'Kept blind',
			'Explain',
			'Fix',
			'Tests',
			'Other with code',
			'Text',
		]);
		assert.deepEqual(
			await table.getByRole('row').nth(1).innerText(),
			'Mistral Large\t3\t4\t1\t2\t0\t0\t1\t0',
		);
		await page.close();
		const { kept: _kept, ...without } = REPORT;
		const none = await openUsage(browser, 'dark', 800, without);
		assert.equal(await none.getByRole('table').count(), 1);
		assert.equal(await none.getByRole('heading', { level: 2 }).count(), 0);
		await none.close();
	});

	for (const theme of THEME_KINDS) {
		it(`axe finds nothing, and nothing is wider than 300 px: ${theme}`, async () => {
			const page = await openUsage(browser, theme, 300);
			await page.addScriptTag({ content: await readFile(AXE, 'utf8') });
			for (const name of ['By Day', 'By Model', 'By Chat']) {
				await page.getByRole('button', { name }).press('Enter');
				const results: AxeResults = await page.evaluate(() =>
					Reflect.get(globalThis, 'axe').run(document, { resultTypes: ['violations'] }),
				);
				const found = results.violations.flatMap(({ id, nodes }) =>
					nodes.map((node) => `${id}: ${node.html.slice(0, 120)}: ${node.failureSummary}`),
				);
				assert.deepEqual(found, []);
				const wider = await page.evaluate(
					() => document.documentElement.scrollWidth > document.documentElement.clientWidth,
				);
				assert.equal(wider, false, name);
			}
			await page.close();
		});
	}
});
