import assert from 'node:assert/strict';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	DocumentSymbol,
	env,
	languages,
	Position,
	Range,
	SymbolKind,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { at, closeEditors, FOLDER, file } from './documents.ts';
import { page, saidOverBox } from './page.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const TARGET = 'https://example.com/collect?data=all%20of%20it%26more#x';

describe('a link of a reply', () => {
	chatSuite({}, { oneServer: true });
	const original = Object.getOwnPropertyDescriptors(env);
	let opened: string[];

	beforeEach(async () => {
		await run('open');
		await until(() => page.view?.visible);
		opened = [];
		Object.defineProperty(env, 'openExternal', {
			configurable: true,
			value: (address: string) => {
				opened.push(address);
				return Promise.resolve(true);
			},
		});
	});
	afterEach(() => Object.defineProperties(env, original));

	function click(href: string, text: string): void {
		page.post({ type: 'openLink', href, text });
	}

	it('that says something else asks first and names the whole address', async () => {
		const asked = answer('showWarningMessage', (_message, _options, open) => open);
		click(TARGET, 'Read more');
		await until(() => opened.length > 0);
		assert.deepEqual(asked, [
			[
				'Open this address at example.com?',
				{ modal: true, detail: TARGET },
				'Open',
				'Copy Address',
			],
		]);
		assert.deepEqual(opened, [TARGET]);
	});

	it('is not opened unless the user says so; its address can be copied instead', async () => {
		const asked = answer('showWarningMessage', (_message, _options, _open, copy) =>
			asked.length === 1 ? undefined : copy,
		);
		click(TARGET, 'Read more');
		await until(() => asked.length === 1);
		click(TARGET, 'Read more');
		await until(async () => (await env.clipboard.readText()) === TARGET);
		assert.deepEqual(opened, []);
	});

	it('whose text is the address is opened letter for letter', async () => {
		const asked = answer('showWarningMessage');
		click(TARGET, TARGET);
		await until(() => opened.length > 0);
		assert.deepEqual([opened, asked], [[TARGET], []]);
	});

	it('that begins like another one asks although its text is all of it, and names the host', async () => {
		const asked = answer('showWarningMessage');
		const target = 'https://github.com@attacker.example/';
		click(target, target);
		await until(() => asked.length > 0);
		assert.equal(asked[0]?.[0], 'Open this address at attacker.example?');
		assert.match(asked[0]?.[1].detail, /^https:\/\/github\.com@attacker\.example\/\n\nWhat stands/);
		assert.deepEqual(opened, []);
	});

	it('that is too long to be read cannot be opened at all', async () => {
		const asked = answer('showWarningMessage', () => 'Open');
		const long = `https://example.com/?d=${'x'.repeat(4000)}`;
		click(long, long);
		await until(() => asked.length > 0);
		assert.match(asked[0]?.[0], /4,023 characters/);
		assert.deepEqual(asked[0]?.slice(2), ['Copy Address']);
		assert.deepEqual(opened, []);
	});

	it('to a file of the workspace opens it at its line', async () => {
		await file('linked file.ts', 'one\ntwo\nthree\nfour\n');
		click('linked%20file.ts#L3', 'linked file.ts');
		const editor = await until(() => window.activeTextEditor);
		assert.match(editor.document.uri.path, /\/linked file\.ts$/);
		await until(() => editor.selection.isEqual(at(3, 1)));
		click('./linked%20file.ts:2-3', 'linked file.ts');
		await until(() => editor.selection.isEqual(at(2, 1, 3, 6)));
		assert.deepEqual(opened, []);
	});

	it('to a file that is not there says so, and one that leads out of the workspace does nothing', async () => {
		const said = saidOverBox();
		click('../outside.ts', 'outside.ts');
		click('not-there.ts', 'not-there.ts');
		await until(() => said.length > 0);
		assert.deepEqual(said, [['not-there.ts cannot be opened: it is not in this workspace.']]);
		assert.equal(window.activeTextEditor, undefined);
	});

	it('to a file behind a link on the disk says why it is not opened', async () => {
		await symlink(tmpdir(), join(FOLDER, 'away'));
		await writeFile(join(tmpdir(), 'llama-chat-outside.ts'), 'secret\n');
		try {
			const said = saidOverBox();
			click('away/llama-chat-outside.ts', 'outside.ts');
			await until(() => said.length > 0);
			assert.match(String(said[0]?.[0]), /cannot be opened: away is a link, which may lead out/);
			assert.equal(window.activeTextEditor, undefined);
		} finally {
			await rm(join(FOLDER, 'away'));
			await rm(join(tmpdir(), 'llama-chat-outside.ts'));
		}
	});

	it('of any other scheme does nothing', async () => {
		const asked = answer('showWarningMessage', () => 'Open');
		for (const href of ['command:workbench.action.quit', 'vscode://x/y', 'file:///etc/passwd'])
			click(href, href);
		click(TARGET, TARGET);
		await until(() => opened.length > 0);
		assert.deepEqual([opened, asked], [[TARGET], []]);
	});
});

describe('a file that a reply names', () => {
	chatSuite({}, { oneServer: true });

	it('is found by its only name, opened at its lines, and may have moved once it is edited', async () => {
		const document = await file('namedByReply.ts', 'one\ntwo\nthree\nfour\n');
		const { id } = await ask();
		await closeEditors();
		await run('open');
		await until(() => page.received.some(({ type }) => type === 'ready'));
		const reference = { path: 'namedByReply.ts', line: 2, endLine: 3 };
		const beyond = { ...reference, endLine: 9 };
		const check = async (references: readonly object[]) => {
			page.checked = undefined;
			page.post({ type: 'checkReferences', id, references });
			return until(() => page.checked);
		};
		const label = 'namedByReply.ts:2-3';
		const outside = { path: '../outside.ts' };
		assert.deepEqual(await check([reference, beyond, outside]), [
			{ reference, label },
			{ reference: beyond },
			{ reference: outside },
		]);
		page.post({ type: 'openReference', id, reference });
		const editor = await until(() => window.activeTextEditor);
		assert.equal(editor.document.uri.toString(), document.uri.toString());
		await until(() => editor.selection.isEqual(at(2, 1, 3, 6)));
		const edit = new WorkspaceEdit();
		edit.insert(document.uri, new Position(0, 0), 'zero\n');
		await workspace.applyEdit(edit);
		assert.deepEqual(await check([reference]), [{ reference, label, moved: true }]);
		await editor.document.save();
		assert.deepEqual(await check([reference]), [{ reference, label, moved: true }]);
	});

	it('is opened at the symbol that it names, which is not where another one is or none', async () => {
		const code = 'def one():\n    pass\n\ndef parse(text):\n    return text\n\ndef twice(): pass\n';
		const document = await file('symbols.py', `${code}def twice(): pass\n`);
		const { id } = await ask();
		await closeEditors();
		await run('open');
		await until(() => page.received.some(({ type }) => type === 'ready'));
		const named = (symbol: string) => ({ path: 'symbols.py', symbol });
		const references = ['parse', 'twice', 'missing'].map(named);
		page.checked = undefined;
		page.post({ type: 'checkReferences', id, references });
		assert.deepEqual(await until(() => page.checked), [
			{ reference: named('parse'), label: 'symbols.py, parse' },
			{ reference: named('twice') },
			{ reference: named('missing') },
		]);
		page.post({ type: 'openReference', id, reference: named('parse') });
		const editor = await until(() => window.activeTextEditor);
		assert.equal(editor.document.uri.toString(), document.uri.toString());
		await until(() => editor.selection.isEqual(at(4, 1)));
		// Now an extension knows the symbols: what it says counts.
		const provider = languages.registerDocumentSymbolProvider('python', {
			provideDocumentSymbols: () => {
				const [range, name] = [new Range(6, 0, 6, 17), new Range(6, 4, 6, 9)];
				return [new DocumentSymbol('twice()', '', SymbolKind.Function, range, name)];
			},
		});
		try {
			page.post({ type: 'openReference', id, reference: named('twice') });
			await until(() => editor.selection.isEqual(at(7, 1)));
		} finally {
			provider.dispose();
		}
	});
});
