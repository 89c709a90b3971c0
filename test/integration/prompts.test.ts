import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
	type CodeAction,
	CodeActionKind,
	commands,
	Diagnostic,
	DiagnosticSeverity,
	languages,
	type QuickPickItem,
	window,
	workspace,
} from 'vscode';
import { BUILT_IN_PROMPTS } from '../../src/core/prompts/builtInPrompts.ts';
import type { Suggestions } from '../../src/shared/suggestions/suggestionProtocol.ts';
import { chatSuite, run } from './chatSuite.ts';
import { at, closeEditors, FOLDER, file, show, untitled } from './documents.ts';
import { settledAfter } from './files.ts';
import { nextNotice, page } from './page.ts';
import { set } from './settings.ts';
import { accept, answer, enter, nextInputBox, nextQuickPick } from './stubs.ts';
import { until } from './until.ts';

/** A variable as it is written. */
const v = (inside: string) => `$${'{'}${inside}}`;

describe('prompts', () => {
	const suite = chatSuite({}, { oneServer: true });
	const question = () => String(suite.standin.chats.at(-1)?.chat?.messages.at(-1)?.content);

	afterEach(async () => {
		for (const folder of ['.github', '.claude', 'docs', 'more'])
			await rm(join(FOLDER, folder), { recursive: true, force: true });
	});

	async function write(path: string, ...lines: string[]): Promise<void> {
		await mkdir(dirname(join(FOLDER, path)), { recursive: true });
		await writeFile(join(FOLDER, path), lines.join('\n'));
	}

	/** Asks a prompt by its name, as a keybinding does. */
	function runPrompt(args: unknown): Thenable<unknown> {
		return commands.executeCommand('llamaChat.runPrompt', args);
	}

	/** Sends what stands in the box, as the page does. */
	function send(text: string): void {
		const conversation = page.conversation;
		assert.ok(conversation !== undefined);
		page.post({ type: 'send', conversation, text });
	}

	/** The chips over the box. */
	const chips = () => page.status?.attachments ?? [];
	const chip = (label: string) =>
		chips().find((attached) => attached.kind === 'excerpt' && attached.label === label);

	for (const { command, text } of BUILT_IN_PROMPTS) {
		it(`${command} sends its prompt with the selected code at once`, async () => {
			await show(await file('inventory.py'), at(8, 1, 9, 1));
			await settledAfter(() => run(command));
			assert.equal(
				question(),
				`${text}\n\ninventory.py, line 8 (python):\n\n\`\`\`python\n    name: str\n\`\`\``,
			);
		});
	}

	it('a command asks what the setting has in the place of its prompt, and refuses what is no text', async () => {
		await set('prompts', { fix: 'Mend this.', bugs: 3 });
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		await settledAfter(() => run('fixSelection'));
		assert.match(question(), /^Mend this\.\n\n/);
		// What stands in the text does not go along a second time.
		await set('prompts', { fix: `Mend:\n${v('selection')}`, bugs: 3 });
		await settledAfter(() => run('fixSelection'));
		assert.equal(question(), 'Mend:\nanswer = 42');
		const told = answer('showErrorMessage');
		await run('findBugs');
		assert.equal(told[0]?.[0], 'In the setting Prompts, "bugs" must be a text. Nothing was sent.');
		assert.equal(suite.standin.chats.length, 2);
	});

	it('the lightbulb on a problem explains it and fixes it, with its text, code, source and lines', async () => {
		const document = await untitled('one = 1\ntwo = on\nthree = 3');
		await show(document, at(2, 7));
		const problems = languages.createDiagnosticCollection('test');
		const problem = new Diagnostic(at(2, 7, 2, 9), 'on is not known', DiagnosticSeverity.Error);
		Object.assign(problem, { source: 'lint', code: { value: 'E1', target: document.uri } });
		problems.set(document.uri, [problem]);
		try {
			const actions = await until(async () => {
				const found = await commands.executeCommand<CodeAction[]>(
					'vscode.executeCodeActionProvider',
					document.uri,
					at(2, 7, 2, 9),
					CodeActionKind.QuickFix.value,
				);
				return found.length > 0 ? found : undefined;
			});
			const ours = ['Explain Problem', 'Fix with Llama Chat'].map((title) =>
				actions.find((action) => action.title === title),
			);
			for (const action of ours) {
				assert.equal(action?.kind?.value, CodeActionKind.QuickFix.value);
				const { command, arguments: args = [] } = action?.command ?? { command: '' };
				await settledAfter(() => commands.executeCommand(command, ...args));
				const verb = action === ours[0] ? 'Explain' : 'Fix';
				const file = workspace.asRelativePath(document.uri);
				assert.ok(question().startsWith(`${verb} this problem.\n\n`));
				assert.ok(question().includes(`\n- ${file}, line 2, error (lint E1): on is not known\n`));
				assert.match(
					question(),
					/lines 1–3 \(plaintext\):\n\n```plaintext\none = 1\ntwo = on\nthree = 3\n```$/,
				);
				const before = suite.standin.chats.length;
				await commands.executeCommand(command, { task: 'fix', text: 'smuggled' });
				assert.equal(suite.standin.chats.length, before);
			}
		} finally {
			problems.dispose();
		}
	});

	it('Run Prompt lists all prompts with where they come from, and sends the one that is chosen', async () => {
		await write(
			'.github/prompts/review.prompt.md',
			'---',
			'description: Look at it',
			'---',
			'Review it.',
		);
		await set('prompts', { rust: 'Translate to Rust.' });
		const opened = nextQuickPick();
		const done = settledAfter(() => run('runPrompt'));
		const picker = await opened;
		await until(() => picker.items.length > 0);
		const items = picker.items.map(
			({ label, description }: QuickPickItem) => `${label} ${description}`,
		);
		assert.deepEqual(items.slice(0, 3), [
			'/review Look at it · .github/prompts',
			'/rust Translate to Rust. · Settings',
			'/explain Explain the code · Built in',
		]);
		assert.match(items.at(-1) ?? '', /chat\.promptFilesLocations/);
		await accept(picker, picker.items[0] as QuickPickItem);
		await done;
		assert.equal(question(), 'Review it.');
	});

	it('a file has its variables put in, its links attached, and what it asks for asked one after the other', async () => {
		await write('docs/style.md', 'Use short names.');
		await write(
			'.github/prompts/check.prompt.md',
			'---',
			'description: Check it',
			'---',
			`Check ${v('fileBasename')} in ${v('workspaceFolderBasename')} for ${v('input:what:names')} and ${v('input:more')}.`,
			`See [the style](../../docs/style.md) and [nothing](gone.md).`,
			'',
			`${v('selection')}`,
		);
		await show(await file('inventory.py'), at(8, 5, 8, 14));
		const told = answer('showWarningMessage');
		const first = nextInputBox();
		const done = settledAfter(() => runPrompt('check'));
		const box = await first;
		assert.deepEqual(
			[box.title, box.placeholder, box.step, box.totalSteps],
			['/check: what', 'names', 1, 2],
		);
		const second = nextInputBox();
		enter(box, v('file'));
		const next = await second;
		assert.deepEqual([next.title, next.placeholder, next.step], ['/check: more', '', 2]);
		assert.match(next.prompt ?? '', /^2 of 2\./);
		enter(next, '');
		await done;
		const folder = workspace.workspaceFolders?.[0]?.name;
		assert.equal(
			question(),
			[
				`Check inventory.py in ${folder} for ${v('file')} and .`,
				'See [the style](../../docs/style.md) and [nothing](gone.md).',
				'',
				'name: str',
				'',
				'docs/style.md, line 1 (markdown):',
				'',
				'```markdown',
				'Use short names.',
				'```',
			].join('\n'),
		);
		assert.deepEqual(told, [['/check: gone.md is not there.']]);
	});

	it('a question that is left cancels all, and nothing is sent', async () => {
		await write('.github/prompts/ask.prompt.md', `About ${v('input:a')} and ${v('input:b')}.`);
		const first = nextInputBox();
		const done = runPrompt('ask');
		const box = await first;
		const second = nextInputBox();
		enter(box, 'one');
		(await second).hide();
		await done;
		assert.deepEqual(suite.standin.asked, []);
	});

	it('a variable that stands for nothing is told by its name, and nothing is sent', async () => {
		await write('.github/prompts/where.prompt.md', `In ${v('file')}.`);
		const told = answer('showErrorMessage');
		await closeEditors();
		await runPrompt('where');
		await show(await untitled('text'));
		await runPrompt('/where');
		assert.deepEqual(
			told.map(([message]) => message),
			[
				`/where needs ${v('file')}: no file is open in an editor. Nothing was sent.`,
				`/where needs ${v('file')}: what is open in the editor is not saved in a file yet. Nothing was sent.`,
			],
		);
		assert.deepEqual(suite.standin.asked, []);
	});

	it('a header that cannot be read is told with file and line, opens there, and nothing is sent', async () => {
		await write(
			'.github/prompts/broken.prompt.md',
			'---',
			'name: broken',
			'tools: [one',
			'---',
			'Text.',
		);
		const told = answer('showErrorMessage', (_message, button) => button);
		await runPrompt('broken');
		assert.match(
			told[0]?.[0],
			/^\.github\/prompts\/broken\.prompt\.md, line 3: .+ The prompt was not sent\.$/,
		);
		await until(() => window.activeTextEditor?.document.fileName.endsWith('broken.prompt.md'));
		assert.equal(window.activeTextEditor?.selection.active.line, 2);
		assert.deepEqual(suite.standin.asked, []);
	});

	it('a name that no prompt has, and what is no name, is refused', async () => {
		const told = answer('showErrorMessage');
		await runPrompt('nobody');
		await runPrompt({ text: 'smuggled' });
		assert.match(told[0]?.[0], /^There is no prompt "\/nobody"/);
		assert.match(told[1]?.[0], /must be the name of a prompt/);
		assert.deepEqual(suite.standin.asked, []);
	});

	it('a text that begins with the name of a prompt becomes its chip first, and the rest stays in the box', async () => {
		await write('.github/prompts/about.prompt.md', `Tell me about ${v('input:topic')}.`);
		send('/about in short topic: closures');
		await until(() => chip('/about'));
		assert.deepEqual(suite.standin.asked, []);
		await until(() => page.returned === 'in short');
		await settledAfter(async () => send('in short'));
		assert.equal(question(), 'Tell me about closures.\n\nin short');
		assert.deepEqual(chips(), []);
	});

	it('a text that begins with "/" and no prompt goes out as it is', async () => {
		await settledAfter(async () => send('/usr/bin is a folder'));
		assert.equal(question(), '/usr/bin is a folder');
		await settledAfter(async () => send('/nobody at all'));
		assert.equal(question(), '/nobody at all');
	});

	it('a text whose prompt cannot be asked stays, and says why', async () => {
		await write('.github/prompts/where.prompt.md', `In ${v('file')}.`);
		await closeEditors();
		const notice = nextNotice();
		send('/where is it');
		assert.match((await notice).message, /needs \$\{file\}/);
		assert.deepEqual([chips(), suite.standin.asked], [[], []]);
	});

	it('the list has what fits, and taking one puts its chip over the box with what it refers to', async () => {
		await write('docs/style.md', 'Use short names.');
		await write(
			'.claude/skills/naming/SKILL.md',
			'---',
			'name: naming',
			'description: Names things',
			'tools: [search]',
			'---',
			'Name it as [the style](../../../docs/style.md) says.',
		);
		await write('.claude/skills/naming/scripts/run.py', 'print(1)');
		await write('.claude/skills/hidden/SKILL.md', '---', 'user-invocable: false', '---', 'No.');
		const found = await suggested('');
		const names = found.items.map(({ name, origin }) => `${name} ${origin}`);
		assert.deepEqual(names.slice(0, 2), ['/naming .claude/skills', '/explain Built in']);
		assert.match(found.note ?? '', /chat\.promptFilesLocations/);
		const [item] = (await suggested('nam')).items;
		assert.deepEqual((await suggested('usr/bin')).items, []);
		page.post({
			type: 'takeSuggestion',
			conversation: page.conversation,
			kind: 'prompts',
			id: item?.id,
			query: 'nam',
		});
		const taken = await until(() => chip('/naming'));
		assert.deepEqual(taken?.kind === 'excerpt' && taken.leftOut, ['tools', 'scripts/run.py']);
		await until(() => chip('docs/style.md'));
		await settledAfter(async () => send('Now.'));
		assert.match(
			question(),
			/^Name it as \[the style\]\(\.\.\/\.\.\/\.\.\/docs\/style\.md\) says\.\n\nNow\.\n\ndocs\/style\.md/,
		);
	});

	it('a file is read as VS Code reads it: with a byte order mark, in UTF-16, with any ends of lines', async () => {
		await write(
			'.github/prompts/bom.prompt.md',
			'\ufeff---',
			'description: Größe',
			'---',
			'Größe',
			'ja',
		);
		const crlf = '---\r\ndescription: "Maße"\r\n---\r\nMaße\r\nja\r\n';
		await writeFile(join(FOLDER, '.github/prompts/crlf.prompt.md'), crlf);
		const utf16 = Buffer.from(`\ufeff${crlf}`, 'utf16le');
		await writeFile(join(FOLDER, '.github/prompts/utf16.prompt.md'), utf16);
		await writeFile(join(FOLDER, '.github/prompts/none.prompt.md'), Buffer.from('P\0\0R\0\0\0'));
		const { items } = await suggested('');
		const described = new Map(items.map(({ name, description }) => [name, description]));
		assert.equal(described.get('/bom'), 'Größe');
		assert.equal(described.get('/crlf'), 'Maße');
		assert.equal(described.get('/utf16'), 'Maße');
		assert.match(described.get('/none') ?? '', /^Cannot be read, line 1: the file is no text/);
		await settledAfter(() => runPrompt('bom'));
		assert.equal(question(), 'Größe\nja');
		await settledAfter(() => runPrompt('utf16'));
		assert.equal(question(), 'Maße\nja');
	});

	it('links lead to files of the workspace only, also to those with blanks in their names', async () => {
		await write('docs/my style.md', 'Use short names.');
		await write(
			'.github/prompts/links.prompt.md',
			'See [one](<../../docs/my style.md>), [the same](../../docs/my%20style.md),',
			'[outside](../../../elsewhere.md) and #file:../../../../etc/hosts here, [away](/away/hosts).',
		);
		await rm(join(FOLDER, 'away'), { force: true });
		await symlink('/etc', join(FOLDER, 'away'));
		const told = answer('showWarningMessage');
		await settledAfter(() => runPrompt('links'));
		assert.match(question(), /\n\ndocs\/my style\.md, line 1 \(markdown\):/);
		assert.equal(question().split('docs/my style.md, line').length - 1, 1);
		assert.deepEqual(told, [
			[
				'/links: ../../../elsewhere.md is outside of the workspace. /links: ../../../../etc/hosts is outside of the workspace. /links: /away/hosts is behind a link, which may lead out of the workspace.',
			],
		]);
		await rm(join(FOLDER, 'away'));
	});

	it('characters that cannot be seen are counted on the chip before anything is sent', async () => {
		await write('.github/prompts/odd.prompt.md', 'Say\u200b it\u{e0041}.');
		// As the list opens, the files are looked for anew.
		const item = (await suggested('')).items.find(({ name }) => name === '/odd');
		page.post({
			type: 'takeSuggestion',
			conversation: page.conversation,
			kind: 'prompts',
			id: item?.id,
			query: 'odd',
		});
		const taken = await until(() => chip('/odd'));
		assert.deepEqual(taken?.kind === 'excerpt' && taken.hidden, [
			'ZERO WIDTH SPACE (U+200B)',
			'TAG for “A” (U+E0041)',
		]);
		assert.deepEqual(suite.standin.asked, []);
	});

	it('a name is a chip first also while a reply comes in, and waits with what is typed', async () => {
		suite.standin.script({ kind: 'reply', text: 'one two three four', holdAfter: 1 });
		send('Begin.');
		await suite.standin.waitForHold();
		await show(await file('inventory.py'), at(8, 1, 9, 1));
		const queue = (text: string) =>
			page.post({ type: 'queue', conversation: page.conversation, text });
		queue('/fix and be brief');
		await until(() => chip('/fix'));
		await until(() => page.returned === 'and be brief');
		queue('and be brief');
		await until(() => page.status?.queued.length === 1);
		assert.deepEqual(chips(), []);
		await settledAfter(async () => suite.standin.release());
		await until(() => suite.standin.chats.length === 2);
		assert.match(question(), /^Fix[^\n]*[\s\S]*\n\nand be brief\n\ninventory\.py, line 8/);
	});

	it('further places of VS Code’s setting are looked into', async () => {
		await write('more/a/one.prompt.md', 'One.');
		await write('more/b/two.prompt.md', 'Two.');
		await write('more/b/no.md', 'No.');
		const chat = workspace.getConfiguration('chat');
		await chat.update('promptFilesLocations', { 'more/*': true, '.github/prompts': false }, true);
		try {
			await write('.github/prompts/off.prompt.md', 'Off.');
			const { items } = await suggested('');
			assert.deepEqual(
				items.map(({ name }) => name).filter((name) => /one|two|no|off/.test(name)),
				['/one', '/two'],
			);
		} finally {
			await chat.update('promptFilesLocations', undefined, true);
		}
	});

	/** What the list after "/" has. */
	async function suggested(query: string): Promise<Suggestions> {
		page.answered = undefined;
		page.post({ type: 'suggest', kind: 'prompts', query });
		return until(() => (page.answered?.query === query ? page.answered : undefined));
	}
});
