import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { sharedBrowser } from '../vscode/browser.ts';
import { ComparePageInTest, column } from './comparePage.ts';
import { THEME_KINDS } from './themes.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const FACTS = {
	finish_reason: 'stop',
	provider: 'Somewhere',
	timing: { first: 310, total: 4310 },
	usage: { prompt_tokens: 12, completion_tokens: 412, total_tokens: 424, cost: 0.00031 },
};
const NAMES = ['Llama 3.3 70B', 'Llama 3.3 70B, 2', 'Qwen3 Coder'] as const;

describe('the page on which answers are compared', () => {
	let browser: Browser;
	let whole: ComparePageInTest;
	before(async () => {
		browser = await sharedBrowser();
	});
	beforeEach(async () => {
		whole = await ComparePageInTest.open(browser);
	});
	afterEach(() => whole.page.close());

	const streaming = (id: string, name: string, text = '') =>
		column(id, name, { status: 'streaming', text, facts: {} });

	it('has a region for each answer, which comes in beside the others', async () => {
		await whole.snapshot([
			streaming('1', NAMES[0]),
			streaming('2', NAMES[1]),
			{ id: '3', name: NAMES[2] },
		]);
		await whole.changes(
			{ type: 'text', id: '2', text: 'By **far' },
			{ type: 'text', id: '1', text: 'The `first' },
			{ type: 'column', column: streaming('3', NAMES[2]) },
		);
		await whole.changes(
			{ type: 'text', id: '1', text: '` one.' },
			{ type: 'text', id: '2', text: '** the second.' },
			{ type: 'text', id: '3', text: 'None.' },
		);
		const said = await Promise.all(
			NAMES.map((name) => whole.column(name).locator('.markdown').innerText()),
		);
		assert.deepEqual(said, ['The first one.', 'By far the second.', 'None.']);
		assert.equal(await whole.page.locator('h1').innerText(), 'Which is faster?');
		const tops = await Promise.all(NAMES.map((name) => whole.column(name).boundingBox()));
		assert.equal(new Set(tops.map((box) => box?.y)).size, 1, 'side by side');
	});

	it('says under one whose prompt was cut what the server counted of it', async () => {
		const counted_short = { counted: 2050, sent: 7900 };
		await whole.snapshot([column('1', NAMES[0], { facts: { ...FACTS, counted_short } })]);
		assert.equal(
			await whole.column(NAMES[0]).locator('.counted-note summary').innerText(),
			'The server counted 2,050 of about 7,900 tokens. It may not have read all that was sent.',
		);
	});

	it('says under each which model and provider answered, tokens, times and cost', async () => {
		const { provider: _provider, ...unknown } = FACTS;
		await whole.snapshot([
			column('1', NAMES[0], { facts: FACTS }),
			column('2', NAMES[1], { facts: { ...unknown, model: 'other/model' } }, {}),
		]);
		const rows = await whole.column(NAMES[0]).locator('.facts-list div').allInnerTexts();
		assert.deepEqual(
			rows.map((row) => row.split('\n').filter((line) => line !== '')),
			[
				['Model', 'meta-llama/llama-3-70b-instruct'],
				['Provider', 'Somewhere'],
				['Prompt', '12 tokens'],
				['Reply', '412 tokens'],
				['Billed', '$0.00031'],
				['First token', 'after 0.31 s'],
				['Speed', '103.0 tokens per second'],
			],
		);
		const other = await whole.column(NAMES[1]).locator('.facts-list').innerText();
		assert.match(other, /Model answered\s+other\/model/);
	});

	it('stops one, and all, and keeps one: by ids', async () => {
		await whole.snapshot([
			streaming('1', NAMES[0], 'One'),
			column('2', NAMES[1], { text: 'Two' }),
			streaming('3', NAMES[2], 'Three'),
		]);
		assert.equal(await whole.button('Keep This One', whole.column(NAMES[0])).isVisible(), false);
		await whole.button('Stop', whole.column(NAMES[2])).press('Enter');
		await whole.button('Stop All').press('Enter');
		await whole.button('Keep This One', whole.column(NAMES[1])).press('Enter');
		await whole.button('Copy Answer', whole.column(NAMES[1])).press('Enter');
		await whole.until(() => whole.posted.length === 5);
		assert.deepEqual(whole.posted.slice(1), [
			{ type: 'stop', id: '3' },
			{ type: 'stop' },
			{ type: 'keep', id: '2' },
			{ type: 'copy', id: '2' },
		]);
		await whole.snapshot([
			column('1', NAMES[0], { text: 'One', status: 'stopped', facts: {} }),
			column('2', NAMES[1], { text: 'Two' }, { kept: true }),
			column('3', NAMES[2], { text: 'Three', status: 'stopped', facts: {} }),
		]);
		assert.equal(await whole.button('Stop All').isDisabled(), true);
		await whole.column(NAMES[1]).getByText('Kept: this is the chat’s branch now.').waitFor();
		assert.equal(await whole.button('Keep This One').count(), 2, 'another may be kept instead');
	});

	it('stops one that is still to be asked for, too', async () => {
		await whole.snapshot([column('1', NAMES[0]), { id: '2', name: NAMES[1] }]);
		await whole.button('Stop', whole.column(NAMES[1])).press('Enter');
		await whole.button('Stop All').press('Enter');
		await whole.until(() => whole.posted.length === 3);
		assert.deepEqual(whole.posted.slice(1), [{ type: 'stop', id: '2' }, { type: 'stop' }]);
		const refused = { kind: 'refused', message: 'Stopped before it was asked.' } as const;
		await whole.changes({ type: 'column', column: { id: '2', name: NAMES[1], refused } });
		assert.equal(await whole.button('Stop').count(), 0);
		assert.equal(await whole.button('Stop All').isDisabled(), true);
	});

	it('tells a screen reader of each that has ended, also where two end in one batch', async () => {
		await whole.snapshot(NAMES.map((name, at) => streaming(String(at + 1), name, 'Said')));
		await whole.changes(
			{ type: 'column', column: column('1', NAMES[0]) },
			{ type: 'column', column: column('2', NAMES[1], { status: 'stopped' }) },
		);
		const said = whole.page.locator('.compare > [role=status].visually-hidden');
		assert.equal(await said.innerText(), 'Llama 3.3 70B: complete. Llama 3.3 70B, 2: stopped.');
		await whole.changes({ type: 'column', column: column('3', NAMES[2], { status: 'failed' }) });
		assert.equal(await said.innerText(), 'Qwen3 Coder: failed.');
	});

	it('keeps the keyboard where a button was that hides once it is pressed, or can not be pressed now', async () => {
		const focused = () =>
			whole.page.evaluate(() => {
				const { activeElement: at } = document;
				return [at?.role, at?.ariaLabel ?? at?.textContent];
			});
		await whole.snapshot([streaming('1', NAMES[0], 'One'), column('2', NAMES[1])]);
		await whole.button('Stop', whole.column(NAMES[0])).focus();
		await whole.changes({ type: 'column', column: column('1', NAMES[0], { status: 'stopped' }) });
		await whole.painted();
		assert.deepEqual(await focused(), ['group', 'Answer of Llama 3.3 70B']);
		await whole.button('Keep This One', whole.column(NAMES[1])).focus();
		await whole.snapshot([column('1', NAMES[0]), column('2', NAMES[1], {}, { kept: true })]);
		await whole.painted();
		assert.deepEqual(await focused(), ['group', 'Answer of Llama 3.3 70B, 2']);
		const code = '```ts\nlet a = 1;\n```';
		await whole.snapshot([
			streaming('1', NAMES[0], code),
			column('2', NAMES[1], { text: code }, { kept: true }),
		]);
		await whole.button('Stop All').focus();
		await whole.changes({ type: 'column', column: column('1', NAMES[0]) });
		await whole.painted();
		assert.deepEqual(await focused(), [null, 'Stop All']);
		await whole.button('Judge Code').press('Enter');
		await whole.painted();
		assert.deepEqual(await focused(), [null, 'Judge Code']);
		await whole.button('Judge Code').press('Enter');
		await whole.button('Stop All').press('Enter');
		await whole.button('Copy Answer', whole.column(NAMES[0])).press('Enter');
		await whole.until(() => whole.posted.length === 3);
		assert.deepEqual(whole.posted.slice(1), [{ type: 'judge' }, { type: 'copy', id: '1' }]);
	});

	it('says why one failed or was refused, and goes on with the others', async () => {
		await whole.snapshot([
			streaming('1', NAMES[0], 'One'),
			column('2', NAMES[1], {
				text: '',
				status: 'failed',
				facts: {},
				failure: { kind: 'server', message: 'The server broke.' },
			}),
			{
				id: '3',
				name: NAMES[2],
				refused: { kind: 'overLimit', message: 'The limit of $1.00 for a day is reached.' },
			},
		]);
		await whole.column(NAMES[1]).getByRole('alert').getByText('The server broke.').waitFor();
		await whole.column(NAMES[2]).getByRole('alert').getByText('The limit of $1.00').waitFor();
		assert.equal(await whole.button('Keep This One').count(), 0);
		await whole.changes({ type: 'text', id: '1', text: ' more' });
		assert.equal(await whole.column(NAMES[0]).locator('.markdown').innerText(), 'One more');
	});

	it('offers to copy an answer once there is something of it', async () => {
		await whole.snapshot([
			streaming('1', NAMES[0]),
			column('2', NAMES[1], { text: '', status: 'stopped', facts: {} }),
			column('3', NAMES[2], { text: 'Said' }),
		]);
		const copies = () =>
			Promise.all(NAMES.map((name) => whole.button('Copy Answer', whole.column(name)).count()));
		assert.deepEqual(await copies(), [0, 0, 1]);
		await whole.changes(
			{ type: 'text', id: '1', text: 'One' },
			{ type: 'anew', column: { id: '3', name: NAMES[2], gone: true } },
		);
		const said = whole.column(NAMES[2]).getByText('This answer was deleted in the chat.');
		assert.ok(await said.isVisible());
		assert.equal(await whole.column(NAMES[2]).getByRole('alert').count(), 0);
		assert.deepEqual(await copies(), [1, 0, 0]);
		assert.equal(await whole.button('Stop', whole.column(NAMES[2])).count(), 0);
	});

	it('is judged blind by letters, and tells all once one is kept', async () => {
		const hidden = (id: string, name: string) => column(id, name, { model: '', at: 0 });
		await whole.snapshot([hidden('1', 'A'), hidden('2', 'B')], { blind: true });
		await whole.page.getByText('hidden until you keep one').waitFor();
		await whole.column('A').waitFor();
		assert.equal(await whole.page.locator('.facts-list:visible').count(), 0);
		await whole.snapshot([
			column('1', NAMES[2], { facts: FACTS }, { kept: true }),
			column('2', NAMES[0], { facts: FACTS }),
		]);
		assert.equal(await whole.column('A').count(), 0);
		assert.equal(await whole.page.locator('.facts-list:visible').count(), 2);
		assert.equal(await whole.page.getByText('hidden until you keep one').isVisible(), false);
	});

	it('shows an answer anew where it is another one by now, as after thoughts', async () => {
		await whole.snapshot([streaming('1', NAMES[0], 'Thinking'), streaming('2', NAMES[1])]);
		await whole.snapshot([
			column('1', NAMES[0], {
				status: 'streaming',
				text: 'Said',
				reasoning: 'Thinking',
				facts: {},
			}),
			streaming('2', NAMES[1]),
		]);
		assert.equal(await whole.column(NAMES[0]).locator('.markdown').innerText(), 'Said');
		assert.equal(await whole.column(NAMES[0]).locator('.reasoning').isVisible(), true);
		await whole.changes({ type: 'text', id: '1', text: ' more' });
		assert.equal(await whole.column(NAMES[0]).locator('.markdown').innerText(), 'Said more');
	});

	it('keeps the texts of a column of which all else has come anew', async () => {
		await whole.snapshot([streaming('1', NAMES[0], 'One'), streaming('2', NAMES[1], 'Two')]);
		const kept = column('1', NAMES[2], { text: '', facts: FACTS }, { kept: true });
		const thought = column('2', NAMES[1], { text: 'Said', reasoning: 'Two' });
		await whole.changes(
			{ type: 'text', id: '1', text: ' more' },
			{ type: 'column', column: kept },
			{ type: 'anew', column: thought },
			{ type: 'about', question: 'Another?', blind: true },
		);
		assert.equal(await whole.column(NAMES[2]).locator('.markdown').innerText(), 'One more');
		await whole.column(NAMES[2]).getByText('Kept: this is the chat’s branch now.').waitFor();
		assert.equal(await whole.column(NAMES[2]).locator('.end-note').count(), 0, 'it is not empty');
		assert.equal(await whole.column(NAMES[1]).locator('.markdown').innerText(), 'Said');
		assert.equal(await whole.page.locator('h1').innerText(), 'Another?');
		assert.equal(await whole.page.getByText('hidden until you keep one').isVisible(), true);
	});

	it('applies the code of the answer that is kept, and says below it what became of that', async () => {
		const text = 'Use this:\n\n```ts\nlet a = 1;\n```\n\nand\n\n```ts\nlet b = 2;\n```';
		await whole.snapshot([column('1', NAMES[0], { text }), column('2', NAMES[1], { text })]);
		assert.equal(await whole.button('Apply').count(), 0, 'none is kept');
		const bare = column('2', NAMES[1], { text: '' }, { kept: true });
		await whole.changes({ type: 'column', column: bare });
		const kept = whole.column(NAMES[1]);
		assert.deepEqual(
			[await whole.button('Apply').count(), await whole.button('Apply', kept).count()],
			[2, 2],
		);
		await whole.button('Copy Code', kept).nth(1).focus();
		await whole.page.keyboard.press('ArrowRight');
		await whole.page.keyboard.press('Enter');
		await whole.until(() => whole.posted.length === 2);
		const [, posted] = whole.posted;
		assert.ok(posted?.type === 'apply');
		assert.deepEqual([posted.id, posted.block, typeof posted.mark], ['2', 1, 'string']);
		const change = { block: 1, phase: 'proposed', text: 'in a.ts: 1 change' } as const;
		await whole.changes({ type: 'column', column: { ...bare, changes: [change] } });
		const shown = kept.getByRole('group', { name: 'Change of this code' });
		assert.match(await shown.innerText(), /^Proposed: in a\.ts: 1 change/);
		await whole.button('Open Again', shown).press('Enter');
		await whole.until(() => whole.posted.length === 3);
		assert.deepEqual(whole.posted.at(-1), { type: 'openChange', id: '2', block: 1 });
		await whole.changes(
			{ type: 'column', column: column('1', NAMES[0], { text: '' }, { kept: true }) },
			{ type: 'column', column: column('2', NAMES[1], { text: '' }) },
		);
		assert.equal(await whole.button('Apply', kept).count(), 0);
		assert.equal(await whole.button('Apply', whole.column(NAMES[0])).count(), 2);
	});

	it('shows how likely each token was, by pointer and keyboard, and the text again', async () => {
		const once = { logProbabilities: 5 };
		await whole.snapshot([column('1', NAMES[0], { text: 'A cat' }), column('2', NAMES[1])]);
		assert.equal(await whole.button('Probabilities').isVisible(), false, 'none was asked for');
		await whole.snapshot([
			column('1', NAMES[0], { text: 'A cat', once, facts: FACTS }),
			column('2', NAMES[1], { facts: FACTS }),
		]);
		await whole.button('Probabilities').press('Enter');
		await whole.until(() => whole.posted.some(({ type }) => type === 'chances'));
		const others = [
			{ text: ' dog', logprob: Math.log(0.25) },
			{ text: '\n', logprob: -9999 },
		];
		await whole.changes({
			type: 'chances',
			id: '1',
			chances: [
				{ text: 'A', logprob: 0, others: [] },
				{ text: ' cat', logprob: Math.log(0.5), others },
			],
		});
		const one = whole.column(NAMES[0]);
		const tokens = one.getByRole('group', { name: /^Tokens of / });
		await tokens.waitFor();
		assert.equal(await one.locator('.markdown').isVisible(), false);
		assert.equal(await whole.column(NAMES[1]).locator('.markdown').isVisible(), true);
		assert.deepEqual(
			await tokens.locator('span').evaluateAll((all) => all.map(({ dataset }) => dataset.step)),
			['0', '2'],
		);
		const told = one.getByRole('status');
		await tokens.focus();
		await whole.page.keyboard.press('End');
		assert.equal(await told.innerText(), '“ cat” 50 %; else “ dog” 25 %, “↵” under 0.01 %');
		await whole.page.keyboard.press('ArrowLeft');
		assert.equal(await told.innerText(), '“A” 100 %');
		await tokens.locator('span').nth(1).hover();
		assert.match(await told.innerText(), /^“ cat” 50 %/);
		await whole.button('Probabilities').press('Enter');
		assert.equal(await tokens.count(), 0);
		assert.equal(await one.locator('.markdown').innerText(), 'A cat');
		await whole.button('Probabilities').press('Enter');
		await whole.changes({ type: 'chances', id: '1', chances: [] });
		await one.getByText('The server sent no probabilities').waitFor();
		assert.equal(await one.getByText('The answer goes on.').count(), 0);
		await whole.button('Probabilities').press('Enter');
		await whole.button('Probabilities').press('Enter');
		const kept = [{ text: 'A', logprob: 0, others: [] }];
		await whole.changes({ type: 'chances', id: '1', chances: kept, cut: true });
		await one.getByText('The answer goes on. Of the rest no probabilities are kept.').waitFor();
	});

	it('scrolls as one by block, or each apart', async () => {
		const blocks = (height: number) =>
			Array.from({ length: 40 }, (_, n) => `Block ${n}. ${'word '.repeat(height)}`).join('\n\n');
		await whole.snapshot([
			column('1', NAMES[0], { text: blocks(20) }),
			column('2', NAMES[1], { text: blocks(200) }),
		]);
		const first = (name: string) =>
			whole.column(name).evaluate((element) => {
				const scroller = element.querySelector('.column-scroller');
				const top = scroller?.getBoundingClientRect().top ?? 0;
				const blocks = element.querySelectorAll('.markdown > :not(.part), .part > *');
				const block = [...blocks].find((one) => one.getBoundingClientRect().bottom > top + 1);
				return block?.textContent?.split('.')[0];
			});
		const scrollTo = async (name: string, block: number) => {
			await whole.column(name).evaluate((element, index) => {
				const scroller = element.querySelector('.column-scroller');
				const blocks = element.querySelectorAll('.markdown > :not(.part), .part > *');
				const to = blocks[index]?.getBoundingClientRect().top ?? 0;
				const from = scroller?.getBoundingClientRect().top ?? 0;
				scroller?.scrollBy(0, to - from + 2);
			}, block);
			await whole.painted();
		};
		await scrollTo(NAMES[0], 20);
		assert.deepEqual(await Promise.all([first(NAMES[0]), first(NAMES[1])]), [
			'Block 20',
			'Block 20',
		]);
		await scrollTo(NAMES[1], 5);
		assert.deepEqual(await Promise.all([first(NAMES[0]), first(NAMES[1])]), ['Block 5', 'Block 5']);
		const together = whole.button('Scroll Together');
		assert.equal(await together.getAttribute('aria-pressed'), 'true');
		await together.press('Enter');
		await scrollTo(NAMES[1], 30);
		assert.deepEqual(await Promise.all([first(NAMES[0]), first(NAMES[1])]), [
			'Block 5',
			'Block 30',
		]);
	});

	it('wraps code where that is set', async () => {
		const text = `\`\`\`ts\nconst value = ${'read() + '.repeat(80)}0;\n\`\`\`\n`;
		await whole.snapshot([column('1', 'One', { text })]);
		const pre = whole.page.locator('.code-block pre');
		await pre.waitFor();
		const scrolls = () => pre.evaluate((one) => one.scrollWidth > one.clientWidth);
		assert.equal(await scrolls(), true);
		await whole.changes({ type: 'about', question: 'Which?', blind: false, wrapCode: true });
		assert.equal(await scrolls(), false);
		await whole.snapshot([column('1', 'One', { text })]);
		assert.equal(await scrolls(), true);
	});

	it('hides nothing that Tab leads to beneath its header, in a narrow page', async () => {
		await whole.page.setViewportSize({ width: 400, height: 700 });
		const text = 'See [this](https://a.test).\n\n```ts\nlet a = 1;\nlet b = 2;\n```\n\n'.repeat(12);
		await whole.snapshot([column('r1', 'A', { text }), column('r2', 'B', { text })]);
		const top = () =>
			whole.page.evaluate(() => {
				const { activeElement } = document;
				const header = document.querySelector('.compare-header');
				if (!activeElement || header?.contains(activeElement)) return Infinity;
				if (activeElement === document.body) return Infinity;
				return activeElement.getBoundingClientRect().top - (header?.clientHeight ?? 0);
			});
		for (const key of ['Tab', 'Shift+Tab']) {
			for (let press = 0; press < 40; press++) {
				await whole.page.keyboard.press(key);
				assert.ok((await top()) >= -1, `${key} ${press}: ${await top()} px`);
			}
		}
		await whole.page.setViewportSize({ width: 150, height: 350 });
		await whole.page.mouse.wheel(0, 2000);
		await whole.painted();
		const covered = await whole.page
			.locator('.compare-header')
			.evaluate((header) => header.getBoundingClientRect().bottom);
		assert.ok(covered <= 100, `in a low page it covers ${covered} px`);
	});

	it('begins at the beginning of an answer that is complete', async () => {
		await whole.snapshot([column('1', NAMES[0], { text: 'A line of an answer.\n\n'.repeat(60) })]);
		await whole.painted();
		const scroller = whole.column(NAMES[0]).locator('.column-scroller');
		assert.equal(await scroller.evaluate((one) => one.scrollTop), 0);
	});

	it('follows the end of what comes in, until the reader scrolls up', async () => {
		const line = 'A line of an answer.\n\n';
		await whole.snapshot([
			streaming('1', NAMES[0], line.repeat(60)),
			streaming('2', NAMES[1], 'B'),
		]);
		const scroller = whole.column(NAMES[0]).locator('.column-scroller');
		const left = () =>
			scroller.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight);
		await whole.painted();
		assert.ok((await left()) < 2);
		await whole.changes({ type: 'text', id: '1', text: line.repeat(20) });
		await whole.painted();
		assert.ok((await left()) < 2);
		await scroller.evaluate((one) => one.scrollBy(0, -300));
		await whole.painted();
		await whole.changes({ type: 'text', id: '1', text: line.repeat(20) });
		await whole.painted();
		assert.ok((await left()) > 500, 'it stays where it is read');
	});

	for (const theme of THEME_KINDS) {
		for (const width of [600, 1400, 400]) {
			it(`axe finds nothing, and nothing is wider than ${width} px: ${theme}`, async () => {
				await whole.page.close();
				whole = await ComparePageInTest.open(browser, { theme, width });
				const code =
					'Use this:\n\n```ts\nconst answer: number = 42;\nconsole.log(answer);\n```\n\n';
				const failure = { kind: 'rateLimit', message: 'Too many requests.' } as const;
				await whole.snapshot([
					column(
						'1',
						NAMES[0],
						{ text: `${code}It is short.`, facts: FACTS },
						{
							kept: true,
							changes: [{ block: 0, phase: 'proposed', text: 'in `answer.ts`: 1 change' }],
						},
					),
					column('2', NAMES[1], {
						text: `## Longer\n\n${'Many words. '.repeat(60)}`,
						facts: FACTS,
						once: { logProbabilities: 5 },
					}),
					streaming('3', NAMES[2], 'It begins'),
					column('4', 'Mistral Large', { text: '', status: 'failed', facts: {}, failure }),
				]);
				if (width !== 400) {
					const likely = ['Many', ' words', '. Many', ' different', ' words', '.'];
					await whole.button('Probabilities').press('Enter');
					await whole.changes({
						type: 'chances',
						id: '2',
						cut: true,
						chances: likely.map((text, at) => ({
							text,
							logprob: -at / 2,
							others: [{ text: ' few', logprob: -3 }],
						})),
					});
					await whole
						.column(NAMES[1])
						.getByRole('group', { name: /^Tokens of / })
						.focus();
					await whole.page.keyboard.press('End');
				}
				await whole.page.addScriptTag({ content: await readFile(AXE, 'utf8') });
				const results: AxeResults = await whole.page.evaluate(() =>
					Reflect.get(globalThis, 'axe').run(document, { resultTypes: ['violations'] }),
				);
				const found = results.violations.flatMap(({ id, nodes }) =>
					nodes.map((node) => `${id}: ${node.html.slice(0, 120)}: ${node.failureSummary}`),
				);
				assert.deepEqual(found, []);
				const wider = await whole.page.evaluate(
					() => document.documentElement.scrollWidth > document.documentElement.clientWidth,
				);
				assert.equal(wider, false);
				const boxes = await Promise.all(
					[NAMES[0], NAMES[1]].map((name) => whole.column(name).boundingBox()),
				);
				assert.equal(boxes[0]?.y === boxes[1]?.y, width >= 600);
				const shots = process.env.LLAMA_CHAT_SHOTS;
				if (shots !== undefined)
					await whole.page.screenshot({ path: `${shots}/compare-${theme}-${width}.png` });
			});
		}
	}
});
