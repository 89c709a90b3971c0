import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { MessageView } from '../../src/shared/conversation/conversationProtocol.ts';
import type { Place } from '../../src/shared/reading/readingProtocol.ts';
import { ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

const LONG = Array.from({ length: 30 }, (_, line) => `Paragraph ${line + 1} of it.`).join('\n\n');

/** A position is whole pixels, a message's edge is not. */
function isNear(offset: number | undefined, wanted: number): void {
	assert.ok(Math.abs(Number(offset) - wanted) <= 1, `${offset} instead of ${wanted}`);
}

/** Three questions with long answers. */
const chat: MessageView[] = [1, 2, 3].flatMap((n) => [
	asked({ id: `q${n}`, parent: n === 1 ? null : `r${n - 1}`, text: `Question ${n}?` }),
	answered({ id: `r${n}`, parent: `q${n}`, text: LONG }),
]);

describe('the reader’s place', () => {
	let browser: Browser;
	let whole: ChatPage;
	chatPageForEachTest((page, itsBrowser) => {
		whole = page;
		browser = itsBrowser;
	});

	/** How many pixels of a message are above the upper edge. */
	const offsetOf = (page: ChatPage, id: string) =>
		page.page.evaluate((id) => {
			const edge = document.querySelector('.scroller')?.getBoundingClientRect().top ?? 0;
			const top = document.querySelector(`[data-id=${id}]`)?.getBoundingClientRect().top ?? 0;
			return Math.round(edge - top);
		}, id);
	const atEnd = (page: ChatPage) =>
		page.page.evaluate(() => {
			const { scrollTop, scrollHeight, clientHeight } =
				document.querySelector('.scroller') ?? document.body;
			return scrollHeight - scrollTop - clientHeight < 5;
		});
	const scrollTo = (id: string, offset: number) =>
		whole.page.evaluate(
			([id, offset]) => {
				const message = document.querySelector(`[data-id=${id}]`);
				const scroller = document.querySelector('.scroller');
				if (!message || !scroller) return;
				const { top } = message.getBoundingClientRect();
				scroller.scrollBy(0, top - scroller.getBoundingClientRect().top + Number(offset));
			},
			[id, offset] as const,
		);
	/** The next place that is told and is not the end, which a chat that has just been shown is at. */
	const lastPlace = async (): Promise<Place> => {
		const before = whole.sent('place').length;
		const told = () =>
			whole
				.sent('place')
				.slice(before)
				.findLast(({ place }) => place !== null)?.place ?? undefined;
		await whole.until(() => told() !== undefined, 'a place');
		return told() ?? assert.fail();
	};

	it('is told to the host, and a new page begins there, in any width', async () => {
		await whole.snapshot(chat);
		assert.ok(await atEnd(whole));
		const told = lastPlace();
		await scrollTo('r2', 130);
		const place = await told;
		assert.equal(place.id, 'r2');
		isNear(place.offset, 130);
		assert.equal(whole.sent('place').at(-1)?.conversation, 'c-1');
		// Whatever the width: what stands above takes up another height then.
		for (const width of [300, 800]) {
			const next = await ChatPage.open(browser, { width });
			await next.snapshot(chat, {}, { place });
			isNear(await offsetOf(next, 'r2'), place.offset);
			// Neither what comes above nor what is written below moves it.
			await next.changes({ type: 'text', id: 'r3', text: `\n\n${LONG}` });
			await next.page.locator('[data-id="q1"]').waitFor({ state: 'attached' });
			isNear(await offsetOf(next, 'r2'), place.offset);
			await next.close();
		}
	});

	it('is the end again for a reader who went back there', async () => {
		await whole.snapshot(chat, {}, { place: { id: 'q2', offset: -10 } });
		isNear(await offsetOf(whole, 'q2'), -10);
		await whole.until(() => whole.sent('place').length > 0, 'the place that was restored');
		await whole.button('Scroll to Bottom').click();
		await whole.until(() => whole.sent('place').at(-1)?.place === null, 'the end');
		assert.ok(await atEnd(whole));
	});

	it('stays when the same chat is shown anew, and is each chat’s own', async () => {
		await whole.snapshot(chat);
		const told = lastPlace();
		await scrollTo('q3', 5);
		await told;
		await whole.snapshot(chat);
		isNear(await offsetOf(whole, 'q3'), 5);
		await scrollTo('q2', 7);
		await whole.snapshot(chat, {}, { conversation: 'c-2' });
		assert.ok(await atEnd(whole));
		const first = whole.sent('place').filter(({ conversation }) => conversation === 'c-1');
		const place = first.at(-1)?.place;
		assert.equal(place?.id, 'q2');
		isNear(place?.offset, 7);
		await whole.snapshot(chat, {}, { place: { id: 'q2', offset: 7 } });
		isNear(await offsetOf(whole, 'q2'), 7);
	});

	it('is the message below where it is between two of them', async () => {
		const long = Array.from({ length: 60 }, (_, index) =>
			asked({ id: `m${index}`, parent: `m${index - 1}`, text: `Question\n\n${index}\n\n?` }),
		);
		await whole.snapshot(long);
		await whole.page.locator('[data-id="m0"]').waitFor({ state: 'attached' });
		// Each message, so also those at the end of what was put above the others at once.
		for (let index = 12; index < 52; index++) {
			const told = lastPlace();
			await scrollTo(`m${index}`, -6);
			const place = await told;
			assert.equal(place.id, `m${index}`);
			isNear(place.offset, -6);
		}
	});

	it('does not drift, however often it is come back to', async () => {
		await whole.snapshot(chat);
		const told = lastPlace();
		await scrollTo('r2', 131);
		const first = await told;
		let place: Place | null = first;
		for (let page = 0; page < 5; page++) {
			const next = await ChatPage.open(browser);
			await next.snapshot(chat, {}, { place });
			await next.until(() => next.sent('place').length > 0, 'the place that was restored');
			place = next.sent('place').at(-1)?.place ?? null;
			await next.close();
		}
		assert.deepEqual(place, first);
	});

	it('is the end where its message is gone', async () => {
		await whole.snapshot(chat, {}, { place: { id: 'nobody', offset: 3 } });
		assert.ok(await atEnd(whole));
	});
});

describe('what the page says of other windows and of the disk', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});

	it('a reply that another window receives grows here, with Send for nothing to be stopped', async () => {
		const reply = (text: string, more: Partial<MessageView> = {}) =>
			answered({ text, status: 'streaming', facts: {} }, more);
		await whole.snapshot([asked(), reply('Half of', { elsewhere: true })]);
		const article = whole.page.locator('article[data-status="streaming"]');
		assert.match((await article.textContent()) ?? '', /another window/);
		assert.ok(await whole.button('Send').isVisible());
		await whole.changes({ type: 'text', id: 'r1', text: ' it' });
		assert.match((await article.textContent()) ?? '', /Half of it/);
		await whole.changes({ type: 'message', view: answered({ text: 'Half of it' }) });
		const ended = whole.page.locator('article[data-status="complete"]');
		assert.doesNotMatch((await ended.textContent()) ?? '', /another window/);
	});

	it('a chat that cannot be saved says so until it can', async () => {
		const detail = 'ENOSPC: no space left on device';
		const message = 'The last of this chat could not be saved: the disk is full.';
		await whole.snapshot([asked(), answered()], { unsaved: { message, detail } });
		const alert = whole.page.getByRole('alert');
		assert.match(
			(await alert.textContent()) ?? '',
			/could not be saved: the disk is full\..*ENOSPC/,
		);
		await whole.status({ title: 'still' });
		assert.equal(await alert.count(), 1);
		await whole.snapshot([asked(), answered()]);
		assert.equal(await alert.count(), 0);
	});
});
