import assert from 'node:assert/strict';
import type { Finding } from '../../src/shared/models/modelProtocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample } from './requestSamples.ts';
import { answered, asked } from './samples.ts';

const GONE: Finding = {
	kind: 'modelGone',
	message: 'a/model is not among the models of openrouter.ai.',
	remedies: [
		{ action: 'useNearest', label: 'Use Other Model' },
		{ action: 'selectModel', label: 'Select Another Model' },
	],
};
const IMAGES: Finding = {
	kind: 'imagesRefused',
	message: 'Llama takes no images, and one goes along.',
	remedies: [{ action: 'sendWithoutImages', label: 'Send Without Images' }],
};

describe('before sending', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	it('takes the click and keeps the keyboard where only its numbers change with what is typed', async () => {
		const tooLong = (tokens: number): Finding => ({
			kind: 'promptTooLong',
			message: `About ${tokens} tokens go out, and 8000 fit.`,
			remedies: [{ action: 'sendAnyway', label: 'Send Anyway' }],
		});
		const context = { ...contextSample, tokens: 9000, fits: false };
		await chat.snapshot([], { findings: [GONE, tooLong(9000)], context }, { draft: 'Long' });
		const send = chat.button('Send Anyway');
		await send.hover();
		await chat.page.mouse.down();
		await chat.status({ findings: [GONE, tooLong(9001)], context: { ...context, tokens: 9001 } });
		await chat.page.mouse.up();
		assert.equal((await chat.received('send')).length, 1);
		await chat.page.getByText('About 9001 tokens go out, and 8000 fit.').waitFor();
		await send.focus();
		await chat.status({ findings: [GONE, tooLong(9002)] });
		assert.equal(await chat.focused(), 'Send Anyway');

		await chat.page.locator('button.meter').click();
		const shorten = chat.button('Shorten src/sum.py, lines 3–4');
		await shorten.hover();
		await chat.page.mouse.down();
		await chat.status({ context: { ...context, tokens: 9003 } });
		await chat.page.mouse.up();
		assert.equal((await chat.received('shortenAttachment')).length, 1);
		await chat.page.getByText('≈9,003 of 8,192').waitFor();
		await chat.status({ context: { ...context, tokens: 9004, parts: [] } });
		assert.equal(await shorten.count(), 0);
	});

	it('says over the box what will go wrong, with what helps, and sends all the same', async () => {
		await chat.snapshot([], { findings: [GONE, IMAGES] });
		const findings = chat.page.getByRole('status', { name: 'Before sending' });
		await findings.getByText(GONE.message).waitFor();
		assert.equal(await chat.page.getByRole('alert').count(), 0);
		await chat.button('Use Other Model').click();
		await chat.button('Select Another Model').click();
		await chat.button('Dismiss Warning').first().click();
		assert.deepEqual(await chat.received('finding'), [
			{ type: 'finding', kind: 'modelGone', action: 'useNearest' },
			{ type: 'finding', kind: 'modelGone', action: 'selectModel' },
			{ type: 'finding', kind: 'modelGone' },
		]);
		await chat.box.fill('Send it');
		await chat.box.press('Enter');
		await chat.changes({ type: 'refused' });
		await chat.button('Send Without Images').click();
		assert.partialDeepStrictEqual(await chat.received('send'), [
			{ type: 'send', text: 'Send it' },
			{ type: 'send', text: 'Send it', withoutImages: true },
		]);
		await chat.snapshot([], { findings: [] });
		await findings.getByText(GONE.message).waitFor({ state: 'detached' });
	});

	it('sends what does not fit, by the estimate, all the same: before it is refused and after', async () => {
		const finding: Finding = {
			kind: 'promptTooLong',
			message: 'This does not fit, by an estimate: about 9,001 tokens go out.',
			remedies: [{ action: 'sendAnyway', label: 'Send Anyway' }],
		};
		const notice = { kind: 'contextTooLong', message: 'This does not fit.' } as const;
		await chat.snapshot([], { findings: [finding] });
		await chat.box.fill('As long as it is');
		await chat.button('Send Anyway').click();
		await chat.changes({ type: 'refused' });
		await chat.snapshot([], { notice, canSendAnyway: 'box' });
		const alert = chat.page.getByRole('alert');
		await alert.getByText('Too long for the model').waitFor();
		assert.equal(await chat.box.inputValue(), 'As long as it is');
		await chat.box.fill('A bit shorter');
		await chat.button('Send Anyway').click();
		assert.partialDeepStrictEqual(await chat.received('send'), [
			{ type: 'send', text: 'As long as it is', anyway: true },
			{ type: 'send', text: 'A bit shorter', anyway: true },
		]);
		await chat.snapshot([], { notice, canSendAnyway: 'elsewhere' });
		await chat.button('Send Anyway').click();
		assert.deepEqual(await chat.received('sendAnyway'), [
			{ type: 'sendAnyway', conversation: 'c-1' },
		]);
		await chat.snapshot([], { notice });
		await chat.button('Send Anyway').waitFor({ state: 'detached' });
	});

	it('sends what may hold a secret in one of three ways, each a button; nothing in the box is lost', async () => {
		const message = 'What looks like a GitHub token is in your message. Nothing was sent.';
		const notice = { kind: 'secrets', message } as const;
		await chat.box.fill('My token');
		await chat.snapshot([], { notice, canSendAnyway: 'box' });
		const alert = chat.page.getByRole('alert');
		await alert.getByText('May hold a secret').waitFor();
		await alert.getByText(message).waitFor();
		assert.equal(await chat.box.inputValue(), 'My token');
		for (const name of ['Replace by Placeholder', 'Leave Out', 'Send Anyway']) {
			await chat.button(name).click();
			await chat.changes({ type: 'refused' });
		}
		assert.partialDeepStrictEqual(await chat.received('send'), [
			{ type: 'send', text: 'My token', secrets: 'replace' },
			{ type: 'send', text: 'My token', secrets: 'leaveOut' },
			{ type: 'send', text: 'My token', secrets: 'send' },
		]);
		await chat.snapshot([], { notice, canSendAnyway: 'elsewhere' });
		await chat.button('Leave Out').click();
		assert.deepEqual(await chat.received('sendAnyway'), [
			{ type: 'sendAnyway', conversation: 'c-1', secrets: 'leaveOut' },
		]);
	});

	it('marks where another model was asked', async () => {
		const change = { modelChange: { from: 'Llama 3 70B Instruct', to: 'Qwen3 Coder' } };
		await chat.snapshot([
			asked({ id: 'q', text: 'One?' }),
			answered({ id: 'r', text: 'One.' }),
			asked({ id: 'q2', text: 'Two?' }),
			{ ...answered({ id: 'r2', text: 'Two.' }), ...change },
		]);
		const marks = chat.page.getByText('Model: Llama 3 70B Instruct → Qwen3 Coder');
		assert.equal(await marks.count(), 1);
		assert.equal(
			await chat.page.locator('article[data-id="r2"]').filter({ has: marks }).count(),
			1,
		);
	});

	it('fits the narrowest panel', async () => {
		await chat.snapshot([], { findings: [GONE, IMAGES] });
		const wider = await chat.page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		assert.equal(wider, 0);
	});
});

describe('the model in the box', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const WHOLE = 'Llama 3.3 70B Instruct';
	const names = { modelName: WHOLE, shorterNames: ['Llama 3.3 70B', '3.3 70B'] };

	/** What is seen of the name. */
	const shown = () =>
		chat.button(`Model: ${WHOLE}`).evaluate((button) => {
			const name = button.querySelector('span');
			return [name?.textContent, (name?.scrollWidth ?? 1) <= (name?.clientWidth ?? 0)];
		});
	const holds = (text: string) =>
		chat.button(`Model: ${WHOLE}`).getByText(text, { exact: true }).waitFor();

	it('is told by as much of its name as there is room for, whatever takes the room', async () => {
		await chat.snapshot([], { ...names, context: contextSample });
		for (const [width, name] of [
			[800, WHOLE],
			[275, 'Llama 3.3 70B'],
			[215, '3.3 70B'],
			[800, WHOLE],
		] as const) {
			await chat.page.setViewportSize({ width, height: 700 });
			await holds(name);
			assert.deepEqual(await shown(), [name, true]);
		}
		await chat.page.setViewportSize({ width: 300, height: 700 });
		await chat.page.waitForFunction(() =>
			document.querySelector('textarea')?.placeholder.startsWith('Ask 3.3 70B…   / prompts'),
		);
		assert.equal((await shown())[1], true);
		assert.equal(await chat.button(`Model: ${WHOLE}`).getAttribute('title'), `Model: ${WHOLE}`);
	});
});
