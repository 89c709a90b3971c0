import assert from 'node:assert/strict';
import { isSocks, proxyFor } from '../../../../src/api/network/proxy.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
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
			['http://[fd00::1]/', '::/0', false],
			['http://[fd00::1]/', '10.0.0.0/8', true],
			['http://[fd00::1]/', 'fd00::1/128', false],
			['http://[fd00::1]/', 'fd00::/129', true],
			['http://10.1.2.3/', '10.1.2.3/32', false],
			['http://10.1.2.3/', '10.1.2.3/33', true],
			['http://10.1.2.3/', '0.0.0.0/0', false],
			['http://10.1.2.3/', '10.0.0.0/-1', true],
			['http://10.1.2.3/', '10.0.0.0/8.5', true],
			['http://api.corp.test/', '10.0.0.0/8', true],
			['http://api.corp.test/', 'api.corp.test:80', false],
			['http://api.corp.test/', 'api.corp.test:443', true],
			['https://api.corp.test./', 'api.corp.test', false],
			['https://api.corp.test/', 'other.test,,api.corp.test', false],
			['https://api.corp.test/', ', ,', true],
			['https://api.corp.test/', ':443', true],
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

	const plain = new URL('http://a.test/');
	const originFor = (given: Record<string, string>, more: object = {}) =>
		proxyFor(plain, { ...DEFAULT_NETWORK.proxy, ...more }, given)?.origin;

	it('the environment names is the first of several, in small letters first', () => {
		const secure = new URL('https://a.test/');
		const all = { https_proxy: 'one.test', http_proxy: 'two.test', all_proxy: 'three.test' };
		const origin = (given: Record<string, string>) =>
			proxyFor(secure, DEFAULT_NETWORK.proxy, given)?.origin;
		assert.equal(origin(all), 'http://one.test');
		assert.equal(origin({ ...all, https_proxy: '' }), 'http://two.test');
		assert.equal(origin({ all_proxy: 'three.test' }), 'http://three.test');
		assert.equal(originFor({ http_proxy: 'two.test', all_proxy: 'x.test' }), 'http://two.test');
		assert.equal(originFor({ all_proxy: 'three.test' }), 'http://three.test');
		assert.equal(
			originFor({ HTTP_PROXY: 'big.test', http_proxy: 'small.test' }),
			'http://small.test',
		);
	});

	it('the settings name comes before the environment’s, and so does what they leave out', () => {
		const http_proxy = 'http://environment.test';
		assert.equal(originFor({ http_proxy }, { url: PROXY }), PROXY);
		assert.equal(originFor({ http_proxy }, { noProxy: ['a.test'] }), undefined);
		assert.equal(originFor({ http_proxy }, { noProxy: [' a.test '] }), undefined);
		const env = { http_proxy, no_proxy: 'a.test' };
		assert.equal(originFor(env), undefined);
		assert.equal(originFor(env, { noProxy: ['b.test'] }), http_proxy);
		assert.equal(originFor({ http_proxy }, { supported: false }), undefined);
	});

	it('is given the authorization of the settings, wherever its address is from', () => {
		for (const [url, env] of [
			[PROXY, {}],
			['', { http_proxy: PROXY }],
		] as const) {
			const settings = { ...DEFAULT_NETWORK.proxy, url, authorization: 'Basic eDp5' };
			assert.equal(proxyFor(plain, settings, env)?.authorization, 'Basic eDp5');
		}
	});

	it('is no address of another kind, and the one that named it is told', () => {
		for (const url of ['ftp://proxy.test', 'socks4://proxy.test', 'http://', 'no proxy']) {
			assert.throws(
				() => originFor({}, { url }),
				(error) =>
					error instanceof ChatError &&
					error.kind === 'proxy' &&
					error.message.startsWith('The setting Http: Proxy is not the address of a proxy'),
			);
		}
		assert.throws(() => originFor({ http_proxy: 'ftp://x.test' }), /^ChatError: http_proxy is not/);
	});

	it('speaks SOCKS is told by its address', () => {
		for (const [url, socks] of [
			['socks://proxy.test', true],
			['socks5h://proxy.test', true],
			['https://socks.test', false],
		] as const) {
			const proxy = proxyFor(plain, { ...DEFAULT_NETWORK.proxy, url }, {});
			assert.ok(proxy);
			assert.equal(isSocks(proxy), socks, url);
		}
	});
});
