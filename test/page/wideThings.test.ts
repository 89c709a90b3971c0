import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, excerpt } from './samples.ts';
import { THEME_KINDS, themeStyle } from './themes.ts';

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
const HEADER = `${row('Option', 'Kind', 'What it is for', 'Since')}|-|-|-|-|\n`;
const FIRST_ROWS = ['timeout', 'retries', 'proxy', 'cache'].map((name) =>
	row(name, 'number', 'how long to wait for the server', '1.2'),
);
const NARROW = '| A | B |\n|-|-|\n| 1 | 2 |\n';
const CODE = `\`\`\`ts\nconst value = ${'read() + '.repeat(40)}0;\n\`\`\`\n`;
const FORMULA = `$$\n${'a + '.repeat(120)}b\n$$\n`;
const RTL = `${row('اسم الخيار', 'النوع', 'ما هو الغرض منه', 'منذ')}|-|-|-|-|\n${row('المهلة', 'رقم', 'كم من الوقت ينتظر الخادم', '١')}`;

describe('what is wider than the panel', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const table = () => chat.page.locator('.table-scroller');
	const widths = () =>
		table()
			.locator('th')
			.evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
	const show = async (text: string) => {
		await chat.snapshot([asked(), answered({ text })]);
		await chat.painted();
	};
	const append = (text: string) => chat.changes({ type: 'text', id: 'r1', text });
	const stream = async (text: string) => {
		const reply = answered({ id: 'r1', status: 'streaming', text: '' });
		await chat.snapshot([asked(), reply], { running: 'r1' });
		await append(text);
		await chat.painted();
	};
	const LATER = [
		row('x', '', 'y', ''),
		row('an option', 'text', 'many words that need more room than the others had', '2'),
		row('`a_name_that_is_longer_than_its_column_by_far`', 'a_kind_that_is_long', '', ''),
	];

	for (const width of [300, 800]) {
		for (const [how, begins] of [
			['in one piece', [FIRST_ROWS.join('')]],
			['row by row', FIRST_ROWS],
		] as const) {
			it(`the columns of a table that begins ${how} keep their widths while rows come, at ${width} px`, async () => {
				await chat.page.setViewportSize({ width, height: 700 });
				await stream(HEADER + begins[0]);
				for (const piece of begins.slice(1)) await append(piece);
				const first = await widths();
				assert.equal(first.length, 4);
				for (let round = 0; round < 5; round++) {
					for (const later of LATER) {
						await append(later);
						assert.deepEqual(await widths(), first, later);
					}
				}
				await append('\nAfter it.\n');
				assert.deepEqual(await widths(), first, 'once it is complete');
			});
		}
	}

	it('the columns are measured anew when the panel gets another width', async () => {
		await chat.page.setViewportSize({ width: 800, height: 700 });
		await stream(HEADER + FIRST_ROWS.join(''));
		const wide = await widths();
		await chat.page.setViewportSize({ width: 300, height: 700 });
		await chat.painted();
		const narrow = await widths();
		assert.notDeepEqual(narrow, wide);
		for (const later of LATER) await append(later);
		assert.deepEqual(await widths(), narrow);
	});

	it('a cell is at least 8em wide', async () => {
		await show(NARROW);
		const least = await table().evaluate(
			(one) => 8 * Number.parseFloat(getComputedStyle(one).fontSize),
		);
		for (const width of await widths()) assert.ok(width >= least, `${width} of ${least}`);
	});

	const scrollTo = async (one: Locator, left: number) => {
		await one.evaluate((scroller, to) => {
			scroller.scrollLeft = to;
		}, left);
		await chat.painted();
	};

	for (const [direction, text, sign] of [
		['left to right', HEADER + FIRST_ROWS.join(''), 1],
		['right to left', RTL, -1],
	] as const) {
		it(`the first column stays and covers the others, ${direction}`, async () => {
			await show(text);
			await scrollTo(table(), sign * 90);
			const cells = await table().evaluate((scroller) => {
				const outer = scroller.getBoundingClientRect();
				return [...scroller.querySelectorAll('tr > :first-child')].map((cell) => {
					const { left, right, top } = cell.getBoundingClientRect();
					const seen = document.elementFromPoint((left + right) / 2, top + 4);
					return {
						start: Math.round(left - outer.left),
						end: Math.round(outer.right - right),
						covers: cell.contains(seen),
					};
				});
			});
			assert.ok(cells.length > 1);
			for (const { start, end, covers } of cells) {
				assert.equal(sign > 0 ? start : end, 0);
				assert.equal(covers, true);
			}
		});
	}

	it('that column has the background of the page, in a view and in an editor', async () => {
		await show(HEADER + FIRST_ROWS.join(''));
		await scrollTo(table(), 90);
		const seen: string[] = [];
		for (const theme of THEME_KINDS) {
			const style = await chat.page.addStyleTag({ content: themeStyle(theme) });
			for (const [place, variable] of [
				['in-view', 'sideBar-background'],
				['in-editor', 'editor-background'],
			] as const) {
				const colours = await table().evaluate(
					(scroller, [name, expected]) => {
						document.body.className = name;
						const cell = scroller.querySelector('td') ?? scroller;
						const probe = document.createElement('i');
						probe.style.color = `var(--vscode-${expected})`;
						document.body.append(probe);
						const { color } = getComputedStyle(probe);
						probe.remove();
						return {
							expected: color,
							page: getComputedStyle(document.body).backgroundColor,
							cell: getComputedStyle(cell).backgroundColor,
						};
					},
					[place, variable] as const,
				);
				assert.deepEqual(
					colours,
					{ expected: colours.expected, page: colours.expected, cell: colours.expected },
					`${theme}, ${place}`,
				);
				seen.push(colours.cell);
			}
			await style.evaluate((node) => (node as Element).remove());
		}
		assert.ok(new Set(seen).size > THEME_KINDS.length);
		assert.doesNotMatch(seen.join(), /rgba/);
	});

	for (const [name, selector, text, sign] of [
		['a table', '.table-scroller', HEADER + FIRST_ROWS.join(''), 1],
		['a table from right to left', '.table-scroller', RTL, -1],
		['code', '.code-block pre', CODE, 1],
		['a formula', '.maths.display', FORMULA, 1],
	] as const) {
		it(`an edge of ${name} fades only while there is more that way`, async () => {
			await show(text);
			const scroller = chat.page.locator(selector);
			const fades = async (place: number) => {
				const { clientWidth, scrollWidth } = await scroller.evaluate((one) => ({
					clientWidth: one.clientWidth,
					scrollWidth: one.scrollWidth,
				}));
				await scrollTo(scroller, sign * place * (scrollWidth - clientWidth));
				return scroller.evaluate((one) => {
					const style = getComputedStyle(one);
					return {
						before: Number.parseFloat(style.getPropertyValue('--more-before')) > 0,
						after: Number.parseFloat(style.getPropertyValue('--more-after')) > 0,
						masked: style.maskImage.includes('gradient'),
					};
				});
			};
			await chat.page.locator('th, .code-block code, math').first().waitFor();
			assert.deepEqual(await fades(0), { before: false, after: true, masked: true });
			assert.deepEqual(await fades(0.5), { before: true, after: true, masked: true });
			assert.deepEqual(await fades(1), { before: true, after: false, masked: true });
		});
	}

	it('code that was attached fades and wraps as that of a reply, beside its bar', async () => {
		await chat.page.setViewportSize({ width: 300, height: 700 });
		const line = `const value = ${'read() + '.repeat(20)}0;\n`;
		await chat.snapshot([asked({ excerpts: [{ ...excerpt, text: line.repeat(60) }] })]);
		await chat.page.getByRole('button', { name: /^Code from/ }).click();
		const code = chat.page.locator('.excerpt pre');
		const looks = () =>
			code.evaluate((one) => {
				const { maskImage, scrollbarGutter } = getComputedStyle(one);
				const more = getComputedStyle(one).getPropertyValue('--more-after');
				return {
					goesOn: one.scrollWidth > one.clientWidth,
					fades: Number.parseFloat(more) > 0 && maskImage.includes('gradient'),
					scrollbarGutter,
				};
			});
		await chat.painted();
		assert.deepEqual(await looks(), { goesOn: true, fades: true, scrollbarGutter: 'stable' });
		await chat.status({ wrapCode: true });
		assert.equal((await looks()).goesOn, false);
	});

	it('what was far from the screen when the panel got narrow fades once it is there, and its columns are measured anew', async () => {
		await chat.page.setViewportSize({ width: 800, height: 700 });
		const apart = 'A paragraph.\n\n'.repeat(120);
		const code = `\`\`\`ts\nconst value = ${'read() + '.repeat(8)}0;\n\`\`\`\n\n`;
		await stream(
			`${apart}${HEADER}${FIRST_ROWS.join('')}\n${code}$$\n${'a + '.repeat(20)}b\n$$\n\n`,
		);
		const wide = () =>
			chat.page
				.locator('.table-scroller, .code-block pre, .maths.display')
				.evaluateAll((all) =>
					all.map(
						(one) => one.matches('.wide') && getComputedStyle(one).maskImage.includes('gradient'),
					),
				);
		await chat.page.locator('math').waitFor();
		assert.deepEqual(await wide(), [false, false, false]);
		const columns = await widths();
		await append(apart);
		await chat.painted();
		await chat.page.setViewportSize({ width: 300, height: 700 });
		await chat.painted();
		await table().evaluate((one) => one.scrollIntoView());
		await chat.page.locator('.table-scroller.wide').waitFor();
		await chat.page.waitForFunction(
			() => document.querySelectorAll('.markdown .wide').length === 3,
		);
		assert.deepEqual(await wide(), [true, true, true]);
		assert.notDeepEqual(await widths(), columns);
	});

	it('nothing of what fits fades', async () => {
		await show(`${NARROW}\n\`\`\`\nshort\n\`\`\`\n\n$$\nx\n$$\n`);
		await chat.page.locator('math').waitFor();
		const masks = await chat.page
			.locator('.table-scroller, .code-block pre, .maths.display')
			.evaluateAll((all) => all.map((one) => getComputedStyle(one).maskImage));
		assert.deepEqual(masks, ['none', 'none', 'none']);
	});

	it('the keyboard reaches tables and code by Tab, hears their names and scrolls them', async () => {
		await show(`${HEADER}${FIRST_ROWS.join('')}\n${CODE}\n\`\`\`\n${'wide '.repeat(90)}\n\`\`\`\n`);
		for (const name of ['Table', 'Code: ts', 'Code']) {
			const region = chat.page.getByRole('region', { name, exact: true });
			assert.equal(await region.getAttribute('tabindex'), '0');
			await region.focus();
			await chat.page.keyboard.press('Shift+Tab');
			await chat.page.keyboard.press('Tab');
			assert.equal(await chat.focused(), name);
			await chat.page.keyboard.press('ArrowRight');
			await region.evaluate(
				(one) =>
					new Promise<void>((go) => {
						const look = () => (one.scrollLeft > 0 ? go() : requestAnimationFrame(look));
						look();
					}),
			);
		}
	});
});
