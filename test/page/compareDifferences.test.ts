import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { bundle, openPage } from './chromium.ts';
import type { Harness } from './compareDifferencesHarness.ts';
import { ComparePageInTest, column } from './comparePage.ts';

declare const harness: Harness;

/** So many words of a small vocabulary, as prose and code in turn; the same for the same number. */
function longAnswer(words: number, seed: number): string {
	let state = seed;
	const random = () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
		return (state >>> 8) / 2 ** 24;
	};
	const parts = Array.from({ length: words / 100 }, (_, part) => {
		const own = Array.from({ length: 100 }, () => `w${Math.floor(random() ** 3 * 5000)}`);
		return part % 5 === 4 ? `\`\`\`js\n${own.join(';\n')}\n\`\`\`` : own.join(' ');
	});
	return parts.join('\n\n');
}

describe('the differences of answers in the page', () => {
	let browser: Browser;
	let page: Page;
	let errors: Error[];

	before(async () => {
		browser = await launchChromium();
		const script = await bundle('test/page/compareDifferencesHarness.ts');
		({ page, errors } = await openPage(browser, { script }));
	});
	afterEach(() => assert.deepEqual(errors, []));
	after(() => browser.close());

	const compare = (answers: Record<string, string>, chosen: string) =>
		page.evaluate(
			async ([all, first]) => {
				harness.answers(all);
				return { told: await harness.show(first), marked: harness.marked() };
			},
			[answers, chosen] as const,
		);

	it('are marked in words of prose and lines of code, as they are shown', async () => {
		const { told, marked } = await compare(
			{
				One: 'Use a **red** hammer.\n\n- first\n- second\n\n```js\nlet a = 1;\nlet b = 2;\n```',
				Two: 'Use a *blue* hammer.\n\n- first\n- third\n\n```js\nlet a = 1;\nlet b = 3;\n```',
			},
			'One',
		);
		assert.deepEqual(marked, {
			One: ['red', 'second', 'let b = 2;'],
			Two: ['blue', 'third', 'let b = 3;'],
		});
		assert.equal(told, 'Two: 6 differences from One');
	});

	it('are in the chosen answer what differs from all others', async () => {
		const answers = { A: 'red green blue', B: 'red white blue', C: 'red green black' };
		const one = await compare(answers, 'A');
		assert.deepEqual(one.marked, { A: [], B: ['white'], C: ['black'] });
		assert.equal(one.told, 'B: 2 differences from A. C: 2 differences from A');
		const other = await compare(answers, 'B');
		assert.deepEqual(other.marked, { A: ['green'], B: ['white'], C: ['green black'] });
	});

	it('are none between equal answers, and gone with Differences', async () => {
		const same = await compare({ A: 'the **same**', B: 'the same' }, 'A');
		assert.equal(same.told, 'B: no difference from A');
		assert.deepEqual(same.marked, { A: [], B: [] });
		await compare({ A: 'one', B: 'two' }, 'A');
		await page.evaluate(() => harness.clear());
		assert.deepEqual(await page.evaluate(() => harness.marked()), { A: [], B: [] });
	});

	it('are found anew where a text changes late', async () => {
		await compare({ A: 'one', B: 'one' }, 'A');
		await page.evaluate(() => harness.addLate('B', 'and more'));
		await page.waitForFunction(() => harness.marked()['B']?.[0] === 'and more');
	});

	it('are found in texts that change all the time, as code does that gets its colours', async () => {
		const lines = Array.from({ length: 500 }, (_, at) => `Line ${at}.`);
		const [one, other] = [lines, lines.with(250, 'Another.')].map((all) => all.join('\n\n'));
		const { told, marked } = await page.evaluate(
			async (all) => {
				harness.answers(all);
				const told = await harness.showWhileChanging('A');
				return { told, marked: harness.marked() };
			},
			{ A: one ?? '', B: other ?? '' },
		);
		assert.equal(told, 'B: 2 differences from A');
		assert.deepEqual(marked, { A: ['Line 250'], B: ['Another'] });
	});

	it('leave the page at work while answers of 50,000 words are compared', async () => {
		const answers = Object.fromEntries(
			[1, 2].map((seed) => [`A${seed}`, longAnswer(50_000, seed)]),
		);
		const { marked, pictures, steps } = await page.evaluate(async (all) => {
			harness.answers(all);
			let count = 0;
			let goesOn = true;
			const draw = () => {
				count++;
				if (goesOn) setTimeout(draw);
			};
			draw();
			await harness.show('A1');
			goesOn = false;
			const texts = Object.entries(harness.marked());
			const marked = texts.map(([, of]) => of.length > 0);
			return { marked, pictures: count, steps: harness.steps('A1') };
		}, answers);
		assert.deepEqual(marked, [true, true]);
		// Code that has no colours yet has few nodes.
		assert.ok(steps > 3, `each is read in ${steps} steps`);
		assert.ok(pictures > 20, `${pictures} times something else could run`);
	}).timeout(300_000);
});

describe('Differences, on the page of compared answers', () => {
	let browser: Browser;
	let whole: ComparePageInTest;
	before(async () => {
		browser = await launchChromium();
		whole = await ComparePageInTest.open(browser);
	});
	afterEach(() => assert.deepEqual(whole.errors, []));
	after(() => browser.close());

	const marked = () =>
		whole.page.evaluate(() => [...(CSS.highlights.get('difference') ?? [])].map(String));
	const button = () => whole.page.getByRole('button', { name: 'Differences' });
	const chosen = () => whole.page.getByRole('combobox', { name: 'Compare with' });

	it('waits until no answer comes in', async () => {
		await whole.snapshot([
			column('1', 'One', { text: 'a red cat' }),
			column('2', 'Two', { text: 'a blue', status: 'streaming', facts: {} }),
		]);
		assert.equal(await button().isDisabled(), true);
		assert.equal(await chosen().isVisible(), false);
	});

	it('marks what differs from the chosen answer, by the keyboard, and takes the marks away again', async () => {
		await whole.snapshot([
			column('1', 'One', { text: 'a red cat' }),
			column('2', 'Two', { text: 'a blue cat' }),
			column('3', 'Three', { text: 'a red dog' }),
		]);
		await button().press('Enter');
		await whole.page
			.getByText('Two: 2 differences from One. Three: 2 differences from One')
			.waitFor();
		assert.deepEqual(await marked(), ['blue', 'dog']);
		await chosen().selectOption('Two');
		await whole.page
			.getByText('One: 2 differences from Two. Three: 2 differences from Two')
			.waitFor();
		assert.deepEqual((await marked()).toSorted(), ['blue', 'red', 'red dog']);
		await button().press('Enter');
		assert.deepEqual(await marked(), []);
		assert.equal(await chosen().isVisible(), false);
	});
});

describe('Judge Code, on the page of compared answers', () => {
	let browser: Browser;
	let whole: ComparePageInTest;
	before(async () => {
		browser = await launchChromium();
		whole = await ComparePageInTest.open(browser);
	});
	after(() => browser.close());

	it('is there for code alone, and shows under each what was found', async () => {
		const judge = whole.button('Judge Code');
		await whole.snapshot([column('1', 'One', { text: 'a' }), column('2', 'Two', { text: 'b' })]);
		assert.equal(await judge.isVisible(), false);
		const text = 'Here:\n\n```ts\na();\n```';
		const both = [column('1', 'One', { text }), column('2', 'Two', { text: 'b' })] as const;
		await whole.snapshot(both);
		await judge.press('Enter');
		await whole.until(() => whole.posted.some(({ type }) => type === 'judge'));
		const facts = ['a.ts: 1 change, placed cleanly; no symbol lost; problems 3 → 1'];
		await whole.snapshot([{ ...both[0], judged: { place: 1, facts } }, both[1]]);
		const found = (name: string) =>
			whole.column(name).getByRole('list', { name: 'What its code would change' });
		assert.deepEqual(await found('One').getByRole('listitem').allInnerTexts(), [
			'Place 1 by its code',
			...facts,
		]);
		assert.equal(await found('Two').isVisible(), false);
		assert.deepEqual(whole.errors, []);
	});
});
