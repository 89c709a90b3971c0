import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMMAND_NAMES, type CommandName } from '../../../src/core/commands/commandNames.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Entry {
	command?: string;
	submenu?: string;
	when?: string;
	enablement?: string;
}

const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	contributes: { commands: Entry[]; menus: Record<string, Entry[]> };
};

/** A command that can always do something, and why. */
class Always {
	readonly why: string;
	constructor(why: string) {
		this.why = why;
	}
}

/** When a command can do something: VS Code offers it in the palette only then. */
const WHEN: Readonly<Record<CommandName, string | Always>> = {
	open: new Always('shows the view'),
	newChat: new Always('an empty chat is begun anew, and has the keyboard'),
	newChatEditor: new Always('makes an editor'),
	openInEditor: new Always('there is a chat in front, if an empty one'),
	openViewInEditor: 'view == llamaChat.chat',
	openInNewWindow: new Always('there is a chat in front, if an empty one'),
	openViewInNewWindow: 'view == llamaChat.chat',
	find: '!llamaChat.noMessage',
	explainSelection: 'editorIsOpen && !llamaChat.noCode',
	fixSelection: 'editorIsOpen && !llamaChat.noCode',
	findBugs: 'editorIsOpen && !llamaChat.noCode',
	writeTests: 'editorIsOpen && !llamaChat.noCode',
	documentSelection: 'editorIsOpen && !llamaChat.noCode',
	improveSelection: 'editorIsOpen && !llamaChat.noCode',
	editSelection: 'editorIsOpen && !llamaChat.noCode',
	runPrompt: new Always('there are built-in prompts, and such as need no editor'),
	addSelection: 'editorIsOpen && !llamaChat.noCode',
	addFile: 'editorIsOpen && !llamaChat.noFile',
	insertReplyAtCursor: '!llamaChat.noReply && editorIsOpen && !llamaChat.noCode',
	stop: 'llamaChat.running',
	selectModel: new Always('there is a server, and a name can be typed where it has no list'),
	compare: '!llamaChat.running && !llamaChat.noQuestion',
	connectServer: new Always('asks which'),
	confirmServer: 'llamaChat.unencryptedServer',
	setApiKey: new Always('any server may take one'),
	signIn: '!llamaChat.noSignIn',
	removeApiKey: '!llamaChat.noKey',
	acceptChanges: 'resourceScheme == llama-chat-change',
	discardChanges: 'resourceScheme == llama-chat-change',
	showHistory: new Always('shows the list, and says so where it is empty'),
	exportChat: '!llamaChat.noMessage',
	importChat: new Always('asks for files'),
	openAsDocument: '!llamaChat.noMessage',
	openViewAsDocument: 'view == llamaChat.chat',
	showRequest: '!llamaChat.noRequest',
	copyAsCurl: '!llamaChat.noExchange',
	runAgain: '!llamaChat.noExchange && !llamaChat.running',
	previewRequest: new Always('an empty box has a request as well'),
	showLentRequest: '!llamaChat.noLentRequest',
	continueExchange: 'false',
	showUsage: new Always('shows the limits where nothing has been paid for'),
	exportUsage: '!llamaChat.noUsage',
	commitMessage: 'gitOpenRepositoryCount > 0',
	stopCommitMessage: 'llamaChat.writingCommitMessage',
	openSettings: new Always('shows them'),
	openGuide: new Always('shows it'),
	showLog: new Always('shows it'),
	reportIssue: new Always('opens the form'),
};

/** Those that a menu offers with a file, code or a view of its own: no enablement keeps them from that, only the palette hides them. */
const GIVEN_BY_MENUS = [
	'editorIsOpen && !llamaChat.noCode',
	'editorIsOpen && !llamaChat.noFile',
	'view == llamaChat.chat',
];

const inPalette = new Map(
	contributes.menus['commandPalette']?.map(({ command, when }) => [command, when]),
);

describe('each command', () => {
	for (const name of COMMAND_NAMES) {
		const expected = WHEN[name];
		const isAlways = expected instanceof Always;
		const title = isAlways ? `can always be used: ${expected.why}` : `is offered when ${expected}`;
		it(`${name} ${title}`, () => {
			const command = `llamaChat.${name}`;
			const enablement = contributes.commands.find((one) => one.command === command)?.enablement;
			const when = inPalette.get(command);
			if (isAlways) assert.deepEqual([enablement, when], [undefined, undefined]);
			else if (GIVEN_BY_MENUS.includes(expected)) assert.equal(when, expected);
			else {
				assert.equal(enablement, expected);
				assert.ok(when === undefined || when === expected, when);
			}
		});
	}

	it('asks for no key that nobody sets', () => {
		const declared = readFileSync(join(ROOT, 'src/host/vscode/contextKeys.ts'), 'utf8');
		const written = JSON.stringify([contributes.commands, contributes.menus]);
		const conditions = [...written.matchAll(/"(?:when|enablement)":"([^"]+)"/g)].map(
			([, condition = '']) => condition,
		);
		// The names of our view, editor and schemes are compared with keys of VS Code's.
		const keys = conditions
			.flatMap((condition) => condition.split(/ && | \|\| | not in /))
			.map((term) => /^!?llamaChat\.(\w+)$/.exec(term)?.[1])
			.filter((key) => key !== undefined);
		for (const key of ['noSignIn', 'noUsage', 'noMessage']) assert.ok(keys.includes(key), key);
		for (const key of keys) assert.match(declared, new RegExp(`readonly ${key}: `), key);
	});
});

describe('the menu of a file', () => {
	it('has one submenu of ours in the Explorer and at a tab, and nothing loose', () => {
		for (const menu of ['explorer/context', 'editor/title/context', 'editor/context']) {
			const entries = contributes.menus[menu] ?? [];
			assert.equal(entries.length, 1, menu);
			assert.match(entries[0]?.submenu ?? '', /^llamaChat\.(files|editor)$/, menu);
		}
		assert.deepEqual(
			contributes.menus['llamaChat.files']?.map(({ command, when }) => [command, when]),
			[['llamaChat.addFile', undefined]],
		);
	});
});
