import assert from 'node:assert/strict';
import type { Excerpt } from '../../../../src/shared/conversation/messages.ts';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';
import { provideFiles } from '../../../vscode/memoryFiles.ts';

provideVscode();
const { CurrentAttachments } = await import(
	'../../../../src/host/attachments/currentAttachments.ts'
);
const { folderExcerpt } = await import('../../../../src/host/attachments/folderExcerpt.ts');

describe('the chip of a folder', () => {
	const untouched = { ...workspace };
	const words = (text: string) => text.split(/\s+/).filter((word) => word !== '').length;
	const room = (tokens: number) => ({ tokens, tokensOf: words });

	beforeEach(() => {
		const texts = ['a', 'b', 'c'].map((name) => [`/w/src/${name}.ts`, `${name} `.repeat(50)]);
		provideFiles({ w: '/w' }, Object.fromEntries(texts));
		const never = () => ({ dispose: () => {} });
		Object.assign(workspace, {
			textDocuments: [],
			notebookDocuments: [],
			asRelativePath: ({ path }: Uri) => path.replace(/^\/w\//, ''),
			decode: async (bytes: Uint8Array) => new TextDecoder().decode(bytes),
			onDidChangeTextDocument: never,
			onDidOpenTextDocument: never,
			onDidCloseTextDocument: never,
			onDidChangeNotebookDocument: never,
		});
	});
	afterEach(() => Object.assign(workspace, untouched));

	/** What is attached, and what its chip comes to once it has been looked at anew. */
	async function chipOf(attached: Excerpt) {
		const attachments = new CurrentAttachments();
		let changed = () => {};
		const registered = attachments.register(() => changed());
		attachments.shown([attached]);
		const now = () => {
			const [shown] = attachments.shown([attached]);
			assert.ok(shown && 'text' in shown.now);
			return shown.now;
		};
		return {
			now,
			fit: (tokens: number | undefined) => {
				const news = new Promise<void>((resolve) => {
					changed = resolve;
				});
				attachments.fit(tokens === undefined ? undefined : room(tokens));
				return news;
			},
			sent: (tokens: number) => attachments.read([attached], async () => room(tokens)),
			[Symbol.dispose]: () => {
				for (const one of registered) one.dispose();
			},
		};
	}

	it('says what goes by the model of the moment, and that is what is sent', async () => {
		const folder = Uri.parse('file:///w/src') as never;
		using chip = await chipOf(await folderExcerpt(folder, 100_000, undefined));
		assert.equal(chip.now().leftOut, undefined);
		await chip.fit(130);
		assert.deepEqual(chip.now().leftOut, ['c.ts']);
		assert.deepEqual(await chip.sent(130), [chip.now()]);
		await chip.fit(75);
		assert.deepEqual(chip.now().leftOut, ['b.ts', 'c.ts']);
		await chip.fit(1000);
		assert.equal(chip.now().leftOut, undefined);
		assert.deepEqual(await chip.sent(1000), [chip.now()]);
	});

	it('stays as it is while all that it says fits, whatever is typed', async () => {
		const folder = Uri.parse('file:///w/src') as never;
		using chip = await chipOf(await folderExcerpt(folder, 100_000, room(130)));
		await chip.fit(75);
		const before = chip.now();
		for (const tokens of [74, 73, 72, 71, 70]) void chip.fit(tokens);
		assert.deepEqual(await chip.sent(70), [before]);
		assert.equal(chip.now(), before);
	});
});
