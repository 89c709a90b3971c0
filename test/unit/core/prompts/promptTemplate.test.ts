import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fillIn, promptNeeds, VARIABLES } from '../../../../src/core/prompts/promptTemplate.ts';

/** A variable as it is written. */
const v = (inside: string) => `$${'{'}${inside}}`;

describe('the variables of a prompt', () => {
	it('are found, each once, and what is none is named', () => {
		const template = [
			`Look at ${v('file')} and ${v('selection')}, ${v('selectedText')}, ${v('file')}.`,
			`Ask ${v('input:topic')}, ${v('input:tone:friendly, or: strict')}, ${v('input:topic:what about')}.`,
			`Not ${v('env:HOME')}, ${v('Selection')}, ${v('input:')}, ${v('input')}, $${'{}'}, ${'$'}{`,
		].join('\n');
		assert.deepEqual(promptNeeds(template), {
			variables: ['file', 'selection', 'selectedText'],
			inputs: [
				{ name: 'topic', placeholder: 'what about' },
				{ name: 'tone', placeholder: 'friendly, or: strict' },
			],
			unknown: [v('env:HOME'), v('Selection'), v('input:'), v('input')],
		});
	});

	it('are put in everywhere, in code too', () => {
		const filled = fillIn(
			`A ${v('input:a:b')} B\n\`\`\`\n${v('selection')}\n\`\`\`\n${v('input: a ')}`,
			{
				inputs: new Map([['a', 'x']]),
				variables: new Map([['selection', 'code']]),
			},
		);
		assert.equal(filled, 'A x B\n```\ncode\n```\nx');
	});

	it('stay where nothing is given, and an empty value is one', () => {
		const template = `${v('file')} ${v('input:a')} ${v('input:b')} ${v('other')}`;
		assert.equal(
			fillIn(template, { inputs: new Map([['b', '']]), variables: new Map() }),
			`${v('file')} ${v('input:a')}  ${v('other')}`,
		);
	});

	it('are not looked for in what was put in, and "$&" means nothing there', () => {
		const nasty = `${v('input:b')} ${v('file')} $& $1 $$ ${v('selection')}`;
		const filled = fillIn(`${v('selection')}|${v('input:a')}|${v('input:b')}`, {
			inputs: new Map([
				['a', nasty],
				['b', nasty],
			]),
			variables: new Map([['selection', nasty]]),
		});
		assert.equal(filled, `${nasty}|${nasty}|${nasty}`);
	});

	it('leave all else as it is, whatever stands there', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						fc.constantFrom('$', '{', '}', ':', '\n'),
						fc.constantFrom('input', 'file'),
						fc.string(),
					),
				),
				(pieces) => {
					const text = pieces.join('');
					assert.equal(fillIn(text, { inputs: new Map(), variables: new Map() }), text);
					const { inputs, variables, unknown } = promptNeeds(text);
					const found = inputs.length + variables.length + unknown.length;
					if (found === 0) assert.doesNotMatch(text, /\$\{input:\w+\}/);
				},
			),
		);
		assert.equal(new Set(VARIABLES).size, 8);
	});
});
