import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample } from './requestSamples.ts';
import { answered, asked } from './samples.ts';

const facts = {
	finish_reason: 'stop',
	usage: { prompt_tokens: 10, completion_tokens: 412, total_tokens: 422, cost: 0.00031 },
};
const FULL = 'A text that goes on and on until its lines reach the right end of the panel. '.repeat(
	4,
);

/** How a reply may end. */
const ENDS: [what: string, text: string][] = [
	['a word', 'Hello'],
	['a word below full lines', `${FULL}\n\nHello`],
	['full lines', FULL.replaceAll(' ', '\u00a0')],
	['text from right to left', 'שלום'],
	['a short item', '- one\n  - two'],
	['a short item with a bold word in it', '1. a **word** more'],
	['a full item', `- one\n- ${FULL.replaceAll(' ', '\u00a0')}`],
	['a short quotation', '> short'],
	['a heading', '## End'],
	['code', 'So:\n\n```ts\nlet a;\n```'],
	['code in an item', '- So:\n\n  ```ts\n  let a;\n  ```'],
	['code with a long line', `~~~\n${'word '.repeat(100)}\n~~~`],
	['a table', '| a | b |\n|---|---|\n| 1 | 2 |'],
	['a rule', 'Hello\n\n---'],
	['a formula', '$$\nx^2\n$$'],
	['details', '<details><summary>More</summary>\n\nText\n\n</details>'],
];

for (const width of [300, 800]) {
	describe(`the row of a message in ${width} px`, () => {
		let chat: ChatPage;
		chatPageForEachTest(
			(page) => {
				chat = page;
			},
			{ width },
		);

		/** Top and bottom of each message. */
		const places = () =>
			chat.page.evaluate(() =>
				[...document.querySelectorAll('article')].map((article) => {
					const { top, bottom } = article.getBoundingClientRect();
					return [top, bottom];
				}),
			);
		/** The names of the controls in messages that are seen. */
		const seen = () =>
			chat.page.evaluate(() =>
				[...document.querySelectorAll<HTMLElement>('article button')]
					.filter((button) => button.checkVisibility({ checkOpacity: true }))
					.map((button) => button.title || button.textContent),
			);

		it('takes no height: a turn of two words is as high as its words', async () => {
			await chat.snapshot([
				asked({ text: 'Hi' }),
				answered({ text: 'Hello', facts }),
				asked({ id: 'q2', text: 'Hi' }),
				answered({ id: 'r2', parent: 'q2', text: 'Hello', facts }),
			]);
			const [[first = 0] = [], , [second = 0] = []] = await places();
			assert.ok(second - first <= 90, `a turn is ${second - first} px high`);
		});

		it('is seen on hover and on focus, and nothing moves', async () => {
			const messages = [asked(), answered({ facts })];
			await chat.snapshot(messages);
			const before = await places();
			assert.deepEqual(await seen(), []);
			await chat.page.locator('.question').hover();
			assert.deepEqual(await seen(), ['Copy', 'Edit', 'More Actions']);
			await chat.page.locator('.markdown').hover();
			const reply = await seen();
			assert.deepEqual(reply.slice(0, 4), [
				'Copy',
				'Insert at Cursor',
				'Regenerate',
				'More Actions',
			]);
			assert.equal(await chat.page.locator('.facts').textContent(), '$0.00031');
			assert.deepEqual(await places(), before);
			await chat.page.mouse.move(1, 1);
			assert.deepEqual(await seen(), []);
			await chat.button('Copy', chat.page.locator('.reply')).focus();
			assert.deepEqual(await seen(), reply);
			assert.deepEqual(await places(), before);
		});

		/** The texts that the row of a message lies over while that is pointed at. */
		async function covered(article: Locator): Promise<string[]> {
			// Near its left edge, away from the row.
			await article.hover({ position: { x: 2, y: 2 }, force: true });
			return article.evaluate((message) => {
				const row = message.querySelector('.message-actions')?.getBoundingClientRect();
				const covers = ({ left, right, top, bottom }: DOMRect) =>
					row !== undefined &&
					Math.min(right, row.right) > Math.max(left, row.left) &&
					// Lines are higher than their letters.
					Math.min(bottom, row.bottom) - Math.max(top, row.top) > 4;
				const walker = document.createTreeWalker(
					document.querySelector('.transcript') ?? document.body,
					NodeFilter.SHOW_TEXT,
				);
				const found: string[] = [];
				for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
					if (node.parentElement?.closest('.message-toolbar')) continue;
					const range = new Range();
					range.selectNode(node);
					if ([...range.getClientRects()].some(covers)) found.push(node.textContent ?? '');
				}
				return found;
			});
		}

		for (const [what, text] of ENDS) {
			it(`lies over no text: ${what}`, async () => {
				await chat.snapshot([
					asked({ text: FULL }),
					answered({ text, facts }),
					asked({ id: 'q2', text: FULL }),
				]);
				for (const kind of ['reply', 'question'])
					assert.deepEqual(await covered(chat.page.locator(`.${kind}`).first()), [], kind);
			});
		}

		it('lies over no line of a day, which takes its own clicks', async () => {
			await chat.snapshot([
				asked({ text: 'Hi' }),
				answered({ text: 'Hello', facts }),
				asked({ id: 'q2', text: 'Hi' }, { writtenBefore: Date.UTC(2020, 0, 1) }),
			]);
			const row = await chat.page.locator('.reply .message-actions').boundingBox();
			const day = await chat.page.locator('.day-line').last().boundingBox();
			assert.ok(row && day);
			assert.ok(row.y + row.height <= day.y, `the row ends ${row.y + row.height - day.y} px in it`);
		});

		it('lies over nothing that stands between messages', async () => {
			const summary = { id: 's', at: 1, model: 'a/b', text: FULL, of: ['q1', 'r1'] };
			const modelChange = { from: FULL, to: FULL };
			const day = { writtenBefore: 1 };
			const today = { writtenBefore: Date.now() };
			await chat.snapshot([
				asked({ text: 'Hi' }),
				answered({ text: 'Hello', facts }, { ...day, modelChange }),
				asked({ id: 'q2', text: 'Hi' }, day),
				answered({ id: 'r2', text: 'Hello', facts, summary }),
				asked({ id: 'q3', text: 'Hi', summary }, today),
				answered({ id: 'r3', text: 'Hello', facts }),
				asked({ id: 'q4', text: 'Hi' }, today),
				answered({ id: 'r4', text: 'Hello', facts }),
			]);
			const unsent = ['q3', 'r3', 'q4'].map((id) => ({ id, why: 'leftOut' as const }));
			await chat.status({ context: { ...contextSample, unsent } });
			for (const article of await chat.page.locator('.message').all())
				assert.deepEqual(await covered(article), [], (await article.getAttribute('data-id')) ?? '');
		});

		it('has the pager always in view, in a row of its own', async () => {
			await chat.snapshot([
				asked({}, { sibling: 1, siblings: 3 }),
				answered({ facts }, { sibling: 2, siblings: 3 }),
			]);
			const versions = ['Previous Version', 'Next Version'];
			assert.deepEqual(await seen(), [...versions, ...versions]);
			for (const kind of ['.question', '.reply']) {
				const article = chat.page.locator(kind);
				await article.hover({ position: { x: 2, y: 2 }, force: true });
				const row = await article.locator('.message-actions').boundingBox();
				const pager = await article.locator('.siblings').boundingBox();
				assert.ok(row && pager);
				assert.ok(row.x >= pager.x + pager.width || row.x + row.width <= pager.x, kind);
				for (const part of [row, pager])
					assert.ok(part.x >= 0 && part.x + part.width <= width, `${kind} is in the panel`);
			}
		});

		it('has the cost whole beside the pager: the time gives way before it', async () => {
			for (const [sibling, siblings] of [
				[2, 3],
				[12, 104],
			] as const) {
				await chat.snapshot([asked(), answered({ facts }, { sibling, siblings })]);
				const { text, room, cut } = await chat.page.locator('.reply').evaluate((reply) => {
					const cost = reply.querySelector('.facts');
					const time = reply.querySelector('.message-time');
					if (cost === null || time === null) throw new Error('it has no cost, or no time');
					const { paddingLeft, paddingRight } = getComputedStyle(cost);
					const paddings = Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight);
					const said = new Range();
					said.selectNodeContents(cost);
					return {
						text: said.getBoundingClientRect().width,
						room: cost.getBoundingClientRect().width - paddings,
						cut: getComputedStyle(time).textOverflow,
					};
				});
				// A part of a pixel that is missing costs two letters.
				assert.ok(text <= room, `${text} in ${room}, ${sibling}/${siblings}`);
				assert.equal(cut, 'ellipsis', 'what is left of the time is not taken for another');
			}
		});

		it('has Continue beside the note, and the opened facts below', async () => {
			await chat.snapshot([
				asked(),
				answered({ status: 'stopped', text: 'Half', facts }, { canContinue: true }),
			]);
			await chat.page.locator('.markdown').hover();
			assert.deepEqual((await seen()).at(0), 'Continue');
			await chat.page.locator('.facts').click();
			const list = await chat.page.locator('.facts-list').boundingBox();
			const row = await chat.page.locator('.reply .message-actions').boundingBox();
			assert.ok(list && row && list.y >= row.y + row.height);
		});

		it('names what went out in part also while nobody points at it', async () => {
			const hash = 'a'.repeat(64);
			const part = {
				source: 'file',
				label: 'big.ts',
				startLine: 1,
				endLine: 9,
				lineCount: 20,
				hash,
			} as const;
			await chat.snapshot([asked(), answered({ facts, parts: [part] })]);
			await chat.page.getByText('Sent in part: big.ts').waitFor();
		});
	});
}

describe('the pager of a message in 150 px', () => {
	let chat: ChatPage;
	chatPageForEachTest(
		(page) => {
			chat = page;
		},
		{ width: 150 },
	);

	it('is in view, and the row of buttons in a line of its own', async () => {
		await chat.snapshot([
			asked({}, { sibling: 1, siblings: 3 }),
			answered({ facts, text: FULL }, { sibling: 2, siblings: 3 }),
		]);
		for (const kind of ['.question', '.reply']) {
			const article = chat.page.locator(kind);
			const row = await article.locator('.message-actions').boundingBox();
			const pager = await article.locator('.siblings').boundingBox();
			assert.ok(row && pager);
			const text = await article
				.getByText(kind === '.reply' ? FULL.trim() : 'How do I')
				.first()
				.boundingBox();
			assert.ok(text && text.y + text.height <= Math.min(row.y, pager.y) + 1, kind);
			assert.ok(row.y >= pager.y + pager.height - 1 || pager.y >= row.y + row.height - 1, kind);
			for (const part of [row, pager])
				assert.ok(part.x >= 0 && part.x + part.width <= 150, `${kind} is in the panel`);
		}
	});
});
