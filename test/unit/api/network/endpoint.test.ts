import assert from 'node:assert/strict';
import { endpointUrl, hostAndPortOf, senderHeaders } from '../../../../src/api/network/endpoint.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { settingLabel } from '../../../../src/shared/text/settingLabel.ts';
import { destination } from './testServer.ts';

const BASE = 'https://ai.test/v1';

const refusal = (kind: string, setting?: string) => (error: unknown) => {
	assert.ok(error instanceof ChatError);
	assert.equal(error.kind, kind);
	assert.equal(error.toFailure().setting, setting);
	if (setting !== undefined)
		assert.ok(error.message.startsWith(`The setting ${settingLabel(setting)} `));
	return true;
};

describe('the address of a request', () => {
	it('stands behind the base URL, whose query stays', () => {
		for (const [base, url] of [
			[BASE, 'https://ai.test/v1/models'],
			[`${BASE}//`, 'https://ai.test/v1/models'],
			['http://ai.test', 'http://ai.test/models'],
			[`${BASE}?a=b#c`, 'https://ai.test/v1/models?a=b'],
		] as const) {
			assert.equal(endpointUrl(base, 'models').href, url);
		}
	});

	it('is refused where it is none of HTTP', () => {
		for (const base of ['', 'ai.test', 'ftp://ai.test', 'file:///v1', 'xhttp://ai.test']) {
			assert.throws(() => endpointUrl(base, 'models'), refusal('badSetting', 'baseUrl'));
		}
	});

	it('is told with its port, and without a password', () => {
		for (const [url, name] of [
			['https://me:secret@ai.test/', 'ai.test:443'],
			['http://ai.test/', 'ai.test:80'],
			['http://ai.test:8080/', 'ai.test:8080'],
		] as const) {
			assert.equal(hostAndPortOf(new URL(url)), name);
		}
	});
});

describe('who is asking', () => {
	const headers = (more: object) => senderHeaders(destination(BASE, more));

	it('is told with key and site, where there are any', () => {
		assert.deepEqual(headers({ apiKey: 'sk-é~', siteUrl: 'https://me.test', siteName: 'Me' }), {
			Authorization: 'Bearer sk-é~',
			'HTTP-Referer': 'https://me.test',
			'X-Title': 'Me',
		});
		assert.deepEqual(headers({}), {});
		assert.deepEqual(headers({ apiKey: '', siteUrl: '', siteName: '' }), {});
	});

	it('is refused with a character that no header can carry', () => {
		for (const odd of ['a\nb', 'a\x7f', 'a\x80', 'ключ']) {
			assert.throws(() => headers({ apiKey: odd }), refusal('badKey'));
			assert.throws(() => headers({ siteUrl: odd }), refusal('badSetting', 'siteUrl'));
			assert.throws(() => headers({ siteName: odd }), refusal('badSetting', 'siteName'));
		}
		assert.throws(
			() => headers({ siteUrl: 'ключ' }),
			/^ChatError: The setting Site Url can hold .*was sent\.$/,
		);
		assert.throws(() => headers({ siteName: 'ключ' }), /setting Site Name can hold .*was sent\.$/);
		assert.throws(() => headers({ apiKey: 'ключ' }), /The API key holds .* Set it again\.$/);
	});
});
