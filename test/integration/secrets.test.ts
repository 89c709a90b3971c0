import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { chatSuite, run } from './chatSuite.ts';
import { at, file, proposedDiff, show } from './documents.ts';
import { settledAfter } from './files.ts';
import { page } from './page.ts';
import { nextQuickPick } from './stubs.ts';
import { until } from './until.ts';

/** Made by chance: nobody was ever given it. */
const TOKEN = 'ghp_q7Zk2Vw9Xr4Tn8Ys1Bd6Hm3Lc5Pf0Jg7Ke2Q';
const PLACEHOLDER = 'PLACEHOLDER_1_GITHUB_TOKEN';

describe('a message with what looks like a secret', () => {
	const suite = chatSuite();

	beforeEach(async () => {
		await run('open');
		await until(() => page.conversation);
	});

	const bodies = () => suite.standin.chats.map(({ bodyText }) => bodyText);

	/** Sends it, and waits until it is held back. */
	async function refused(): Promise<void> {
		const text = `Why does ${TOKEN} not work?`;
		page.post({ type: 'send', conversation: page.conversation, text });
		const notice = await until(() => page.status?.notice);
		assert.equal(notice.kind, 'secrets');
		assert.equal(
			notice.message,
			'What looks like a GitHub token is in your message. Nothing was sent.',
		);
		assert.deepEqual(bodies(), []);
	}

	/** Answers what is asked, and waits for the reply. */
	function answered(secrets: 'replace' | 'leaveOut' | 'send') {
		const message = { type: 'sendAnyway', conversation: page.conversation, secrets };
		return settledAfter(async () => page.post(message));
	}

	it('goes with a placeholder, which is the secret again in the reply', async () => {
		await refused();
		suite.standin.script({ kind: 'reply', text: `It is ${PLACEHOLDER}, expired.` });
		const { text } = await answered('replace');
		assert.equal(text, `It is ${TOKEN}, expired.`);
		assert.match(String(bodies()[0]), new RegExp(`Why does ${PLACEHOLDER} not work`));
		assert.ok(!String(bodies()[0]).includes(TOKEN));
	});

	it('goes without it', async () => {
		await refused();
		await answered('leaveOut');
		assert.match(String(bodies()[0]), /Why does \[left out\] not work/);
	});

	it('goes as it is, and is not asked about again', async () => {
		await refused();
		await answered('send');
		assert.ok(String(bodies()[0]).includes(TOKEN));
		const again = { type: 'send', conversation: page.conversation, text: `And ${TOKEN}?` };
		await settledAfter(async () => page.post(again));
		assert.match(String(bodies()[1]), new RegExp(`And ${TOKEN}\\?`));
	});

	it('is told of code in a selection, and of characters in it that cannot be seen', async () => {
		const code = `const token = '${TOKEN}';\nlet a\u202e = 1;\n`;
		await show(await file('held.ts', code), at(1, 1, 3, 1));
		await run('addSelection');
		const chip = await until(() => {
			const [one] = page.status?.attachments ?? [];
			return one?.kind === 'excerpt' && one.secrets !== undefined ? one : undefined;
		});
		assert.deepEqual(
			[chip.secrets, chip.hidden],
			[['a GitHub token'], ['RIGHT-TO-LEFT OVERRIDE (U+202E)']],
		);
		page.post({ type: 'send', conversation: page.conversation, text: 'Why?' });
		const notice = await until(() => page.status?.notice);
		assert.equal(
			notice.message,
			'What looks like a GitHub token is in held.ts; there are characters that cannot be seen in held.ts. Nothing was sent.',
		);
		assert.deepEqual(bodies(), []);
		await answered('replace');
		const body = String(bodies()[0]);
		assert.match(body, new RegExp(`const token = '${PLACEHOLDER}'`));
		assert.match(body, /let aPLACEHOLDER_2_\w+ = 1;/);
		assert.ok(!body.includes(TOKEN) && !body.includes('\u202e'));
	});

	it('goes with a placeholder from Edit Selection as well, whose change has the secret again', async () => {
		const document = await file('edited.ts', `const token = '${TOKEN}';\n`);
		await show(document, at(1, 1, 1, document.lineAt(0).text.length + 1));
		const opened = nextQuickPick();
		const done = run('editSelection');
		const picker = await opened;
		picker.value = 'Use let';
		await until(() => picker.activeItems[0]?.label === 'Use let');
		await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
		await done;
		await until(() => page.status?.notice?.kind === 'secrets');
		assert.deepEqual(bodies(), []);
		const text = `\`\`\`ts\nlet token = '${PLACEHOLDER}';\n\`\`\`\n`;
		suite.standin.script({ kind: 'reply', text });
		await answered('replace');
		const { modified } = await until(proposedDiff);
		const changed = (await workspace.openTextDocument(modified)).getText();
		assert.equal(changed, `let token = '${TOKEN}';\n`);
		assert.ok(!String(bodies()[0]).includes(TOKEN));
	});
});
