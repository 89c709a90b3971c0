import assert from 'node:assert/strict';
import {
	dollarsOf,
	field,
	isObject,
	listField,
	numberField,
	parseJson,
	stringField,
	tokensField,
} from '../../../../src/api/json/jsonFields.ts';

/** A digit more than a number holds. */
const LONG = '0.12345678901234567891';

describe('a field of JSON', () => {
	it('is there only in an object', () => {
		assert.equal(field({ a: 1 }, 'a'), 1);
		assert.ok(isObject({}));
		for (const value of [null, undefined, [1], 'a', 7, true]) {
			assert.equal(isObject(value), false, String(value));
			assert.equal(field(value, 'length'), undefined, String(value));
		}
	});

	it('is a text only where it says something', () => {
		assert.equal(stringField({ a: 'b' }, 'a'), 'b');
		for (const a of ['', 7, null, ['b'], undefined])
			assert.equal(stringField({ a }, 'a'), undefined);
		assert.equal(stringField(parseJson('{"a":"b\\ud83d c\\udd99"}'), 'a'), 'b\ufffd c\ufffd');
		assert.equal(stringField(parseJson('{"a":"\\ud83e\\udd99"}'), 'a'), '\u{1f999}');
	});

	it('is a number only where it is written as one', () => {
		assert.equal(numberField({ a: 0 }, 'a'), 0);
		for (const a of ['7', null, [7], undefined]) assert.equal(numberField({ a }, 'a'), undefined);
	});

	it('is no number that has no end: written down, it would be null', () => {
		for (const endless of ['1e999', '-1e999'])
			assert.equal(numberField(parseJson(`{"a":${endless}}`), 'a'), undefined);
	});

	it('is a count of tokens only where there can be so many', () => {
		assert.equal(tokensField({ a: 1 }, 'a'), 1);
		for (const a of ['7', null, 0, -1, 0.5, 8192.5, 1e300, Number.POSITIVE_INFINITY])
			assert.equal(tokensField({ a }, 'a'), undefined, String(a));
	});

	it('is an empty list where it is no list', () => {
		assert.deepEqual(listField({ a: [0] }, 'a'), [0]);
		for (const a of ['b', { 0: 'b' }, null]) assert.deepEqual(listField({ a }, 'a'), []);
	});
});

describe('an amount of money', () => {
	it('is a number, or a text of one', () => {
		assert.equal(dollarsOf(0), 0);
		assert.equal(dollarsOf(0.25), 0.25);
		assert.equal(dollarsOf('2.5e-3'), '0.0025');
	});

	it('is nothing that nobody is billed', () => {
		for (const value of [-0.01, '-1', Number.NaN, 1e17, '1e17', 'free', '', null, [1], true]) {
			assert.equal(dollarsOf(value), undefined, String(value));
		}
		assert.equal(dollarsOf(9e16), 9e16);
	});

	it('has a hundred characters at most', () => {
		assert.equal(dollarsOf(`0.${'1'.repeat(98)}`), `0.${'1'.repeat(98)}`);
		assert.equal(dollarsOf(`0.${'1'.repeat(99)}`), undefined);
	});
});

describe('a JSON text', () => {
	it('is undefined where it is none', () => {
		for (const text of ['', '{', '{"cost":']) assert.equal(parseJson(text), undefined);
		assert.equal(parseJson('null'), null);
	});

	it('is none where it is nested deeper than what is meant: who goes through it would run out of room', () => {
		const nested = (levels: number, inside = '1') =>
			`${'{"a":['.repeat(levels / 2)}${inside}${']}'.repeat(levels / 2)}`;
		assert.equal(JSON.stringify(parseJson(nested(500))), nested(500));
		assert.equal(parseJson(nested(502)), undefined);
		assert.equal(parseJson(nested(200_000)), undefined);
		const flat = `[${'{"a":[1]},'.repeat(1000)}1]`;
		assert.equal(JSON.stringify(parseJson(flat)), flat);
		for (const inString of [
			'['.repeat(1000),
			`\\"${'['.repeat(1000)}`,
			`\\\\`,
			`\\\\\\"${'{'.repeat(1000)}`,
		]) {
			const text = nested(500, `"${inString}"`);
			assert.equal(JSON.stringify(parseJson(text)), text, inString.slice(0, 8));
			assert.equal(parseJson(`[${nested(500, `"${inString}"`)}]`), undefined);
		}
	});

	it('keeps every digit of what is called a cost', () => {
		assert.deepEqual(parseJson(`{"cost":${LONG},"total_cost":${LONG}}`), {
			cost: LONG,
			total_cost: LONG,
		});
		assert.deepEqual(parseJson(`{"cost":{"total":${LONG},"usd":${LONG},"amount":${LONG}}}`), {
			cost: { total: LONG, usd: LONG, amount: LONG },
		});
	});

	it('has a number where that is as exact', () => {
		const text = '{"cost":0.25,"total_cost":5e-7,"total":3}';
		assert.deepEqual(parseJson(text), { cost: 0.25, total_cost: 5e-7, total: 3 });
		assert.deepEqual(parseJson('{"cost":1e-1000}'), { cost: 0 });
	});

	it('leaves other numbers and other values of money as they are', () => {
		const [cost, temperature] = ['free', Number(LONG)];
		assert.deepEqual(parseJson(`{"cost":"free","temperature":${LONG}}`), { cost, temperature });
		assert.deepEqual(parseJson(`{"total":${LONG}}`), { total: Number(LONG) }, 'no cost in sight');
	});
});
