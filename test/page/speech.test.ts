import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

describe('what a screen reader hears', () => {
	let whole: ChatPage;
	chatPageForEachTest(
		(page) => {
			whole = page;
		},
		{ clock: true },
	);
	beforeEach(async () => {
		await whole.page.evaluate(() => {
			const heard: string[] = [];
			Object.assign(globalThis, { heard });
			const region = document.querySelector('main > [role="status"]') ?? document.body;
			new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
				childList: true,
				characterData: true,
				subtree: true,
			});
		});
	});
	const heard = (): Promise<string[]> =>
		whole.page.evaluate(() => Reflect.get(globalThis, 'heard'));

	async function begin(): Promise<void> {
		await whole.snapshot([asked()]);
		await whole.changes({ type: 'message', view: streaming('') });
		await whole.status({ running: 'r1' });
	}

	const streaming = (text: string) => answered({ text, status: 'streaming', facts: {} });
	const text = (piece: string) => whole.changes({ type: 'text', id: 'r1', text: piece });

	it('the beginning, whole sentences, and the end, each once', async () => {
		await begin();
		for (const piece of [
			'The fir',
			'st. The second',
			' one.\n\n```ts\nlet a;\n',
			'```\n\nAnd th',
		]) {
			await text(piece);
			await whole.page.clock.runFor(7000);
		}
		await text('at.');
		await whole.changes({ type: 'message', view: answered() });
		await whole.status({ running: null });
		await whole.page.clock.runFor(7000);
		assert.deepEqual(await heard(), [
			'The reply begins.',
			'The first.',
			'The second one.',
			'Code block, ts, 1 line',
			'And that. The reply is complete.',
		]);
	});

	it('what comes while the voice is busy, in one piece', async () => {
		await begin();
		for (let count = 0; count < 20; count++) await text(`This is number ${count} of them. `);
		await whole.page.clock.runFor(7000);
		const said = await heard();
		assert.equal(said.length, 2);
		assert.match(said[1] ?? '', /^This is number 0 of them\. .* number 18 of them\.$/);
	});

	it('nothing when a chat is loaded, and only what is new when a reply is under way in it', async () => {
		await whole.snapshot([asked(), answered()]);
		await whole.snapshot(
			[asked(), streaming('Old words. Half a')],
			{ running: 'r1' },
			{ conversation: 'c-2' },
		);
		assert.deepEqual(await heard(), []);
		await text(' sentence. New');
		assert.deepEqual(await heard(), ['Half a sentence.']);
	});

	it('a reply that is asked for again', async () => {
		await whole.snapshot([asked(), answered()]);
		const again = answered({ id: 'r2', text: 'Some. More', status: 'streaming', facts: {} });
		await whole.snapshot([asked(), again], { running: 'r2' });
		await whole.page.clock.runFor(7000);
		assert.deepEqual(await heard(), ['The reply begins.', 'Some.']);
	});
});
