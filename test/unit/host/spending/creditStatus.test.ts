import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { type ChatClient, createChatServer } from '../../../../src/api/server/chatClient.ts';
import { isOpenRouter } from '../../../../src/core/server/serverProfiles.ts';
import { type Standin, startStandin } from '../../../standin/standin.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { settings, statusBar, workspace } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { CreditStatus } = await import('../../../../src/host/spending/creditStatus.ts');

describe('the credit in the status bar', () => {
	let standin: Standin;
	let server: ChatClient;
	let now = 0;

	before(async () => {
		standin = await startStandin();
		server = createChatServer();
	});
	after(async () => {
		await server.close();
		await standin.close();
	});
	beforeEach(() => {
		standin.reset();
		settings.clear();
		statusBar.length = 0;
		now = 0;
	});

	function status(tells = (_baseUrl: string) => true, apiKey: string | undefined = 'sk-1') {
		const site = { siteUrl: undefined, siteName: undefined };
		return new CreditStatus({
			server,
			destination: async () => ({ baseUrl: standin.baseUrl, apiKey, ...site }),
			tells,
			clock: () => now,
		});
	}

	const body = (data: object) =>
		({
			kind: 'raw',
			status: 200,
			headers: { 'content-type': 'application/json' },
			parts: [JSON.stringify({ data })],
		}) as const;

	it('is not there before it is asked for; then it says what is left, and leads to the usage', async () => {
		const credit = status();
		assert.equal(statusBar.length, 0);
		await credit.refresh();
		const [item] = statusBar;
		assert.equal(item?.text, '$(credit-card) $9.88 left');
		assert.match(item?.tooltip ?? '', /\$9\.875 are left .+\nIt has used \$0\.125 today\./);
		assert.equal(item?.command, 'llamaChat.showUsage');
		assert.equal(item?.visible, true);
	});

	it('says what was used today where the key has no limit', async () => {
		standin.override('/key', body({ limit_remaining: null, usage_daily: 0.0042 }));
		await status().refresh();
		assert.equal(statusBar[0]?.text, '$(credit-card) $0.0042 today');
	});

	it('goes when the server does not say any more, and is never shown without money in the answer', async () => {
		const credit = status();
		await credit.refresh();
		standin.override('/key', body({ label: 'x' }));
		await credit.refresh();
		assert.equal(statusBar[0]?.visible, false);
		assert.equal(statusBar.length, 1);
	});

	it('asks nobody for another server, without a key, or where the setting hides it', async () => {
		await status(isOpenRouter).refresh();
		await status(undefined, '').refresh();
		settings.set('llamaChat.showCredit', false);
		await status().refresh();
		assert.equal(statusBar.length, 0);
		assert.equal(standin.requests.length, 0);
	});

	it('is not that of a server that another was chosen for since, and nothing once the window is closed', async () => {
		let baseUrl = 'https://one.test/v1';
		const answers: ((remaining: string) => void)[] = [];
		const site = { siteUrl: undefined, siteName: undefined };
		const credit = new CreditStatus({
			server: {
				checkKey: () =>
					new Promise((resolve) => {
						answers.push((remaining) =>
							resolve({ result: 'accepted', credit: { remaining, usedToday: undefined } }),
						);
					}),
			},
			destination: async () => ({ baseUrl, apiKey: 'sk-1', ...site }),
			tells: (url) => url.startsWith('https://one'),
			clock: () => now,
		});
		const first = credit.refresh();
		await setImmediate();
		baseUrl = 'https://two.test/v1';
		await credit.refresh();
		answers[0]?.('5');
		await first;
		assert.deepEqual(
			statusBar.filter(({ visible }) => visible),
			[],
		);
		baseUrl = 'https://one.test/v1';
		const [second, third] = [credit.refresh(), credit.refresh()];
		await setImmediate();
		answers[2]?.('3');
		answers[1]?.('4');
		await Promise.all([second, third]);
		assert.equal(statusBar[0]?.text, '$(credit-card) $3.00 left');
		const last = credit.refresh();
		await setImmediate();
		for (const disposable of credit.register()) disposable.dispose();
		answers[3]?.('2');
		await last;
		assert.equal(statusBar[0]?.text, '$(credit-card) $3.00 left');
	});

	it('is that of the other server at once, though a minute has not gone by and an answer is to come', async () => {
		let baseUrl = 'https://one.test/v1';
		const asked: [string, (remaining: string) => void][] = [];
		const site = { siteUrl: undefined, siteName: undefined };
		const changed: ((event: object) => void)[] = [];
		Object.assign(workspace, {
			onDidChangeConfiguration: (heard: (event: object) => void) => {
				changed.push(heard);
				return { dispose: () => {} };
			},
		});
		const credit = new CreditStatus({
			server: {
				checkKey: (to) =>
					new Promise((resolve) => {
						asked.push([
							to.baseUrl,
							(remaining) =>
								resolve({ result: 'accepted', credit: { remaining, usedToday: undefined } }),
						]);
					}),
			},
			destination: async () => ({ baseUrl, apiKey: 'sk-1', ...site }),
			tells: () => true,
			clock: () => now,
		});
		const registered = credit.register();
		credit.replied();
		await setImmediate();
		credit.replied();
		baseUrl = 'https://two.test/v1';
		changed[0]?.({ affectsConfiguration: (name: string) => name === 'llamaChat.baseUrl' });
		await setImmediate();
		asked[0]?.[1]('5');
		await setImmediate();
		assert.deepEqual(
			[asked.map(([url]) => url), statusBar.length],
			[['https://one.test/v1', baseUrl], 0],
		);
		asked[1]?.[1]('2');
		await setImmediate();
		assert.equal(statusBar[0]?.text, '$(credit-card) $2.00 left');
		for (const disposable of registered) disposable.dispose();
	});

	it('is asked for at most once a minute', async () => {
		const credit = status();
		credit.replied();
		await standin.waitForRequest(({ path }) => path.endsWith('/key'));
		now = 59_000;
		credit.replied();
		credit.replied();
		assert.equal(standin.requests.length, 1);
		for (const disposable of credit.register()) disposable.dispose();
		now = 61_000;
		const later = status();
		later.replied();
		await standin.waitForRequest((request) => request !== standin.requests[0]);
		assert.equal(standin.requests.length, 2);
	});
});
