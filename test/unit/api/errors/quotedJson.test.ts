import assert from 'node:assert/strict';
import { quotedJson } from '../../../../src/api/errors/quotedJson.ts';

const valueIn = (text: string) => quotedJson(text)?.value;

describe('JSON that is quoted in a text', () => {
	it('is the first object, or list of objects, with what stands before it', () => {
		assert.deepEqual(quotedJson('Error 400 - {"a":1} again'), {
			before: 'Error 400 -',
			value: { a: 1 },
		});
		assert.deepEqual(quotedJson('[ {"a":1}, {"b":[2]}] more'), {
			before: '',
			value: [{ a: 1 }, { b: [2] }],
		});
		assert.equal(quotedJson('[1, 2]'), undefined);
		assert.equal(quotedJson('nothing'), undefined);
	});

	it('ends with its own bracket, whatever its texts hold', () => {
		assert.deepEqual(valueIn('{"a":"}"} {"b":1}'), { a: '}' });
		assert.deepEqual(valueIn('{"a":"\\"}"} }'), { a: '"}' });
		assert.deepEqual(valueIn('{"a":"it\'s"} }'), { a: "it's" });
		assert.deepEqual(valueIn('{"a":{"b":{}}} }'), { a: { b: {} } });
		assert.deepEqual(valueIn('{"a":[1]} ]'), { a: [1] });
		assert.equal(valueIn('{"a":1'), undefined);
	});

	it('is looked for at four brackets', () => {
		assert.deepEqual(valueIn('{x} {y} {z} {"a":1}'), { a: 1 });
		assert.equal(valueIn('{w} {x} {y} {z} {"a":1}'), undefined);
	});

	it('may be written as Python does', () => {
		assert.deepEqual(valueIn("{'a': None, 'b': True, 'c': False, 'd': 'None'}"), {
			a: null,
			b: true,
			c: false,
			d: 'None',
		});
		assert.deepEqual(valueIn(`{'a': "it's", 'b': 'say "no"', 'c': 'it\\'s'}`), {
			a: "it's",
			b: 'say "no"',
			c: "it's",
		});
		assert.deepEqual(valueIn("{'a': '\\xe9\\n\\\\'}"), { a: 'é\n\\' });
		assert.deepEqual(valueIn("[{'loc': ('body', 'top_p'), 'one': ('(a)',)}]"), [
			{ loc: ['body', 'top_p'], one: ['(a)'] },
		]);
		assert.equal(valueIn("{'a': None, 'b'"), undefined);
	});

	it('may stand in bytes as Python prints them', () => {
		const printed = String.raw`b'{\n  "error": {\n    "message": "It\'s\\nhere."\n  }\n}\n'`;
		assert.deepEqual(valueIn(printed), { error: { message: "It's\nhere." } });
	});

	it('as Python writes it has 64 K characters at most', () => {
		const quoted = (length: number) => valueIn(`{'a': '${'x'.repeat(length - 9)}'}`);
		assert.ok(quoted(64 * 1024 - 1));
		assert.ok(quoted(64 * 1024) !== undefined);
		assert.equal(quoted(64 * 1024 + 1), undefined);
	});
});
