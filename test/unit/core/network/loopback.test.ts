import assert from 'node:assert/strict';
import { isLoopback, isUnencrypted } from '../../../../src/core/network/loopback.ts';

describe('this machine', () => {
	it('is told by its names and addresses', () => {
		for (const host of ['localhost', 'llama.localhost', '127.0.0.1', '127.12.123.9', '[::1]']) {
			assert.ok(isLoopback(host), host);
			assert.equal(isUnencrypted(`http://${host}:1234/v1`), false, host);
		}
	});

	it('is no other that is called like it', () => {
		for (const host of [
			'notlocalhost',
			'localhost.test',
			'128.0.0.1',
			'127.0.0.1.example',
			'x127.0.0.1',
			'[::2]',
			'127.0.0',
			'192.168.0.7',
		]) {
			assert.equal(isLoopback(host), false, host);
		}
		assert.ok(isUnencrypted('http://192.168.0.7/v1'));
		assert.equal(isUnencrypted('https://192.168.0.7/v1'), false);
	});
});
