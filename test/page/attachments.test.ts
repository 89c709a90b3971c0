import assert from 'node:assert/strict';
import { imageHeader } from '../../src/shared/attachments/imageHeader.ts';
import type { Image } from '../../src/shared/conversation/messages.ts';
import { GIF, JPEG, png, WEBP } from '../samples/images.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, excerpt } from './samples.ts';

const SMALL = png(40, 30);
const IMAGE: Image = {
	hash: 'a'.repeat(64),
	mediaType: 'image/png',
	width: 40,
	height: 30,
	bytes: SMALL.length,
	name: 'plan.png',
};

interface Given {
	readonly name: string;
	readonly bytes: Uint8Array;
}

describe('images in the page', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});
	beforeEach(() => chat.snapshot());

	const alert = () => chat.page.getByRole('alert');
	const image = { kind: 'image', id: IMAGE.hash, image: IMAGE } as const;

	/**
	 * Pastes files into the box, or drops them on the page, as the browser hands them over.
	 * @param key is pressed in the box before the page has had time to look at any of them
	 */
	async function give(
		by: 'paste' | 'drop',
		files: readonly Given[],
		{ texts = {}, key = '' }: { texts?: object; key?: string } = {},
	) {
		const given = files.map(({ name, bytes }) => ({
			name,
			base64: Buffer.from(bytes).toString('base64'),
		}));
		await chat.box.evaluate(
			async (element, { by, given, texts, key }) => {
				const data = new DataTransfer();
				for (const { name, base64 } of given) {
					const bytes = await (await fetch(`data:;base64,${base64}`)).arrayBuffer();
					data.items.add(new File([bytes], name));
				}
				for (const [type, text] of Object.entries(texts)) data.setData(type, String(text));
				const options = { bubbles: true, cancelable: true };
				const target = by === 'paste' ? element : document.querySelector('.transcript');
				target?.dispatchEvent(
					by === 'paste'
						? new ClipboardEvent('paste', { ...options, clipboardData: data })
						: new DragEvent('drop', { ...options, dataTransfer: data }),
				);
				if (key !== '') element.dispatchEvent(new KeyboardEvent('keydown', { ...options, key }));
			},
			{ by, given, texts, key },
		);
	}

	const attached = (count: number) =>
		chat.until(() => chat.sent('attachImage').length >= count, `${count} images to be attached`);

	/** The host's answer to loadImage. */
	async function answer(hash: string, bytes: Uint8Array | undefined): Promise<void> {
		await chat.until(() => chat.sent('loadImage').some((one) => one.hash === hash), 'loadImage');
		await chat.page.evaluate(
			async ([hash, base64]) => {
				const data = { type: 'loadedImage', hash };
				if (base64 === '') Object.assign(data, { problem: 'its file is missing' });
				else {
					const bytes = await (await fetch(`data:;base64,${base64}`)).arrayBuffer();
					Object.assign(data, { bytes: new Uint8Array(bytes) });
				}
				dispatchEvent(new MessageEvent('message', { data }));
			},
			[hash, Buffer.from(bytes ?? []).toString('base64')] as const,
		);
	}

	it('are taken from a paste and a drop as they are, in each format, moving ones too', async () => {
		await give('paste', [{ name: 'a.png', bytes: SMALL }]);
		await attached(1);
		await give('drop', [
			{ name: 'b.jpg', bytes: JPEG },
			{ name: 'c.webp', bytes: WEBP },
			{ name: 'd.gif', bytes: GIF },
		]);
		await attached(4);
		const sent = chat.sent('attachImage');
		assert.deepEqual(
			sent.map(({ name, conversation }) => [name, conversation]),
			['a.png', 'b.jpg', 'c.webp', 'd.gif'].map((name) => [name, 'c-1']),
		);
		assert.deepEqual(
			sent.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
			[SMALL, JPEG, WEBP, GIF].map((bytes) => Buffer.from(bytes).toString('base64')),
		);
	});

	it('are made smaller where a side is longer than 2048 pixels, and only there', async () => {
		await give('paste', [
			{ name: 'wide.png', bytes: png(4096, 1000) },
			{ name: 'tall.png', bytes: png(300, 3000) },
			{ name: 'just.png', bytes: png(2048, 2048) },
		]);
		await attached(3);
		assert.deepEqual(
			chat.sent('attachImage').map(({ bytes }) => imageHeader(Uint8Array.from(bytes))),
			[
				{ mediaType: 'image/png', width: 2048, height: 500 },
				{ mediaType: 'image/png', width: 205, height: 2048 },
				{ mediaType: 'image/png', width: 2048, height: 2048 },
			],
		);
	});

	it('that are too large, of another format or damaged are refused with the reason', async () => {
		const large = new Uint8Array(20 * 1024 * 1024 + 1);
		large.set(SMALL);
		for (const [name, bytes, reason] of [
			['large.png', large, 'large.png has 20 MB; an image may have at most 20 MB.'],
			['old.bmp', Buffer.from('BM not one of ours'), 'old.bmp is no PNG, JPEG, WebP or GIF'],
			['cut.png', SMALL.subarray(0, SMALL.length - 30), 'cut.png is damaged: it cannot be drawn.'],
			['huge.png', png(1, 1).with(16, 1).with(20, 1), 'huge.png has 16777217×16777217 pixels'],
		] as const) {
			await give('drop', [{ name, bytes }]);
			await alert().filter({ hasText: reason }).waitFor();
			await alert().filter({ hasText: 'It was not attached.' }).waitFor();
		}
		await chat.button('Dismiss').click();
		await alert().waitFor({ state: 'detached' });
		assert.equal(await chat.focused(), 'Message');
		assert.deepEqual(chat.sent('attachImage'), []);
	});

	it('one that is refused does not keep the others out', async () => {
		await give('drop', [
			{ name: 'notes.txt', bytes: Buffer.from('text') },
			{ name: 'a.png', bytes: SMALL },
		]);
		await attached(1);
		await alert().filter({ hasText: 'notes.txt is no PNG' }).waitFor();
		await give('paste', [{ name: 'a.png', bytes: SMALL }]);
		await alert().waitFor({ state: 'detached' });
	});

	it('go along with a message that is sent at once, and hold it back where they are refused', async () => {
		await chat.box.fill('What is this?');
		await give('paste', [{ name: 'wide.png', bytes: png(4000, 3000) }]);
		await chat.box.press('Enter');
		await chat.box.press('Enter');
		await chat.until(() => chat.sent('send').length > 0, 'the message');
		const order = chat.posted
			.map(({ type }) => type)
			.filter((type) => /send|attachImage/.test(type));
		assert.deepEqual(order, ['attachImage', 'send']);
		await chat.changes({ type: 'accepted' });
		await chat.box.fill('And this?');
		await give(
			'paste',
			[
				{ name: 'wide.png', bytes: png(4000, 3000) },
				{ name: 'cut.png', bytes: SMALL.subarray(0, 60) },
			],
			{ key: 'Enter' },
		);
		await alert().filter({ hasText: 'cut.png is damaged' }).waitFor();
		assert.equal((await chat.received('send')).length, 1);
		assert.equal(await chat.box.inputValue(), 'And this?');
		await chat.box.press('Enter');
		await chat.until(() => chat.sent('send').length === 2, 'the message without it');
	});

	/** Has the page look at images only once what this gives is called. */
	async function holdImages(): Promise<() => Promise<void>> {
		await chat.page.evaluate(() => {
			const { prototype } = Blob;
			const read = prototype.arrayBuffer;
			const { promise, resolve } = Promise.withResolvers<void>();
			prototype.arrayBuffer = async function () {
				await promise;
				return read.call(this);
			};
			const letImages = () => {
				prototype.arrayBuffer = read;
				resolve();
			};
			Object.assign(globalThis, { letImages });
		});
		return () => chat.page.evaluate(() => Reflect.get(globalThis, 'letImages')());
	}

	for (const type of ['send', 'queue'] as const) {
		it(`go where they and the message belong (${type}), whatever chat is opened meanwhile`, async () => {
			const release = await holdImages();
			if (type === 'queue') await chat.status({ running: 'reply' });
			await chat.box.fill('What is this?');
			await give('paste', [{ name: 'a.png', bytes: SMALL }], { key: 'Enter' });
			await chat.box.pressSequentially(' Please.');
			await chat.snapshot([], {}, { conversation: 'c-2', draft: 'Half a thought' });
			await chat.box.press('Enter');
			await chat.until(() => chat.sent('send').length === 1, 'what waits for no image');
			await release();
			const messages = () => [...chat.sent('send'), ...chat.sent('queue')];
			await chat.until(() => messages().length === 2, 'both messages');
			assert.deepEqual(
				chat.sent('attachImage').map(({ conversation }) => conversation),
				['c-1'],
			);
			assert.deepEqual(
				chat.posted.filter((one) => one.type === 'send' || one.type === 'queue'),
				[
					{ type: 'send', conversation: 'c-2', text: 'Half a thought' },
					{ type, conversation: 'c-1', text: 'What is this?' },
				],
			);
			assert.deepEqual(
				chat
					.sent('draft')
					.filter(({ conversation }) => conversation === 'c-1')
					.at(-1),
				{ type: 'draft', conversation: 'c-1', text: 'What is this? Please.' },
				'what was typed since stays with its chat',
			);
			assert.equal(await chat.box.inputValue(), 'Half a thought');
		});
	}

	it('hold back the message of their own chat only, and are refused over its box', async () => {
		const cut = { name: 'cut.png', bytes: SMALL.subarray(0, 60) };
		const show = (conversation: string) => chat.snapshot([], {}, { conversation });
		const release = await holdImages();
		await chat.box.fill('What is this?');
		await give('paste', [{ name: 'a.png', bytes: SMALL }], { key: 'Enter' });
		await show('c-2');
		await give('paste', [cut]);
		await show('c-3');
		await chat.box.fill('And this?');
		await give('paste', [{ name: 'b.png', bytes: SMALL }], { key: 'Enter' });
		await release();
		await chat.until(() => chat.sent('send').length === 2, 'both messages');
		assert.deepEqual(
			chat.sent('send').map(({ conversation, text }) => [conversation, text]),
			[
				['c-1', 'What is this?'],
				['c-3', 'And this?'],
			],
		);
		assert.equal(await alert().count(), 0);
		await show('c-2');
		await alert().filter({ hasText: 'cut.png is damaged' }).waitFor();
		await show('c-1');
		await alert().waitFor({ state: 'detached' });
		await show('c-2');
		await alert().filter({ hasText: 'cut.png is damaged' }).waitFor();
		await chat.button('Dismiss').click();
		await show('c-1');
		await show('c-2');
		assert.equal(await alert().count(), 0);
	});

	it('go alone where nothing is typed, though the host has not told yet that they are attached', async () => {
		await give('paste', [{ name: 'a.png', bytes: SMALL }], { key: 'Enter' });
		await chat.until(() => chat.sent('send').length === 1, 'the image alone');
		assert.equal(chat.sent('send')[0]?.text, '');
	});

	it('are not taken where a text is pasted or a link dropped', async () => {
		await give('paste', [{ name: 'cells.png', bytes: SMALL }], { texts: { 'text/plain': 'A\tB' } });
		await give('drop', [], { texts: { 'text/uri-list': 'https://example.com/' } });
		// What comes after shows that nothing came before.
		await give('paste', [{ name: 'a.png', bytes: SMALL }]);
		await attached(1);
		assert.deepEqual(
			chat.sent('attachImage').map(({ name }) => name),
			['a.png'],
		);
		assert.deepEqual(chat.sent('attachFiles'), []);
	});

	it('files of the Explorer go to the host by their addresses', async () => {
		await give('drop', [], {
			texts: { 'text/uri-list': 'file:///a.ts\r\n# comment\r\nfile:///b%20c.ts\r\n' },
		});
		await give('drop', [], {
			texts: {
				'application/vnd.code.uri-list': 'vscode-remote://x/d.ts',
				'text/uri-list': 'file:///other',
			},
		});
		await chat.until(() => chat.sent('attachFiles').length === 2, 'the addresses');
		assert.deepEqual(
			chat.sent('attachFiles').map(({ uris }) => uris),
			[['file:///a.ts', 'file:///b%20c.ts'], ['vscode-remote://x/d.ts']],
		);
		assert.equal(await chat.focused(), 'Message');
	});

	it('that the host has read go the same way', async () => {
		await chat.page.evaluate(
			async (base64) => {
				const bytes = new Uint8Array(await (await fetch(`data:;base64,${base64}`)).arrayBuffer());
				const changes = [{ type: 'imageFile', conversation: 'c-0', name: 'big.png', bytes }];
				const data = { type: 'changes', sequence: 100, changes };
				dispatchEvent(new MessageEvent('message', { data }));
			},
			Buffer.from(png(3000, 30)).toString('base64'),
		);
		await attached(1);
		const [sent] = chat.sent('attachImage');
		assert.equal(sent?.name, 'big.png');
		assert.equal(sent.conversation, 'c-0', 'the chat that it was read for, not the shown one');
		assert.equal(imageHeader(Uint8Array.from(sent.bytes))?.width, 2048);
	});

	it('stand as chips over the box, with thumbnail and size, and are opened and removed by keyboard', async () => {
		const code = {
			kind: 'excerpt',
			id: 'code',
			label: 'src/sum.py',
			startLine: 3,
			endLine: 4,
			bytes: 44,
		} as const;
		await chat.status({ attachments: [code, image] });
		await answer(IMAGE.hash, SMALL);
		const thumbnail = chat.page.locator('.chip img');
		await thumbnail.waitFor();
		assert.equal(await thumbnail.evaluate((img: HTMLImageElement) => img.naturalWidth), 40);
		assert.match(await thumbnail.evaluate((img: HTMLImageElement) => img.src), /^blob:/);
		assert.deepEqual(await chat.page.locator('.chip').allInnerTexts(), [
			'src/sum.py:3–4\n2 lines',
			`plan.png\n40×30 · ${SMALL.length} B\nDetail: auto`,
		]);
		await chat.box.press('Shift+Tab');
		assert.equal(await chat.focused(), 'Remove plan.png');
		await chat.page.keyboard.press('Shift+Tab');
		assert.equal(await chat.focused(), 'Detail: auto');
		await chat.page.keyboard.press('Shift+Tab');
		assert.equal(await chat.focused(), 'plan.png');
		await chat.status({ running: 'r' });
		await chat.status({ running: null });
		await chat.page.keyboard.press('Enter');
		await chat.until(() => chat.sent('openImage').length === 1, 'the image to be opened');
		await chat.page.keyboard.press('Delete');
		await chat.until(() => chat.sent('removeAttachment').length === 1, 'the chip to go');
		assert.deepEqual(chat.sent('removeAttachment'), [
			{ type: 'removeAttachment', attachment: IMAGE.hash, conversation: 'c-1' },
		]);
		assert.equal(await chat.focused(), 'Message');
		await chat.button('src/sum.py:3–4').click();
		await chat.button('Remove src/sum.py:3–4').click();
		assert.deepEqual(await chat.received('openExcerpt'), [
			{ type: 'openExcerpt', attachment: 'code' },
		]);
		await chat.button('Attach').press('Enter');
		await chat.until(() => chat.sent('attach').length === 1, 'the offer');
	});

	it('have their detail chosen at the chip, by keyboard too, and an edit shows what it was', async () => {
		await chat.status({ attachments: [image] });
		await chat.button('Detail: auto').press('Enter');
		await chat.until(() => chat.sent('chooseDetail').length === 1, 'the choice');
		assert.deepEqual(chat.sent('chooseDetail'), [
			{ type: 'chooseDetail', attachment: IMAGE.hash, conversation: 'c-1' },
		]);
		const low = { ...IMAGE, detail: 'low' } as const;
		await chat.status({ attachments: [{ ...image, image: low }] });
		await chat.button('Detail: low').waitFor();
		assert.equal(await chat.focused(), 'Detail: low');
		await chat.snapshot([asked({ images: [low] }), answered()]);
		await chat.button('Edit').first().click();
		await chat.page.getByText('Detail: low').waitFor();
	});

	it('are taken off by a key without a letter of the draft', async () => {
		await chat.status({ attachments: [image] });
		await chat.box.fill('A draft');
		await chat.box.press('Home');
		await chat.button('Remove plan.png').focus();
		for (const key of ['Delete', 'Backspace']) await chat.page.keyboard.press(key);
		await chat.until(() => chat.sent('removeAttachment').length > 0, 'the chip to go');
		assert.equal(await chat.box.inputValue(), 'A draft');
	});

	it('stand in the question that they were sent with, or what is wrong with them does', async () => {
		const gone = { ...IMAGE, hash: 'b'.repeat(64), name: 'gone.png' };
		const torn = { ...IMAGE, hash: 'c'.repeat(64), name: 'torn.png' };
		await chat.snapshot([asked({ images: [IMAGE, gone, torn] }), answered()]);
		await answer(IMAGE.hash, SMALL);
		await answer(gone.hash, undefined);
		await answer(torn.hash, SMALL.subarray(0, 50));
		await chat.page.getByText('gone.png: its file is missing').waitFor();
		await chat.page.getByText('torn.png: its file is damaged').waitFor();
		const shown = chat.page.getByRole('img', { name: 'plan.png, 40×30 png' });
		await shown.click();
		await chat.until(() => chat.sent('openImage').length === 1, 'the image to be opened');
		assert.equal(chat.sent('openImage')[0]?.hash, IMAGE.hash);
		const asksFor = (hash: string) => chat.sent('loadImage').filter((one) => one.hash === hash);
		await chat.snapshot([asked({ images: [IMAGE, gone, torn] }), answered()]);
		await chat.until(() => asksFor(gone.hash).length === 2, 'what was not there to be asked for');
		await answer(gone.hash, SMALL);
		await chat.page.getByRole('img', { name: 'gone.png' }).waitFor();
		await chat.snapshot([asked({ images: [IMAGE] })]);
		await shown.waitFor();
		assert.equal(asksFor(IMAGE.hash).length, 1, 'one that is known is not asked for again');
	});

	it('stand in the reply that they came with, beside words for what else came', async () => {
		const extras = [
			{ type: 'image', image: IMAGE },
			{ type: 'imageAddress', address: 'https://example.com/a.png' },
			{ type: 'badImage', why: 'it is no PNG, JPEG, WebP or GIF' },
			{ type: 'toolCall', name: 'read_file' },
			{ type: 'toolCall', name: 'hidden\u202etool' },
			{ type: 'audio' },
			{ type: 'file', name: 'plan.pdf', mediaType: 'application/pdf' },
			{ type: 'file' },
			{
				type: 'toolCall',
				id: 'call-1',
				name: 'clock',
				input: '{"zone":"UTC"}',
				result: '12:\u202e00',
			},
		] as const;
		const first = answered({ text: '', status: 'streaming', extras: extras.slice(0, 1) });
		await chat.snapshot([asked(), first]);
		await answer(IMAGE.hash, SMALL);
		const shown = chat.page.getByRole('img', { name: 'plan.png, 40×30 png' });
		await shown.waitFor();
		const whole = answered({ text: '', extras: [...extras] });
		await chat.changes({ type: 'message', view: whole });
		const notes = chat.page.locator('.reply-extras .end-note');
		await notes.nth(6).waitFor();
		assert.deepEqual(await notes.allInnerTexts(), [
			'The model named an image, which is not loaded from the network: https://example.com/a.png',
			'The model sent an image that cannot be shown: it is no PNG, JPEG, WebP or GIF.',
			'The model asked for the tool “read_file”, which this chat does not run.',
			'The model asked for the tool “hidden\u202etool”, which this chat does not run.',
			'The model sent audio, which this chat does not play.',
			'The model sent the file “plan.pdf” (application/pdf), which this chat does not keep.',
			'The model sent a file, which this chat does not keep.',
		]);
		const fold = chat.page.locator('.reply-extras details');
		await fold.getByText('The model called the tool “clock”.').click();
		// Its texts come with the event of the fold, a moment after it opens.
		await fold.locator('pre').nth(1).waitFor();
		assert.deepEqual(await fold.locator('pre').allInnerTexts(), ['{"zone":"UTC"}', '12:\u202e00']);
		assert.equal(await fold.locator('.hidden-character').count(), 1);
		const mark = chat.page.locator('.reply-extras .end-note .hidden-character');
		assert.equal(await mark.getAttribute('title'), 'RIGHT-TO-LEFT OVERRIDE (U+202E)');
		assert.equal(await shown.count(), 1);
		assert.equal(await chat.page.getByText('answered with nothing').count(), 0);
		await shown.click();
		await chat.until(() => chat.sent('openImage').length === 1, 'the image to be opened');
	});

	it('are what a reply has nothing of only where it has nothing else either', async () => {
		const note = chat.page.locator('.reply-end .end-note');
		await chat.snapshot([asked(), answered({ text: '' })]);
		assert.equal(await note.innerText(), 'The model answered with nothing.');
		await chat.snapshot([asked(), answered({ text: '', reasoning: 'Hm.' })]);
		assert.equal(await note.innerText(), 'The model reasoned, but gave no answer.');
	});

	it("folds a prompt's text, under its name; code is folded under its lines", async () => {
		const prompt = { ...excerpt, label: '/tidy', source: 'prompt', text: 'Tidy it up.' } as const;
		await chat.snapshot([asked({ excerpts: [prompt, excerpt] }), answered()]);
		const fold = chat.button('Text of /tidy');
		const text = chat.page.getByRole('region', { name: '/tidy', exact: true });
		assert.equal(await fold.getAttribute('aria-expanded'), 'false');
		assert.equal(await text.isVisible(), false);
		await fold.press('Enter');
		assert.equal(await fold.getAttribute('aria-expanded'), 'true');
		assert.equal(await text.textContent(), 'Tidy it up.');
		await fold.click();
		assert.equal(await text.isVisible(), false);
		assert.equal(
			await chat.button('Code from src/sum.py:3–4').getAttribute('aria-expanded'),
			'false',
		);
		await chat.page.getByRole('link', { name: '/tidy', exact: true }).click();
		assert.equal((await chat.received('openExcerpt')).length, 1);
	});

	it('can be taken off a question that is edited', async () => {
		await chat.snapshot([asked({ excerpts: [excerpt], images: [IMAGE] }), answered()]);
		await chat.button('Edit').click();
		await chat.button('Remove plan.png').click();
		await chat.button('Ask Again').click();
		await chat.until(() => chat.sent('edit').length === 1, 'the edited question');
		assert.deepEqual(chat.sent('edit'), [
			{ type: 'edit', id: 'q1', text: 'How do I add numbers?', removed: [IMAGE.hash] },
		]);
	});

	it('that were refused can be left out, in the chat and over the box', async () => {
		const failure = {
			kind: 'badRequest',
			message: 'The image is too large.',
			status: 400,
		} as const;
		await chat.snapshot([
			asked({ images: [IMAGE] }),
			answered({ status: 'failed', text: '', failure }, { canLeaveOutImages: true }),
		]);
		await chat.button('Send Without Images').click();
		await chat.until(() => chat.sent('askWithoutImages').length === 1, 'the question again');
		assert.deepEqual(chat.sent('askWithoutImages'), [{ type: 'askWithoutImages', id: 'r1' }]);
		const question = asked({ withoutImages: true });
		const notice = { kind: 'textOnly', message: 'Llama reads text only.' } as const;
		await chat.snapshot([question], { attachments: [image], notice });
		await chat.page.getByText('Images above are not sent from here on.').waitFor();
		await chat.box.fill('What now?');
		await chat.button('Select Model').waitFor();
		await chat.button('Send Without Images').click();
		await chat.until(() => chat.sent('send').length === 1, 'the message');
		assert.partialDeepStrictEqual(chat.sent('send'), [
			{ type: 'send', text: 'What now?', withoutImages: true },
		]);
	});
});
