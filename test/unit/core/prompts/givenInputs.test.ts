import assert from 'node:assert/strict';
import fc from 'fast-check';
import { givenInputs } from '../../../../src/core/prompts/givenInputs.ts';
import { withoutBlankLines } from '../../../../src/shared/text/blankLines.ts';

function given(typed: string, ...names: string[]) {
	const { values, rest } = givenInputs(typed, names);
	return [Object.fromEntries(values), rest];
}

describe('inputs that are typed after the name of a prompt', () => {
	it('are "name: value" pairs, and what is left is said besides', () => {
		assert.deepEqual(given('topic: closures', 'topic'), [{ topic: 'closures' }, '']);
		assert.deepEqual(given('topic:closures', 'topic'), [{ topic: 'closures' }, '']);
		assert.deepEqual(given('topic: how closures work tone: friendly, please', 'topic', 'tone'), [
			{ topic: 'how closures work', tone: 'friendly, please' },
			'',
		]);
		assert.deepEqual(given('in short topic: closures', 'topic'), [
			{ topic: 'closures' },
			'in short',
		]);
		assert.deepEqual(given('just this', 'topic'), [{}, 'just this']);
		assert.deepEqual(given('', 'topic'), [{}, '']);
	});

	it('may be in quotes, with anything in them', () => {
		assert.deepEqual(given('a: "x b: y" b: \'it is\' and more', 'a', 'b'), [
			{ a: 'x b: y', b: 'it is' },
			'and more',
		]);
		assert.deepEqual(given('a: `one\ntwo` rest', 'a'), [{ a: 'one\ntwo' }, 'rest']);
		// A quote that does not end is a sign like any other.
		assert.deepEqual(given('a: "never ends', 'a'), [{ a: '"never ends' }, '']);
		assert.deepEqual(given("a: it's", 'a'), [{ a: "it's" }, '']);
	});

	it('may be "name=value", which is a single word without quotes', () => {
		assert.deepEqual(given('form=MyForm with two fields', 'form'), [
			{ form: 'MyForm' },
			'with two fields',
		]);
		assert.deepEqual(given('form="My form" fields: a, b', 'form', 'fields'), [
			{ form: 'My form', fields: 'a, b' },
			'',
		]);
	});

	it('end with their line', () => {
		assert.deepEqual(given('topic: closures\n\nAnd this:\ncode', 'topic'), [
			{ topic: 'closures' },
			'And this:\ncode',
		]);
	});

	it('leave code its indentation', () => {
		const code = '    def f(x):\n        return x';
		assert.deepEqual(given(code, 'topic'), [{}, code]);
		assert.deepEqual(given(`topic: closures\n${code}\n`, 'topic'), [{ topic: 'closures' }, code]);
		assert.deepEqual(given(`topic=closures  in\n${code}`, 'topic')[1], `in\n${code}`);
		assert.deepEqual(given(`${code} topic: x`, 'topic'), [{ topic: 'x' }, code]);
	});

	it('are only those that the prompt asks for', () => {
		assert.deepEqual(given('see https://example.com and note: this', 'topic'), [
			{},
			'see https://example.com and note: this',
		]);
		assert.deepEqual(given('topic: a url: http://x.y/z', 'topic', 'url'), [
			{ topic: 'a', url: 'http://x.y/z' },
			'',
		]);
		assert.deepEqual(given('subtopic: a', 'topic'), [{}, 'subtopic: a']);
		assert.deepEqual(given('topics: a topic: b', 'topic', 'topics'), [
			{ topics: 'a', topic: 'b' },
			'',
		]);
		assert.deepEqual(given('__proto__: a', '__proto__')[1], '');
	});

	it('are asked for where nothing is given, and the last of two counts', () => {
		assert.deepEqual(given('topic: tone: short', 'topic', 'tone'), [{ tone: 'short' }, '']);
		assert.deepEqual(given('a: 1 a: 2', 'a'), [{ a: '2' }, '']);
	});

	it('lose no word of what is typed', () => {
		fc.assert(
			fc.property(fc.string(), (typed) => {
				const { values, rest } = givenInputs(typed, []);
				assert.equal(values.size, 0);
				assert.equal(rest, withoutBlankLines(typed).trimEnd());
			}),
		);
		fc.assert(
			fc.property(
				fc.stringMatching(/^[\w .,]{0,20}$/),
				fc.stringMatching(/^[\w .,]{1,20}$/),
				(before, value) => {
					const { values, rest } = givenInputs(`${before} zzzz: "${value}"`, ['zzzz']);
					assert.deepEqual([values.get('zzzz'), rest], [value, before.trimEnd()]);
				},
			),
		);
	});
});
