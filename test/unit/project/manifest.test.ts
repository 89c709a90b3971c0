import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMMAND_NAMES } from '../../../src/core/commands/commandNames.ts';
import { BUILT_IN_PROMPTS } from '../../../src/core/prompts/builtInPrompts.ts';
import { NETWORK_NUMBERS } from '../../../src/core/settings/networkSettings.ts';
import { SCHEMES } from '../../../src/host/documents/schemes.ts';
import { CHAT_EDITOR } from '../../../src/host/panel/chatEditorType.ts';
import { REASONING_EFFORTS } from '../../../src/shared/parameters/reasoningEffort.ts';
import {
	MAX_STOP_STRINGS,
	NUMERIC_PARAMETERS,
	type SamplingParameter,
} from '../../../src/shared/parameters/sampling.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Setting {
	type: string | string[];
	default: unknown;
	order?: number;
	scope?: string;
	minimum?: number;
	maximum?: number;
	multipleOf?: number;
	maxItems?: number;
	enum?: unknown[];
	markdownDescription?: string;
}

interface Menu {
	command?: string;
	submenu?: string;
	when?: string;
	group?: string;
}

interface Manifest {
	name: string;
	publisher: string;
	displayName: string;
	main: string;
	icon: string;
	engines: { vscode: string };
	extensionKind: string[];
	activationEvents?: string[];
	enabledApiProposals?: unknown;
	devDependencies: Record<string, string>;
	dependencies?: unknown;
	capabilities: {
		virtualWorkspaces: boolean;
		untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
	};
	contributes: {
		commands: {
			command: string;
			title: string;
			category: string;
			icon?: string;
			enablement?: string;
		}[];
		chatParticipants: {
			when: string;
			disambiguation?: unknown;
			commands: { name: string; description: string }[];
		}[];
		submenus: { id: string; label: string }[];
		menus: Record<string, Menu[]>;
		keybindings: { command: string; key: string; mac?: string; when?: string }[];
		walkthroughs: {
			steps: {
				id: string;
				description: string;
				media: Readonly<Record<string, string>>;
				completionEvents: string[];
			}[];
		}[];
		viewsContainers: Record<string, { id: string; icon: string }[]>;
		views: Record<string, { id: string; type: string }[]>;
		configuration: { title: string; order: number; properties: Record<string, Setting> }[];
	};
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;

const settings = new Map(
	contributes.configuration.flatMap(({ properties }) => Object.entries(properties)),
);

function setting(name: string): Setting {
	const found = settings.get(`llamaChat.${name}`);
	assert.ok(found, `llamaChat.${name} is not declared`);
	return found;
}

describe('manifest', () => {
	it('has the identity that others rely on', () => {
		assert.deepEqual(
			[manifest.name, manifest.publisher, manifest.displayName, manifest.engines.vscode],
			['llama-chat', 'llama-chat', 'Llama Chat', '^1.106.0'],
		);
		assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
		assert.equal(manifest.enabledApiProposals, undefined);
		assert.equal(manifest.dependencies, undefined, 'all that runs is bundled');
		assert.deepEqual(
			contributes.viewsContainers['secondarySidebar']?.map(({ id }) => id),
			['llamaChat'],
		);
		assert.deepEqual(
			contributes.views['llamaChat']?.map(({ id, type }) => [id, type]),
			[['llamaChat.chat', 'webview']],
		);
	});

	it('wakes on demand only', () => {
		// By an address of ours, which ends a sign-in, for the editors with chats that were open when the window closed, and for each kind of document that was open when the window closed, and which
		// only this extension can make; what is contributed wakes it by itself.
		const schemes = Object.values(SCHEMES).map((scheme) => `onFileSystem:${scheme}`);
		assert.ok(schemes.length > 3);
		const editors = `onWebviewPanel:${CHAT_EDITOR}`;
		assert.deepEqual(
			manifest.activationEvents?.toSorted(),
			[...schemes, editors, 'onUri'].toSorted(),
		);
	});

	it('names files that exist', () => {
		const icons = Object.values(contributes.viewsContainers).flatMap((list) =>
			list.map(({ icon }) => icon),
		);
		for (const file of [manifest.icon, ...icons]) assert.ok(existsSync(join(ROOT, file)), file);
	});

	it('declares the commands that are registered, no more and no fewer', () => {
		assert.deepEqual(
			contributes.commands.map(({ command }) => command).toSorted(),
			COMMAND_NAMES.map((name) => `llamaChat.${name}`).toSorted(),
		);
		for (const { category, title } of contributes.commands) {
			assert.equal(category, 'Llama Chat');
			assert.ok(title.length > 0);
		}
	});

	/** What Escape does in a proposal is what closes any editor. */
	const CLOSE = 'workbench.action.closeActiveEditor';

	it('has menus and keys only for its own commands, with an icon in each title bar', () => {
		const icons = new Map(contributes.commands.map(({ command, icon }) => [command, icon]));
		const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
		const submenus = contributes.submenus.map(({ id }) => id);
		for (const { command, ...entry } of used) {
			if ('submenu' in entry) assert.ok(submenus.includes(entry.submenu ?? ''), entry.submenu);
			else assert.ok(icons.has(command ?? '') || command === CLOSE, command);
		}
		for (const menu of ['view/title', 'editor/title'])
			for (const { command, submenu } of contributes.menus[menu] ?? [])
				assert.ok(submenu !== undefined || icons.get(command ?? ''), command);
	});

	it('has a command for each built-in prompt, in the palette and in the submenu of the editor', () => {
		const commands = BUILT_IN_PROMPTS.map(({ command }) => `llamaChat.${command}`);
		const isAsked = (name: string) => commands.some((command) => command === name);
		for (const name of commands) {
			const declared = contributes.commands.find(({ command }) => command === name);
			assert.equal(declared?.enablement, 'editorIsOpen', name);
			assert.ok(declared?.icon, name);
		}
		// Whatever asks about code is a prompt of the table: no command of the menu's first group is without one.
		const submenu = contributes.menus['llamaChat.editor'] ?? [];
		assert.deepEqual(
			submenu.map(({ command }) => command),
			[...commands, 'llamaChat.editSelection', 'llamaChat.addSelection'],
		);
		assert.deepEqual(
			submenu.filter(({ group }) => group?.startsWith('1_ask@')).map(({ command }) => command),
			submenu.map(({ command }) => command).filter((command) => isAsked(command ?? '')),
		);
		const names = BUILT_IN_PROMPTS.map(({ name }) => name);
		assert.deepEqual(names, ['explain', 'fix', 'bugs', 'tests', 'doc', 'improve']);
		for (const { text } of BUILT_IN_PROMPTS) {
			assert.ok((text.split('\n')[0] ?? '').length <= 80, text);
			assert.doesNotMatch(text, /\$\{/);
		}
	});

	it('has @llama where models are lent, chosen by nobody but the user, with prompts of the table as commands', () => {
		const [llama, ...others] = manifest.contributes.chatParticipants;
		assert.deepEqual(others, []);
		const { when, disambiguation, commands } = llama ?? {};
		assert.deepEqual([when, disambiguation], ['config.llamaChat.provideModels', undefined]);
		assert.deepEqual(
			commands?.map(({ name }) => name),
			['explain', 'fix', 'tests'],
		);
		for (const { name, description } of commands ?? []) {
			const prompt = BUILT_IN_PROMPTS.find((one) => one.name === name);
			assert.equal(prompt?.description, description, name);
		}
	});

	it('has a menu of the view that one can take in: ten entries at most, three of them submenus', () => {
		const title = contributes.menus['view/title'] ?? [];
		const named = (entries: Menu[]) =>
			entries.map(({ command, submenu }) => (command ?? submenu)?.replace('llamaChat.', ''));
		const inBar = title.filter(({ group }) => group?.startsWith('navigation'));
		assert.deepEqual(named(inBar), ['newChat', 'showHistory']);
		const more = title.filter((entry) => !inBar.includes(entry));
		assert.ok(more.length <= 10);
		const groups = Map.groupBy(more, ({ group }) => group?.split('@')[0]);
		assert.deepEqual([...groups.values()].map(named), [
			['find', 'exportChat', 'importChat', 'elsewhere'],
			['selectModel', 'connectServer'],
			['account', 'requests'],
			['openSettings', 'openGuide'],
		]);
		for (const { when } of title) assert.equal(when, 'view == llamaChat.chat');
	});

	it('has in the title of an editor with a chat what the view has in its own, and in its menu', () => {
		const title = contributes.menus['editor/title'] ?? [];
		const ofChats = title.filter(({ when }) => when === `activeWebviewPanelId == '${CHAT_EDITOR}'`);
		const commands = ofChats.map(({ command }) => command?.replace('llamaChat.', ''));
		assert.deepEqual(commands, [
			'newChat',
			'showHistory',
			'find',
			'exportChat',
			'openInNewWindow',
			'openAsDocument',
			'selectModel',
			'compare',
		]);
		const elsewhere = contributes.menus['llamaChat.elsewhere'] ?? [];
		assert.deepEqual(
			elsewhere.map(({ command }) => command),
			['openViewInEditor', 'openViewInNewWindow', 'openViewAsDocument'].map(
				(name) => `llamaChat.${name}`,
			),
		);
	});

	it('leads through the first use in four steps, each done by doing it', () => {
		const [walkthrough, ...others] = contributes.walkthroughs;
		assert.deepEqual(others, []);
		assert.deepEqual(
			walkthrough?.steps.map(({ id, completionEvents }) => [id, ...completionEvents]),
			[
				['connect', 'onContext:llamaChat.connected'],
				['ask', 'onContext:llamaChat.hasReply'],
				['explain', 'onContext:llamaChat.explained'],
				['change', 'onContext:llamaChat.changed'],
			],
		);
		const names = contributes.commands.map(({ command }) => command);
		for (const { description, media } of walkthrough?.steps ?? []) {
			const linked = [...description.matchAll(/\]\(command:([^)]+)\)/g)];
			assert.ok(linked.length > 0);
			for (const [, name = ''] of linked) assert.ok(names.includes(name), name);
			const [file = ''] = Object.values(media);
			assert.ok(existsSync(join(ROOT, file)), file);
		}
	});

	it('opens its submenus from the editor and the view', () => {
		assert.deepEqual(contributes.submenus, [
			{ id: 'llamaChat.editor', label: 'Llama Chat' },
			{ id: 'llamaChat.files', label: 'Llama Chat' },
			{ id: 'llamaChat.elsewhere', label: 'Open Elsewhere' },
			{ id: 'llamaChat.account', label: 'Account and Cost' },
			{ id: 'llamaChat.requests', label: 'Requests and Log' },
		]);
		assert.deepEqual(
			contributes.menus['editor/context']?.map(({ submenu, when }) => [submenu, when]),
			[['llamaChat.editor', 'editorTextFocus']],
		);
	});

	it('binds few keys, all behind a when, none of Ctrl+L and Ctrl+I', () => {
		assert.ok(contributes.keybindings.length <= 7);
		for (const { key, when } of contributes.keybindings) {
			assert.ok(when, key);
			assert.doesNotMatch(key, /^(ctrl|cmd)\+[li]$/);
			// That is AltGr, which types a character.
			assert.doesNotMatch(key, /ctrl\+alt/);
		}
	});

	it('accepts and closes a proposed change by keys that are free there', () => {
		const keyOf = (command: string) =>
			contributes.keybindings.find((binding) => binding.command === command);
		const terms = (command: string) => (keyOf(command)?.when ?? '').split(' && ');
		const inDiff = ['isInDiffEditor', 'resourceScheme == llama-chat-change'];
		const busy = ['suggestWidget', 'renameInput', 'findWidget', 'inlineSuggestion'].map(
			(name) => `!${name}Visible`,
		);
		const accepts = terms('llamaChat.acceptChanges');
		for (const term of [...inDiff, ...busy, '!inSnippetMode']) assert.ok(accepts.includes(term));
		assert.equal(keyOf('llamaChat.acceptChanges')?.key, 'ctrl+enter');
		const closes = terms(CLOSE);
		const selects = ['!editorHasSelection', '!editorHasMultipleSelections'];
		const others = ['!llamaChat.changeEdited', '!vim.active', '!neovim.mode'];
		for (const term of [...accepts, ...selects, ...others]) assert.ok(closes.includes(term), term);
		assert.equal(keyOf(CLOSE)?.key, 'escape');
		assert.equal(keyOf('llamaChat.discardChanges'), undefined);
	});

	const parameters: readonly SamplingParameter[] = NUMERIC_PARAMETERS;

	it('declares every sampling parameter as the code reads it', () => {
		for (const { setting: name, min, max, integer } of parameters) {
			const declared = setting(name);
			assert.deepEqual(declared.type, ['number', 'null'], name);
			assert.equal(declared.default, null, name);
			assert.equal(declared.minimum, min, name);
			assert.equal(declared.maximum, max, name);
			assert.equal(declared.multipleOf, integer ? 1 : undefined, name);
		}
		assert.equal(setting('stop').default, null);
		assert.equal(setting('stop').maxItems, MAX_STOP_STRINGS);
		assert.equal(setting('reasoningEffort').default, null);
		assert.deepEqual(setting('reasoningEffort').enum, [null, ...REASONING_EFFORTS]);
	});

	it('declares no setting that the code does not know, and describes each in its place', () => {
		const known = [
			'baseUrl',
			'model',
			'systemPrompt',
			'userName',
			'instructionFiles',
			'siteUrl',
			'siteName',
			'secretFiles',
			'stop',
			'reasoningEffort',
			'presets',
			'sendKey',
			'wrapCode',
			'notifyWhenDone',
			'prompts',
			'provideModels',
			'commitMessageInstructions',
			'softLimit',
			'hardLimit',
			'transport',
			...Object.keys(NETWORK_NUMBERS),
			'routing',
			'fallbackModels',
			'stickyRouting',
			'debugEcho',
			'showCredit',
		].concat(parameters.map(({ setting: name }) => name));
		assert.deepEqual(
			[...settings.keys()].toSorted(),
			known.map((name) => `llamaChat.${name}`).toSorted(),
		);
		for (const { properties } of contributes.configuration) {
			const orders = Object.values(properties).map(({ order }) => order);
			assert.deepEqual(
				orders,
				orders.map((_order, index) => index + 1),
			);
			for (const [name, { markdownDescription }] of Object.entries(properties)) {
				assert.ok((markdownDescription?.length ?? 0) > 60, `${name} says too little`);
			}
		}
	});

	it('orders the settings by what people change, those for few last and under a title that says for whom', () => {
		const groups = contributes.configuration.map(({ title, properties }) => ({
			title,
			names: Object.keys(properties).map((name) => name.replace('llamaChat.', '')),
		}));
		assert.deepEqual(
			contributes.configuration.map(({ order }) => order),
			groups.map((_group, index) => index + 1),
		);
		assert.deepEqual(groups[0]?.names, ['model', 'baseUrl', 'systemPrompt']);
		const [network, developers] = groups.slice(-2);
		assert.match(network?.title ?? '', /for proxies and slow servers/);
		assert.deepEqual(
			network?.names.toSorted(),
			['transport', ...Object.keys(NETWORK_NUMBERS)].toSorted(),
		);
		assert.match(developers?.title ?? '', /for developers/);
		assert.deepEqual(developers?.names, ['siteUrl', 'siteName', 'debugEcho']);
	});

	it('declares the numbers of the network as the code reads them, for the machine', () => {
		for (const [name, { default: usual, min, max }] of Object.entries(NETWORK_NUMBERS)) {
			const declared = setting(name);
			assert.deepEqual(
				[declared.type, declared.default, declared.minimum, declared.maximum, declared.scope],
				['integer', usual, min, max, 'machine'],
				name,
			);
		}
		assert.equal(setting('transport').scope, 'machine');
	});

	it('lets no workspace say where things are sent', () => {
		for (const name of [
			'baseUrl',
			'softLimit',
			'hardLimit',
			'stickyRouting',
			'debugEcho',
			'userName',
		])
			assert.equal(setting(name).scope, 'application', name);
		assert.equal(setting('baseUrl').default, 'https://openrouter.ai/api/v1');
		assert.equal(setting('model').default, 'meta-llama/llama-3-70b-instruct');
		assert.equal(manifest.capabilities.virtualWorkspaces, true);
		assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
	});

	it('takes no setting from a workspace that is not trusted', () => {
		const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
		const own = [...settings].filter(
			([, { scope }]) => scope !== 'application' && scope !== 'machine',
		);
		const names = ['llamaChat.baseUrl', ...own.map(([name]) => name)];
		assert.ok(names.includes('llamaChat.maxTokens'));
		assert.deepEqual(restrictedConfigurations.toSorted(), names.toSorted());
	});

	it('has a when for each entry of a menu that opens on things that are no files', () => {
		const entries = contributes.menus['editor/title/context'] ?? [];
		assert.ok(entries.length > 0);
		for (const { submenu, when } of entries)
			assert.match(when ?? '', /isFileSystemResource/, submenu);
	});

	it('asks for no newer API than the oldest VS Code it runs on', () => {
		assert.match(manifest.devDependencies['@types/vscode'] ?? '', /^~1\.106\./);
	});

	it('ships each file that the build makes, and no other of dist', () => {
		const build = readFileSync(join(ROOT, 'esbuild.js'), 'utf8');
		const entries = build.matchAll(/(\w+): 'src\/webview\/[^']+\.(ts|css)'/g);
		const parts = [...entries].map(([, name, kind]) => `${name}.${kind === 'css' ? kind : 'js'}`);
		// The build removes those of the host that it does not make.
		const made = new Set([...parts, '*.cjs']);
		assert.ok(made.size > 15);
		const shipped = [
			...readFileSync(join(ROOT, '.vscodeignore'), 'utf8').matchAll(/^!dist\/(.+)$/gm),
		];
		assert.deepEqual(shipped.map(([, name = '']) => name).sort(), [...made].sort());
	});

	it('reads every setting that it declares, somewhere in the code', () => {
		const code = globSync('src/{shared,core,host}/**/*.ts', { cwd: ROOT })
			.map((file) => readFileSync(join(ROOT, file), 'utf8'))
			.join('\n');
		for (const name of settings.keys()) {
			const short = name.replace('llamaChat.', '');
			assert.ok(code.includes(`'${short}'`) || short in NETWORK_NUMBERS, name);
		}
	});
});
