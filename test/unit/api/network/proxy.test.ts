import assert from 'node:assert/strict';
import { proxyFor } from '../../../../src/api/network/proxy.ts';
import { DEFAULT_NETWORK } from '../../../../src/core/settings/networkSettings.ts';

const PROXY = 'http://proxy.test:8080';

function isProxied(url: string, exceptions: string): boolean {
	const settings = { ...DEFAULT_NETWORK.proxy, url: PROXY };
	return proxyFor(new URL(url), settings, { NO_PROXY: exceptions }) !== undefined;
}

describe('which proxy', () => {
	it('NO_PROXY leaves out by name, suffix, port, address and range', () => {
		for (const [url, exceptions, proxied] of [
			['https://api.corp.test/', '', true],
			['https://api.corp.test/', '*', false],
			['https://api.corp.test/', 'api.corp.test', false],
			['https://api.corp.test/', 'API.corp.test', false],
			['https://api.corp.test/', 'corp.test', false],
			['https://api.corp.test/', '.corp.test', false],
			['https://api.corp.test/', '*.corp.test', false],
			['https://corp.test/', '.corp.test', false],
			['https://corp.test/', '*.corp.test', true],
			['https://notcorp.test/', 'corp.test', true],
			['https://api.corp.test/', 'api.corp.test:443', false],
			['https://api.corp.test/', 'api.corp.test:8443', true],
			['https://api.corp.test:8443/', 'other.test api.corp.test:8443', false],
			['http://10.1.2.3/', '10.1.2.3', false],
			['http://10.1.2.3/', '10.0.0.0/8', false],
			['http://11.1.2.3/', '10.0.0.0/8', true],
			['http://10.1.2.3/', '10.0.0.0/99', true],
			['http://[fd00::1]/', 'fd00::1', false],
			['http://[fd00::1]:81/', '[fd00::1]:81', false],
			['http://[fd00::1]/', 'fd00::/8', false],
			['http://[fd00::1]/', 'fe80::/10', true],
		] as const) {
			assert.equal(isProxied(url, exceptions), proxied, `${url} with NO_PROXY=${exceptions}`);
		}
	});

	it('never stands before this machine', () => {
		for (const host of ['localhost', 'llama.localhost', '127.0.0.1', '127.1.2.3', '[::1]']) {
			assert.equal(isProxied(`http://${host}:11434/`, ''), false, host);
		}
	});

	it('the environment names depends on the scheme', () => {
		const env = { https_proxy: 'http://secure.test', HTTP_PROXY: 'http://plain.test' };
		const origin = (url: string, given: Record<string, string>) =>
			proxyFor(new URL(url), DEFAULT_NETWORK.proxy, given)?.origin;
		assert.equal(origin('https://a.test/', env), 'http://secure.test');
		assert.equal(origin('http://a.test/', env), 'http://plain.test');
		assert.equal(origin('http://a.test/', { https_proxy: 'http://secure.test' }), undefined);
		assert.equal(
			origin('https://a.test/', { ALL_PROXY: 'socks5://all.test' }),
			'socks5://all.test',
		);
		assert.equal(origin('https://a.test/', { https_proxy: ' ' }), undefined);
	});
});
