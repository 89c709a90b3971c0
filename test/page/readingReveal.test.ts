import assert from 'node:assert/strict';
import type { MessageView } from '../../src/shared/conversation/conversationProtocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

const paragraphs = (count: number) =>
	Array.from({ length: count }, (_, line) => `Paragraph ${line + 1} of it.`).join('\n\n');

const LINE = 'The **needle** lies [in here](https://example.com/), at last.';
const CODE = `\`\`\`python\n${'pass\n'.repeat(60)}needle = find()\n\`\`\``;

const ANSWERS: ReadonlyMap<number, string> = new Map([
	[3, `A needle is wanted.\n\n${paragraphs(40)}\n\n${LINE}\n\n${paragraphs(40)}`],
	[50, `A needle once more.\n\n${CODE}\n\n${paragraphs(20)}`],
]);

/** Sixty turns, the last one of which is long. */
const chat: MessageView[] = Array.from({ length: 60 }, (_, at) => at + 1).flatMap((n) => [
	asked({ id: `q${n}`, parent: n === 1 ? null : `r${n - 1}`, text: `Question ${n}?` }),
	answered({ id: `r${n}`, parent: `q${n}`, text: ANSWERS.get(n) ?? paragraphs(5) }),
]);

describe('a message that was found in the history', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});

	/** How far below the upper edge what holds a text is; undefined where it is out of view. */
	const shownAt = (text: string) =>
		whole.page.evaluate((text) => {
			const scroller = document.querySelector('.scroller');
			const holders = [...document.querySelectorAll('.scroller p, .scroller code')];
			const holder = holders.findLast((element) => element.textContent.includes(text));
			const node = holder && document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
			let found: Node | null | undefined = node?.nextNode();
			while (found && !found.textContent?.includes(text.split(' ')[0] ?? ''))
				found = node?.nextNode();
			if (!scroller || !found) return undefined;
			const range = new Range();
			range.selectNode(found);
			const { top, bottom } = range.getBoundingClientRect();
			const view = scroller.getBoundingClientRect();
			const isShown = top >= view.top && bottom <= view.bottom;
			return isShown ? Math.round(top - view.top) : undefined;
		}, text);
	const allShown = () =>
		whole.page.waitForFunction(() => document.querySelector('[data-id="q1"]') !== null);

	it('is in view when its chat is opened, at the very line, and stays there', async () => {
		await whole.snapshot(
			chat.slice(4),
			{},
			{
				earlier: 4,
				place: { id: 'r3', offset: 0 },
				changes: [
					{ type: 'focus' },
					{ type: 'reveal', id: 'r3', query: 'needle', word: 'needle', line: LINE },
				],
			},
		);
		const at = await shownAt('needle lies');
		assert.ok(at !== undefined, 'the line is in view');
		await whole.changes({ type: 'earlier', views: chat.slice(0, 4) });
		await allShown();
		// A position is whole pixels, a line's edge is not.
		assert.ok(Math.abs(((await shownAt('needle lies')) ?? Number.NaN) - at) <= 1);
		assert.equal(await whole.focused(), 'Message');
		await whole.until(() => whole.sent('place').at(-1)?.place?.id === 'r3', 'the new place');
	});

	it('is gone to in a chat that is shown, also where it is not in the page yet', async () => {
		await whole.snapshot(chat.slice(100), {}, { earlier: 100 });
		await whole.changes({
			type: 'reveal',
			id: 'r50',
			query: 'needle',
			word: 'needle',
			line: 'needle = find()',
		});
		assert.equal(await shownAt('needle = find()'), undefined);
		await whole.changes({ type: 'earlier', views: chat.slice(60, 100) });
		await whole.changes({ type: 'earlier', views: chat.slice(0, 60) });
		await allShown();
		assert.ok((await shownAt('needle = find()')) !== undefined, 'the line of the code');
		assert.ok(await whole.button('Scroll to Bottom').isVisible());
	});

	describe('has Find in Chat opened with what was searched', () => {
		const find = () => whole.page.getByRole('textbox', { name: 'Find in Chat' });
		const counts = (text: string) =>
			whole.page.getByRole('search').getByText(text, { exact: true }).waitFor();
		/** The current match, and the block that it stands in. */
		const current = () =>
			whole.page.evaluate(() => {
				const [range] = CSS.highlights.get('find-current') ?? [];
				if (!(range instanceof Range)) return undefined;
				const block = range.startContainer.parentElement?.closest('p, code')?.textContent;
				return [range.toString(), block?.trim().split('\n').at(-1)];
			});
		const reveal = (query: string, word: string, line: string, id = 'r3') =>
			whole.changes({ type: 'reveal', id, query, word, line });

		beforeEach(async () => {
			await whole.snapshot(chat);
			await allShown();
			await whole.box.focus();
		});

		it('and the match of that message is the current one', async () => {
			await reveal('NEEDLE', 'NEEDLE', LINE);
			await counts('2 of 4');
			assert.equal(await find().inputValue(), 'NEEDLE');
			assert.deepEqual(await current(), ['needle', 'The needle lies in here, at last.']);
			assert.equal(await whole.focused(), 'Message');
			await whole.page.keyboard.press('F3');
			await counts('3 of 4');
		});

		it('with all words where they stand so, else with the one that stands in the line', async () => {
			await reveal('needle lies', 'needle', LINE);
			await counts('1 of 1');
			assert.equal(await find().inputValue(), 'needle lies');
			await reveal('last needle', 'needle', LINE);
			await counts('2 of 4');
			assert.equal(await find().inputValue(), 'needle');
		});

		it('in code that was folded', async () => {
			await reveal('needle', 'needle', 'needle = find()', 'r50');
			await counts('4 of 4');
			assert.deepEqual(await current(), ['needle', 'needle = find()']);
			assert.ok((await shownAt('needle = find()')) !== undefined, 'the line of the code');
		});

		it('whatever was meant by what was typed there before', async () => {
			await whole.page.keyboard.press('Control+f');
			await find().fill('(');
			await whole.button('Match Case').click();
			await whole.button('Use Regular Expression').click();
			await reveal('NEEDLE', 'NEEDLE', LINE);
			await counts('2 of 4');
			assert.equal(await find().getAttribute('aria-invalid'), 'false');
		});

		it('from which Escape leads back to that message', async () => {
			await reveal('needle', 'needle', LINE);
			const at = await shownAt('needle lies');
			await whole.page.keyboard.press('Control+f');
			await find().press('Enter');
			await find().press('Enter');
			await counts('4 of 4');
			await find().press('Escape');
			assert.ok(at !== undefined);
			assert.ok(Math.abs(((await shownAt('needle lies')) ?? Number.NaN) - at) <= 1);
		});

		it('but not where nothing was searched', async () => {
			await reveal('', '', '');
			assert.equal(await whole.page.getByRole('search').count(), 0);
			assert.equal(await whole.page.evaluate(() => CSS.highlights.size), 0);
		});
	});

	it('lets go of a reply that grows', async () => {
		const growing = answered({ id: 'r61', parent: 'q61', text: 'It', status: 'streaming' });
		const running = [...chat, asked({ id: 'q61', parent: 'r60' }), growing];
		await whole.snapshot(running, { running: 'r61' });
		await whole.changes({
			type: 'reveal',
			id: 'q7',
			query: 'question',
			word: 'question',
			line: 'Question 7?',
		});
		const top = () =>
			whole.page.evaluate(
				() => document.querySelector('[data-id="q7"]')?.getBoundingClientRect().top ?? Number.NaN,
			);
		const before = await top();
		assert.ok(before >= 0 && before < 100, String(before));
		await whole.changes({ type: 'text', id: 'r61', text: ` grows.\n\n${paragraphs(30)}` });
		await allShown();
		// A position is whole pixels, a message's edge is not.
		assert.ok(Math.abs((await top()) - before) <= 1, String(await top()));
	});

	it('is not looked for any more once another chat is shown', async () => {
		await whole.snapshot(chat.slice(100), {}, { earlier: 100 });
		await whole.changes({ type: 'reveal', id: 'r3', query: 'needle', word: 'needle', line: LINE });
		await whole.snapshot(chat.slice(0, 8), {}, { conversation: 'c-2', place: null });
		assert.ok(await whole.button('Scroll to Bottom').isHidden(), 'at the end');
	});
});
