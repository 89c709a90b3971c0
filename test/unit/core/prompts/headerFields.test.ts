import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readHeaderFields } from '../../../../src/core/prompts/headerFields.ts';
import { MAX_HEADER, splitHeader } from '../../../../src/core/prompts/splitHeader.ts';

/** The fields as plain JSON; a problem as it is. */
function fields(header: string): unknown {
	const read = readHeaderFields(header);
	return read instanceof Map ? plain(read) : read;
}

function plain(value: unknown): unknown {
	if (value instanceof Map) return [...value].map(([key, item]) => [key, plain(item)]);
	return Array.isArray(value) ? value.map(plain) : value;
}

describe('the header of a Markdown file', () => {
	it('is there only where the first line is three dashes', () => {
		assert.deepEqual(splitHeader('---\na: b\n---\ntext\n'), { header: 'a: b', body: 'text\n' });
		assert.deepEqual(splitHeader('---  \r\na: b\r\n--- \r\nt\r\nu'), {
			header: 'a: b',
			body: 't\nu',
		});
		assert.deepEqual(splitHeader('\uFEFF---\na: b\n---'), { header: 'a: b', body: '' });
		assert.deepEqual(splitHeader('---\n---\n'), { header: '', body: '' });
		for (const text of [
			'',
			'text',
			'\n---\na: b\n---\n',
			' ---\na: b\n---\n',
			'--- a\nb',
			'----\na',
		]) {
			assert.deepEqual(splitHeader(text), { header: undefined, body: text });
		}
		// A line of dashes within the text is a rule.
		assert.deepEqual(splitHeader('---\na: b\n---\ntext\n---\nmore'), {
			header: 'a: b',
			body: 'text\n---\nmore',
		});
	});

	it('is told where it does not end or has no end to it', () => {
		assert.deepEqual(splitHeader('---\na: b\n'), {
			problem: 'the header has no second line "---"',
			line: 1,
		});
		assert.deepEqual(splitHeader(`---\na: ${'b'.repeat(MAX_HEADER)}\n---\n`), {
			problem: 'the header has more than 16 KB',
			line: 1,
		});
	});

	it('has texts, lists and maps, and every scalar is a text', () => {
		assert.deepEqual(
			fields(
				[
					'# a comment',
					"description: 'It''s here'",
					'model: Llama 3.3 70B   # the new one',
					'tools: ["search", \'edit\', run]',
					'agents:',
					'  - one',
					'  - two',
					'version: 1.10',
					'user-invocable: false',
					'nothing:',
					'metadata:',
					'  author: us',
					'  deep: {a: {b: true}}',
					'text: |',
					'  first',
					'  second',
					'folded: >-',
					'  one',
					'  line',
				].join('\n'),
			),
			[
				['description', "It's here"],
				['model', 'Llama 3.3 70B'],
				['tools', ['search', 'edit', 'run']],
				['agents', ['one', 'two']],
				['version', '1.10'],
				['user-invocable', 'false'],
				['nothing', ''],
				[
					'metadata',
					[
						['author', 'us'],
						['deep', [['a', [['b', 'true']]]]],
					],
				],
				['text', 'first\nsecond\n'],
				['folded', 'one line'],
			],
		);
		assert.deepEqual(fields(''), []);
		assert.deepEqual(fields('# nothing but a comment'), []);
		assert.deepEqual(fields('a: b\r\nc: d\r\n'.replaceAll('\r', '')), [
			['a', 'b'],
			['c', 'd'],
		]);
	});

	it('takes as texts what VS Code does and YAML does not', () => {
		const texts = {
			'applyTo: **/*.ts': '**/*.ts',
			'applyTo: *.js,*.ts': '*.js,*.ts',
			'applyTo: **/*.ts, **/*.tsx # both': '**/*.ts, **/*.tsx',
			'description: Review: find what is wrong': 'Review: find what is wrong',
			'description: @team, look at this': '@team, look at this',
			'description: `code` first': '`code` first',
			'description: 100% sure': '100% sure',
			'argument-hint: [file] [more]': '[file] [more]',
			'name: &anchor text': '&anchor text',
			'name: !!js/function "x"': '!!js/function "x"',
			'name:\ttab': 'tab',
			'name: <<': '<<',
		};
		for (const [line, text] of Object.entries(texts)) {
			const name = line.split(':', 1)[0];
			assert.deepEqual(fields(line), [[name, text]], line);
			assert.deepEqual(fields(`before: a\n${line}\nafter: [b]`), [
				['before', 'a'],
				[name, text],
				['after', ['b']],
			]);
		}
		assert.deepEqual(fields('tools: [search, @me, *]'), [['tools', ['search', '@me', '*']]]);
		assert.deepEqual(fields('paths:\n  - **/*.ts\n  - !**/test/**\n  - src/**'), [
			['paths', ['**/*.ts', '!**/test/**', 'src/**']],
		]);
	});

	it('says what is wrong, and in which line of the file', () => {
		const problems: [string, number, RegExp][] = [
			['name: "never closed', 2, /quote/],
			['a: b\ntools: [one, two', 3, /sequence|\]/],
			['a: b\n\tc: d', 3, /[Tt]ab/],
			['a: b\na: c', 3, /unique/],
			['a: b\n  c: d\n e: f', 2, /./],
			['only words', 2, /name: value/],
			['- a\n- b', 2, /name: value/],
			['a: "x\n: [', 3, /./],
		];
		for (const [header, line, problem] of problems) {
			const read = readHeaderFields(header);
			assert.ok('problem' in read, header);
			assert.match(read.problem, problem);
			assert.equal(read.line, line, header);
		}
	});

	it('follows no reference, so that none can grow', () => {
		const bomb = [
			'a: &a [x, x, x, x, x, x, x, x, x]',
			...'bcdefghij'.split('').map((name, index) => {
				const before = 'abcdefghi'[index];
				return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`;
			}),
		].join('\n');
		const read = JSON.stringify(fields(bomb));
		assert.ok(read.length < 2000, read);
		assert.match(read, /\*i/);
		assert.deepEqual(fields('a: &a\n  b: *a'), [['a', [['b', '*a']]]]);
		assert.deepEqual(fields('<<: *missing\na: b'), [
			['<<', '*missing'],
			['a', 'b'],
		]);
	});

	it('has no name that means something to an object', () => {
		const read = readHeaderFields('__proto__: {polluted: yes}\nconstructor: c');
		assert.ok(read instanceof Map);
		assert.equal(read.get('constructor'), 'c');
		assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
	});

	it('is bounded in depth', () => {
		for (const deep of ['[', '{a: ', '- ', '? ']) {
			const read = readHeaderFields(`a:\n  ${deep.repeat(8000).slice(0, MAX_HEADER - 5)}`);
			assert.ok('problem' in read, deep);
		}
		const nested = `a: ${'['.repeat(30)}${']'.repeat(30)}`;
		assert.deepEqual(readHeaderFields(nested), {
			problem: 'the header is nested too deeply',
			line: 2,
		});
	});

	it('is read or told, whatever stands in it', () => {
		const piece = fc.oneof(
			fc.constantFrom(
				'---',
				'\n',
				'\r\n',
				'\t',
				'  ',
				'- ',
				': ',
				'#',
				'*a',
				'&a ',
				'!t ',
				'? ',
				'|',
				'>',
			),
			fc.constantFrom(
				'[',
				']',
				'{',
				'}',
				',',
				'"',
				"'",
				'\\',
				'%',
				'@',
				'`',
				'...',
				'<<: ',
				'\uFEFF',
			),
			fc.constantFrom(
				'name',
				'description',
				'__proto__',
				'tools',
				`$${'{input:a}'}`,
				'\u0000',
				'\ud800',
			),
			fc.string({ maxLength: 6 }),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
				const text = pieces.join('');
				const split = splitHeader(`---\n${text}\n---\n`);
				if ('problem' in split || split.header === undefined) return;
				const read = readHeaderFields(split.header);
				if (read instanceof Map) return;
				assert.ok('problem' in read);
				assert.ok(read.problem !== '' && !read.problem.includes('\n'));
				assert.ok(read.line >= 1 && read.line <= split.header.split('\n').length + 2);
			}),
			{ numRuns: 2000 },
		);
	});
});
