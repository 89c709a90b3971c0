import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

describe('activation', () => {
	it('activates when asked and registers every contributed command', async () => {
		const extension = extensions.getExtension('llama-chat.llama-chat');
		assert.ok(extension, 'the extension is installed');
		await extension.activate();
		assert.equal(extension.isActive, true);
		const registered = new Set(await commands.getCommands(true));
		const contributed: Array<{ command: string }> = extension.packageJSON.contributes.commands;
		assert.ok(contributed.length > 0);
		for (const { command } of contributed) {
			assert.ok(registered.has(command), `${command} is registered`);
		}
	});
});
