import assert from 'node:assert/strict';
import { type Failure, FailureKind } from '../../src/shared/conversation/messages.ts';
import { FAILURES } from '../../src/shared/errors/failureTable.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

describe('a failure in the page', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});
	const show = (failure: Failure) =>
		whole.snapshot([asked(), answered({ status: 'failed', text: '', facts: {}, failure })]);

	/** The buttons that are seen, and the entries of the menu beside them. */
	const ways = async () => {
		const alert = whole.page.getByRole('alert');
		const seen = await alert.locator('.failure-buttons .text-button').allInnerTexts();
		const button = whole.button('More Error Actions', alert);
		if ((await button.count()) === 0) return [seen, []];
		await button.press('Enter');
		const more = await alert.getByRole('menuitem').allInnerTexts();
		await whole.page.keyboard.press('Escape');
		return [seen, more];
	};

	it('is an alert with a sentence, two buttons at most and its details folded, whatever its kind', async () => {
		for (const kind of FailureKind.options) {
			const message = 'x.test says so.';
			const technical = {
				detail: 'The server’s words, with 8192 in them.',
				status: 418,
				code: 'SOME_CODE',
				address: 'https://x.test/v1/chat/completions',
				requestId: 'req-1',
				cause: 'ECONNRESET: read',
				affordable: 12,
				parameter: 'top_k',
				page: 'credits',
				setting: 'baseUrl',
			} as const;
			for (const more of [{}, technical]) {
				const view = { canContinue: true, canLeaveOutImages: true };
				const failure: Failure = { kind, message, ...more };
				await whole.snapshot([
					asked(),
					answered({ status: 'failed', text: '', facts: {}, failure }, view),
				]);
				const alert = whole.page.getByRole('alert');
				assert.equal(await alert.count(), 1, kind);
				const text = await alert.innerText();
				assert.ok(text.trim().startsWith(`${FAILURES[kind].title}. ${message}`), text);
				assert.doesNotMatch(text, /[A-Z_]{6,}|HTTP \d|req-1|\/completions/, kind);
				const [seen = []] = await ways();
				assert.ok(seen.length >= 1 && seen.length <= 2, `${kind}: ${seen.join()}`);
				const details = alert.getByText('Details', { exact: true });
				assert.equal(await details.count(), more === technical ? 1 : 0, kind);
			}
		}
	});

	it('has the rest of its ways in a menu that keys open and close', async () => {
		await show({ kind: 'network', message: 'Nothing is listening at 127.0.0.1:11434.' });
		assert.deepEqual(await ways(), [
			['Try Again', 'Connect to Server'],
			['Open Setting', 'Show Log'],
		]);
		const alert = whole.page.getByRole('alert');
		await whole.button('More Error Actions', alert).press('Enter');
		await alert.getByRole('menuitem', { name: 'Show Log' }).press('Enter');
		assert.equal((await whole.received('act'))[0]?.action, 'showLog');
		assert.equal(await whole.focused(), 'More Error Actions');
	});

	it('has what mends it among the two that are seen', async () => {
		const images = { canLeaveOutImages: true };
		for (const [failure, view, first] of [
			[{ kind: 'refused' }, images, ['Send Without Images', 'Try Again']],
			[{ kind: 'modelUnavailable' }, images, ['Select Model', 'Send Without Images']],
			[{ kind: 'server' }, images, ['Try Again', 'Send Without Images']],
			[{ kind: 'badParameter', parameter: 'top_a' }, {}, ['Send Without Top A', 'Open Parameters']],
			[{ kind: 'contextTooLong' }, {}, ['Select Model', 'New Chat']],
			[{ kind: 'notTheApi', setting: 'baseUrl' }, {}, ['Open Setting', 'Connect to Server']],
			[{ kind: 'offline' }, {}, ['Send Now', 'Connect to Server']],
			[{ kind: 'badKey' }, {}, ['Set API Key', 'Try Again']],
		] as const) {
			await whole.snapshot([
				asked(),
				answered(
					{ status: 'failed', text: '', facts: {}, failure: { message: 'It failed.', ...failure } },
					view,
				),
			]);
			assert.deepEqual((await ways())[0], first, failure.kind);
		}
	});

	it('offers the models that the server has named, by their names', async () => {
		const instead = ['meta-llama/llama-3.3-70b-instruct', 'qwen/qwen3-32b'];
		await show({ kind: 'modelUnavailable', message: 'It is gone.', instead });
		assert.deepEqual((await ways())[0], ['Use llama-3.3-70b-instruct', 'Use qwen3-32b']);
		await whole.button('Use qwen3-32b').click();
		const [act] = await whole.received('act');
		assert.deepEqual([act?.action, act?.model], ['useModel', 'qwen/qwen3-32b']);
	});

	it('says what happened, why and what to do; the rest is folded', async () => {
		await show({
			kind: 'noCredit',
			message: 'The credit at openrouter.ai is enough for a reply of 27,342 tokens.',
			detail: 'You can only afford 27342',
			status: 402,
			affordable: 27_342,
			page: 'credits',
		});
		const alert = whole.page.getByRole('alert');
		const text = (await alert.innerText()).replaceAll(/\s+/g, ' ');
		assert.match(text, /^Not enough credit\. The credit at openrouter\.ai is enough/);
		assert.match(text, /The server says: “You can only afford 27342”/);
		assert.equal(await alert.getByText('HTTP 402').isVisible(), false);
		assert.deepEqual(await ways(), [
			['Retry with 27,342 Tokens', 'Add Credit'],
			['Select Model', 'Try Again'],
		]);
		await whole.button('Retry with 27,342 Tokens').press('Enter');
		await whole.button('Add Credit').press('Enter');
		assert.deepEqual(
			(await whole.received('act')).map(({ action, id }) => [action, id]),
			[
				['retryWithTokens', 'r1'],
				['openPage', 'r1'],
			],
		);
	});

	const CONNECTS = [
		'Sign In with OpenRouter',
		'Use an API key',
		'Use a model on this machine',
	] as const;

	it('a missing key at another server comes with all ways to a server', async () => {
		const notice: Failure = { kind: 'noKey', message: 'x.test asks for an API key.' };
		await whole.snapshot([], { notice });
		assert.deepEqual(await ways(), [['Set API Key', 'Connect to Server'], []]);
	});

	it('a key that is not accepted can be tried again at once, and the other ways to a server are in the menu', async () => {
		await show({
			kind: 'badKey',
			message: 'openrouter.ai did not accept the API key.',
			address: 'https://openrouter.ai/api/v1/chat/completions',
		});
		assert.deepEqual(await ways(), [
			['Set API Key', 'Try Again'],
			['Sign In with OpenRouter', 'Connect to Server'],
		]);
	});

	it('the first run begins with three ways to a server, of which one is the card', async () => {
		await whole.snapshot([], { needsKey: true });
		const steps = whole.page.locator('.welcome .step');
		assert.deepEqual(await steps.locator('.step-label').allInnerTexts(), [...CONNECTS]);
		assert.match(await steps.last().innerText(), /Ollama/);
		const heights = await steps.evaluateAll((all) =>
			all.map((step) => getComputedStyle(step).backgroundColor),
		);
		assert.notEqual(heights[0], heights[1], 'the first stands out');
		assert.equal(heights[1], heights[2]);
		for (const label of CONNECTS) await whole.page.getByRole('button', { name: label }).click();
		assert.deepEqual(
			(await whole.received('act')).map(({ action }) => action),
			['signIn', 'setApiKey', 'connectServer'],
		);
		await whole.status({ needsKey: false });
		assert.deepEqual(await steps.locator('.step-label').allInnerTexts(), [
			'Explain Selection',
			'Ask a question',
			'Select Model',
		]);
	});

	it('sending without a key shows the same three, each once, and keeps what is typed', async () => {
		const notice: Failure = { kind: 'noKey', message: 'OpenRouter needs an API key.' };
		const seen = () => whole.page.locator('.step:visible .step-label').allInnerTexts();
		const said = whole.page.getByRole('status').getByText('Choose where your messages go first.');
		await whole.snapshot([], { needsKey: true });
		await whole.box.fill('My question');
		await whole.box.press('Enter');
		await whole.changes({ type: 'refused' });
		await whole.status({ notice });
		await said.waitFor();
		assert.equal(await whole.box.inputValue(), 'My question');
		assert.equal(await whole.page.getByRole('alert').count(), 0);
		assert.deepEqual(await seen(), [...CONNECTS]);
		// In a chat with messages they stand over the box.
		await whole.snapshot([asked(), answered()], { needsKey: true, notice });
		assert.deepEqual(await seen(), [...CONNECTS]);
		assert.equal(await whole.page.getByRole('alert').count(), 0);
		await whole.page.getByRole('button', { name: CONNECTS[2] }).press('Enter');
		assert.equal((await whole.received('act')).at(-1)?.action, 'connectServer');
		await whole.snapshot([asked(), answered()], {});
		await said.waitFor({ state: 'detached' });
	});

	it('offers to leave out what the server does not take', async () => {
		await show({
			kind: 'badParameter',
			message: 'x.test does not take top_a.',
			parameter: 'top_a',
		});
		await whole.button('Send Without Top A').press('Enter');
		assert.equal((await whole.received('act'))[0]?.action, 'sendWithout');
	});

	it('offline waits for the user', async () => {
		await show({ kind: 'offline', message: 'The name openrouter.ai could not be found.' });
		await whole.button('Send Now').press('Enter');
		assert.deepEqual(await whole.received('regenerate'), [{ type: 'regenerate', id: 'r1' }]);
	});

	it('that may pass is tried again first, and a reply that broke off is continued first', async () => {
		await show({ kind: 'timeout', message: 'Nothing came.', setting: 'firstEventTimeout' });
		assert.deepEqual(await ways(), [['Try Again', 'Open Setting'], ['Show Log']]);
		const failure = { kind: 'brokenStream', message: 'The connection was lost.' } as const;
		const broken = { status: 'failed', text: 'So far', facts: {}, failure } as const;
		await whole.snapshot([asked(), answered(broken, { canContinue: true })]);
		assert.deepEqual(await ways(), [
			['Continue', 'Try Again'],
			['Show Log', 'Report Issue'],
		]);
		assert.equal(await whole.button('Continue').count(), 1);
		await whole.button('Continue').press('Enter');
		assert.deepEqual(await whole.received('continue'), [{ type: 'continue', id: 'r1' }]);
		assert.equal(await whole.page.locator('.failure-buttons .primary').count(), 1);
	});
});
