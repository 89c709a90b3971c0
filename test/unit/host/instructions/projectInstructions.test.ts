import assert from 'node:assert/strict';
import type { Attachment, Question } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { EventEmitter, provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';
import { FilesInTest } from './filesInTest.ts';

provideVscode();
const { ProjectInstructions } = await import(
	'../../../../src/host/instructions/projectInstructions.ts'
);

describe('the instructions that are shown', () => {
	let files: FilesInTest;
	let instructions: InstanceType<typeof ProjectInstructions>;
	/** What VS Code tells of files and of texts in editors. */
	let disk: EventEmitter;
	let texts: EventEmitter;

	beforeEach(() => {
		files = new FilesInTest(['/work'], {
			'/work/AGENTS.md': 'Tabs.',
			'/work/src/AGENTS.md': 'Types.',
			'/work/src/a.ts': '1',
		});
		disk = new EventEmitter();
		texts = new EventEmitter();
		const { event } = disk;
		Object.assign(workspace, {
			createFileSystemWatcher: () => ({
				onDidCreate: event,
				onDidChange: event,
				onDidDelete: event,
				dispose() {},
			}),
			onDidChangeTextDocument: texts.event,
		});
		instructions = new ProjectInstructions();
	});
	afterEach(() => {
		instructions.register().dispose();
		files.restore();
	});

	const attached: Attachment = { ...EXCERPT, uri: 'file:///work/src/a.ts' };
	const shown = (...attachments: Attachment[]) =>
		instructions.shown([], attachments).map(({ text }) => text);
	/** Resolves once these are shown; they are asked for again whenever they may be others. */
	async function until(texts: string[], ...attachments: Attachment[]): Promise<void> {
		while (shown(...attachments).join() !== texts.join()) {
			await new Promise<void>((resolve) => {
				const listening = instructions.onDidChange(() => {
					listening.dispose();
					resolve();
				});
			});
		}
	}

	it('are none, and nothing is looked at, before the chat is used', () => {
		assert.deepEqual(shown(attached), []);
		assert.deepEqual(files.lookedAt, []);
	});

	it('come once the chat is used, and others with what is attached', async () => {
		instructions.begunToUse();
		await until(['Tabs.']);
		await until(['Tabs.', 'Types.'], attached);
	});

	it('are told of where they may be others, and read when they are asked for', async () => {
		let told = 0;
		instructions.onDidChange(() => told++);
		instructions.begunToUse();
		assert.equal(told, 1);
		assert.deepEqual(files.lookedAt, []);
		await until(['Tabs.']);
		const looked = files.lookedAt.length;
		told = 0;
		disk.fire(undefined);
		assert.equal(told, 1);
		assert.equal(files.lookedAt.length, looked);
	});

	it('are read anew when a file or its text in an editor changes', async () => {
		instructions.begunToUse();
		await until(['Tabs.']);
		files.files.set('/work/AGENTS.md', 'Spaces.');
		disk.fire(undefined);
		await until(['Spaces.']);
		files.open.set('/work/AGENTS.md', 'Neither.');
		texts.fire({ document: { uri: new Uri('/work/AGENTS.md') } });
		await until(['Neither.']);
		let told = false;
		instructions.onDidChange(() => {
			told = true;
		});
		texts.fire({ document: { uri: new Uri('/work/src/a.ts') } });
		assert.equal(told, false);
	});

	it('are what is sent, which is read anew each time', async () => {
		const question: Question = {
			role: 'user',
			id: 'q',
			parent: null,
			at: 1,
			text: '',
			excerpts: [{ ...EXCERPT, uri: 'file:///work/src/a.ts' }],
		};
		const read = async () => (await instructions.read([question])).map(({ text }) => text);
		assert.deepEqual(await read(), ['Tabs.', 'Types.']);
		files.files.set('/work/src/AGENTS.md', 'Any.');
		assert.deepEqual(await read(), ['Tabs.', 'Any.']);
	});

	it('are named to the page by names that do not change with their text', async () => {
		instructions.begunToUse();
		await until(['Tabs.']);
		const [file] = instructions.shown([], []);
		assert.ok(file);
		const { instructionsId } = await import('../../../../src/core/instructions/instructionFile.ts');
		const id = instructionsId(file);
		assert.equal(instructions.named(id), file);
		assert.equal(instructionsId({ ...file, text: 'Other.' } as typeof file), id);
		assert.equal(instructions.named('other'), undefined);
		assert.ok(id.length <= 64);
	});
});
