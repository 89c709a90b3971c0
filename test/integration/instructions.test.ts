import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { languages, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { appliesTo } from '../../src/core/instructions/applyTo.ts';
import { chatSuite, explain, run } from './chatSuite.ts';
import { at, FOLDER, file, show } from './documents.ts';
import { page } from './page.ts';
import { set } from './settings.ts';
import { until } from './until.ts';

/** What a project of its own says, beside the code that is asked about. */
const PROJECT = {
	'.github/copilot-instructions.md': 'Answer in short sentences.\n',
	'AGENTS.md': '# Rules\n\nUse tabs.\n',
	'shop/AGENTS.md': 'Money is in cents.\n',
	'shop/cart/sum.py': 'total = sum(prices)\n',
	'.github/instructions/python/style.instructions.md':
		"---\napplyTo: '**/cart/*.PY'\n---\nName the types.\n",
	'.github/instructions/web.instructions.md': '---\napplyTo: "**/*.ts"\n---\nNo any.\n',
};

const section = (label: string, text: string) => `# Instructions from ${label}\n\n${text}`;
const GENERAL = [
	section('.github/copilot-instructions.md', 'Answer in short sentences.'),
	section('AGENTS.md', '# Rules\n\nUse tabs.'),
];
const OF_CART = [
	section('.github/instructions/python/style.instructions.md', 'Name the types.'),
	section('shop/AGENTS.md', 'Money is in cents.'),
];

describe('the project’s own instructions', () => {
	const suite = chatSuite({}, { oneServer: true });
	beforeEach(async () => {
		for (const [name, text] of Object.entries(PROJECT)) {
			const path = join(FOLDER, name);
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, text);
		}
	});
	afterEach(async () => {
		for (const name of ['.github', 'shop', 'AGENTS.md']) {
			await rm(join(FOLDER, name), { recursive: true });
		}
	});

	async function explainCart(): Promise<void> {
		await show(await file('shop/cart/sum.py'), at(1, 1, 1, 20));
		await explain();
	}

	/** The system message of the last request; undefined where it had none. */
	function system(): unknown {
		const [first] = suite.standin.chats.at(-1)?.chat?.messages ?? [];
		return first?.role === 'system' ? first.content : undefined;
	}

	it('go out with the system prompt, those for the attached file too, each under its name', async () => {
		await set('systemPrompt', 'Be brief.');
		await explainCart();
		assert.equal(system(), ['Be brief.', ...GENERAL, ...OF_CART].join('\n\n'));
		await explainCart();
		assert.equal(suite.standin.chats.length, 2);
		assert.equal(system(), ['Be brief.', ...GENERAL, ...OF_CART].join('\n\n'));
	});

	it('go out as their editors show them, saved or not', async () => {
		const agents = await file('AGENTS.md');
		await show(agents);
		const edit = new WorkspaceEdit();
		edit.replace(agents.uri, new Range(2, 0, 2, 9), 'Use spaces.');
		assert.equal(await workspace.applyEdit(edit), true);
		await explainCart();
		assert.match(String(system()), /# Rules\n\nUse spaces\./);
		await window.showTextDocument(agents);
	});

	it('stand over the box with their size, and can be left out of the chat and taken back', async () => {
		await run('open');
		await show(await file('shop/cart/sum.py'), at(1, 1, 1, 20));
		await run('addSelection');
		const labels = () => page.status?.instructions?.map(({ label }) => label);
		const chips = await until(() =>
			labels()?.includes('shop/AGENTS.md') ? page.status?.instructions : undefined,
		);
		assert.deepEqual(
			chips.map(({ label, state }) => [label, state]),
			[
				['.github/copilot-instructions.md', 'sent'],
				['AGENTS.md', 'sent'],
				['.github/instructions/python/style.instructions.md', 'sent'],
				['shop/AGENTS.md', 'sent'],
			],
		);
		const parts = page.status?.context?.parts.filter(({ kind }) => kind === 'instructions');
		assert.deepEqual(
			parts?.map(({ attachment, tokens }) => [attachment, tokens]),
			chips.map(({ id, tokens }) => [id, tokens]),
		);
		const agents = chips.find(({ label }) => label === 'AGENTS.md')?.id;
		page.post({ type: 'chooseInstructions', file: agents, choice: 'leftOut' });
		await until(() => labels()?.includes('AGENTS.md') === false);
		await run('previewRequest');
		const preview = await until(() =>
			window.activeTextEditor?.document.uri.path.startsWith('/Request Preview') === true
				? window.activeTextEditor.document.getText()
				: undefined,
		);
		const [copilot] = GENERAL;
		const rest = [copilot, ...OF_CART].join('\n\n');
		assert.ok(preview.includes(JSON.stringify(rest)), preview);
		page.post({ type: 'chooseInstructions', file: agents, choice: 'sent' });
		await until(() => labels()?.includes('AGENTS.md'));
		page.post({ type: 'openInstructions', file: agents });
		await until(() => window.activeTextEditor?.document.uri.path.endsWith('/AGENTS.md'));
	});

	it('stay where they are where the setting is off', async () => {
		await set('instructionFiles', false);
		await explainCart();
		assert.equal(system(), undefined);
	});

	it('apply to the files that VS Code itself means by the same globs', async () => {
		const patterns = ['*.py', 'shop/**', 'cart/*.py', 's?m.py', '*.{ts,py}', '[r-t]um.*'];
		const others = ['*.PY/x', 'shop/*.py', 'su.py', '{sum,max}.ts', '[!a-z]um.py', 'cart', '.*'];
		const nested = [
			'{a,{b,sum}}.py',
			'cart/{**/*.py,x}',
			'sum[.]py',
			'sum}.py',
			'sum{.py',
			'**.py',
		];
		const document = await file('shop/cart/sum.py');
		for (const glob of [...patterns, ...others, ...nested]) {
			const means = languages.match({ pattern: `**/${glob}` }, document) > 0;
			assert.equal(appliesTo(glob, [Uri.file(document.fileName).path]), means, glob);
		}
	});
});
