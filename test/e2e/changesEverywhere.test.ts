import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Scene, startScene, type Window } from './scene.ts';

const SUM = 'export function sum(a: number, b: number) {\n\treturn a + b;\n}\n';
const SUM_IN_PYTHON = 'def add(a, b):\n    return a + b\n\n\ndef twice(a):\n    return add(a, a)\n';
const NOTES = '# Shop\n\nOpen to all.\n\n## Prices\n\nOld ones.\n\n## Hours\n\nFrom nine.\n';

describe('changes from where each command lives', () => {
	let scene: Scene;
	let window: Window;
	/** The second root of the workspace. */
	let library: string;
	let files = 0;

	before(async () => {
		scene = await startScene({}, { 'files.readonlyInclude': { '**/locked*': true } });
		library = await mkdtemp(join(tmpdir(), 'llama-chat-library-'));
		const workspace = join(library, 'shop.code-workspace');
		const folders = [scene.folder, library].map((path) => ({ path }));
		await writeFile(workspace, JSON.stringify({ folders }));
		window = await scene.open({ workspace });
		await window.chat.show();
	});
	after(async () => {
		await scene.close();
		await rm(library, { recursive: true, force: true });
	});

	const diff = () => window.workbench.page.locator('.monaco-diff-editor');
	const change = () =>
		window.chat.replies.getByRole('group', { name: 'Change of this code' }).last();

	/** Opens a file of its own for each try. */
	async function open(start: string, ending: string, text: string): Promise<string> {
		const name = `${start}${++files}.${ending}`;
		await writeFile(join(scene.folder, name), text);
		await window.workbench.openFile(name);
		return name;
	}

	/** Has a reply with this code in a new chat. */
	async function reply(info: string, code: string): Promise<void> {
		const { chat } = window;
		await chat.startNew();
		scene.standin.script({ kind: 'reply', text: `\`\`\`${info}\n${code}\n\`\`\`` });
		await chat.send('Change it');
		await chat.answered(1);
	}

	/** A block that replaces one line of a file by another. */
	function replaceLine(file: string, old: string, by: string): Promise<void> {
		return reply(file, `<<<<<<< SEARCH\n${old}\n=======\n${by}\n>>>>>>> REPLACE`);
	}

	async function apply(): Promise<void> {
		await window.chat.button('Apply', window.chat.replies).click();
		await diff().waitFor();
	}

	/** Chooses in the menu of the code block. */
	async function more(label: string): Promise<void> {
		const { chat } = window;
		await chat.button('More Code Actions', chat.replies).press('Enter');
		await chat.replies.getByRole('menuitem', { name: label, exact: true }).press('Enter');
	}

	/** Types what is to be changed, and has this code as the answer, in the diff. */
	async function instruct(instruction: string, language: string, ...code: string[]): Promise<void> {
		const { quickInput } = window.workbench;
		const blocks = code.map((one) => `\`\`\`${language}\n${one}\n\`\`\``);
		scene.standin.script({ kind: 'reply', text: blocks.join('\n\n') });
		await quickInput.input.waitFor();
		await quickInput.fill(instruction);
		await quickInput.row(instruction).waitFor();
		await quickInput.accept();
		await diff().waitFor();
	}

	const titleButton = (name: 'Accept Changes' | 'Discard Changes') =>
		window.workbench.page.getByRole('button', { name: new RegExp(`^${name}`) });

	/** Resolves when the file is in front, which comes after the diff has gone. */
	async function accept(name: string): Promise<void> {
		await titleButton('Accept Changes').click();
		await diff().waitFor({ state: 'detached' });
		await window.workbench.page.getByRole('tab', { name, exact: true, selected: true }).waitFor();
	}

	it('Edit Selection from the editor’s context menu, in TypeScript', async () => {
		const { workbench, chat } = window;
		await chat.startNew();
		const name = await open('sum', 'ts', `${SUM}\nsum(1, 2);\n`);
		await workbench.editor.selectLines(1, 3);
		await workbench.editor.contextMenu('Edit Selection');
		await instruct('Subtract instead', 'ts', SUM.replace('+', '-').trim());
		await chat.holds(chat.questions, 'Subtract instead');
		await chat.holds(change(), /^Proposed: 1 change/);
		await accept(name);
		assert.equal(await workbench.editor.text(), `${SUM.replace('+', '-')}\nsum(1, 2);\n`);
	});

	it('Edit Selection from the palette and from the lightbulb, in Python, with the last instruction at hand', async () => {
		const { workbench, chat } = window;
		await chat.startNew();
		const name = await open('sum', 'py', SUM_IN_PYTHON);
		await workbench.editor.goToLine(2);
		await workbench.runCommand('Llama Chat: Edit Selection');
		await workbench.notification(/Nothing is selected.*Select the code to be edited/).waitFor();
		await workbench.editor.selectLines(1, 2);
		await workbench.runCommand('Llama Chat: Edit Selection');
		await instruct('Say what it adds', 'python', 'def add(a, b):\n    return a + b  # numbers');
		await accept(name);
		await workbench.editor.selectLines(5, 6);
		await workbench.editor.lightbulb('Edit Selection with Llama Chat');
		await workbench.quickInput.row('Say what it adds').waitFor();
		await instruct('Multiply', 'python', 'def twice(a):\n    return 2 * a');
		await accept(name);
		assert.equal(
			await workbench.editor.text(),
			'def add(a, b):\n    return a + b  # numbers\n\n\ndef twice(a):\n    return 2 * a\n',
		);
	});

	it('Edit Selection takes several selections, and Replace Selection one, and says so', async () => {
		const { workbench, chat } = window;
		await chat.startNew();
		const name = await open('several', 'ts', 'const one = 1;\nconst two = 2;\n');
		await workbench.editor.selectLines(1, 1);
		await workbench.runCommand('Add Cursor Below');
		const two = workbench.page.locator('.statusbar-item', { hasText: '2 selections' });
		await two.waitFor();
		await workbench.runCommand('Llama Chat: Edit Selection');
		await instruct('Name them in capitals', 'ts', 'const ONE = 1;', 'const TWO = 2;');
		await chat.holds(change(), /in the range asked for/);
		await accept(name);
		assert.equal(await workbench.editor.text(), 'const ONE = 1;\nconst TWO = 2;\n');
		await reply('ts', 'const three = 3;');
		await workbench.editor.selectLines(1, 1);
		await workbench.runCommand('Add Cursor Below');
		await two.waitFor();
		await more('Replace Selection');
		await workbench.notification(/Several parts of .* Select one of them/).waitFor();
		await workbench.editor.selectLines(2, 2);
		await more('Replace Selection');
		await chat.holds(change(), /in the range asked for/);
		await accept(name);
		assert.equal(await workbench.editor.text(), 'const ONE = 1;\nconst three = 3;\n');
	});

	it('Apply puts a section of Markdown under its heading', async () => {
		const { workbench, chat } = window;
		const name = await open('notes', 'md', NOTES);
		await reply(`markdown ${name}`, '## Prices\n\nNew ones.');
		await apply();
		await chat.holds(change(), /1 change: at Prices/);
		await accept(name);
		assert.equal(await workbench.editor.text(), NOTES.replace('Old', 'New'));
	});

	it('Edit Selection in a notebook’s cell changes the cell', async () => {
		const { workbench, chat } = window;
		await chat.startNew();
		const name = `cells${++files}.ipynb`;
		const cell = { cell_type: 'code', metadata: {}, outputs: [], execution_count: null };
		const cells = [
			{ ...cell, source: ['first = 1'] },
			{ ...cell, source: ['print(first)'] },
		];
		const path = join(scene.folder, name);
		await writeFile(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 2 }));
		await workbench.openNotebook(name);
		const code = workbench.page.locator('.notebook-editor .cell.code .monaco-editor', {
			hasText: 'print(first)',
		});
		await code.click();
		await workbench.page.keyboard.press('Control+A');
		await code.locator('.selected-text').first().waitFor();
		await workbench.runCommand('Llama Chat: Edit Selection');
		await instruct('Print the double', 'python', 'print(2 * first)');
		await chat.holds(change(), /^Proposed: 1 change/);
		await accept(name);
		const changed = workbench.page.locator('.notebook-editor .cell.code', {
			hasText: 'print(2 * first)',
		});
		await changed.waitFor();
		await workbench.runCommand('File: Save');
		await workbench.until(
			async () => (await readFile(path, 'utf8')).includes('print(2 * first)'),
			'the notebook to be saved',
		);
		assert.match(await readFile(path, 'utf8'), /first = 1/);
	});

	it('a read-only file can be looked at with the change, and is not written', async () => {
		const { workbench } = window;
		const name = await open('locked', 'ts', SUM);
		await replaceLine(name, '\treturn a + b;', '\treturn a - b;');
		await apply();
		await workbench.notification(/read-only.*You can look at the change/).waitFor();
		await titleButton('Accept Changes').click();
		await workbench.notification(/read-only.*Nothing was written/).waitFor();
		await titleButton('Discard Changes').click();
		await diff().waitFor({ state: 'detached' });
		assert.equal(await readFile(join(scene.folder, name), 'utf8'), SUM);
	});

	it('a file that was changed in between gets both; where they collide, nothing is written until it is said which', async () => {
		const { workbench, chat } = window;
		const { page } = workbench;
		const name = await open('between', 'ts', SUM);
		await replaceLine(name, '\treturn a + b;', '\treturn a - b;');
		await apply();
		const file = page.getByRole('tab', { name, exact: true });
		const proposal = page.getByRole('tab', { name: `${name}: 1 change` });
		await file.click();
		await workbench.editor.goToLine(1);
		await page.keyboard.type('const zero = 0;\n');
		await proposal.click();
		await chat.holds(change(), /^Proposed: 1 change: exact; no other line changed; symbols/);
		await accept(name);
		assert.equal(
			await workbench.editor.text(),
			`const zero = 0;\n${SUM.replace('a + b', 'a - b')}`,
		);
		await replaceLine(name, '\treturn a - b;', '\treturn a * b;');
		await apply();
		await file.click();
		await workbench.editor.goToLine(3);
		await page.keyboard.press('End');
		await page.keyboard.type(' // mine');
		await proposal.click();
		await chat.holds(change(), /changed at the same place since \(line 3\)/);
		await titleButton('Accept Changes').click();
		await workbench.clickNotificationButton(/collides with that at line 3/, 'Take as Shown');
		await chat.holds(change(), /no other line changed/);
		await accept(name);
		assert.equal(
			await workbench.editor.text(),
			`const zero = 0;\n${SUM.replace('a + b', 'a * b')}`,
		);
	});

	it('New File makes the file that the block names, and writes over none', async () => {
		const { workbench } = window;
		const name = `made/new${++files}.py`;
		await reply(`python ${name}`, 'print("new")');
		await more('New File');
		await workbench.quickInput.input.waitFor();
		assert.match(await workbench.quickInput.input.inputValue(), new RegExp(`${name}$`));
		await workbench.quickInput.accept();
		await workbench.page.getByRole('tab', { name: basename(name) }).waitFor();
		const path = join(scene.folder, name);
		assert.equal(await readFile(path, 'utf8'), 'print("new")\n');
		await writeFile(path, 'print("mine")\n');
		await more('New File');
		await workbench.quickInput.input.waitFor();
		await workbench.quickInput.accept();
		await window.chat.told(/is there already, and nothing was written/);
		assert.equal(await readFile(path, 'utf8'), 'print("mine")\n');
	});

	it('Apply asks which file is meant where two roots have one of the name', async () => {
		const { workbench, chat } = window;
		const name = `both${++files}.ts`;
		const paths = [scene.folder, library].map((root) => join(root, name));
		for (const path of paths) await writeFile(path, SUM);
		await replaceLine(name, '\treturn a + b;', '\treturn a - b;');
		await chat.button('Apply', chat.replies).click();
		await workbench.quickInput.rows.filter({ hasText: basename(library) }).click();
		await diff().waitFor();
		await accept(name);
		await workbench.editor.focus();
		await workbench.editor.save();
		const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
		assert.deepEqual(texts, [SUM, SUM.replace('+', '-')]);
	});
});
