import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { ConfigurationTarget, type QuickPick, type QuickPickItem } from 'vscode';
import { SERVER_PROFILES } from '../../src/core/server/serverProfiles.ts';
import { startAimock } from './aimock.ts';
import { ask, chatSuite, explain, run } from './chatSuite.ts';
import { at, show, untitled } from './documents.ts';
import { nextNotice, page, saidOverBox } from './page.ts';
import { set, valueIn } from './settings.ts';
import { accept, answer, nextQuickPick } from './stubs.ts';
import { until } from './until.ts';

const REPLY = 'This was said by a server that others have written, in pieces of twenty letters.';

describe('Connect to Server', () => {
	const suite = chatSuite();

	const baseUrl = () => valueIn('baseUrl', ConfigurationTarget.Global);

	/** Chooses to type an address, and types this one. */
	async function connectTo(address: string): Promise<void> {
		answer('showInputBox', () => address);
		const { picker, done } = await opened();
		await accept(picker, item(picker, '$(edit) Enter Address…'));
		await done;
	}

	it('talks to a server that others have written: finds its address, its models, and streams its reply', async () => {
		await using aimock = await startAimock('Explain this code', REPLY);
		const said = saidOverBox();
		await connectTo(aimock.host);
		assert.equal(baseUrl(), `http://${aimock.host}/v1`);
		assert.match(String(said[0]?.[0]), new RegExp(`^Connected to ${aimock.host}: \\d+ models\\.$`));
		assert.deepEqual(said[0]?.slice(1), ['Select Model']);
		// The model of the settings is none of its own.
		await until(() => page.status?.findings?.some(({ kind }) => kind === 'modelGone'));
		await set('model', 'gpt-4o');
		await until(() => page.status?.findings?.length === 0);
		const reply = await ask();
		assert.equal(reply.status, 'complete');
		await until(() => page.text === REPLY);
	});

	it('finds what listens at a usual port of this machine', async () => {
		const { server, port, kind } = await listenAtUsualPort();
		try {
			const said = saidOverBox();
			const { picker, done } = await opened();
			const found = await until(() =>
				picker.items.find(({ description }) => description?.includes(`:${port}/`)),
			);
			assert.equal(found.label, `${nameOf(kind)} at localhost:${port}`);
			assert.equal(found.detail, '2 models');
			await until(() => !picker.busy);
			await accept(picker, item(picker, found.label));
			await done;
			assert.equal(baseUrl(), `http://localhost:${port}/v1`);
			assert.equal(said[0]?.[0], `Connected to ${nameOf(kind)} at localhost:${port}: 2 models.`);
		} finally {
			server.closeAllConnections();
			server.close();
		}
	});

	it('offers the only model of a server, and a key where that is wanted', async () => {
		const said = saidOverBox((_message, first) => first);
		suite.standin.setModels(['me/only']);
		await connectTo(suite.standin.baseUrl);
		assert.deepEqual(said[0]?.slice(1), ['Use Only']);
		await until(() => valueIn('model', ConfigurationTarget.Global) === 'me/only');
		const boxes = answer('showInputBox', () => suite.standin.baseUrl);
		suite.standin.override('/models', {
			kind: 'error',
			status: 401,
			body: { shape: 'object', message: 'No auth' },
		});
		const { picker, done } = await opened();
		await accept(picker, item(picker, '$(edit) Enter Address…'));
		await done;
		assert.match(String(said[1]?.[0]), /: it wants an API key\.$/);
		assert.match(boxes[1]?.[0].title, /^API key for 127\.0\.0\.1/);
	});

	it('changes nothing where nobody answers', async () => {
		const before = baseUrl();
		await suite.standin.stopListening();
		const errors = saidOverBox();
		await connectTo(suite.standin.baseUrl);
		assert.match(String(errors[0]?.[0]), /^No connection to http:\/\/127\.0\.0\.1:/);
		assert.deepEqual(errors[0]?.slice(1), ['Enter Another Address']);
		assert.equal(baseUrl(), before);
	});
});

describe('a server that is reached without encryption', () => {
	const suite = chatSuite();

	it('is sent nothing before the user has agreed, which is asked once', async () => {
		// Another name of this machine, which is not known to be one.
		await set('baseUrl', `http://0.0.0.0:${suite.standin.port}/api/v1`);
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		const asked = answer('showWarningMessage');
		const shown = nextNotice();
		await run('explainSelection');
		const notice = await shown;
		assert.equal(notice.kind, 'unencrypted');
		assert.match(
			notice.message,
			/^http:\/\/0\.0\.0\.0:\d+ is another machine .+ Nothing was sent\.$/,
		);
		await run('confirmServer');
		assert.equal(asked[0]?.[1].modal, true);
		assert.equal(page.status?.notice?.kind, 'unencrypted');
		assert.deepEqual(suite.standin.chats, []);
		const agreed = answer('showWarningMessage', (_message, _options, first) => first);
		await run('confirmServer');
		await until(() => page.status?.notice === null);
		assert.equal((await explain()).status, 'complete');
		await run('confirmServer');
		assert.equal(agreed.length, 1);
		assert.equal(suite.standin.chats.length, 1);
	});
});

async function opened(): Promise<{ picker: QuickPick<QuickPickItem>; done: Promise<void> }> {
	const opening = nextQuickPick();
	const done = run('connectServer');
	const picker = await opening;
	await until(() => picker.activeItems.length > 0 && !picker.busy);
	return { picker, done };
}

function item(picker: QuickPick<QuickPickItem>, label: string): QuickPickItem {
	const found = picker.items.find((item) => item.label === label);
	assert.ok(found, label);
	return found;
}

function nameOf(kind: string): string | undefined {
	return SERVER_PROFILES.find((profile) => profile.kind === kind)?.name;
}

/** A server such as one at the first usual port that is free here; it shows by its list what it is. */
async function listenAtUsualPort(): Promise<{ server: Server; port: number; kind: string }> {
	for (const { port, ownedBy, kind } of SERVER_PROFILES) {
		if (port === undefined || ownedBy === undefined) continue;
		const server = createServer((_request, response) => {
			const entry = (id: string) => ({ id, object: 'model', owned_by: ownedBy });
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify({ object: 'list', data: [entry('one'), entry('two')] }));
		});
		const listens = await new Promise<boolean>((resolve) => {
			server.once('error', () => resolve(false));
			server.listen(port, '127.0.0.1', () => resolve(true));
		});
		if (listens) return { server, port, kind };
	}
	throw new Error('Every usual port is taken on this machine');
}
