import assert from 'node:assert/strict';
import { clientUnderTest } from '../server/clientUnderTest.ts';
import { asChatError, collect, destination, startServer } from './testServer.ts';

describe('the chat client and', () => {
	const test = clientUnderTest();

	describe('a server that cannot be reached', () => {
		it('is named with its port, and the cause in plain words', async () => {
			const gone = await startServer(() => {});
			await gone.close();
			const { error } = await collect(test.client, destination(gone.baseUrl));
			assert.equal(asChatError(error).kind, 'network');
			assert.equal(asChatError(error).message, `Nothing is listening at 127.0.0.1:${gone.port}.`);
			assert.match(asChatError(error).toFailure().cause ?? '', /^ECONNREFUSED: /);
			const local = await collect(test.client, destination(`http://localhost:${gone.port}/v1`));
			assert.match(asChatError(local.error).message, /^Nothing is listening at localhost:/);
		});

		it('has a name that is not found', async () => {
			const { error } = await collect(test.client, destination('http://nowhere.invalid/v1'));
			assert.equal(asChatError(error).kind, 'offline');
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
			assert.match(asChatError(tls.error).message, /made no encrypted connection/);
			const odd = await test.serveTcp((socket) =>
				socket.once('data', () => socket.end('220 mail ready\r\n')),
			);
			const mail = await collect(test.client, destination(odd.baseUrl));
			assert.equal(asChatError(mail.error).kind, 'notTheApi');
			assert.match(asChatError(mail.error).message, /did not answer as a web server does/);
		});
	});
});
