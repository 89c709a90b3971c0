import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, Uri, window, workspace } from 'vscode';
import { findGit, type GitRepository, repositoriesOf } from '../../src/host/git/gitApi.ts';
import { chatSuite, run } from './chatSuite.ts';
import { FOLDER, file, show } from './documents.ts';
import { filesOfOurs } from './files.ts';
import { page } from './page.ts';
import { set } from './settings.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

/** Two repositories in the folder that is open. */
const ONE = join(FOLDER, 'commits-one');
const TWO = join(FOLDER, 'commits-two');

const COPILOT = 'github.copilot.chat';

function git(root: string, ...args: string[]): string {
	const me = ['-c', 'user.name=Me', '-c', 'user.email=me@example.org'];
	return execFileSync('git', [...me, ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
}

async function begin(root: string, ...messages: string[]): Promise<void> {
	await mkdir(root, { recursive: true });
	git(root, 'init', '-q', '-b', 'main');
	await writeFile(join(root, 'numbers.ts'), 'export const one = 1;\n');
	git(root, 'add', '.');
	for (const message of messages) git(root, 'commit', '-q', '--allow-empty', '-m', message);
}

async function repository(root: string): Promise<GitRepository> {
	const found = await findGit();
	if ('missing' in found) throw new Error(found.missing);
	return until(async () =>
		(await repositoriesOf(found)).find(({ rootUri }) => rootUri.path === Uri.file(root).path),
	);
}

describe('Generate Commit Message', () => {
	const suite = chatSuite({}, { oneServer: true });

	before(async () => {
		await begin(ONE, 'feat: eins', 'fix: zwei', "Merge branch 'x'");
		await begin(TWO, 'Add the second');
		await repository(ONE);
		await repository(TWO);
	});
	after(async () => {
		await rm(ONE, { recursive: true, force: true });
		await rm(TWO, { recursive: true, force: true });
	});
	afterEach(async () => {
		for (const root of [ONE, TWO]) {
			git(root, 'reset', '-q', '--hard');
			git(root, 'clean', '-qfd');
			(await repository(root)).inputBox.value = '';
		}
	});

	/** Runs the command as the button in the Source Control view of a repository does. */
	async function generate(root: string): Promise<void> {
		await commands.executeCommand('llamaChat.commitMessage', { rootUri: Uri.file(root) });
	}

	/** The message that went out last. */
	function asked(): string {
		const [system, question] = suite.standin.chats.at(-1)?.chat?.messages ?? [];
		assert.match(String(system?.content), /write commit messages/);
		return String(question?.content);
	}

	it('writes what the model says of the staged changes into the box, and commits nothing', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const one = 1;\nexport const two = 2;\n');
		git(ONE, 'add', '.');
		await writeFile(join(ONE, 'numbers.ts'), 'export const one = 1;\nexport const three = 3;\n');
		suite.standin.script({
			kind: 'reply',
			text: 'Here it is:\n\n```text\nfeat: zwei dazu\n\n- neue Zahl\n```\n\nThis message is short.',
		});
		const head = git(ONE, 'rev-parse', 'HEAD');
		await run('open');
		const shownBefore = await until(() => page.conversation);
		await generate(ONE);
		const { inputBox } = await repository(ONE);
		assert.equal(inputBox.value, 'feat: zwei dazu\n\n- neue Zahl');
		const question = asked();
		assert.match(question, /\+export const two/);
		assert.doesNotMatch(question, /three/);
		assert.match(question, /```text\nfix: zwei\nfeat: eins\n```/);
		assert.equal(git(ONE, 'rev-parse', 'HEAD'), head);
		assert.match(git(ONE, 'diff', '--cached'), /two/);
		assert.equal(page.conversation, shownBefore, 'no chat has it');
		await until(async () =>
			(await filesOfOurs()).some((text) => text.includes('"chat":"commit-message"')),
		);
	});

	it('takes all that is changed where nothing is staged, new files too, and names what it leaves out', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const one = 1n;\n');
		await writeFile(join(ONE, 'new.ts'), 'export const fresh = true;\n');
		await writeFile(join(ONE, '.env'), 'PASSWORD=hunter2\n');
		await writeFile(join(ONE, 'logo.png'), Buffer.from([0x89, 0x50, 0, 0, 1]));
		const editor = await show(await file('commits-one/numbers.ts'));
		await editor.edit((edit) => edit.insert(editor.selection.start, '// unsaved\n'));
		const said = answer('showInformationMessage');
		suite.standin.script({ kind: 'reply', text: 'feat: alles' });
		await generate(ONE);
		assert.equal((await repository(ONE)).inputBox.value, 'feat: alles');
		const question = asked();
		assert.match(question, /\+export const one = 1n;/);
		assert.match(question, /\+export const fresh = true;/);
		assert.doesNotMatch(question, /hunter2|unsaved\n/);
		assert.match(question, /- \.env \(may hold secrets, by its name\)/);
		assert.match(question, /- logo\.png \(no text\)/);
		assert.match(question, /- numbers\.ts \(has changes that are not saved\)/);
		await until(() => said.some(([text]) => /did not see all: .*\.env/.test(String(text))));
	});

	it('says so where the server cannot have read all of the request', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'one more word of many\n'.repeat(600));
		const said = answer('showInformationMessage');
		suite.standin.script({ kind: 'reply', text: 'feat: words', window: 1050 });
		await generate(ONE);
		assert.equal((await repository(ONE)).inputBox.value, 'feat: words');
		const words =
			/counted 1,050 of about \d,\d{3} tokens, so it may not have read all of the changes\./;
		await until(() => said.some(([text]) => words.test(String(text))));
	});

	it('asks about what looks like a secret before it goes out; without an answer nothing does', async () => {
		const token = 'ghp_q7Zk2Vw9Xr4Tn8Ys1Bd6Hm3Lc5Pf0Jg7Ke2Q';
		await writeFile(join(ONE, 'numbers.ts'), `export const token = '${token}';\n`);
		const before = suite.standin.chats.length;
		const questions = answer('showWarningMessage');
		await generate(ONE);
		assert.equal(suite.standin.chats.length, before);
		const [[question, , ...answers] = []] = questions;
		assert.match(String(question), /^What looks like a GitHub token is in the changes\./);
		assert.deepEqual(answers, ['Leave Out', 'Send Anyway']);
		answer('showWarningMessage', (_question, _options, leaveOut) => leaveOut);
		suite.standin.script({ kind: 'reply', text: 'feat: token' });
		await generate(ONE);
		assert.equal((await repository(ONE)).inputBox.value, 'feat: token');
		assert.match(asked(), /\+export const token = '\[left out\]';/);
		assert.ok(!asked().includes(token));
	});

	it('writes into the box of the repository it was asked in, or whose file is in front', async () => {
		await writeFile(join(TWO, 'numbers.ts'), 'export const two = 2;\n');
		suite.standin.script([
			{ kind: 'reply', text: 'Say two' },
			{ kind: 'reply', text: 'Say two again' },
		]);
		await generate(TWO);
		assert.equal((await repository(TWO)).inputBox.value, 'Say two');
		assert.equal((await repository(ONE)).inputBox.value, '');
		await show(await file('commits-two/numbers.ts'));
		answer('showInformationMessage');
		await run('commitMessage');
		assert.equal((await repository(TWO)).inputBox.value, 'Say two again');
	});

	it('asks which where no file says so', async () => {
		await writeFile(join(TWO, 'numbers.ts'), 'export const two = 2;\n');
		const picks = answer('showQuickPick', (items) =>
			items.find(({ label }: { label: string }) => label === 'commits-two'),
		);
		suite.standin.script({ kind: 'reply', text: 'Say two' });
		await run('commitMessage');
		assert.equal(picks.length, 1);
		assert.equal((await repository(TWO)).inputBox.value, 'Say two');
	});

	it('says so where there is nothing to commit, and sends nothing', async () => {
		const errors = answer('showErrorMessage');
		await generate(ONE);
		assert.deepEqual(
			errors.map(([text]) => text),
			['There is nothing to commit in commits-one.'],
		);
		assert.equal(suite.standin.chats.length, 0);
	});

	it('stops: the request is closed and the box is as it was', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const two = 2;\n');
		const { inputBox } = await repository(ONE);
		inputBox.value = 'draft';
		suite.standin.script({ kind: 'reply', text: 'feat: never there', holdAfter: 1 });
		const errors = answer('showErrorMessage');
		const done = generate(ONE);
		await suite.standin.waitForHold();
		await run('stopCommitMessage');
		await done;
		assert.equal(inputBox.value, 'draft');
		assert.equal(await suite.standin.chats[0]?.whenClosed, 'byClient');
		assert.deepEqual(errors, []);
	});

	it('leaves the box as it was where the request fails or the answer is no message', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const two = 2;\n');
		const { inputBox } = await repository(ONE);
		inputBox.value = 'draft';
		const errors = answer('showErrorMessage');
		await set('retries', 0);
		suite.standin.script([
			{ kind: 'error', status: 401, body: { shape: 'object', message: 'No such key' } },
			{ kind: 'reply', text: 'I am sorry, I cannot help with that.' },
			{ kind: 'reply', text: 'feat: cut o', finishReason: 'length' },
		]);
		for (let tries = 0; tries < 3; tries++) await generate(ONE);
		assert.equal(inputBox.value, 'draft');
		assert.ok(errors[0]?.includes('Set API Key'), JSON.stringify(errors[0]));
		assert.match(String(errors[1]?.[0]), /is no commit message: “I am sorry/);
		assert.match(String(errors[2]?.[0]), /cut off/);
	});

	it('goes by what stands in the box and by instructions, and can be undone', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const two = 2;\n');
		await mkdir(join(FOLDER, 'docs'), { recursive: true });
		await writeFile(join(FOLDER, 'docs/commits.md'), 'Name the issue.\n');
		const { inputBox } = await repository(ONE);
		inputBox.value = "Merge branch 'topic'\n\nSigned-off-by: Me <me@example.org>";
		const before = inputBox.value;
		await set('commitMessageInstructions', [{ file: 'docs/commits.md' }, 'In rhymes.']);
		const said = answer('showInformationMessage', (_text, ...buttons) =>
			buttons.find((button) => button === 'Undo'),
		);
		suite.standin.script({ kind: 'reply', text: 'feat: two' });
		await generate(ONE);
		const question = asked();
		assert.match(question, /Name the issue\.\n\nIn rhymes\./);
		assert.match(question, /Signed-off-by: Me/);
		await until(() => said.length === 1);
		assert.match(String(said[0]?.[0]), /replaced/);
		await until(() => inputBox.value === before);
		await rm(join(FOLDER, 'docs'), { recursive: true });
	});

	it('reads no instructions behind a link, which may lead out of the workspace', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const two = 2;\n');
		const outside = await mkdtemp(join(tmpdir(), 'outside-'));
		await writeFile(join(outside, 'secret.md'), 'a secret of another project\n');
		await symlink(outside, join(ONE, 'docs'));
		await symlink(join(outside, 'secret.md'), join(ONE, 'rules.md'));
		await set('commitMessageInstructions', [{ file: 'docs/secret.md' }, { file: 'rules.md' }]);
		const said = answer('showInformationMessage');
		suite.standin.script({ kind: 'reply', text: 'feat: two' });
		await generate(ONE);
		assert.doesNotMatch(asked(), /a secret of another project/);
		await until(() => said.length > 0);
		assert.match(String(said[0]?.[0]), /docs\/secret\.md did not go along: docs is a link/);
		assert.match(String(said[0]?.[0]), /rules\.md did not go along: rules\.md is a link/);
		await rm(outside, { recursive: true });
	});

	it('tells of files that were renamed as renamed', async () => {
		await rename(join(ONE, 'numbers.ts'), join(ONE, 'digits.ts'));
		suite.standin.script({ kind: 'reply', text: 'refactor: digits' });
		await generate(ONE);
		assert.match(asked(), /rename from numbers\.ts\nrename to digits\.ts/);
		assert.doesNotMatch(asked(), /deleted file/);
	});

	it('goes by the instructions that Copilot is told', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const two = 2;\n');
		await mkdir(join(FOLDER, '.vscode'), { recursive: true });
		const name = 'commitMessageGeneration.instructions';
		const settings = { [`${COPILOT}.${name}`]: [{ text: 'Only verbs.' }, { file: '../x' }] };
		await writeFile(join(FOLDER, '.vscode/settings.json'), JSON.stringify(settings));
		await until(() => workspace.getConfiguration(COPILOT, Uri.file(ONE)).get(name));
		const said = answer('showInformationMessage');
		suite.standin.script({ kind: 'reply', text: 'feat: two' });
		await generate(ONE);
		assert.match(asked(), /Only verbs\./);
		await until(() => said.some(([text]) => /\.\.\/x did not go along/.test(String(text))));
		await writeFile(join(FOLDER, '.vscode/settings.json'), '{}');
		await until(() => workspace.getConfiguration(COPILOT, Uri.file(ONE)).get(name) === undefined);
	});

	it('asks before it replaces what was typed meanwhile', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const two = 2;\n');
		const { inputBox } = await repository(ONE);
		suite.standin.script({ kind: 'reply', text: 'feat: two', holdAfter: 1 });
		const said = answer('showInformationMessage');
		const done = generate(ONE);
		await suite.standin.waitForHold();
		inputBox.value = 'my own';
		suite.standin.release();
		await done;
		assert.equal(inputBox.value, 'my own');
		assert.deepEqual(said[0]?.slice(1), ['Replace', 'Copy']);
	});

	it('costs under the name of commit messages', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const two = 2;\n');
		suite.standin.script({ kind: 'reply', text: 'feat: two' });
		await generate(ONE);
		const target = Uri.file(join(FOLDER, 'usage.csv'));
		answer('showSaveDialog', () => target);
		await until(async () => {
			await run('exportUsage');
			const csv = new TextDecoder().decode(await workspace.fs.readFile(target));
			return /,commit-message,Commit message,/.test(csv);
		});
		await workspace.fs.delete(target);
	});

	it('shows the request behind a message', async () => {
		await writeFile(join(ONE, 'numbers.ts'), 'export const two = 2;\n');
		await writeFile(join(ONE, '.env'), 'A=1\n');
		answer('showInformationMessage', (_text, ...buttons) =>
			buttons.find((button) => button === 'Show Request'),
		);
		suite.standin.script({ kind: 'reply', text: 'feat: two' });
		await generate(ONE);
		const document = await until(() => {
			const shown = window.activeTextEditor?.document;
			return shown?.uri.path === '/Request.jsonc' ? shown : undefined;
		});
		assert.match(document.getText(), /write commit messages/);
	});
});
