import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BUILT_IN_PROMPTS } from '../../src/core/prompts/builtInPrompts.ts';
import { correctedTokens } from '../../src/core/tokens/tokenCorrection.ts';
import { countTokens } from '../../src/core/tokens/tokenEstimate.ts';
import { familyOf } from '../../src/core/tokens/tokenFamily.ts';
import { type Scene, startScene, type Window } from './scene.ts';

/** Registers the scheme `memory:` and a folder of two files that is on no disk. */
const VIRTUAL_FILES = join(import.meta.dirname, '../vscode/virtualFiles');
const AGENTS = 'Answer in one sentence.\nUse British spelling.\n';
const QUEUE = 'export const queue: string[] = [];\n';
const BROKEN = '{\n\t"colour": "red",\n\t"size": \n}\n';
const NOTEBOOK = {
	cells: [
		{ cell_type: 'markdown', metadata: {}, source: ['# Stock'] },
		{ cell_type: 'code', execution_count: 1, metadata: {}, outputs: [], source: ['count = 3'] },
	],
	metadata: { language_info: { name: 'python' } },
	nbformat: 4,
	nbformat_minor: 5,
};
/** What a chat template puts around a message. */
const AROUND = 5;

/** The tokens of a text, before anything has been learned of the model. */
function tokensOf(text: string): number {
	const family = familyOf('meta-llama/llama-3-70b-instruct');
	return correctedTokens(countTokens(text), { family, factors: {} });
}

/** The number in "12 lines · ≈340 tokens". */
function tokensSaid(text: string): number {
	return Number(/≈([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
}

/** The text of each attachment in a body, with its heading. */
function sectionsOf(text: string): string[] {
	return text.split(/\n\n(?=[^\n]+:\n\n`{3})/);
}

describe('what goes along by name', () => {
	let scene: Scene;
	let window: Window;
	let roots: string;
	/** What VS Code calls the folder, and puts before its files where there are several. */
	let root: string;

	before(async () => {
		scene = await startScene({}, {}, { smokeTestDriver: true });
		const put = (name: string, text: string) => writeFile(join(scene.folder, name), text);
		await put('AGENTS.md', AGENTS);
		await put('broken.json', BROKEN);
		await put('stock.ipynb', JSON.stringify(NOTEBOOK));
		await put('.gitignore', 'inventory.log\n');
		await put('inventory.log', 'not for anybody\n');
		await put('colours.txt', 'red\n');
		const git = (...args: string[]) => execFileSync('git', args, { cwd: scene.folder });
		git('init', '--quiet');
		git('add', '.');
		const as = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];
		git(...as, 'commit', '--quiet', '--message', 'Begin');
		await put('queue.ts', QUEUE);
		git('add', 'queue.ts');
		await put('colours.txt', 'red\ngreen\n');
		root = basename(scene.folder);
		roots = `${scene.folder}-roots`;
		await mkdir(roots);
		const workspace = join(roots, 'both.code-workspace');
		const folders = [{ path: scene.folder }, { uri: 'memory:/project' }];
		await writeFile(workspace, JSON.stringify({ folders }));
		window = await scene.open({ workspace, extensionDevelopmentPath: VIRTUAL_FILES });
		await window.chat.show();
	});
	after(async () => {
		await scene.close();
		await rm(roots, { recursive: true, force: true });
	});

	/** Types a word into the box, and takes what the list has first for it. */
	async function take(word: string, name: string | RegExp): Promise<void> {
		const { chat } = window;
		await chat.box.pressSequentially(word);
		const first = chat.frame.getByRole('option', { selected: true });
		await first.filter({ hasText: name }).waitFor();
		await chat.box.press('Enter');
		await first.waitFor({ state: 'detached' });
	}

	/** Waits for a chip that says what it takes. */
	async function chip(name: string): Promise<void> {
		await window.chat.chips.filter({ hasText: name }).filter({ hasText: /≈/ }).waitFor();
	}

	/** What the meter says of each part, and of all. */
	async function metered(): Promise<{ parts: Map<string, number>; all: number }> {
		const { chat } = window;
		const fold = chat.frame.getByRole('region', { name: 'Context' });
		const button = chat.frame.getByRole('button', { name: /^Context / });
		await button.click();
		const rows = await fold.getByRole('listitem').allTextContents();
		const all = (await fold.locator('.context-total').textContent()) ?? '';
		await button.click();
		return {
			parts: new Map(rows.map((row) => [row.replace(/≈.*$/, ''), tokensSaid(row)])),
			all: tokensSaid(all),
		};
	}

	it('is in the body part by part, as its chips and the meter have said', async () => {
		const { chat, workbench } = window;
		const { standin } = scene;
		await workbench.openFile('broken.json');
		await workbench.openFile('debounce.ts');
		await workbench.editor.selectLines(1, 3);
		await chat.show();
		await take('/fi', '/fix');
		await chat.boxHolds('');
		await chip('/fix');
		await chip('debounce.ts');

		await workbench.openFile('inventory.py');
		await workbench.editor.goToLine(1);
		await workbench.page.keyboard.type('# not saved yet\n');
		await chat.show();
		await take('Look at #invent', 'inventory.py');
		await chat.boxHolds('Look at #inventory.py');
		await chip('inventory.py');
		await take(' and #chang', '#changes');
		await chip('Changes of');
		await take(' and #problems:a', '#problems:all');
		await chip('Problems');
		await chip('AGENTS.md');
		const typed = 'Look at #inventory.py and #changes and #problems:all';
		await chat.boxHolds(typed);

		const { parts, all } = await metered();
		const chips = await chat.chips.allTextContents();
		await chat.box.press('Enter');
		await chat.answered(1);
		const [system, question] = standin.chats[0]?.chat?.messages ?? [];
		assert.equal(system?.role, 'system');
		assert.equal(system?.content, `# Instructions from ${root}/AGENTS.md\n\n${AGENTS.trimEnd()}`);
		const body = String(question?.content);

		// First the prompt, then what was typed, then a section for each other chip, and nothing else.
		const fix = BUILT_IN_PROMPTS.find(({ name }) => name === 'fix')?.text ?? '';
		assert.ok(body.startsWith(`${fix}\n\n${typed}\n\n`), body);
		const sections = sectionsOf(body.slice(`${fix}\n\n${typed}\n\n`.length));
		assert.equal(
			sections.length,
			chips.length - 2,
			'a section for all but the prompt and AGENTS.md',
		);
		const [code, file, changes, problems] = sections;
		assert.ok(code?.startsWith(`${root}/debounce.ts, lines 1–3 `), code);
		assert.match(file ?? '', /inventory\.py.*```python\n# not saved yet\n/s);
		assert.match(changes ?? '', /\+green/);
		assert.match(changes ?? '', /\+# not saved yet/);
		assert.match(changes ?? '', /export const queue/);
		assert.match(problems ?? '', /broken\.json/);
		assert.doesNotMatch(body, /not for anybody/);

		// Each chip says what its section takes, the meter says the same, and all of them together are the prompt.
		for (const section of sections) {
			const [label = ''] = section.split(/, lines? |:\n/, 1);
			const tokens = Math.round(tokensOf(section));
			const said = chips.find((text) => text.includes(label)) ?? '';
			assert.equal(tokensSaid(said), tokens, said);
			const row = [...parts].find(([name]) => name.startsWith(label));
			assert.equal(row?.[1], tokens, label);
		}
		const sum = [...parts]
			.filter(([name]) => !/^(Room for the reply|Margin)/.test(name))
			.reduce((total, [, tokens]) => total + tokens, 0);
		assert.ok(Math.abs(sum - all) <= parts.size, `${sum} are not ${all}`);
		const whole = tokensOf(String(system?.content)) + tokensOf(body) + 2 * AROUND;
		assert.ok(Math.abs(whole - all) <= parts.size + 4, `${whole} are not ${all}`);
	});

	it('leaves out instructions that are taken off, and has a notebook and a virtual folder', async () => {
		const { chat } = window;
		await chat.startNew();
		await chat.button(`Remove ${root}/AGENTS.md`).click();
		await take('Compare #stock', 'stock.ipynb');
		await chip('stock.ipynb');
		await take(' and #prices', 'prices.py');
		await chip('prices.py');
		await chat.box.press('Enter');
		await chat.answered(1);
		const messages = scene.standin.chats.at(-1)?.chat?.messages ?? [];
		assert.deepEqual(
			messages.map(({ role }) => role),
			['user'],
		);
		assert.match(String(messages[0]?.content), /^Compare #stock\.ipynb and #prices\.py\n\n/);
		assert.match(String(messages[0]?.content), /count = 3/);
		assert.match(String(messages[0]?.content), /return sum\(prices\) \* 1\.19/);
	});

	it('has the last command of the terminal, and gives the clipboard its old text back', async () => {
		const { chat, workbench } = window;
		await chat.startNew();
		await workbench.page.evaluate(() => navigator.clipboard.writeText('as it was'));
		await workbench.runCommand('Tests: Open a Terminal');
		await workbench.page.locator('.terminal-wrapper').first().waitFor();
		await chat.show();
		await take('Why? #termin', '#terminal');
		await chip('Last command in the terminal');
		await chat.box.press('Enter');
		await chat.answered(1);
		const [question] = scene.standin.chats.at(-1)?.chat?.messages.slice(-1) ?? [];
		assert.match(String(question?.content), /^Why\? #terminal\n\n/);
		assert.match(String(question?.content), /\nnpm test\n1 failing\n/);
		const clipboard = await workbench.page.evaluate(() => navigator.clipboard.readText());
		assert.equal(clipboard, 'as it was');
		await workbench.runCommand('Terminal: Kill All Terminals');
	});

	it('is a problem, from the lightbulb on it', async () => {
		const { chat, workbench } = window;
		await chat.startNew();
		await workbench.openFile('broken.json');
		await workbench.page.locator('.squiggly-error').first().waitFor();
		for (const [verb, title] of [
			['Explain', 'Explain Problem'],
			['Fix', 'Fix with Llama Chat'],
		] as const) {
			const asked = scene.standin.chats.length;
			await workbench.runCommand('Go to Next Problem (Error, Warning, Info)');
			await workbench.editor.focus();
			await workbench.editor.lightbulb(title);
			await chat.answered(verb === 'Explain' ? 1 : 2);
			assert.equal(scene.standin.chats.length, asked + 1);
			const content = String(scene.standin.chats.at(-1)?.chat?.messages.at(-1)?.content);
			assert.ok(content.startsWith(`${verb} this problem.\n\n`), content);
			assert.match(content, /- .*broken\.json, line \d, error \(json.*\): /);
			assert.ok(content.includes('"colour": "red"'), content);
		}
	});

	it('goes out as it is typed where it names nothing, and Escape closes a list and stops no reply', async () => {
		const { chat } = window;
		const { standin } = scene;
		await chat.startNew();
		await chat.box.pressSequentially('/usr/bin');
		await chat.box.press('Enter');
		await chat.answered(1);
		const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ');
		standin.script({ kind: 'reply', text: words, holdAfter: 10 });
		await chat.box.pressSequentially('C# and issue #12');
		await chat.box.press('Enter');
		await standin.waitForHold();
		await chat.boxHolds('');
		await chat.box.pressSequentially('/');
		await chat.prompts.waitFor();
		await chat.box.press('Escape');
		await chat.prompts.waitFor({ state: 'detached' });
		await chat.button('Stop').waitFor();
		standin.release();
		await chat.answered(2);
		const asked = standin.chats.at(-1)?.chat?.messages.filter(({ role }) => role === 'user');
		assert.deepEqual(
			asked?.map(({ content }) => content),
			['/usr/bin', 'C# and issue #12'],
		);
		await chat.log.getByText('word39').waitFor();
	});
});
