import assert from 'node:assert/strict';
import { Agent } from 'undici';
import { createChatServer } from '../../../src/api/chatClient.ts';
import { createUndiciTransport } from '../../../src/api/undiciTransport.ts';
import { clientUnderTest } from './clientUnderTest.ts';
import {
	asChatError,
	collect,
	delta,
	destination,
	EVENT_STREAM,
	events,
	startServer,
} from './testServer.ts';

describe('the chat client and', () => {
	const test = clientUnderTest();

	describe('a server that cannot be reached', () => {
		it('is named with its port, and the cause in plain words', async () => {
			const gone = await startServer(() => {});
			await gone.close();
			const { error } = await collect(test.client, destination(gone.baseUrl));
			assert.equal(asChatError(error).kind, 'network');
			assert.equal(
				asChatError(error).message,
				`Nothing is listening at 127.0.0.1:${gone.port} (ECONNREFUSED). Is the server running?`,
			);
			const local = await collect(test.client, destination(`http://localhost:${gone.port}/v1`));
			assert.match(asChatError(local.error).message, /^Nothing is listening at localhost:/);
		});

		it('has a name that is not found', async () => {
			const { error } = await collect(test.client, destination('http://nowhere.invalid/v1'));
			assert.equal(asChatError(error).kind, 'network');
			assert.match(asChatError(error).message, /^The name nowhere\.invalid could not be /);
		});

		it('hangs up', async () => {
			const server = await test.serveTcp((socket) => socket.once('data', () => socket.destroy()));
			const { error } = await collect(test.client, destination(server.baseUrl));
			assert.equal(asChatError(error).kind, 'network');
			assert.match(asChatError(error).message, /closed the connection without an answer/);
		});

		it('does not speak TLS, or not HTTP', async () => {
			const plain = await test.serve((response) => response.end());
			const tls = await collect(test.client, destination(`https://127.0.0.1:${plain.port}/v1`));
			assert.equal(asChatError(tls.error).kind, 'network');
			assert.match(asChatError(tls.error).message, /did not speak TLS/);
			const odd = await test.serveTcp((socket) =>
				socket.once('data', () => socket.end('220 mail ready\r\n')),
			);
			const mail = await collect(test.client, destination(odd.baseUrl));
			assert.equal(asChatError(mail.error).kind, 'notTheApi');
			assert.match(asChatError(mail.error).message, /did not answer in HTTP/);
		});

		it('is silent for too long, before the answer or within it', async () => {
			const agent = new Agent({ headersTimeout: 50, bodyTimeout: 50 });
			const impatient = createChatServer({
				loadTransport: async () => createUndiciTransport(agent),
			});
			test.cleanUp(impatient.close);
			const mute = await test.serve(() => {});
			const before = await collect(impatient, destination(mute.baseUrl));
			assert.equal(asChatError(before.error).kind, 'timeout');
			const stuck = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).write(events(delta('one'))),
			);
			const within = await collect(impatient, destination(stuck.baseUrl));
			assert.equal(within.text, 'one');
			assert.equal(asChatError(within.error).kind, 'timeout');
		});
	});
});
