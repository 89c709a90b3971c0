import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Sentences, withoutMarks } from '../../../../src/webview/speech/sentences.ts';

function read(...pieces: string[]): string[] {
	const sentences = new Sentences();
	return [...pieces.flatMap((piece) => sentences.append(piece)), ...sentences.end()];
}

const SAMPLE = `# A title

First **bold** sentence. The second one,
on two lines! See e.g. version 3.5 of [it](https://example.com/a.b). Done

- one item
- two items. And more
1. third

\`\`\`ts
const a = 1.5. B;

# no heading
\`\`\`

| a | b |
|---|---|
| 1 | two words |

> Quoted \`code\`. More
~~~
x
~~~
Snake_case stays. \\*Not emphasis\\*`;

describe('Sentences', () => {
	it('reads text without marks, and code by its length', () => {
		assert.deepEqual(read(SAMPLE), [
			'A title',
			'First bold sentence.',
			'The second one, on two lines!',
			'See e.g. version 3.5 of it.',
			'Done',
			'one item',
			'two items.',
			'And more',
			'third',
			'Code block, ts, 3 lines',
			'a, b',
			'1, two words',
			'Quoted code.',
			'More',
			'Code block, 1 line',
			'Snake_case stays.',
			'*Not emphasis*',
		]);
	});

	it('gives a sentence as soon as the next one begins, and not before', () => {
		const sentences = new Sentences();
		assert.deepEqual(sentences.append('One is here. '), []);
		assert.deepEqual(sentences.append('T'), ['One is here.']);
		assert.deepEqual(sentences.append('wo'), []);
		assert.deepEqual(sentences.end(), ['Two']);
		assert.deepEqual(sentences.end(), []);
	});

	it('tells of a code block that was cut off', () => {
		assert.deepEqual(read('```python\na\nb'), ['Code block, python, 2 lines']);
	});

	it('says the same however the text is cut', () => {
		const whole = read(SAMPLE);
		assert.deepEqual(read(...SAMPLE), whole);
		fc.assert(
			fc.property(fc.array(fc.nat(SAMPLE.length), { maxLength: 20 }), (places) => {
				const sorted = [0, ...places.sort((a, b) => a - b), SAMPLE.length];
				const pieces = sorted.slice(1).map((place, at) => SAMPLE.slice(sorted[at], place));
				assert.deepEqual(read(...pieces), whole);
			}),
		);
	});

	it('strips inline marks only', () => {
		assert.equal(withoutMarks('**a** _b_ `c_d` ~~e~~ <b>f</b> ![g](h.png) \\_'), 'a b c_d e f g _');
	});
});
