import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, statusOf } from './samples.ts';

describe('Find in Chat', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const bar = () => chat.page.getByRole('search');
	const input = () => chat.page.getByRole('textbox', { name: 'Find in Chat' });
	const counts = (text: string) => bar().getByText(text, { exact: true }).waitFor();
	/** The text of the current match, and whether it can be seen. */
	const current = () =>
		chat.page.evaluate(() => {
			const [range] = CSS.highlights.get('find-current') ?? [];
			if (!(range instanceof Range)) return undefined;
			const { top, bottom } = range.getBoundingClientRect();
			const view = document.querySelector('.scroller')?.getBoundingClientRect();
			const seen = view !== undefined && bottom > top && top >= view.top && bottom <= view.bottom;
			return { text: range.toString(), seen };
		});

	it('finds across messages, marks, goes around, and gives the focus back', async () => {
		const code = '```js\nconst needle = 1;\n```';
		const long = Array.from({ length: 80 }, (_, line) => `Line ${line}\n\n`).join('');
		await chat.snapshot([
			asked({ id: 'q', text: 'Where is the Needle?' }),
			answered({
				id: 'r',
				text: `A nee**dle** here.\n\n${long}\n\n${code}`,
				reasoning: 'a needle, folded',
			}),
		]);
		await chat.box.focus();
		await chat.page.keyboard.press('Control+f');
		await input().pressSequentially('needle');
		await counts('1 of 4');
		assert.deepEqual(await current(), { text: 'Needle', seen: true });
		const fold = chat.page.locator('details.reasoning');
		assert.equal(await fold.getAttribute('open'), null);
		await input().press('Enter');
		await counts('2 of 4');
		assert.notEqual(await fold.getAttribute('open'), null);
		assert.deepEqual(await current(), { text: 'needle', seen: true });
		await chat.button('Next Match').click();
		await counts('3 of 4');
		assert.deepEqual(await current(), { text: 'needle', seen: true });
		await input().press('Enter');
		await counts('4 of 4');
		assert.deepEqual(await current(), { text: 'needle', seen: true });
		await input().press('Enter');
		await counts('1 of 4');
		await input().press('Shift+Enter');
		await counts('4 of 4');
		await chat.button('Previous Match').click();
		await counts('3 of 4');
		await input().fill('nothing like it');
		await counts('No results');
		await input().press('Escape');
		await bar().waitFor({ state: 'hidden' });
		assert.equal(await chat.page.evaluate(() => CSS.highlights.size), 0);
		assert.equal(await chat.box.evaluate((box) => box === document.activeElement), true);
	});

	it('counts on while a reply streams, and stays where the reader is', async () => {
		await chat.snapshot([
			asked({ id: 'q', text: 'word?' }),
			answered({ id: 'r', text: 'One word.', status: 'streaming' }),
		]);
		await chat.changes({ type: 'status', status: statusOf({ running: 'r' }) });
		await chat.page.keyboard.press('Meta+f');
		await input().fill('word');
		await counts('1 of 2');
		await chat.changes({ type: 'text', id: 'r', text: ` More words.${'\n\nline'.repeat(200)}` });
		await counts('1 of 3');
		assert.deepEqual(await current(), { text: 'word', seen: true });
		await chat.button('Close Find').click();
		await bar().waitFor({ state: 'hidden' });
	});
});
