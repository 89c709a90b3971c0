import assert from 'node:assert/strict';
import type { ConversationSummary } from '../../../../src/core/history/conversationStore.ts';
import type { Excerpt } from '../../../../src/shared/conversation/messages.ts';
import {
	commands,
	provideVscode,
	settings,
	Uri,
	window,
	workspace,
} from '../../../vscode/apiStandin.ts';
import { type MemoryFiles, provideFiles } from '../../../vscode/memoryFiles.ts';
import {
	document,
	provideDocuments,
	restoreVscode,
	showDocument,
	uri,
} from './referencesInTest.ts';

provideVscode();
const { WorkspaceFiles } = await import('../../../../src/host/files/workspaceFiles.ts');
const { ReferenceSource } = await import('../../../../src/host/references/referenceSource.ts');

/** So many files are listed. */
const MOST = 20;

describe('what # names', () => {
	let memory: MemoryFiles;
	let recent: { uri: ReturnType<typeof uri>; isOpen: boolean }[];
	let attached: Excerpt[];
	let attachedTo: unknown[];
	let chats: ConversationSummary[];
	let source: InstanceType<typeof ReferenceSource>;
	let ports: () => ConstructorParameters<typeof ReferenceSource>[0];
	const { executeCommand } = commands;

	beforeEach(() => {
		memory = provideFiles(
			{ w: '/w' },
			{
				'/w/src/core/sum.py': 'def sum(): pass',
				'/w/src/summary.md': 'x',
				'/w/src/diff/off/file.ts': 'x',
				'/w/README.md': 'x',
				'/w/c0ffee.css': 'x',
			},
		);
		Object.assign(workspace.fs as object, {
			isWritableFileSystem: (scheme: string) => (scheme === 'file' ? true : undefined),
		});
		Object.assign(workspace, { asRelativePath: ({ path }: Uri) => path.replace(/^\/w\//, '') });
		[recent, attached, attachedTo, chats] = [[], [], [], []];
		const attach = (excerpts: readonly Excerpt[], conversation: string) => {
			attached.push(...excerpts);
			attachedTo.push(conversation);
		};
		const box = { excerpts: [], excerptsOf: () => [], attachments: [], attach };
		ports = () => ({
			target: {
				chats: {
					chat: { conversation: { id: 'shown' } },
					box,
					liveChat: () => undefined,
					notify: ({ message }: { message: string }) => assert.fail(message),
				},
				open: async () => {},
				room: () => undefined,
				showImage: () => {},
			} as never,
			files: new WorkspaceFiles(() => 0, MOST),
			recent: { list: () => recent } as never,
			store: {
				list: async () => chats,
				read: async (id: string) => (id === 'gone' ? undefined : chat(id)),
			} as never,
		});
		source = new ReferenceSource(ports());
	});

	afterEach(() => {
		commands.executeCommand = executeCommand;
		restoreVscode();
	});

	const names = async (query: string) => (await source.find(query)).items.map(({ name }) => name);

	it('are all kinds of context at first, and nothing is looked through for them', async () => {
		assert.deepEqual(await names(''), [
			'#file',
			'#folder',
			'#symbol',
			'#selection',
			'#problems',
			'#problems:all',
			'#changes',
			'#changes:staged',
			'#terminal',
			'#terminal:selection',
			'#chat',
		]);
		const { items } = await source.find('');
		assert.deepEqual(
			items.filter(({ goesOn }) => goesOn).map(({ insert }) => insert),
			['#file:', '#folder:', '#symbol:', '#chat:'],
		);
	});

	it('are the files that the editors have, behind the kinds', async () => {
		recent = [
			{ uri: uri('/w/src/summary.md'), isOpen: true },
			{ uri: uri('/else/where.txt'), isOpen: false },
		];
		const { items } = await source.find('');
		assert.deepEqual(items.slice(-2), [
			{
				id: 'file file:///w/src/summary.md',
				name: 'summary.md',
				description: 'src',
				origin: 'open',
				insert: '#summary.md',
			},
			{
				id: 'file file:///else/where.txt',
				name: 'where.txt',
				description: '/else',
				origin: 'recent',
				insert: '#where.txt',
			},
		]);
	});

	it('are files at once, by parts of their paths, those of the editors first and once', async () => {
		assert.deepEqual(await names('sum'), ['sum.py', 'summary.md']);
		recent = [{ uri: uri('/w/src/summary.md'), isOpen: true }];
		assert.deepEqual(await names('sum'), ['summary.md', 'sum.py']);
		assert.deepEqual(await names('core/s'), ['sum.py']);
		assert.deepEqual(await names('file:sum'), ['summary.md', 'sum.py']);
		assert.deepEqual((await source.find('file:core')).items[0]?.insert, '#file:sum.py');
	});

	it('are no files that the workspace hides, also where an editor has them', async () => {
		memory.files.set('/w/.gitignore', '*.log\n');
		memory.files.set('/w/src/.gitignore', 'made/\n');
		for (const path of ['build.log', 'src/made/log.ts', 'src/logo.ts', 'hidden/log.md']) {
			memory.files.set(`/w/${path}`, 'x');
			recent.push({ uri: uri(`/w/${path}`), isOpen: true });
		}
		recent.push({ uri: uri('/else/where.log'), isOpen: true });
		recent.push({ uri: uri('/log-1', 'untitled'), isOpen: true });
		settings.set('files.exclude', { hidden: true });
		const shown = ['logo.ts', 'where.log', '/log-1'];
		assert.deepEqual((await names('')).slice(-3), shown);
		assert.deepEqual(
			(await names('')).filter((name) => !name.startsWith('#')),
			shown,
		);
		assert.deepEqual((await names('log')).toSorted(), shown.toSorted());
		assert.deepEqual((await names('file:log')).toSorted(), shown.toSorted());
	});

	it('are those of the editors of which VS Code has not told yet, and no hidden ones of another folder’s name', async () => {
		await names('sum');
		memory.files.set('/w/new.ts', 'x');
		recent = [{ uri: uri('/w/new.ts'), isOpen: true }];
		assert.equal((await names('')).at(-1), 'new.ts');
		assert.deepEqual(await names('new'), ['new.ts']);
		const inOne = uri('/one/w/.env');
		const files = { '/one/w/.env': 'x', '/one/w/.gitignore': '.env', '/two/w/.env': 'x' };
		memory = provideFiles({ w: '/one/w', 'w ': '/two/w' }, files);
		recent = [{ uri: inOne, isOpen: true }];
		Object.assign(workspace, { asRelativePath: () => 'w /.env' });
		const fresh = new ReferenceSource({
			...ports(),
			files: new WorkspaceFiles(() => 0, MOST),
		});
		const ids = async (query: string) => (await fresh.find(query)).items.map(({ id }) => id);
		for (const query of ['', 'file:', 'env', '']) {
			assert.ok(!(await ids(query)).includes(`file ${inOne}`), query);
		}
		assert.ok((await ids('env')).includes(`file ${uri('/two/w/.env')}`));
	});

	it('are those of the editors beyond the last that is listed, but hidden ones', async () => {
		for (let index = 0; index <= MOST; index++) memory.files.set(`/w/a${index}.ts`, 'x');
		memory.files.set('/w/z.ts', 'x');
		memory.files.set('/w/z.log', 'x');
		memory.files.set('/w/.gitignore', '*.log\n');
		for (const path of ['/w/z.ts', '/w/z.log']) recent.push({ uri: uri(path), isOpen: true });
		assert.deepEqual(await names('z'), ['z.ts']);
	});

	it('are kinds by the beginning of their names, whatever the capitals', async () => {
		assert.deepEqual((await names('CH')).slice(0, 3), ['#changes', '#changes:staged', '#chat']);
		assert.deepEqual(await names('terminal:'), ['#terminal:selection']);
		assert.deepEqual(await names('problems:a'), ['#problems:all']);
	});

	it('are none where nothing fits: a colour, a directive or a heading goes out as it is', async () => {
		for (const query of ['fff', 'include', '!', 'Title', 'ff0000', '1', 'nokind:sum']) {
			assert.deepEqual(await source.find(query), { items: [] }, query);
		}
		// A name that is a colour as well.
		assert.deepEqual(await names('c0ffee'), ['c0ffee.css']);
	});

	it('are all files and all folders where nothing is typed behind their word', async () => {
		assert.equal((await names('file:')).length, 5);
		assert.deepEqual(
			(await source.find('folder:')).items.map(({ insert }) => insert),
			['#folder:w', '#folder:src', '#folder:src/core', '#folder:src/diff', '#folder:src/diff/off'],
		);
		assert.deepEqual(await names('folder:co'), ['core']);
	});

	it('says where not all files are listed', async () => {
		for (let index = 0; index <= MOST; index++) memory.files.set(`/w/many/${index}`, '');
		assert.match((await source.find('readme')).note ?? '', /^Only 20 files/);
	});

	it('is what is taken', async () => {
		provideDocuments(document('/w/src/core/sum.py', 'def sum(): pass'));
		const [sum] = (await source.find('sum.py')).items;
		await source.take(sum?.id ?? '', 'sum.py', 'shown');
		assert.deepEqual(
			attached.map(({ label }) => label),
			['src/core/sum.py'],
		);
	});

	it('is taken also after the window was reloaded, but not where it is gone', async () => {
		provideDocuments(document('/w/src/core/sum.py', 'def sum(): pass'));
		await source.take('file file:///w/src/core/sum.py', 'sum', 'shown');
		assert.equal(attached.length, 1);
		for (const id of ['file file:///etc/passwd', 'file:', 'problems:none', '']) {
			await assert.rejects(source.take(id, 'sum', 'shown'), /not there any more/, id);
		}
		assert.equal(attached.length, 1);
	});

	describe('of the chats', () => {
		const summary = (id: string, title: string, messages = 2): ConversationSummary => ({
			id,
			title,
			created: 1,
			updated: 2,
			workspace: null,
			messages,
		});

		it('are all others by their titles, newest first', async () => {
			assert.match((await source.find('chat:')).note ?? '', /no other chat/);
			chats = [
				summary('shown', 'This one'),
				summary('a', 'How to sort a list'),
				summary('b', 'Sums/differences'),
				summary('empty', 'Nothing yet', 0),
			];
			assert.deepEqual(await names('chat:'), ['How to sort a list', 'Sums/differences']);
			assert.deepEqual(await names('chat:sortlist'), ['How to sort a list']);
			assert.deepEqual(await names('chat:diff'), ['Sums/differences']);
			assert.deepEqual(await source.find('chat:zzz'), { items: [] });
		});

		it('are attached as text, for the box that asked', async () => {
			chats = [summary('a', 'How to sort a list'), summary('gone', 'Gone')];
			const [item, gone] = (await source.find('chat:')).items;
			assert.equal(item?.insert, '#chat:How to sort a list');
			await source.take(item.id, 'chat:', 'another');
			assert.deepEqual(attachedTo, ['another']);
			const [excerpt] = attached;
			assert.equal(excerpt?.source, 'chat');
			assert.equal(excerpt.label, 'Chat "How to sort a list"');
			assert.equal(excerpt.language, 'markdown');
			assert.match(excerpt.text, /^# Chat a\n\n## You\n[\s\S]*hello$/);
			await assert.rejects(
				source.take(gone?.id ?? '', 'chat:', 'another'),
				/"Gone" is not there any more/,
			);
		});
	});

	describe('of the symbols', () => {
		const range = (line: number, end = line) => ({
			start: { line, character: 2, with: () => ({ line, character: 0 }) },
			end: { line: end, character: 1 },
			contains: (at: { line: number }) => at.line >= line && at.line <= end,
			with(parts: object) {
				return { ...this, ...parts };
			},
		});
		const text = 'class A {\n  f() {\n    return 1;\n  }\n}\n';

		function provideSymbols(): void {
			const shown = document('/w/src/a.ts', text);
			Object.assign(shown, {
				validateRange: (all: unknown) => all,
				lineAt: (line: number) => ({
					text: text.split('\n')[line] ?? '',
					range: { end: { line, character: 99 } },
				}),
				getText: ({ start, end }: ReturnType<typeof range>) =>
					text
						.split('\n')
						.slice(start.line, end.line + 1)
						.join('\n'),
			});
			showDocument(shown);
			Object.assign(workspace, { notebookDocuments: [] });
			const tree = [
				{
					name: 'A',
					range: range(0, 4),
					children: [{ name: 'f()', range: range(1, 3), children: [] }],
				},
			];
			const asked = async (name: string, about?: unknown): Promise<unknown> => {
				if (name === 'vscode.executeDocumentSymbolProvider') return tree;
				if (about !== 'f') return undefined;
				const location = { uri: new Uri('/w/src/a.ts'), range: range(1) };
				return [
					{ name: 'f', containerName: 'A', location },
					{ name: 'unknown', containerName: '', location: { uri: new Uri('/w/b.ts') } },
				];
			};
			Object.assign(commands, { executeCommand: asked });
		}

		it('are those of the workspace, with all of their bodies', async () => {
			provideSymbols();
			const [item, ...others] = (await source.find('symbol:f')).items;
			assert.deepEqual(others, []);
			assert.equal(item?.name, 'f');
			assert.equal(item.description, 'A · src/a.ts');
			assert.equal(item.insert, '#symbol:f');
			await source.take(item.id, 'symbol:f', 'shown');
			const [excerpt] = attached;
			assert.deepEqual(
				[excerpt?.source, excerpt?.label, excerpt?.startLine, excerpt?.endLine],
				['symbol', 'src/a.ts', 2, 4],
			);
			assert.equal(excerpt?.text, '  f() {\n    return 1;\n  }');
		});

		it('are those of the active document before anything is typed', async () => {
			provideSymbols();
			assert.deepEqual(await names('symbol:'), ['A', 'f()']);
		});

		it('are none with a note where no extension knows any', async () => {
			assert.match((await source.find('symbol:')).note ?? '', /Type the beginning/);
			assert.match((await source.find('symbol:nothing')).note ?? '', /No extension knows/);
		});
	});

	it('is the selection as Add Selection takes it', async () => {
		Object.assign(window, { activeTextEditor: undefined });
		await source.find('sel');
		await assert.rejects(source.take('selection', 'sel', 'shown'), /no code at the cursor/);
	});
});

/** A chat with one question. */
function chat(id: string) {
	const question = {
		role: 'user',
		id: 'q',
		parent: null,
		at: 0,
		text: 'hello',
		excerpts: [],
	};
	const path = () => [question];
	return { title: `Chat ${id}`, path, messages: path };
}
