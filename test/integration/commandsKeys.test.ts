import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';

interface Binding {
	readonly key: string;
	readonly command: string;
	readonly when?: string;
}

/** All keys that VS Code and its extensions bind by default on the system that the window runs on. */
async function defaultBindings(): Promise<Binding[]> {
	const uri = Uri.parse('vscode://defaultsettings/keybindings.json');
	const text = (await workspace.openTextDocument(uri)).getText();
	// Whole lines of comments are all that makes it more than JSON; the commands without a key come behind as such.
	return JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''));
}

/** Whether one condition never holds where the other does: each alternative of the other has a term that it denies. */
function excludes(one: string, other: string): boolean {
	const denied = one.split(' && ');
	const denies = (term: string) =>
		term === 'false' ||
		denied.includes(term.includes(' == ') ? term.replace(' == ', ' != ') : `!${term}`);
	return other.split(' || ').every((terms) => terms.split(' && ').some(denies));
}

/** What the window takes itself to run on; see run.ts. */
const system = process.env['LLAMA_CHAT_TEST_SYSTEM'] ?? systemOf(process.platform);

function systemOf(platform: NodeJS.Platform): string {
	if (platform === 'darwin') return 'macOS';
	return platform === 'win32' ? 'Windows' : 'Linux';
}

describe(`the default keys on ${system}`, () => {
	/** Those that VS Code or another extension binds to this key, or to the first of its two. */
	const others = (bindings: readonly Binding[], key: string) =>
		bindings.filter(
			({ key: bound, command }) =>
				!command.startsWith('llamaChat.') && (bound === key || bound === key.split(' ')[0]),
		);

	it('are compared with the list of that system', async () => {
		const keys = (await defaultBindings())
			.filter(({ command }) => command === 'workbench.action.terminal.paste')
			.map(({ key }) => key);
		const wanted = new Map([
			['macOS', 'cmd+v'],
			['Windows', 'ctrl+v'],
			['Linux', 'ctrl+shift+v'],
		]);
		assert.ok(keys.includes(wanted.get(system) ?? ''), keys.join(', '));
	});

	for (const command of ['llamaChat.open', 'llamaChat.explainSelection']) {
		it(`of ${command} are nobody else's`, async () => {
			const bindings = await defaultBindings();
			assert.ok(bindings.length > 500, 'the whole list');
			const ours = bindings.find((binding) => binding.command === command);
			assert.ok(ours?.key, 'one of ours');
			const clashing = others(bindings, ours.key).filter(
				({ when = '' }) => !excludes(ours.when ?? '', when),
			);
			assert.deepEqual(clashing, []);
		});
	}
});
