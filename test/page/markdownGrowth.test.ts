import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { seedOfRun } from '../faults/seededRandom.ts';
import { cut } from '../unit/shared/markdown/markdownTree.ts';
import { launchChromium } from '../vscode/browser.ts';
import { bundle, openPage } from './chromium.ts';
import type { Harness } from './markdownHarness.ts';

declare const harness: Harness;

/** What may begin or end something, and what stands between. */
const PARTS =
	'* ** *** _ __ ~~ ` `` [ ] ]( ) ![ < > \\( \\) \\[ \\] $ $$ \\ & &amp; <br> <sub> </sub> <kbd> </kbd> <code> </code> <u> </u> <ul> </ul> <li> </li> [^1] http://a.bc/d { } " : ,'.split(
		' ',
	);
/** Marks as they stand beside words, and in JSON and paths. */
const TIGHT =
	' *a| **b| _c|d_|e*|*f*|`g`|`h|i` |$x|y$|$5|"_id"|"*|*"|[1, 2]|](u)|](http://u |](|: |src/a|//|(b) |{"k":|}|\\n| - |& |; |&lt|>|<b|</b>|’|—|，|→|@b|mailto:'
		.split('|')
		.map((text) => text.replaceAll('\\n', '\n'));
/** Where what has come before turns out to be something else. */
const MEETINGS = [
	'*a "**c',
	'_a b__c',
	'a *b **c* d**e',
	'a` b` http://c.de/f` g` h` i',
	'[a](http://b "c d") e)',
	'![a](http://b (c) d) e',
	'x $$ a=b $$ c $d$ $e $f',
	'`a ``b `c`` d` e',
	'a <b> c </b> d > e',
	'mailto:a@b.cd e://f',
	'a * b ** c*d',
	'_a *_ b',
	'[r]: http://a.b\n\na [r] b',
	'[^1]: n\n\na [^1] b',
];
/** In UTF-16 units: of a text that is no longer nothing is set aside. */
const SHORT = 380;
const WORDS = ['word', 'a_b', '提示：', 'مرحبا', '5', 'x.y', '\n', ' ', ' ', ' ', '  \n', '\t'];

interface Sample {
	readonly text: string;
	/** Where it is cut. */
	readonly places: readonly number[];
}

describe('Markdown in the page: long paragraphs', () => {
	let browser: Browser;
	let page: Page;

	before(async () => {
		browser = await launchChromium();
		({ page } = await openPage(browser, {
			script: await bundle('test/page/markdownHarness.ts'),
		}));
	});
	after(() => browser.close());

	/** Fails with the fewest pieces that come out otherwise than their text at once, in its first line, and how to see them again. */
	async function same(
		samples: readonly Sample[],
		wrong: 'wrongAtTheEnd' | 'wrongOnTheWay' = 'wrongAtTheEnd',
		seed?: number,
	) {
		const found = await page.evaluate(
			([list, name]) => list.map((pieces) => harness[name](pieces)).find((pieces) => pieces),
			[samples.map(({ text, places }) => cut(text, places)), wrong] as const,
		);
		const again = seed === undefined ? '' : ` (FAULT_SEED=${seed} makes them again)`;
		assert.ok(found === undefined, `other than at once: ${JSON.stringify(found)}${again}`);
	}

	/** Samples that FAULT_SEED makes again. */
	async function sameAtRandom(
		sample: fc.Arbitrary<Sample>,
		numRuns: number,
		wrong: 'wrongAtTheEnd' | 'wrongOnTheWay',
	) {
		const seed = seedOfRun();
		await same(fc.sample(sample, { seed: seed | 0, numRuns }), wrong, seed);
	}

	it('are the same in pieces as at once, with any marks in them', async () => {
		const part = fc.oneof(
			{ weight: 1, arbitrary: fc.constantFrom(...PARTS) },
			{ weight: 3, arbitrary: fc.constantFrom(...WORDS) },
		);
		const sample = fc.record({
			text: fc.array(part, { minLength: 300, maxLength: 1200 }).map((parts) => parts.join('')),
			places: fc.array(fc.nat(100_000), { minLength: 20, maxLength: 400 }),
		});
		await sameAtRandom(sample, 150, 'wrongAtTheEnd');
	});

	it('are the same where a formula is followed by blanks, words or a sign', async () => {
		const samples = [
			'$$\n$$ ',
			'$$\nx\n$$ ',
			'$$\nx\n$$ b *c*',
			'$$\nx\n$$, b *c*',
			'\\[\nx\n\\]，乙 *c*',
			'\\begin{align}\nx\n\\end{align}. b',
			'\\[\nx\n\\].\nb',
			'\\[x\\] ',
			'\\begin{align}x\\end{align}  ',
		].map((text) => ({
			text,
			places: Array.from(text, (_, at) => at),
		}));
		await same(samples);
	});

	it('look the same at each piece as if all that has come had come at once', async () => {
		// Few kinds of marks in each, so that they meet. A letter before all leaves no block to be decided.
		const text = fc
			.shuffledSubarray([...PARTS, ...TIGHT], { minLength: 1, maxLength: 4 })
			.chain((marks) =>
				fc.array(fc.oneof(fc.constantFrom(...marks), fc.constantFrom(...WORDS)), {
					minLength: 4,
					maxLength: 24,
				}),
			)
			.map((parts) => `a ${parts.join('')}`.slice(0, SHORT));
		const places = fc.array(fc.nat(120), { minLength: 10, maxLength: 60 });
		await sameAtRandom(fc.record({ text, places }), 2000, 'wrongOnTheWay');
		await same(
			MEETINGS.map((one) => ({ text: one, places: [...one].map((_, at) => at) })),
			'wrongOnTheWay',
		);
	}).timeout(120_000);

	for (const mark of [
		'$$ ',
		'[a ',
		'*a ',
		'**a ',
		'<a ',
		'\\(a ',
		'\\[a ',
		'`a ',
		'~~a ',
		'![a ',
	]) {
		it(`are the same in pieces with ${mark.trim()} again and again`, async () => {
			const text = `b ${mark.repeat(600)}`;
			const places = Array.from({ length: 700 }, (_, index) => index * 3);
			await same([
				{ text, places },
				{ text: `${text}\n\nc *d*`, places },
			]);
		});
	}

	it('are the same in pieces where a mark in code of a tag is closed behind it', async () => {
		const words = 'some words '.repeat(60);
		const text = `${words}<code>a *b</code> ${words}x* c <code>d_e</code> ${words}`;
		const places = Array.from({ length: 500 }, (_, index) => index * 5);
		await same([{ text, places }]);
	});

	it('are the same in pieces where one joins the texts of an attack', async () => {
		const corpus: unknown = JSON.parse(await readFile('test/corpora/markup.json', 'utf8'));
		const texts = stringsIn(corpus).filter((text) => text.length > 20);
		assert.ok(texts.length > 100);
		const sample = fc.record({
			text: fc
				.array(fc.constantFrom(...texts), { minLength: 5, maxLength: 30 })
				.map((some) => `a ${some.join(' ').replaceAll(/\s+/g, ' ')}`),
			places: fc.array(fc.nat(100_000), { maxLength: 200 }),
		});
		await sameAtRandom(sample, 150, 'wrongAtTheEnd');
	});

	it('are laid out less often the longer they are, and are whole at the end', async () => {
		const seen = await page.evaluate(() => {
			const { root, view } = harness.open();
			const word = 'some words of a [long paragraph, ';
			const shown = (count: number) => {
				let changes = 0;
				for (let index = 0; index < count; index++) {
					const before = root.textContent.length;
					view.append(word);
					if (root.textContent.length > before) changes++;
				}
				return changes;
			};
			const changes = [shown(60), shown(600), shown(600)];
			view.settle();
			return { changes, whole: root.textContent.length };
		});
		assert.equal(seen.changes[0], 60);
		assert.ok((seen.changes[2] ?? 0) < (seen.changes[1] ?? 0) / 1.5, String(seen.changes));
		assert.equal(seen.whole, 'some words of a [long paragraph, '.length * 1260 - 1);
	});

	it('are parsed a number of times that grows with their length alone', async () => {
		const parsed = (text: string) => page.evaluate((whole) => harness.parsed(whole), text);
		for (const unit of [
			'    { "path": "src/a_b.ts", "lines": [1, 2], "_id": null },\n',
			'an *open mark and `another [one\n',
			'$$ a \\( b <c **d ',
			'the plain text of a paragraph, *with marks* and `code`, ',
		]) {
			const [short, long] = [
				await parsed(`x [ ${unit.repeat(60)}`),
				await parsed(`x [ ${unit.repeat(240)}`),
			];
			assert.ok(long < 6 * short, `${unit}: ${short}, then ${long}`);
		}
	});
});

function stringsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(stringsIn);
}
