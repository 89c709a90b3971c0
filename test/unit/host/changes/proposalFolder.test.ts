import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import type { Proposal } from '../../../../src/core/changes/proposal.ts';
import {
	FileSystemError,
	FileType,
	provideVscode,
	Uri,
	workspace,
} from '../../../vscode/apiStandin.ts';

provideVscode();
const { ProposalFolder } = await import('../../../../src/host/changes/proposalFolder.ts');

describe('the folder of proposals', () => {
	const files = new Map<string, string>();
	/** What is done on the disk, in its order. */
	const done: string[] = [];
	/** Each writing waits for the one before it here; resolved unless a test holds it. */
	let held: Promise<void>;
	let fails: boolean;
	/** Another program reads what is to get another name. */
	let isBusy: boolean;
	const { fs } = workspace;

	const name = ({ path }: Uri) => path.slice(path.lastIndexOf('/') + 1);
	const folder = () => new ProposalFolder(new Uri('/changes') as unknown as RealUri);

	beforeEach(() => {
		files.clear();
		done.length = 0;
		held = Promise.resolve();
		fails = false;
		isBusy = false;
		Object.assign(workspace, {
			fs: {
				createDirectory: async () => {},
				writeFile: async (uri: Uri, bytes: Uint8Array) => {
					done.push(`write ${name(uri)}`);
					await held;
					if (fails) throw new Error('the disk is full');
					files.set(name(uri), new TextDecoder().decode(bytes));
				},
				rename: async (from: Uri, to: Uri) => {
					if (isBusy) throw new Error('another program reads it');
					files.set(name(to), files.get(name(from)) ?? '');
					files.delete(name(from));
				},
				delete: async (uri: Uri) => {
					if (fails) throw new Error('another program reads it');
					if (!files.delete(name(uri))) throw FileSystemError.FileNotFound(uri);
					done.push(`delete ${name(uri)}`);
				},
				readDirectory: async () => [...files.keys()].map((one) => [one, FileType.File]),
				readFile: async (uri: Uri) => new TextEncoder().encode(files.get(name(uri))),
			},
		});
	});
	afterEach(() => Object.assign(workspace, { fs }));

	function proposal(id: string, text: string, time = 1): Proposal {
		const source = { conversation: 'c', reply: 'r', block: 0 };
		const target = { target: 'file:///a.py', language: 'python', base: 'a' };
		return { id, ...source, ...target, hunks: [], text, missing: [], time };
	}

	it('begins to write with the edit, and waits for no other', async () => {
		const kept = folder();
		kept.keep(proposal('one', 'a'));
		await new Promise(setImmediate);
		assert.deepEqual(done, ['write one.part']);
		assert.match(files.get('one.json') ?? '', /"text":"a"/);
	});

	it('writes of what is typed while it writes only the last', async () => {
		const kept = folder();
		let release = () => {};
		held = new Promise((resolve) => {
			release = resolve;
		});
		for (const text of ['a', 'ab', 'abc', 'abcd']) kept.keep(proposal('one', text));
		kept.keep(proposal('two', 'x'));
		await new Promise(setImmediate);
		release();
		await kept.flush();
		assert.deepEqual(done, ['write one.part', 'write one.part', 'write two.part']);
		assert.match(files.get('one.json') ?? '', /"text":"abcd"/);
		assert.match(files.get('two.json') ?? '', /"text":"x"/);
	});

	it('has all on the disk after a flush, also what was edited in the same turn', async () => {
		const kept = folder();
		kept.keep(proposal('one', 'a'));
		kept.keep(proposal('one', 'ab'));
		await kept.flush();
		const again = await folder().load();
		assert.deepEqual(again, [proposal('one', 'ab')]);
	});

	it('has what was being put in its place when the window ended, and nothing that was not whole', async () => {
		const kept = folder();
		kept.keep(proposal('one', 'typed by hand'));
		kept.keep(proposal('two', 'a'));
		await kept.flush();
		const written = files.get('one.json') ?? '';
		files.delete('one.json');
		files.set('one.part', written);
		files.set('two.part', written.replace('by hand', ''));
		files.set('three.part', written.slice(0, -3));
		const again = folder();
		assert.deepEqual(
			(await again.load()).map(({ id, text }) => [id, text]),
			[
				['two', 'a'],
				['one', 'typed by hand'],
			],
		);
		again.remove('one');
		await again.flush();
		assert.deepEqual(await folder().load(), [proposal('two', 'a')]);
	});

	it('has nothing back that was decided about, also where it could not be put in its place before', async () => {
		isBusy = true;
		const kept = folder();
		kept.keep(proposal('one', 'a'));
		await new Promise(setImmediate);
		assert.deepEqual([...files.keys()], ['one.part']);
		kept.remove('one');
		await kept.flush();
		assert.deepEqual([...files.keys()], []);
		isBusy = false;
		kept.keep(proposal('two', 'a'));
		await kept.flush();
		isBusy = true;
		kept.keep(proposal('two', 'ab'));
		await new Promise(setImmediate);
		kept.remove('two');
		await kept.flush();
		isBusy = false;
		assert.deepEqual(await folder().load(), []);
	});

	it('tries once more at the end what could not be written', async () => {
		const kept = folder();
		fails = true;
		kept.keep(proposal('one', 'typed by hand'));
		kept.keep(proposal('two', 'also'));
		await new Promise(setImmediate);
		assert.equal(files.has('one.json'), false);
		fails = false;
		await kept.flush();
		assert.match(files.get('one.json') ?? '', /typed by hand/);
		assert.match(files.get('two.json') ?? '', /also/);
	});

	it('tries once more at the end what could not be removed', async () => {
		const kept = folder();
		kept.keep(proposal('one', 'a'));
		await kept.flush();
		fails = true;
		kept.remove('one');
		await new Promise(setImmediate);
		assert.deepEqual([...files.keys()], ['one.json']);
		fails = false;
		await kept.flush();
		assert.deepEqual([...files.keys()], []);
	});

	it('removes one whose text is being written', async () => {
		const kept = folder();
		kept.keep(proposal('one', 'a'));
		kept.keep(proposal('one', 'ab'));
		kept.remove('one');
		await kept.flush();
		assert.equal(files.has('one.json'), false);
		assert.deepEqual(await folder().load(), []);
	});

	it('lets the oldest go where there are too many, and none that is too large stay', async () => {
		const kept = folder();
		for (let number = 0; number < 42; number++) kept.keep(proposal(`p${number}`, 'a', number));
		await kept.flush();
		assert.equal(files.size, 40);
		assert.deepEqual([files.has('p1.json'), files.has('p2.json')], [false, true]);
		kept.keep(proposal('p41', 'x'.repeat(16_000_001), 50));
		await kept.flush();
		assert.equal(files.has('p41.json'), false);
		assert.equal(files.size, 39);
	});
});
