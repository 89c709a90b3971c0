import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

const SENTENCE = 'The parser reads one line at a time and keeps what is open until it closes. ';
const lines = (count: number, line: (at: number) => string) =>
	Array.from({ length: count }, (_, at) => line(at)).join('\n');
const code = (count: number) =>
	`\`\`\`ts\n${lines(count, (at) => `const value${at} = read("${at}"); // ${'wide '.repeat(at % 9)}`)}\n\`\`\`\n\n`;
const prose = (count: number) => `${SENTENCE.repeat(2)}\n\n`.repeat(count);
const table = (rows: number, cells: readonly string[]) =>
	`| ${cells.map((_, at) => `Column ${at}`).join(' | ')} |\n|${'---|'.repeat(cells.length)}\n${lines(rows, (at) => `| ${cells.map((cell) => cell.repeat(1 + (at % 5))).join(' | ')} |`)}\n\n`;

interface Sample {
	readonly reasoning?: string;
	readonly text: string;
}

/** Replies of the shapes that models give. */
const SAMPLES: Readonly<Record<string, Sample>> = {
	prose: { text: `# What it does\n\n${prose(9)}` },
	lists: {
		text: `Three steps:\n\n${lines(14, (at) => `${at + 1}. **Step ${at}**: ${SENTENCE}`)}\n\nThen:\n\n${lines(12, (at) => `- ${SENTENCE}${at}`)}\n\nDone.`,
	},
	'nested lists': {
		text: lines(
			10,
			(at) => `- Item ${at}\n\n  ${SENTENCE}\n  - inner, ${SENTENCE}\n    1. innermost`,
		),
	},
	'code that folds': { text: `Here:\n\n${code(45)}${prose(3)}` },
	'two code blocks': { text: `First:\n\n${code(36)}Then:\n\n${code(12)}${prose(4)}` },
	'a wide table': {
		text: `${prose(2)}${table(14, ['some words ', 'a_long_identifier ', 'x', 'what it is for '])}${prose(3)}`,
	},
	'a narrow table': { text: `${prose(2)}${table(20, ['1', 'yes '])}${prose(3)}` },
	formulas: {
		text: `${'With $a^2 + b^2 = c^2$ it follows that $x = \\\\frac{1}{2}$ holds.\n\n$$\n\\\\sum_{i=1}^{n} i = \\\\frac{n(n+1)}{2}\n$$\n\n'.repeat(6).replaceAll('\\\\', '\\')}${prose(2)}`,
	},
	quotes: {
		text: `${lines(8, (at) => `> ${SENTENCE}\n> - quoted ${at}\n>\n> ${SENTENCE}`)}\n\n${prose(3)}`,
	},
	'reasoning that folds, and a mixed text': {
		reasoning: `${SENTENCE.repeat(3)}\n`.repeat(8),
		text: `## Plan\n\n${prose(2)}- one\n- two\n\n${code(34)}${table(8, ['a ', 'some words '])}> ${SENTENCE}\n\n$$\nx^2\n$$\n\n${prose(2)}[a]: https://example.com\n\nSee [a].\n`,
	},
};

/** The text in small pieces, as tokens come. */
const pieces = (text: string) => text.match(/[\s\S]{1,32}/g) ?? [];

describe('what is read stays where it is while a reply streams', () => {
	for (const width of [300, 800]) {
		let chat: ChatPage;
		chatPageForEachTest(
			(page) => {
				chat = page;
			},
			{ width },
		);

		const scroller = () => chat.page.locator('.scroller');

		/**
		 * Notes what moves on the screen. What was last in the picture before, and all below it, is the end that grows; what stood above
		 * that is read.
		 */
		const watch = () =>
			chat.page.evaluate(() => {
				const moved: string[] = [];
				/** The block that was last in each picture, and when that was on the screen. */
				const pictures: { time: number; last: Element | null }[] = [];
				const lastBlock = () => {
					let last: Element | null | undefined = document.querySelector(
						'.reply:last-child .markdown',
					);
					do last = last?.lastElementChild ?? last;
					while (last?.matches('.part, .list-part'));
					return last ?? null;
				};
				const isRead = (node: Node, time: number) => {
					const last = pictures.findLast((picture) => picture.time <= time)?.last;
					const article = last?.closest('article');
					if (!last || !article) return true;
					if (last.contains(node)) return false;
					const isBelow = last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
					return !isBelow || !article.contains(node);
				};
				const take = (entries: PerformanceEntryList) => {
					for (const entry of entries) {
						const sources: { node: Node | null }[] = Reflect.get(entry, 'sources');
						for (const { node } of sources) {
							if (node === null || !isRead(node, entry.startTime)) continue;
							const what = node instanceof Element ? node.outerHTML : node.textContent;
							moved.push(`${Reflect.get(entry, 'value').toFixed(4)} ${what?.slice(0, 120)}`);
						}
					}
				};
				const observer = new PerformanceObserver((list) => take(list.getEntries()));
				observer.observe({ type: 'layout-shift', buffered: false });
				let isWatching = true;
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => pictures.push({ time: performance.now(), last: lastBlock() });
				const picture = () => {
					// What is posted now comes when the picture is there.
					port2.postMessage(null);
					if (isWatching) requestAnimationFrame(picture);
				};
				picture();
				Object.assign(globalThis, {
					movedUntilNow: () => {
						isWatching = false;
						take(observer.takeRecords());
						observer.disconnect();
						return moved;
					},
				});
			});

		/** Streams a reply, and returns what has moved. `read` scrolls to where the reader is, once there is something to be read. */
		async function stream({ reasoning = '', text }: Sample, read?: () => Promise<void>) {
			const streaming = { id: 'r1', status: 'streaming', text: '' } as const;
			await chat.snapshot(
				[
					asked({ text: SENTENCE.repeat(12) }),
					answered({ id: 'r0', text: prose(8) }),
					asked({ id: 'q2', parent: 'r0' }),
					answered({ ...streaming, parent: 'q2' }),
				],
				{ running: 'r1' },
			);
			await chat.painted();
			await watch();
			for (const piece of pieces(reasoning))
				await chat.changes({ type: 'reasoning', id: 'r1', text: piece });
			const all = pieces(text);
			for (const [index, piece] of all.entries()) {
				await chat.changes({ type: 'text', id: 'r1', text: piece });
				if (index === Math.floor(all.length / 3)) await read?.();
			}
			await chat.changes({
				type: 'message',
				view: answered({ id: 'r1', parent: 'q2', text, reasoning }),
			});
			await chat.status({ running: null });
			await chat.painted();
			return chat.page.evaluate((): string[] => Reflect.get(globalThis, 'movedUntilNow')());
		}

		for (const [name, sample] of Object.entries(SAMPLES)) {
			it(`at ${width} px: ${name}`, async () => {
				assert.deepEqual(await stream(sample), [], 'at the end');
				const place: number[] = [];
				const moved = await stream(sample, async () => {
					await scroller().hover();
					await chat.page.mouse.wheel(0, -150);
					await chat.painted();
					await chat.painted();
					place.push(await scroller().evaluate(({ scrollTop }) => scrollTop));
				});
				assert.deepEqual(moved, [], 'where the reader has scrolled up to');
				assert.equal(await scroller().evaluate(({ scrollTop }) => scrollTop), place[0]);
			});
		}
	}
});
