import assert from 'node:assert/strict';
import { png } from '../samples/images.ts';
import { allThatIsStored } from '../vscode/browserStorage.ts';
import { type Scene, startScene } from './scene.ts';

const BYTES = png(64, 48);
const URL = `data:image/png;base64,${Buffer.from(BYTES).toString('base64')}`;

describe('images', () => {
	let scene: Scene | undefined;
	afterEach(async () => {
		await scene?.close();
		scene = undefined;
	});

	it('a pasted image is sent, outlives a reload, and is left out once the server has refused it', async () => {
		// A model that is known to read images, should the list of models be there.
		scene = await startScene({}, { 'llamaChat.model': 'meta-llama/llama-4-maverick' });
		const { standin } = scene;
		const { chat, workbench } = await scene.open();
		await chat.show();
		const paste = () =>
			chat.box.evaluate(
				(box, bytes) => {
					const data = new DataTransfer();
					data.items.add(new File([new Uint8Array(bytes)], 'plan.png', { type: 'image/png' }));
					const options = { bubbles: true, cancelable: true };
					box.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
				},
				[...BYTES],
			);

		await paste();
		await chat.button('Remove plan.png').waitFor();
		// VS Code writes down late what an extension has it remember.
		const remembered = async () =>
			(await workbench.page.evaluate(allThatIsStored)).includes('plan.png');
		await workbench.until(remembered, 'the attachment to be remembered');
		await workbench.reload();
		await chat.show();
		// Drawn from its file: what a page may show is only what it has drawn itself.
		await chat.frame.locator('.chip img').waitFor();
		await chat.send('What is this?');
		await chat.answered(1);
		const part = { type: 'image_url', image_url: { url: URL } };
		assert.deepEqual(standin.chats[0]?.chat?.messages, [
			{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, part] },
		]);
		const sent = chat.questions.getByRole('img', { name: 'plan.png, 64×48 png' });
		await sent.waitFor();
		assert.equal(await sent.evaluate((img: HTMLImageElement) => img.naturalWidth), 64);

		standin.script({
			kind: 'error',
			status: 400,
			body: {
				shape: 'object',
				message: 'Image is too small',
				metadata: { error_type: 'image_too_small' },
			},
		});
		await paste();
		await chat.button('Remove plan.png').waitFor();
		await chat.send('And this?');
		await chat.holds(chat.alert, 'Image is too small');
		await chat.button('Send Without Images').click();
		await standin.waitForRequest(3);
		await chat.alert.waitFor({ state: 'detached' });
		await chat.answered(2);
		const messages = standin.chats.at(-1)?.chat?.messages ?? [];
		assert.equal(messages.at(-1)?.content, 'And this?');
		assert.doesNotMatch(JSON.stringify(messages), /image_url/);
		await chat.send('And later?');
		await chat.answered(3);
		assert.doesNotMatch(JSON.stringify(standin.chats.at(-1)?.chat?.messages), /image_url/);
	});
});
