import assert from 'node:assert/strict';
import { type Scene, startScene, type Window } from './scene.ts';

const LLAMA = 'Llama 3 70B Instruct';

describe('selecting a model', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		scene = await startScene();
		window = await scene.open();
		await window.chat.show();
	});
	after(() => scene.close());

	it('narrows the list, keeps a favourite, marks the change in the chat, and does so offline too', async () => {
		const { chat, workbench } = window;
		const { quickInput } = workbench;
		const pressed = (name: string) =>
			quickInput.widget.getByRole('button', { name, exact: true }).click();
		await chat.send('One');
		await chat.answered(1);

		await chat.button(`Model: ${LLAMA}`).click();
		await quickInput.row('Meta: Llama 3 70B Instruct').waitFor();
		await chat.holds(quickInput.rows.first(), '$0.30 in, $0.40 out per million tokens');
		await pressed('Show Only Models That Take Tools');
		await quickInput.row('Meta: Llama 3 70B Instruct').waitFor({ state: 'detached' });
		const coder = quickInput.row('Qwen: Qwen3 Coder 480B A35B');
		await coder.hover();
		await coder.getByRole('button', { name: 'Add to Favourites' }).click();
		await quickInput.rows
			.filter({ hasText: 'Favourites' })
			.filter({ hasText: 'Qwen3 Coder' })
			.waitFor();
		await pressed('Show Those Without Tools Too');
		await quickInput.fill('qwen/');
		await quickInput.pick('Qwen: Qwen3 Coder 480B A35B');
		await chat.button('Model: Qwen3 Coder').waitFor();
		await chat.send('Two');
		await chat.answered(2);
		await chat.holds(chat.log, `Model: ${LLAMA} → Qwen3 Coder`);

		await scene.standin.stopListening();
		await chat.button('Model: Qwen3 Coder').click();
		await quickInput.row('DeepSeek: R1').waitFor();
		await pressed('Refresh List');
		await quickInput.widget
			.locator('input[placeholder$="the server cannot be reached now"]')
			.waitFor();
		await quickInput.pick('DeepSeek: R1');
		await chat.button('Model: DeepSeek R1').waitFor();
		await scene.standin.listenAgain();
		await chat.send('Three');
		await chat.answered(3);
		assert.deepEqual(
			scene.standin.chats.map(({ chat: body }) => body?.model),
			['meta-llama/llama-3-70b-instruct', 'qwen/qwen3-coder', 'deepseek/deepseek-r1'],
		);
	});
});
