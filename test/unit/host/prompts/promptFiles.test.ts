import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';
import { type MemoryFiles, provideFiles } from '../../../vscode/memoryFiles.ts';

provideVscode();
const { findPromptFiles } = await import('../../../../src/host/prompts/promptFiles.ts');

const FILES = [
	'/one/.github/prompts/review.prompt.md',
	'/one/.claude/skills/naming/SKILL.md',
	'/two/.github/prompts/review.prompt.md',
	'/two/more/deep/extra.prompt.md',
	'/home/.claude/skills/own/SKILL.md',
	'/home/mine/own.prompt.md',
	'/profile/prompts/always.prompt.md',
];

describe('the files of prompts', () => {
	const untouched = { ...workspace };
	let memory: MemoryFiles;
	/** The settings of places, those of the user and those that are in effect. */
	let places: { readonly user: object; readonly all: object };

	beforeEach(() => {
		memory = provideFiles(
			{ one: '/one', two: '/two' },
			Object.fromEntries(FILES.map((path) => [path, 'Text.'])),
		);
		places = { user: {}, all: {} };
		Object.assign(workspace, {
			isTrusted: true,
			getConfiguration: () => ({
				get: (name: string) => (name === 'promptFilesLocations' ? places.all : undefined),
				inspect: (name: string) =>
					name === 'promptFilesLocations' ? { globalValue: places.user } : undefined,
			}),
		});
	});
	afterEach(() => Object.assign(workspace, untouched));

	async function found(): Promise<string[]> {
		const uri = (path: string) => new Uri(path) as unknown as RealUri;
		const user = { home: uri('/home'), profilePrompts: uri('/profile/prompts') };
		return (await findPromptFiles(user)).map(({ origin, uri: { path } }) => `${origin}: ${path}`);
	}

	const OF_USER = [
		'User prompts: /profile/prompts/always.prompt.md',
		'~/.claude/skills: /home/.claude/skills/own/SKILL.md',
	];

	it('are those of each folder that is open, by the folder’s name, and two can have one name', async () => {
		assert.deepEqual(await found(), [
			'one/.github/prompts: /one/.github/prompts/review.prompt.md',
			'two/.github/prompts: /two/.github/prompts/review.prompt.md',
			'one/.claude/skills: /one/.claude/skills/naming/SKILL.md',
			...OF_USER,
		]);
	});

	it('are those of further places, in each folder and once', async () => {
		places = { user: {}, all: { 'more/**': true, '.github/prompts': true, '~/mine': true } };
		const all = await found();
		assert.ok(all.includes('two/more/**: /two/more/deep/extra.prompt.md'), all.join('\n'));
		assert.ok(all.includes('~/mine: /home/mine/own.prompt.md'));
		assert.equal(
			all.filter((one) => one.endsWith('/one/.github/prompts/review.prompt.md')).length,
			1,
		);
	});

	it('are the user’s own alone in a workspace that is not trusted, whose settings and folders are not looked into', async () => {
		Object.assign(workspace, { isTrusted: false });
		places = { user: { '~/mine': true, more: true }, all: { '~/mine': false, 'more/**': true } };
		assert.deepEqual(await found(), ['~/mine: /home/mine/own.prompt.md', ...OF_USER]);
		assert.deepEqual(
			memory.foldersRead.filter((path) => /^\/(?:one|two)/.test(path)),
			[],
		);
	});

	it('are the user’s own where no folder is open', async () => {
		Object.assign(workspace, { workspaceFolders: undefined });
		places = { user: {}, all: { more: true, '~/mine': true } };
		assert.deepEqual(await found(), ['~/mine: /home/mine/own.prompt.md', ...OF_USER]);
	});
});
