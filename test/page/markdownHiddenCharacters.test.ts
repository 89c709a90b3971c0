import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, excerpt } from './samples.ts';

describe('hidden characters in the page', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});
	const marks = (within: string) =>
		whole.page.locator(`${within} .hidden-character`).evaluateAll((found) =>
			found.map((mark) => ({
				name: mark.getAttribute('aria-label'),
				title: mark.getAttribute('title'),
				shown: getComputedStyle(mark, '::before').content,
			})),
		);

	const CODE = 'if (admin\u202E // \u2066check) {\n\tlet \u3164 = 1;\n}';

	it('are marked in a code block, with the name on hover, also once it is coloured', async () => {
		await whole.snapshot([asked(), answered({ text: `\`\`\`js\n${CODE}\n\`\`\`\n` })]);
		await whole.page.locator('pre .hljs-keyword').first().waitFor();
		const override = 'RIGHT-TO-LEFT OVERRIDE (U+202E)';
		const [first, ...more] = await marks('pre');
		assert.deepEqual(first, { name: override, title: override, shown: '"U+202E"' });
		assert.deepEqual(
			more.map(({ shown }) => shown),
			['"U+2066"', '"U+3164"'],
		);
		assert.equal(await whole.page.locator('pre code').textContent(), CODE);
	});

	it('are marked in a block without a language, as it comes in and when it is cut off', async () => {
		await whole.snapshot([asked(), answered({ text: '', status: 'streaming' })]);
		await whole.changes({ type: 'text', id: 'r1', text: `\`\`\`\n${CODE}` });
		await whole.changes({ type: 'message', view: answered({ status: 'stopped' }) });
		assert.equal((await marks('pre')).length, 3);
	});

	it('are marked in prose where they mislead, and in code within it', async () => {
		const text =
			'Open evil\u202Egpj.exe, say שלום\u200F and run `ls\u200B`. ![a\u202Eb](https://c.d/e)';
		await whole.snapshot([asked(), answered({ text })]);
		assert.deepEqual(
			(await marks('.reply')).map(({ shown }) => shown),
			['"U+202E"', '"U+200B"', '"U+202E"'],
		);
	});

	it('are marked in what was asked, attached and reasoned', async () => {
		const attached = { ...excerpt, text: 'a\u200Bb' };
		await whole.snapshot([
			asked({ text: 'Tags: \u{E0041}', excerpts: [attached] }),
			answered({ reasoning: 'Hm\x1b[31m' }),
		]);
		assert.equal((await marks('.question-text'))[0]?.name, 'TAG for “A” (U+E0041)');
		assert.equal((await marks('.excerpt')).length, 1);
		assert.equal((await marks('.reasoning')).length, 1);
	});
});
