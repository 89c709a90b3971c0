import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

describe('a reply that waits to be asked for again', () => {
	let whole: ChatPage;
	chatPageForEachTest(
		(page) => {
			whole = page;
		},
		{ clock: true },
	);
	const waiting = answered(
		{ status: 'streaming', text: '', facts: {} },
		{
			retry: {
				wait: 5000,
				number: 2,
				limit: 3,
				reason: 'rate limited',
				message: 'x.test is busy. The server says: “Come back later.”',
			},
		},
	);

	it('counts down in its place, and says once why', async () => {
		await whole.snapshot([asked(), waiting], { running: 'r1' });
		const timer = whole.page.getByRole('timer');
		assert.equal(await timer.textContent(), 'Trying again in 5 s (2 of 3): rate limited');
		await whole.page.clock.runFor(2000);
		assert.equal(await timer.textContent(), 'Trying again in 3 s (2 of 3): rate limited');
		await whole.page.clock.runFor(9000);
		assert.equal(await timer.textContent(), 'Trying again in 0 s (2 of 3): rate limited');
		const status = whole.page.getByText('Waiting to try again: rate limited.');
		assert.equal(await status.getAttribute('role'), 'status');
		const message = whole.page.locator('.retry-message');
		assert.equal(
			await message.textContent(),
			'x.test is busy. The server says: “Come back later.”',
		);
	});

	it('is asked for at once by Try Now, and not at all after Cancel', async () => {
		await whole.snapshot([asked(), waiting], { running: 'r1' });
		await whole.button('Try Now').press('Enter');
		assert.deepEqual(await whole.received('tryNow'), [{ type: 'tryNow', conversation: 'c-1' }]);
		await whole.button('Cancel').press('Enter');
		assert.deepEqual(await whole.received('stop'), [
			{ type: 'stop', id: 'r1', conversation: 'c-1' },
		]);
	});

	it('says what had failed when it is not asked for any more', async () => {
		const failure = { kind: 'server', message: 'x.test failed: Not now.', status: 503 } as const;
		await whole.snapshot([asked(), answered({ status: 'stopped', text: '', facts: {}, failure })]);
		await whole.page.getByText('Stopped.', { exact: true }).waitFor();
		const alert = whole.page.getByRole('alert');
		assert.match((await alert.textContent()) ?? '', /Server error\. x\.test failed: Not now\./);
		const status = alert.getByText('Status: HTTP 503');
		assert.equal(await status.isVisible(), false);
		await alert.getByText('Details', { exact: true }).click();
		await status.waitFor();
		assert.equal(await whole.button('Try Again').count(), 1);
	});

	it('says what had failed when its window was closed meanwhile', async () => {
		const failure = { kind: 'server', message: 'x.test failed: Not now.', status: 503 } as const;
		const closed = answered({ status: 'interrupted', text: '', facts: {}, failure });
		await whole.snapshot([asked(), closed]);
		await whole.page.getByText(/^Interrupted: the window was closed or reloaded/).waitFor();
		const alert = await whole.page.getByRole('alert').textContent();
		assert.match(alert ?? '', /Server error\. x\.test failed: Not now\./);
	});

	it('goes on as any other once it is asked for', async () => {
		await whole.snapshot([asked(), waiting], { running: 'r1' });
		const asks = answered({ status: 'streaming', text: '', facts: {} });
		await whole.changes(
			{ type: 'message', view: asks },
			{ type: 'text', id: 'r1', text: 'Here it is.' },
		);
		assert.equal(await whole.page.getByRole('timer').count(), 0);
		assert.equal(await whole.button('Try Now').count(), 0);
		await whole.page.getByText('Here it is.').waitFor();
	});
});
