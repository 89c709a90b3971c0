import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { MAX_TEXT } from '../../src/shared/text/fields.ts';
import { png } from '../samples/images.ts';
import { sharedBrowser } from '../vscode/browser.ts';
import { ChatPage } from './chatPage.ts';
import { answered, asked } from './samples.ts';

const PICTURE = Buffer.from(png(40, 30)).toString('base64');

describe('a part of the page that is loaded late', () => {
	let browser: Browser;
	let chat: ChatPage;

	before(async () => {
		browser = await sharedBrowser();
	});
	afterEach(async () => {
		assert.deepEqual(chat.errors, []);
		await chat.close();
	});

	async function open(...held: string[]): Promise<void> {
		chat = await ChatPage.open(browser, { held });
	}

	it('find: takes the keys at once, and finds what was typed', async () => {
		await open('findResults');
		await chat.snapshot([asked({ text: 'A needle, a needle' }), answered({ text: 'A needle.' })]);
		await chat.box.focus();
		await chat.page.keyboard.press('Control+f');
		await chat.page.keyboard.type('needle');
		await chat.page.keyboard.press('Enter');
		await chat.page.keyboard.press('Enter');
		const input = chat.page.getByRole('textbox', { name: 'Find in Chat' });
		assert.equal(await input.inputValue(), 'needle');
		assert.equal(await chat.focused(), 'Find in Chat');
		assert.equal(await chat.box.inputValue(), '');
		chat.release();
		await chat.page.getByText('3 of 3', { exact: true }).waitFor();
		await chat.page.keyboard.press('Escape');
		assert.equal(await chat.focused(), 'Message');
		assert.equal(await chat.page.evaluate(() => CSS.highlights.size), 0);
	});

	it('find: is gone again where it was closed meanwhile', async () => {
		await open('findResults');
		await chat.snapshot([asked({ text: 'A needle' })]);
		await chat.box.focus();
		await chat.page.keyboard.press('Control+f');
		await chat.page.keyboard.type('needle');
		await chat.page.keyboard.press('Escape');
		assert.equal(await chat.focused(), 'Message');
		const loaded = chat.page.waitForResponse(/findResults/);
		chat.release();
		await loaded;
		await chat.page.keyboard.type('Hello');
		assert.equal(await chat.page.evaluate(() => CSS.highlights.size), 0);
		assert.equal(await chat.box.inputValue(), 'Hello');
	});

	it('images: what was pasted before a message goes with it', async () => {
		await open('imageIntake');
		await chat.snapshot();
		await chat.box.fill('What is this?');
		await chat.box.evaluate(async (box, picture) => {
			const bytes = await (await fetch(`data:;base64,${picture}`)).arrayBuffer();
			const clipboardData = new DataTransfer();
			clipboardData.items.add(new File([bytes], 'a.png'));
			box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
		}, PICTURE);
		await chat.box.press('Enter');
		assert.deepEqual(await chat.received('send'), []);
		await chat.page.keyboard.type(' Please.');
		chat.release();
		await chat.until(() => chat.sent('send').length > 0, 'the message to be sent');
		const types = chat.posted.map(({ type }) => type);
		assert.ok(types.indexOf('attachImage') < types.indexOf('send'));
		assert.partialDeepStrictEqual(chat.sent('send'), [
			{ type: 'send', text: 'What is this? Please.' },
		]);
	});

	it('images: what is refused is said, and the message stays', async () => {
		await open('imageIntake', 'failureAlert');
		await chat.snapshot();
		await chat.box.fill('What is this?');
		await chat.box.evaluate((box) => {
			const clipboardData = new DataTransfer();
			clipboardData.items.add(new File(['no image'], 'a.png'));
			box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
		});
		await chat.box.press('Enter');
		chat.release();
		await chat.page.getByRole('alert').getByText('It was not attached.').waitFor();
		assert.deepEqual(await chat.received('send'), []);
		assert.equal(await chat.box.inputValue(), 'What is this?');
	});

	it('the queue: is shown in order, and what is typed meanwhile stays', async () => {
		await open('queueList');
		await chat.snapshot([asked(), answered({ status: 'streaming', text: '', facts: {} })], {
			running: 'r1',
		});
		const queued = [{ id: 'n1', text: 'And then?', attachments: 0 }];
		const shown = Promise.all([
			chat.status({ running: 'r1', queued }),
			chat.changes({ type: 'text', id: 'r1', text: 'With sum.' }),
		]);
		await chat.box.pressSequentially('More');
		chat.release();
		await shown;
		await chat.page.getByRole('listitem', { name: 'Queued: And then?' }).waitFor();
		await chat.page.getByText('With sum.').waitFor();
		assert.equal(await chat.focused(), 'Message');
		assert.equal(await chat.box.inputValue(), 'More');
	});

	it('the voice: says a reply from its beginning', async () => {
		await open('narrator');
		await chat.snapshot();
		const shown = Promise.all([
			chat.changes({ type: 'message', view: asked() }),
			chat.changes({
				type: 'message',
				view: answered({ status: 'streaming', text: '', facts: {} }),
			}),
			chat.status({ running: 'r1' }),
			chat.changes({ type: 'text', id: 'r1', text: 'The first. The second.' }),
		]);
		chat.release();
		await shown;
		const voice = chat.page.locator('main > [role="status"]');
		await voice.getByText('The reply begins.').waitFor();
		await voice.getByText('The first.').waitFor();
	});

	it('messages: come with the keyboard where it was', async () => {
		await open('articles');
		const shown = chat.snapshot([asked({ text: 'Add up' }), answered({ text: 'With sum.' })]);
		await chat.box.pressSequentially('Next');
		chat.release();
		await shown;
		assert.equal(await chat.box.inputValue(), 'Next');
		assert.equal(await chat.page.getByRole('article').count(), 2);
		await chat.page.getByText('With sum.').waitFor();
	});

	for (const part of ['failureAlert', 'overBox']) {
		it(`${part}: a text that is too long is said to be, unless it was shortened`, async () => {
			await open(part);
			await chat.snapshot();
			/** The text is in the box for a moment only: to lay it out takes seconds. */
			const sendTooLong = () =>
				chat.box.evaluate((box: HTMLTextAreaElement, length) => {
					box.value = 'x'.repeat(length);
					box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }));
					box.value = 'Short';
				}, MAX_TEXT + 1);
			await sendTooLong();
			await chat.status({});
			const loaded = chat.page.waitForResponse((response) => response.url().includes(part));
			chat.release();
			await loaded;
			assert.equal(await chat.page.getByRole('alert').count(), 0);
			await sendTooLong();
			await chat.page.getByRole('alert').getByText('can be sent at most').waitFor();
		});
	}

	it('the empty chat: is never on the screen without what it begins with', async () => {
		for (const late of [true, false]) {
			await open(...(late ? ['welcome'] : []));
			await chat.page.evaluate(() => {
				const seen: boolean[][] = [];
				Object.assign(globalThis, { seen });
				const look = () => {
					const heading = document.querySelector('.welcome h2')?.checkVisibility() ?? false;
					seen.push([document.querySelector('textarea')?.placeholder !== '', heading]);
					requestAnimationFrame(look);
				};
				look();
			});
			const shown = chat.snapshot();
			chat.release();
			await shown;
			await chat.page.getByText('Ask Llama 3 70B Instruct').waitFor();
			const frames = await chat.page.evaluate(async (): Promise<boolean[][]> => {
				await new Promise(requestAnimationFrame);
				return Reflect.get(globalThis, 'seen');
			});
			assert.ok(frames.every(([box, heading]) => box === heading));
			if (late) await chat.close();
		}
	});
});
