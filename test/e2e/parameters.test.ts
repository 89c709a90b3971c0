import assert from 'node:assert/strict';
import { type Scene, startScene } from './scene.ts';

/** Some 2,500 tokens. */
const LONG = 'word '.repeat(2500).trim();

describe('parameters and the context', () => {
	let scene: Scene | undefined;
	afterEach(async () => {
		await scene?.close();
		scene = undefined;
	});

	it('are of this chat, shown before they are sent, and what does not fit is marked', async () => {
		scene = await startScene({}, { 'llamaChat.systemPrompt': 'Be brief.' });
		const { standin } = scene;
		const { chat } = await scene.open();
		await chat.show();

		await chat.button('Parameters').click();
		const panel = chat.frame.getByRole('dialog', { name: 'Parameters' });
		const value = panel.getByRole('textbox', { name: 'Temperature, value' });
		await value.fill('3');
		await chat.holds(panel, 'Temperature must be a number from 0 to 2.');
		await value.fill('0.3');
		const most = panel.getByRole('textbox', { name: 'Max Tokens, value' });
		await most.fill('1000');
		await most.press('Escape');
		await panel.waitFor({ state: 'hidden' });
		await chat.button('temperature 0.3').waitFor();
		await chat.button('max_tokens 1000').waitFor();

		for (const count of [1, 2, 3]) {
			standin.script({ kind: 'reply', text: `Answer ${count}.` });
			await chat.send(`${count} ${LONG}`);
			await chat.answered(count);
			if (count === 1)
				await chat.frame
					.getByRole('button', { name: /^Context .*: about .* of 8,192 tokens$/ })
					.waitFor();
		}
		const [first, , third] = standin.chats.map((request) => request.chat);
		assert.deepEqual([first?.['temperature'], first?.['max_tokens']], [0.3, 1000]);
		assert.deepEqual(
			third?.messages.map(({ role, content }) => `${role} ${String(content).slice(0, 1)}`),
			['system B', 'user 2', `assistant A`, 'user 3'],
		);
		const last = chat.replies.nth(2);
		await last.getByText('2 earlier messages were not sent').click();
		await chat.holds(last.getByRole('listitem'), '1 word word');
		await chat.holds(chat.questions.nth(0), 'Will not be sent: no room in the model’s context');

		await chat.choose('Pin', chat.questions.nth(0));
		await chat.questions
			.nth(0)
			.getByRole('img', { name: /^Pinned/ })
			.waitFor();
		await chat.send('And now?');
		await chat.answered(4);
		const fourth = standin.chats.at(-1)?.chat;
		assert.equal(String(fourth?.messages[1]?.content).slice(0, 6), '1 word');

		await chat.send(LONG.repeat(4));
		await chat.holds(chat.alert, 'This does not fit');
		assert.equal(standin.chats.length, 4);
		await chat.boxHolds(LONG.repeat(4));
	});
});
