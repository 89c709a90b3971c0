import assert from 'node:assert/strict';
import { decodedJson, withholdJson } from '../../../../src/core/secrets/toolJson.ts';

describe('JSON of tools', () => {
	it('is searched by what its strings mean, also in JSON that they hold', () => {
		assert.equal(decodedJson('{"a":"x\\u0026y","b":"\\\\"}'), '{"a":"x&y","b":"\\"}');
		const inner = JSON.stringify({ a: 'p"q\nr' });
		assert.equal(decodedJson(JSON.stringify([inner])), '["{"a":"p"q\nr"}"]');
		for (const text of ['', 'no JSON "\\u0026"', '{"cut":"\\u00', '"\\u0026"', '[1]', '{"a":1}']) {
			assert.equal(decodedJson(text), text);
		}
	});

	it('is as it was where nothing is replaced, byte for byte', () => {
		const json = '{ "a" : "x\\u0026y\\/", "b\\n":["\\\\\\"", "{\\"c\\":\\"\\u00e9\\"}"] }';
		assert.equal(withholdJson(json, [{ text: 'zzz', sent: 'P' }]), json);
		const withheld = [{ text: 'x&y', sent: 'P' }];
		assert.equal(withholdJson(json, withheld), json.replace('x\\u0026y\\/', 'P/'));
		// The beginning of JSON is what it is.
		assert.equal(withholdJson('{"a":"x&y","b":"', withheld), '{"a":"P","b":"');
		assert.equal(withholdJson('{"a":"l\\nm","b', [{ text: 'l\nm', sent: 'P' }]), '{"a":"P","b');
	});
});
