import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { sharedBrowser } from '../vscode/browser.ts';
import { ChatPage } from './chatPage.ts';
import { answered, asked } from './samples.ts';

/** A Friday. */
const NOW = Date.UTC(2026, 10, 27, 13, 5);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const facts = {
	finish_reason: 'stop',
	usage: { prompt_tokens: 10, completion_tokens: 412, total_tokens: 422, cost: 0.000_312_5 },
};

/** A chat of one-line turns whose questions were asked at these times, and answered a minute later. */
function turns(...times: readonly number[]) {
	return times.flatMap((at, index) => [
		asked(
			{ id: `q${index}`, parent: index === 0 ? null : `r${index - 1}`, at, text: 'And?' },
			index === 0 ? {} : { writtenBefore: (times[index - 1] ?? 0) + MINUTE },
		),
		answered(
			{ id: `r${index}`, parent: `q${index}`, at: at + MINUTE, text: 'Yes.', facts },
			{ writtenBefore: at },
		),
	]);
}

/** Commas and kinds of spaces differ between versions of Chromium. */
function plain(text: string | null): string {
	return (text ?? '').replaceAll(',', '').replaceAll(/\s/g, ' ');
}

describe('the times of messages', () => {
	let browser: Browser;
	let chat: ChatPage | undefined;
	before(async () => {
		browser = await sharedBrowser();
	});
	afterEach(async () => {
		assert.deepEqual(chat?.errors, []);
		await chat?.close();
	});

	async function open(
		locale: string,
		timezoneId: string,
		width = 300,
		zoom = 1,
	): Promise<ChatPage> {
		chat = await ChatPage.open(browser, { locale, timezoneId, clock: true, now: NOW, width, zoom });
		return chat;
	}

	/** What the lines between the turns say. */
	const days = async (page: ChatPage) =>
		(await page.page.locator('.day-line:visible').allTextContents()).map(plain);

	/** What the row of a message says of its time while it is pointed at, and what the tooltip does. */
	async function hovered(page: ChatPage, id: string): Promise<string[]> {
		const article = page.page.locator(`[data-id="${id}"]`);
		const time = article.locator('.message-time time');
		const seen = () => time.evaluate((shown) => shown.checkVisibility({ checkOpacity: true }));
		await page.page.mouse.move(1, 1);
		assert.equal(await seen(), false, 'only on hover');
		await article.hover({ position: { x: 2, y: 2 }, force: true });
		// What is put in above meanwhile moves the message away from the pointer until that moves.
		while (!(await seen())) await article.hover({ position: { x: 3, y: 3 }, force: true });
		return [await time.textContent(), await time.getAttribute('title')].map(plain);
	}

	it('are in their rows, in the language and the zone of the reader', async () => {
		const times = [Date.UTC(2025, 11, 31, 23, 30), NOW - 2 * DAY, NOW - 10 * MINUTE];
		const british = await open('en-GB', 'Europe/Berlin');
		await british.snapshot(turns(...times));
		assert.deepEqual(await hovered(british, 'q2'), ['13:55', 'Friday 27 November 2026 at 13:55']);
		assert.deepEqual(await hovered(british, 'r2'), ['13:56', 'Friday 27 November 2026 at 13:56']);
		assert.deepEqual(await hovered(british, 'r0'), ['00:31', 'Thursday 1 January 2026 at 00:31']);
		await british.close();
		const american = await open('en-US', 'America/New_York');
		await american.snapshot(turns(...times));
		assert.equal((await hovered(american, 'q2'))[0], '7:55 AM');
		assert.deepEqual(await hovered(american, 'r0'), [
			'6:31 PM',
			'Wednesday December 31 2025 at 6:31 PM',
		]);
		await american.close();
		const german = await open('de-DE', 'Europe/Berlin');
		await german.snapshot(turns(...times));
		assert.deepEqual(await hovered(german, 'q2'), ['13:55', 'Freitag 27. November 2026 um 13:55']);
	});

	it('have the day between turns, where it changes and nowhere else', async () => {
		const times = [
			Date.UTC(2025, 11, 30, 12),
			Date.UTC(2025, 11, 31, 12),
			NOW - 9 * DAY,
			NOW - 9 * DAY + HOUR,
			NOW - DAY,
			NOW - HOUR,
		];
		const british = await open('en-GB', 'Europe/Berlin');
		await british.snapshot(turns(...times));
		assert.deepEqual(await days(british), [
			'Tuesday 30 December 2025',
			'Wednesday 31 December 2025',
			'Wednesday 18 November',
			'Yesterday',
			'Today',
		]);
		const above = await british.page.locator('.day-line').evaluateAll((lines) =>
			lines.map((line) => {
				const question = line.closest('article');
				const bubble = question?.querySelector('.bubble')?.getBoundingClientRect();
				const reply = question?.previousElementSibling?.closest('article')?.getBoundingClientRect();
				const { top, bottom } = line.getBoundingClientRect();
				const between = bottom <= (bubble?.top ?? 0) && top >= (reply?.bottom ?? -Infinity);
				return between && question?.getAttribute('data-id');
			}),
		);
		assert.deepEqual(above, ['q0', 'q1', 'q2', 'q4', 'q5']);
		await british.close();
		const german = await open('de-DE', 'Europe/Berlin');
		await german.snapshot(turns(...times));
		assert.deepEqual((await days(german)).slice(2), ['Mittwoch 18. November', 'Gestern', 'Heute']);
	});

	it('have the day over a reply, too, that was given on another day than it was asked for', async () => {
		const page = await open('en-GB', 'UTC');
		const [question, reply] = turns(NOW - 8 * DAY);
		assert.ok(question && reply);
		const again = { ...reply, message: { ...reply.message, at: NOW - 2 * HOUR } };
		const next = asked(
			{ id: 'q1', parent: 'r0', at: NOW - HOUR },
			{ writtenBefore: again.message.at },
		);
		await page.snapshot([question, again, next]);
		assert.deepEqual(await days(page), ['Thursday 19 November', 'Today']);
		const places = await page.page.evaluate(() =>
			['[data-id="q0"] .bubble', '[data-id="r0"] .day-line', '[data-id="r0"] .markdown'].map(
				(part) => document.querySelector(part)?.getBoundingClientRect().top ?? 0,
			),
		);
		assert.deepEqual(
			places,
			places.toSorted((a, b) => a - b),
		);
	});

	it('stand clear of the row of the message above', async () => {
		const page = await open('en-GB', 'UTC');
		const [question, reply] = turns(NOW - 8 * DAY);
		assert.ok(question && reply);
		const again = {
			...reply,
			message: { ...reply.message, at: NOW - DAY },
		};
		const next = asked({ id: 'q1', parent: 'r0', at: NOW }, { writtenBefore: NOW - DAY });
		await page.snapshot([question, again, next]);
		for (const [above, below] of [
			['q0', 'r0'],
			['r0', 'q1'],
		] as const) {
			const row = page.page.locator(`[data-id="${above}"] .message-actions`);
			const { y = 0, height = 0 } = (await row.boundingBox()) ?? {};
			const top = await page.page.locator(`[data-id="${below}"] .day-line`).evaluate((line) => {
				const range = new Range();
				range.selectNodeContents(line);
				return range.getBoundingClientRect().top;
			});
			assert.ok(top >= y + height - 2, `${above}: ${top} is under ${y + height}`);
		}
	});

	it('have the day over the first question too, unless it is today', async () => {
		const page = await open('en-GB', 'UTC');
		for (const [times, lines] of [
			[[NOW - HOUR, NOW - MINUTE], []],
			[[NOW - 2 * HOUR], []],
			[[NOW - 8 * DAY], ['Thursday 19 November']],
			[[NOW - DAY - HOUR, NOW - DAY], ['Yesterday']],
			[
				[NOW - DAY, NOW - HOUR],
				['Yesterday', 'Today'],
			],
		] as const) {
			await page.snapshot(turns(...times));
			assert.deepEqual(await days(page), lines);
		}
		await page.snapshot(turns(NOW - HOUR));
		assert.deepEqual(await days(page), []);
		await page.page.clock.runFor(11 * HOUR);
		assert.deepEqual(await days(page), ['Yesterday'], 'the day ended with the chat open');
	});

	it('have the days of the reader, whatever day it is elsewhere', async () => {
		const aroundMidnight = [NOW - DAY, Date.UTC(2026, 10, 26, 23, 30), Date.UTC(2026, 10, 27, 1)];
		const utc = await open('en-GB', 'UTC');
		await utc.snapshot(turns(...aroundMidnight));
		assert.deepEqual(await days(utc), ['Yesterday', 'Today']);
		await utc.close();
		const berlin = await open('en-GB', 'Europe/Berlin');
		await berlin.snapshot(turns(...aroundMidnight));
		assert.deepEqual(await days(berlin), ['Yesterday', 'Today']);
		await berlin.close();
		const newYork = await open('en-GB', 'America/New_York');
		await newYork.snapshot(turns(...aroundMidnight));
		assert.deepEqual(await days(newYork), ['Yesterday']);
	});

	it('are said anew once it is another day', async () => {
		const page = await open('en-GB', 'UTC');
		await page.snapshot(turns(NOW - 2 * DAY, NOW - DAY, NOW - HOUR));
		const first = 'Wednesday 25 November';
		assert.deepEqual(await days(page), [first, 'Yesterday', 'Today']);
		await page.page.clock.runFor(11 * HOUR);
		assert.deepEqual(await days(page), [first, 'Thursday 26 November', 'Yesterday']);
		await page.page.clock.runFor(DAY);
		assert.deepEqual((await days(page))[2], 'Friday 27 November');
	});

	for (const [width, zoom] of [
		[300, 2],
		[300, 1],
		[200, 1],
	] as const) {
		it(`make nothing wider than ${width} px at ${zoom * 100} %`, async () => {
			const page = await open('de-DE', 'Europe/Berlin', width, zoom);
			await page.snapshot(turns(Date.UTC(2024, 8, 24, 12), Date.UTC(2024, 8, 25, 12)));
			const { widths, out } = await page.page.evaluate(() => {
				const scroller = document.querySelector('.scroller') ?? document.body;
				const parts = [...document.querySelectorAll('.day-line, .message-actions, article button')];
				return {
					widths: [scroller.scrollWidth, scroller.clientWidth],
					out: parts.flatMap((part) => {
						const { left, right } = part.getBoundingClientRect();
						return left < 0 || right > scroller.clientWidth ? [part.className] : [];
					}),
				};
			});
			assert.equal(widths[0], widths[1]);
			assert.deepEqual(out, []);
			// Where there is room for it, the cost is read before the time is.
			if (zoom > 1) return;
			const cost = page.page.locator('[data-id="r1"] .facts');
			assert.equal(await cost.evaluate((shown) => shown.scrollWidth > shown.clientWidth), false);
		});
	}
});
