import assert from 'node:assert/strict';
import { chatSuite, run } from './chatSuite.ts';
import { settledAfter } from './files.ts';
import { page } from './page.ts';
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
	});
});
