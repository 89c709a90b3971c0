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
	let told: () => void;

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
		told = () => {};
		instructions.onDidChange(() => told());
	});
	afterEach(() => {
		instructions.register().dispose();
		files.restore();
	});

	const attached: Attachment = { ...EXCERPT, uri: 'file:///work/src/a.ts' };
	const shown = (...attachments: Attachment[]) =>
		instructions.shown([], attachments).map(({ text }) => text);
	const change = () =>
		new Promise<void>((resolve) => {
			told = resolve;
		});

	it('are none, and nothing is looked at, before the chat is used', () => {
		assert.deepEqual(shown(attached), []);
		assert.deepEqual(files.lookedAt, []);
	});

	it('come once the chat is used, and others with what is attached', async () => {
		let changed = change();
		instructions.begunToUse();
		await changed;
		assert.deepEqual(shown(), ['Tabs.']);
		changed = change();
		shown(attached);
		await changed;
		assert.deepEqual(shown(attached), ['Tabs.', 'Types.']);
	});

	it('are read anew when a file or its text in an editor changes', async () => {
		let changed = change();
		instructions.begunToUse();
		await changed;
		changed = change();
		files.files.set('/work/AGENTS.md', 'Spaces.');
		disk.fire(undefined);
		await changed;
		assert.deepEqual(shown(), ['Spaces.']);
		changed = change();
		files.open.set('/work/AGENTS.md', 'Neither.');
		texts.fire({ document: { uri: new Uri('/work/AGENTS.md') } });
		await changed;
		assert.deepEqual(shown(), ['Neither.']);
		const looked = files.lookedAt.length;
		texts.fire({ document: { uri: new Uri('/work/src/a.ts') } });
		assert.equal(files.lookedAt.length, looked);
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
		const changed = change();
		instructions.begunToUse();
		await changed;
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
