import assert from 'node:assert/strict';
import type { FileChangeEvent, FileSystemProvider } from 'vscode';
import { EventEmitter, provideVscode, Uri } from '../../../vscode/apiStandin.ts';

provideVscode();
const { LazyFileSystem } = await import('../../../../src/host/documents/lazyFileSystem.ts');

describe('a file system that is loaded when it is first asked', () => {
	const uri = new Uri('/one.json') as never;
	const other = new Uri('/other.json') as never;
	const asked: unknown[][] = [];
	let loads: number;
	let changed: EventEmitter;
	let files: InstanceType<typeof LazyFileSystem>;

	beforeEach(() => {
		asked.length = 0;
		loads = 0;
		changed = new EventEmitter();
		const note =
			(name: string) =>
			(...words: unknown[]) => {
				asked.push([name, ...words]);
				return name;
			};
		const names = ['stat', 'readFile', 'writeFile', 'readDirectory', 'createDirectory'];
		const functions = [...names, 'delete', 'rename'].map((name) => [name, note(name)]);
		const provider = { ...Object.fromEntries(functions), onDidChangeFile: changed.event };
		files = new LazyFileSystem(async () => {
			loads++;
			return provider as unknown as FileSystemProvider;
		});
	});
	afterEach(() => files.dispose());

	it('is asked nothing to be watched', () => {
		files.watch().dispose();
		assert.equal(loads, 0);
	});

	it('hands on all that is asked, and what is answered', async () => {
		const bytes = new Uint8Array([1]);
		const options = { create: true, overwrite: true };
		const answers = [
			await files.stat(uri),
			await files.readFile(uri),
			await files.readDirectory(uri),
		];
		assert.deepEqual(answers, ['stat', 'readFile', 'readDirectory']);
		await files.writeFile(uri, bytes, options);
		await files.createDirectory(uri);
		await files.delete(uri, { recursive: true });
		await files.rename(uri, other, { overwrite: false });
		assert.deepEqual(asked, [
			['stat', uri],
			['readFile', uri],
			['readDirectory', uri],
			['writeFile', uri, bytes, options],
			['createDirectory', uri],
			['delete', uri, { recursive: true }],
			['rename', uri, other, { overwrite: false }],
		]);
	});

	it('tells of what changes once, however often it was asked', async () => {
		const told: FileChangeEvent[][] = [];
		files.onDidChangeFile((changes) => told.push(changes as FileChangeEvent[]));
		await files.stat(uri);
		await files.stat(uri);
		const changes = [{ type: 1, uri }];
		changed.fire(changes);
		assert.deepEqual(told, [changes]);
		files.dispose();
		changed.fire(changes);
		assert.equal(told.length, 1);
	});

	it('says why it could not be loaded', async () => {
		const broken = new LazyFileSystem(() => Promise.reject(new Error('not there')));
		await assert.rejects(broken.readFile(uri), { message: 'not there' });
		broken.dispose();
	});
});
