import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { AttachmentView } from '../../src/shared/attachments/attachmentProtocol.ts';
import type { Suggestion } from '../../src/shared/suggestions/suggestionProtocol.ts';
import { ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, excerpt } from './samples.ts';
import { THEME_KINDS } from './themes.ts';

/** Two of the same start and length, too long for a narrow view. */
const FOLDER = 'packages/interpreter/src/evaluation/expressions';
const NAMES = [`${FOLDER}/callExpression.ts`, `${FOLDER}/callExpression.js`];

const file = (label: string, at: number): AttachmentView => ({
	kind: 'excerpt',
	id: `file-${at}`,
	label,
	startLine: 1,
	endLine: 400,
	source: 'file',
	bytes: 12_345,
});

describe('names that differ in their ends alone', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const looksDifferent = async (first: Locator, second: Locator, what: string) => {
		const [one, two] = [await first.screenshot(), await second.screenshot()];
		assert.ok(!one.equals(two), `${what} look the same`);
	};

	/** In a view of 300 px, and of 150, as at 200 %. */
	const atBothWidths = async (look: (width: number) => Promise<void>) => {
		for (const width of [300, 150]) {
			await chat.page.setViewportSize({ width, height: 700 });
			await look(width);
		}
	};

	it('can be told apart in chips, whose buttons are called by the whole', async () => {
		await chat.snapshot([], { attachments: NAMES.map(file) });
		const opener = (name: string) => chat.button(name);
		await atBothWidths(async (width) => {
			await looksDifferent(opener(NAMES[0] ?? ''), opener(NAMES[1] ?? ''), `chips of ${width} px`);
		});
		const title = await opener(NAMES[1] ?? '').getAttribute('title');
		assert.match(title ?? '', /callExpression\.js/);
	});

	it('can be told apart where they are images', async () => {
		const shot = 'Screenshot of the settings page 2026-11-01 at 10.15.0';
		await chat.snapshot([], {
			attachments: ['7', '8'].map((second, at) => ({
				kind: 'image' as const,
				id: `image-${at}`,
				image: {
					hash: String(at).repeat(64),
					mediaType: 'image/png',
					name: `${shot}${second}.png`,
					width: 1600,
					height: 900,
					bytes: 12_345,
				},
			})),
		});
		const named = (at: number) => chat.page.locator('.chip-open > [dir]').nth(at);
		await atBothWidths((width) => looksDifferent(named(0), named(1), `images of ${width} px`));
	});

	it('can be told apart while a question is edited', async () => {
		const excerpts = NAMES.map((label) => ({ ...excerpt, label, source: 'file' as const }));
		await chat.snapshot([asked({ excerpts }), answered()]);
		await chat.page.locator('[data-id="q1"]').getByRole('button', { name: 'Edit' }).click();
		const chip = (at: number) => chat.page.locator('.question-editor .chip > [dir]').nth(at);
		await atBothWidths((width) => looksDifferent(chip(0), chip(1), `chips of ${width} px`));
		assert.equal(await chip(1).getAttribute('title'), NAMES[1]);
	});

	it('can be told apart among the parts of the context, and so can those that are not sent', async () => {
		await chat.snapshot([], {
			context: {
				tokens: 100,
				context: 8192,
				unsent: [],
				fits: true,
				parts: [...NAMES, NAMES[1] ?? ''].map((label, at) => ({
					kind: 'attachment' as const,
					label,
					tokens: 50,
					attachment: `file-${at}`,
					...(at === 2 ? { notSent: true as const } : {}),
				})),
			},
		});
		await chat.page.locator('.meter').press('Enter');
		const label = (at: number) => chat.page.locator('.context-label').nth(at);
		await label(0).waitFor();
		await atBothWidths(async (width) => {
			await looksDifferent(label(0), label(1), `parts at ${width} px`);
			await looksDifferent(label(1), label(2), `a part that is not sent, at ${width} px`);
		});
	});

	it('can be told apart in the lists after #, by name and by folder', async () => {
		const item = (name: string, description: string): Suggestion => ({
			id: `${description}/${name}`,
			name,
			description,
			insert: `#${name}`,
		});
		const long = 'anotherVeryLongNameOfAFileThatIsHardToTellApart';
		const items = [
			// It is the one that Enter takes, and looks otherwise for that.
			item('first.ts', 'src'),
			item('index.ts', `${FOLDER}/calls`),
			item('index.ts', `${FOLDER}/casts`),
			item(`${long}.test.ts`, 'src'),
			item(`${long}.text.ts`, 'src'),
		];
		chat.answering = (message) =>
			message.type === 'suggest'
				? { type: 'suggestions', kind: 'context', query: message.query, items }
				: undefined;
		await chat.snapshot();
		await chat.box.pressSequentially('#');
		await chat.settled();
		const part = (at: number, name: string) =>
			chat.page.getByRole('option').nth(at).locator(`.suggestion-${name}`);
		await atBothWidths(async (width) => {
			const folders = [part(1, 'description'), part(2, 'description')] as const;
			await looksDifferent(...folders, `folders at ${width} px`);
			await looksDifferent(part(3, 'name'), part(4, 'name'), `names at ${width} px`);
		});
		const option = chat.page.getByRole('option').nth(2);
		assert.equal(await option.textContent(), `index.ts ${FOLDER}/casts`);
	});

	it('are whole where there is room', async () => {
		const emoji = 'src/👩‍💻.ts';
		await chat.page.setViewportSize({ width: 800, height: 700 });
		await chat.snapshot([], { attachments: [...NAMES, 'a', 'ab', emoji].map(file) });
		const halves = await chat.page.locator('.chip .cut-name').evaluateAll((names) =>
			names.map((name) => {
				const ruler = document.createElement('canvas').getContext('2d');
				if (ruler) ruler.font = getComputedStyle(name).font;
				const { start = '', end = '' } = (name as HTMLElement).dataset;
				const wide = ruler?.measureText(start + end).width ?? 0;
				return { text: start + end, missing: wide - name.getBoundingClientRect().width };
			}),
		);
		assert.deepEqual(
			halves.map(({ text }) => text),
			[...NAMES, 'a', 'ab', emoji],
		);
		for (const { text, missing } of halves) assert.ok(missing < 2, `${text} is cut by ${missing}`);
	});

	it('are drawn as a line of their letters is, also from right to left', async () => {
		const names = ['src/שלום-עולם-טוב.ts', 'docs/قراءة الملفات.md', 'src/cafe\u0301-cafe\u0301.ts'];
		await chat.page.setViewportSize({ width: 800, height: 700 });
		await chat.snapshot([], { attachments: names.map(file) });
		for (const [at, text] of names.entries()) {
			const name = chat.page.locator('.chip .cut-name').nth(at);
			const cut = await name.screenshot();
			await name.evaluate((element, whole) => {
				element.setAttribute('data-start', '');
				element.setAttribute('data-end', whole);
			}, text);
			assert.ok(cut.equals(await name.screenshot()), text);
		}
	});
});

describe('the edge of a chip', () => {
	for (const theme of THEME_KINDS) {
		it(`can be seen on the box, in the theme ${theme}`, async () => {
			const { sharedBrowser } = await import('../vscode/browser.ts');
			const chat = await ChatPage.open(await sharedBrowser(), { theme });
			await chat.snapshot([], {
				attachments: [file('src/sum.py', 0)],
				parameters: [{ setting: 'temperature', name: 'temperature', value: '0.2' }],
			});
			for (const chip of await chat.page.locator('.chip').all()) {
				const contrast = await chip.evaluate((element) => {
					const canvas = document.createElement('canvas');
					const pen = canvas.getContext('2d', { willReadFrequently: true });
					const light = (...colours: string[]) => {
						for (const colour of colours) {
							if (pen) pen.fillStyle = colour;
							pen?.fillRect(0, 0, 1, 1);
						}
						const [r = 0, g = 0, b = 0] = pen?.getImageData(0, 0, 1, 1).data ?? [];
						const [x = 0, y = 0, z = 0] = [r, g, b].map((one) => {
							const part = one / 255;
							return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
						});
						return 0.2126 * x + 0.7152 * y + 0.0722 * z;
					};
					const box = getComputedStyle(element.closest('.box') ?? element).backgroundColor;
					const [behind, edge] = [light(box), light(box, getComputedStyle(element).borderTopColor)];
					return (Math.max(behind, edge) + 0.05) / (Math.min(behind, edge) + 0.05);
				});
				assert.ok(contrast > 1.8, `it is ${contrast.toFixed(2)} : 1`);
			}
			await chat.close();
		});
	}
});
