import assert from 'node:assert/strict';
import { hasMark } from '../../src/shared/markdown/blockMark.ts';
import { codeBlocks } from '../../src/shared/markdown/codeBlocks.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, excerpt } from './samples.ts';

describe('undo, continue and fork in the page', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});
	it('says below a reply that its server has counted only a part of what was sent, and what helps', async () => {
		const counted_short = { counted: 2050, sent: 7900 };
		await whole.snapshot([asked(), answered({ facts: { finish_reason: 'stop', counted_short } })]);
		const note = whole.page.getByRole('article').last().locator('.counted-note');
		assert.match(await note.innerText(), /^The server counted 2,050 of about 7,900 tokens\./);
		await note.locator('summary').press('Enter');
		await note.getByText('OLLAMA_CONTEXT_LENGTH').waitFor();
	});

	it('shows an error that came after the end of a reply below it, and offers nothing to put right', async () => {
		const late_error = 'example.com failed (502): Gone.';
		await whole.snapshot([asked(), answered({ facts: { finish_reason: 'stop', late_error } })]);
		const reply = whole.page.getByRole('article').last();
		await reply
			.getByText('An error came after the end of this reply: example.com failed')
			.waitFor();
		assert.equal(await whole.page.getByRole('alert').count(), 0);
		assert.equal(await reply.getByRole('button', { name: 'Retry' }).count(), 0);
	});

	it('names a code block so that it is known when it has grown, and no other is taken for it', async () => {
		const text = 'So:\n\n- in a list:\n\n  ```js\n  let a;\n  let b;\n  ```\n';
		const streaming = { status: 'streaming', facts: {} } as const;
		await whole.snapshot([asked(), answered({ ...streaming, text: text.slice(0, -5) })], {
			running: 'r1',
		});
		await whole.button('Copy Code').click();
		await whole.changes({ type: 'text', id: 'r1', text: text.slice(-5) });
		await whole.button('Copy Code').click();
		const marks = (await whole.received('copy')).map(({ mark = '' }) => mark);
		assert.equal(new Set(marks).size, 2);
		const [block] = codeBlocks(text);
		assert.equal(block?.text, 'let a;\nlet b;');
		for (const mark of marks) {
			assert.ok(hasMark(block.text, mark), mark);
			assert.ok(!hasMark('let c;\nlet b;', mark), mark);
		}
	});

	it('Undo stands over the box after a deletion, and only then', async () => {
		await whole.snapshot([], { canUndoDelete: true });
		await whole.button('Undo').press('Enter');
		assert.equal((await whole.received('undoDelete')).length, 1);
		assert.equal(await whole.focused(), 'Message');
		await whole.snapshot([asked()]);
		assert.equal(await whole.button('Undo').isVisible(), false);
	});

	it('opens a link once, however often the reply was continued', async () => {
		const reply = (text: string, status: 'stopped' | 'streaming') =>
			answered({ text, status }, { canContinue: status === 'stopped' });
		await whole.snapshot([asked(), reply('[here](https://example.com/)', 'stopped')]);
		for (const status of ['streaming', 'stopped', 'streaming', 'stopped'] as const) {
			await whole.changes({
				type: 'message',
				view: reply('[here](https://example.com/)', status),
			});
		}
		const link = whole.page.getByRole('link', { name: 'here' });
		await link.click({ button: 'right' });
		assert.equal((await whole.received('openLink')).length, 0, 'by the right button');
		await whole.page.keyboard.press('Escape');
		await link.click();
		assert.equal((await whole.received('openLink')).length, 1);
		await whole.changes({
			type: 'done',
			key: JSON.stringify({ type: 'openLink', href: 'https://example.com/', text: 'here' }),
		});
		await link.click({ button: 'middle' });
		assert.equal((await whole.received('openLink')).length, 2);
	});

	it('a continued reply goes on inside its last block', async () => {
		const text = '```ts\nlet a;\n';
		const cut = answered({ text, facts: { finish_reason: 'length' } }, { canContinue: true });
		await whole.snapshot([asked(), cut]);
		await whole.button('Continue').press('Enter');
		assert.deepEqual(await whole.received('continue'), [{ type: 'continue', id: 'r1' }]);
		await whole.changes(
			{ type: 'message', view: answered({ text, status: 'streaming' }) },
			{ type: 'text', id: 'r1', text: 'let b;\n```\n' },
		);
		assert.equal(await whole.focused(), 'Llama 3 70B Instruct');
		assert.equal(await whole.page.locator('pre code').textContent(), 'let a;\nlet b;');
		assert.equal(await whole.button('Continue').count(), 0);
	});

	it('any reply can be forked', async () => {
		await whole.snapshot([asked(), answered()]);
		await whole.choose('Fork into New Chat', whole.page.locator('.reply'));
		assert.deepEqual(await whole.received('fork'), [{ type: 'fork', id: 'r1' }]);
	});

	it('a fork says over its first message where it comes from, and leads there', async () => {
		const title = `How do I add ${'very '.repeat(30)}many numbers?`;
		const forkedFrom = { chat: 'c-0', message: 'r0', title };
		await whole.snapshot([asked({ forkedFrom }), answered(), asked({ id: 'q2', parent: 'r1' })]);
		const origin = whole.button(`Forked from ${title}`);
		assert.equal(await origin.count(), 1);
		const places = await whole.page.evaluate(() =>
			['.fork-origin', '.bubble'].map((one) => {
				const { left, right, top, bottom } =
					document.querySelector(one)?.getBoundingClientRect() ?? {};
				return { left, right, top, bottom };
			}),
		);
		const [line, bubble] = places;
		assert.ok(line && bubble && (line.bottom ?? 0) <= (bubble.top ?? 0), JSON.stringify(places));
		assert.ok((line.left ?? -1) >= 0 && (line.right ?? 999) <= 300, JSON.stringify(places));
		assert.ok((line.bottom ?? 0) - (line.top ?? 0) < 30, 'it is one line');
		await origin.press('Enter');
		assert.deepEqual(await whole.received('openOrigin'), [
			{ type: 'openOrigin', conversation: 'c-1' },
		]);
	});
});

describe('a long question in the page', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	/** Resolves once the question is as high as one that is folded: how much of it folds is measured as it is drawn. */
	const folded = () =>
		chat.page.waitForFunction(() => {
			const question = document.querySelector('.question');
			return question !== null && question.getBoundingClientRect().height < 340;
		});
	const height = () =>
		chat.page.locator('.question').evaluate((article) => article.getBoundingClientRect().height);
	const trace = Array.from(
		{ length: 80 },
		(_, line) => `    at frame${line} (/work/src/a/rather/long/path/of/a/file.ts:${line}:17)`,
	).join('\n');

	for (const [what, text] of [
		['of many lines', trace],
		['of one line', 'word '.repeat(1500)],
	] as const) {
		it(`${what} is folded until it is wanted, and edited and copied whole`, async () => {
			await chat.snapshot([asked({ text }), answered()]);
			await folded();
			const more = chat.button('Show More');
			assert.equal(await more.getAttribute('aria-expanded'), 'false');
			await more.press('Enter');
			assert.ok((await height()) > 800, 'all of it');
			assert.equal(await chat.button('Show Less').getAttribute('aria-expanded'), 'true');
			// At the end the row of Scroll to Bottom goes, and all moves by its height: a press before that would end beside the button.
			await chat.button('Show Less').scrollIntoViewIfNeeded();
			await chat.button('Scroll to Bottom').waitFor({ state: 'hidden' });
			await chat.painted();
			await chat.button('Show Less').click();
			await folded();
			await chat.button('Edit').click();
			const edit = chat.page.getByRole('textbox', { name: 'Edit message' });
			assert.equal(await edit.inputValue(), text);
			await edit.press('Escape');
			await folded();
		});
	}

	it('is whole up to twelve lines, as it is wrapped at the width of the panel', async () => {
		const sentence = 'word '.repeat(100);
		await chat.snapshot([
			asked({ text: 'A line\n'.repeat(12) }),
			answered(),
			asked({ id: 'q2', text: sentence }),
			answered({ id: 'r2' }),
			asked({ id: 'q3', text: 'A line\n'.repeat(13) }),
			answered({ id: 'r3' }),
		]);
		const folds = () =>
			chat.page.locator('.question').evaluateAll((questions) =>
				questions.map((question) => {
					const text = question.querySelector('.question-text');
					const button = question.querySelector('.question-fold');
					return {
						offered: button?.checkVisibility() ?? false,
						cut: text !== null && text.scrollHeight > text.clientHeight,
					};
				}),
			);
		const whole = { offered: false, cut: false };
		const folded = { offered: true, cut: true };
		assert.deepEqual(await folds(), [whole, folded, folded]);
		await chat.page.setViewportSize({ width: 800, height: 700 });
		await chat.settled();
		assert.deepEqual(await folds(), [whole, whole, folded]);
		await chat.page.setViewportSize({ width: 300, height: 700 });
		await chat.settled();
		assert.deepEqual(await folds(), [whole, folded, folded]);
	});

	it('is folded where few of its lines are wrapped to more than twelve', async () => {
		const text = `${'a\n'.repeat(11)}${'word '.repeat(24)}`;
		await chat.snapshot([asked({ text }), answered()]);
		// Measured with the next picture.
		await chat.button('Show More').waitFor();
		await chat.snapshot([asked({ text: `${'a\t'.repeat(130)}b` }), answered()]);
		await chat.button('Show More').waitFor();
		await chat.snapshot([asked({ text: `${'a\n'.repeat(3)}${'word '.repeat(24)}` }), answered()]);
		assert.equal(await chat.button('Show More').count(), 0);
	});

	it('stays open where the panel grows and shrinks', async () => {
		await chat.snapshot([asked({ text: 'word '.repeat(100) }), answered()]);
		await chat.button('Show More').press('Enter');
		await chat.page.setViewportSize({ width: 800, height: 700 });
		await chat.settled();
		await chat.page.setViewportSize({ width: 300, height: 700 });
		await chat.settled();
		assert.equal(await chat.button('Show Less').getAttribute('aria-expanded'), 'true');
	});

	it('is no higher for all that went with it, which can be scrolled and opened', async () => {
		const excerpts = Array.from({ length: 40 }, (_, at) => ({
			...excerpt,
			label: `src/file${at}.ts`,
			source: 'file' as const,
		}));
		const images = Array.from({ length: 20 }, (_, at) => ({
			hash: String(at).padStart(64, '0'),
			mediaType: 'image/png' as const,
			width: 1600,
			height: 900,
			bytes: 10,
			name: `shot${at}.png`,
		}));
		const height = async () => {
			const box = await chat.page.locator('.question').boundingBox();
			return box?.height ?? Infinity;
		};
		for (const part of [{ excerpts }, { images }]) {
			await chat.snapshot([asked({ text: 'Look', ...part }), answered()]);
			assert.ok((await height()) <= 450, `it is ${await height()} px high`);
		}
		await chat.snapshot([asked({ text: '', excerpts }), answered()]);
		await chat.button('Edit').press('Enter');
		// What went with it can be read meanwhile.
		assert.ok((await height()) <= 600, `in edit, it is ${await height()} px high`);
		await chat.page.getByRole('textbox', { name: 'Edit message' }).press('Escape');
		const last = chat.button('Code from src/file39.ts');
		await last.press('Enter');
		await chat.page.getByRole('region', { name: 'src/file39.ts' }).waitFor();
		assert.ok(await last.isVisible());
	});

	it('that is opened stays where the reader is', async () => {
		await chat.snapshot([asked({ text: trace }), answered()]);
		await chat.button('Show More').press('Enter');
		const scroller = chat.page.locator('.scroller');
		const left = await scroller.evaluate((part) => part.scrollHeight - part.scrollTop);
		assert.ok(left > 1000, 'it does not jump to its end');
	});
});
