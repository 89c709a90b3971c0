import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import { FileType, provideVscode, settings, Uri, workspace } from '../../../vscode/apiStandin.ts';
import { FilesInTest } from './filesInTest.ts';

provideVscode();
const { readInstructions } = await import('../../../../src/host/instructions/readInstructions.ts');

describe('the instructions of a project', () => {
	let files: FilesInTest;
	afterEach(() => files.restore());

	async function read(...attached: string[]) {
		const uris = attached.map((path) => new Uri(path) as unknown as RealUri);
		return readInstructions(uris);
	}
	const labels = async (...attached: string[]) =>
		(await read(...attached)).map(({ label }) => label);

	const PROJECT = {
		'/work/.github/copilot-instructions.md': 'Be kind.',
		'/work/AGENTS.md': 'Use tabs.',
		'/work/CLAUDE.md': 'Say less.',
		'/work/.claude/CLAUDE.md': 'Say no more.',
		'/work/src/AGENTS.md': 'Write TypeScript.',
		'/work/src/core/AGENTS.md': 'Import nothing.',
		'/work/src/core/deep/sum.ts': '1',
		'/work/docs/AGENTS.md': 'Plain words.',
		'/work/docs/guide.md': 'Hello',
		'/work/readme.md': 'Hello',
	};
	const OF_ALL = ['.github/copilot-instructions.md', 'AGENTS.md', 'CLAUDE.md', '.claude/CLAUDE.md'];

	it('are those at its root, the general ones first', async () => {
		files = new FilesInTest(['/work'], PROJECT);
		assert.deepEqual(await labels(), OF_ALL);
		assert.deepEqual(await labels('/work/readme.md'), OF_ALL);
	});

	it('are beside those the nearest above an attached file, and none that is farther', async () => {
		files = new FilesInTest(['/work'], PROJECT);
		assert.deepEqual(await labels('/work/src/core/deep/sum.ts'), [...OF_ALL, 'src/core/AGENTS.md']);
		assert.deepEqual(await labels('/work/src/main.ts'), [...OF_ALL, 'src/AGENTS.md']);
		assert.deepEqual(await labels('/work/src/core/a.ts', '/work/docs/guide.md', '/work/src/b.ts'), [
			...OF_ALL,
			'docs/AGENTS.md',
			'src/AGENTS.md',
			'src/core/AGENTS.md',
		]);
	});

	it('are those of an attached folder itself', async () => {
		files = new FilesInTest(['/work'], PROJECT);
		assert.deepEqual(await labels('/work/src/core'), [...OF_ALL, 'src/core/AGENTS.md']);
		assert.deepEqual(await labels('/work'), OF_ALL);
	});

	it('are of no folder outside the workspace', async () => {
		files = new FilesInTest(['/work/src'], PROJECT);
		assert.deepEqual(await labels('/work/docs/guide.md'), ['AGENTS.md']);
	});

	it('are those of each folder of a workspace, by its name', async () => {
		files = new FilesInTest(['/one', '/two'], {
			'/one/AGENTS.md': 'First.',
			'/two/AGENTS.md': 'Second.',
			'/two/lib/AGENTS.md': 'Third.',
		});
		assert.deepEqual(await labels('/two/lib/a.ts'), [
			'one/AGENTS.md',
			'two/AGENTS.md',
			'two/lib/AGENTS.md',
		]);
	});

	const rule = (applyTo: string, text: string) => `---\napplyTo: ${applyTo}\n---\n${text}\n`;

	it('are those that say that they apply to an attached file, from all folders below', async () => {
		files = new FilesInTest(['/work'], {
			'/work/AGENTS.md': 'All.',
			'/work/.github/instructions/b/py.instructions.md': rule("'**/*.py'", 'Types, please.'),
			'/work/.github/instructions/a.instructions.md': rule('**', 'Always.'),
			'/work/.github/instructions/none.instructions.md': 'By hand only.',
			'/work/.github/instructions/node_modules/x/c.instructions.md': rule('**', 'Theirs.'),
			'/work/.github/instructions/readme.md': rule('**', 'No instructions.'),
			'/work/src/AGENTS.md': 'Near.',
		});
		const always = ['AGENTS.md', '.github/instructions/a.instructions.md'];
		assert.deepEqual(await labels(), always);
		assert.deepEqual(await labels('/work/src/a.PY'), [
			...always,
			'.github/instructions/b/py.instructions.md',
			'src/AGENTS.md',
		]);
		const [, , py] = await read('/work/src/a.py');
		assert.equal(py?.text.trim(), 'Types, please.');
	});

	it('come to an end where a folder leads back to itself', async () => {
		files = new FilesInTest(['/work'], {
			'/work/.github/instructions/a.instructions.md': rule('**', 'Once.'),
		});
		const { fs } = workspace as unknown as { fs: { readFile(uri: Uri): Promise<Uint8Array> } };
		const { readFile } = fs;
		const real = new Uri('/work/.github/instructions/a.instructions.md');
		Object.assign(fs, {
			readDirectory: async ({ path }: Uri) =>
				path.startsWith('/work/.github/instructions')
					? [
							['a.instructions.md', FileType.File],
							['again', FileType.Directory],
						]
					: [],
			stat: async () => ({ type: FileType.File, size: 1 }),
			readFile: () => readFile(real),
		});
		assert.deepEqual(await labels(), ['.github/instructions/a.instructions.md']);
	});

	it('are looked for where VS Code’s setting says too, the user’s own first', async () => {
		files = new FilesInTest(['/work'], {
			'/work/AGENTS.md': 'All.',
			'/work/docs/rules/x.instructions.md': rule('"*"', 'One.'),
			'/else/where/y.instructions.md': rule('"*"', 'Two.'),
			'/home/me/rules/z.instructions.md': rule('"*"', 'Three.'),
			'/work/.github/instructions/off.instructions.md': rule('"*"', 'Off.'),
		});
		settings.set('chat.instructionsFilesLocations', {
			'.github/instructions': false,
			'docs/rules': true,
			'/else/where': true,
			'~/rules': true,
		});
		const { HOME } = process.env;
		process.env['HOME'] = '/home/me';
		try {
			assert.deepEqual(await labels(), [
				'/home/me/rules/z.instructions.md',
				'AGENTS.md',
				'docs/rules/x.instructions.md',
				'/else/where/y.instructions.md',
			]);
		} finally {
			process.env['HOME'] = HOME;
			settings.delete('chat.instructionsFilesLocations');
		}
	});

	it('are told of with file and line where a header cannot be read, and do not apply', async () => {
		files = new FilesInTest(['/work'], {
			'/work/.github/instructions/a.instructions.md': '---\nname: A\napplyTo: [\n---\nText.',
			'/work/.github/instructions/b.instructions.md': '---\napplyTo: "**"\nText.',
			'/work/.github/instructions/c.instructions.md':
				'---\nname: C\napplyTo:\n  - "**"\n---\nText.',
		});
		const all = await read('/work/a.py');
		assert.deepEqual(
			all.map(({ label, line, text }) => [label.slice(-17), line, text]),
			[
				['a.instructions.md', 3, ''],
				['b.instructions.md', 1, ''],
				['c.instructions.md', 3, ''],
			],
		);
		for (const { line, problem } of all) assert.ok(problem?.startsWith(`line ${line}: `), problem);
	});

	it('are sent once where two files say the same', async () => {
		files = new FilesInTest(['/work'], { '/work/AGENTS.md': 'Same.', '/work/CLAUDE.md': 'Same.' });
		assert.deepEqual(await labels(), ['AGENTS.md']);
	});

	it('may have a name in any case', async () => {
		files = new FilesInTest(['/work'], { '/work/agents.md': 'Hi.', '/work/src/Agents.MD': 'Ho.' });
		assert.deepEqual(await labels('/work/src/a.ts'), ['agents.md', 'src/Agents.MD']);
	});

	it('are what their editors show, saved or not, with plain line ends', async () => {
		files = new FilesInTest(['/work'], { '/work/AGENTS.md': 'Old.' });
		files.open.set('/work/AGENTS.md', 'New.\r\nNot saved.\r\n');
		assert.deepEqual(
			(await read()).map(({ text }) => text),
			['New.\nNot saved.\n'],
		);
	});

	it('are none where a file says nothing', async () => {
		files = new FilesInTest(['/work'], { '/work/AGENTS.md': ' \n\n', '/work/src/AGENTS.md': '' });
		assert.deepEqual(await labels('/work/src/a.ts'), []);
	});

	it('are told of where one cannot be read, is too large, or is no text', async () => {
		files = new FilesInTest(['/work'], {
			'/work/AGENTS.md': undefined,
			'/work/CLAUDE.md': 'x'.repeat(600 * 1024),
			'/work/.claude/CLAUDE.md': 'a\0b',
		});
		assert.deepEqual(
			(await read()).map(({ label, problem, text }) => [label, problem, text]),
			[
				['AGENTS.md', 'cannot be read: the disk is on fire', ''],
				['CLAUDE.md', 'has 600 KB; at most 512 KB are read', ''],
				['.claude/CLAUDE.md', 'is no text', ''],
			],
		);
	});

	it('are not looked for in a workspace that is not trusted, or where there is none', async () => {
		files = new FilesInTest(['/work'], PROJECT);
		workspace['isTrusted'] = false;
		assert.deepEqual(await labels('/work/src/core/a.ts'), []);
		assert.deepEqual(files.lookedAt, []);
		files.restore();
		files = new FilesInTest([], PROJECT);
		assert.deepEqual(await labels('/work/src/core/a.ts'), []);
	});
});
