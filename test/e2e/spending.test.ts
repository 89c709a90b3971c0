import assert from 'node:assert/strict';
import { type Scene, startScene } from './scene.ts';

const KEY = 'sk-or-v1-the-key-that-pays';

describe('what a reply costs, and the request behind it', () => {
	let scene: Scene | undefined;
	afterEach(async () => {
		await scene?.close();
		scene = undefined;
	});

	it('is asked about, counted, shown without the key, and stopped at the limit of the day', async () => {
		scene = await startScene({ requireKey: KEY }, { 'llamaChat.softLimit': 0 });
		const { standin } = scene;
		const { chat, workbench } = await scene.open();
		await chat.show();
		await workbench.runCommand('Llama Chat: Set API Key');
		await workbench.quickInput.answer(KEY);
		await chat.told('accepts it');

		// At the soft limit nothing goes without a yes, and a no keeps what was written.
		const dialog = workbench.page.getByRole('dialog').filter({ hasText: 'Send anyway?' });
		const say = (answer: string) => dialog.getByRole('button', { name: answer, exact: true });
		await chat.send('What is "six" times nine?');
		await chat.holds(dialog, 'The limit of $0 for a day is reached.');
		await say('Cancel').click();
		await chat.holds(
			chat.alert,
			/Spending limit reached\. Today \$0 were spent.*Nothing was sent\./,
		);
		await chat.boxHolds('What is "six" times nine?');
		assert.equal(standin.chats.length, 0);
		standin.script({ kind: 'reply', text: 'Forty-two.' });
		await chat.box.press('Enter');
		await say('Send Anyway').click();
		await chat.answered(1);
		const [sent] = standin.chats;
		assert.ok(sent);
		assert.equal(sent.headers['authorization'], `Bearer ${KEY}`);

		await chat.replies.getByRole('button', { name: /^\$0\.\d+$/ }).click();
		await chat.holds(chat.replies.locator('.facts-list'), /Billed\s*\$0\.\d+/);

		const choose = (name: string) => chat.choose(name, chat.replies);
		await choose('Copy as curl');
		await workbench.notification('Copied for a POSIX shell.').waitFor();
		const command = await workbench.page.evaluate(() => navigator.clipboard.readText());
		assert.ok(command.startsWith(`curl --no-buffer '${standin.baseUrl}/chat/completions'`));
		assert.ok(command.includes('"Authorization: Bearer $OPENROUTER_API_KEY"'), command);
		assert.ok(command.includes(`--data-raw '${sent.bodyText}'`), command);
		assert.ok(!command.includes(KEY));

		await choose('Show Request');
		await workbench.page.getByRole('tab', { name: 'Request.jsonc', selected: true }).waitFor();
		await chat.holds(workbench.editor.element, 'The key is blanked');
		const request = await workbench.editor.text();
		assert.ok(request.includes(`"bodyAsSent": ${sent.bodyText},`), request);
		assert.ok(request.includes('"Authorization": "Bearer [key]"'), request);
		assert.ok(!request.includes(KEY));

		// At the hard limit nothing goes at all.
		await workbench.setSetting('llamaChat.hardLimit', 0);
		await chat.send('And times ten?');
		await chat.holds(chat.alert, 'The limit of $0 for a day is reached.');
		await chat.button('Open Setting', chat.alert).waitFor();
		await chat.boxHolds('And times ten?');
		assert.equal(standin.chats.length, 1);

		await chat.frame
			.getByRole('button', { name: /^This chat: 1 reply · [\d,]+ tokens in and out · \$0\.\d+$/ })
			.click();
		const { usage } = workbench;
		await chat.holds(usage.locator('.limits'), 'asked from $0 on, nothing is sent from $0 on');
		await usage.getByRole('button', { name: 'By Chat', exact: true }).click();
		const row = usage.getByRole('row').filter({ hasText: 'What is "six" times nine?' });
		await chat.holds(row.getByRole('cell').first(), /^1$/);
		await chat.holds(row.getByRole('cell').last(), /^\$0\.\d+$/);
	});
});
