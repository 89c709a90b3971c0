import assert from 'node:assert/strict';
import { type Problem, problemsSection } from '../../../../src/core/references/problemsText.ts';

describe('the problems of a file', () => {
	const problem: Problem = {
		severity: 'error',
		message: 'It is not there.',
		source: undefined,
		code: undefined,
		line: 3,
		column: 5,
		text: undefined,
		related: [],
	};

	it('are told by line, with code, source and the text of the line', () => {
		const problems: Problem[] = [
			{ ...problem, severity: 'warning', line: 12, text: '\tlet unused = 1;\t', source: 'eslint' },
			{ ...problem, source: 'ts', code: '2304', text: '\tconst a = b;' },
			{ ...problem, column: 2, message: 'First line\nSecond', related: ['b.ts, line 1: Here.'] },
			{ ...problem, severity: 'information', line: 20, text: '  ', code: 'X1' },
		];
		assert.deepEqual(problemsSection('src/a.ts', problems), {
			name: 'src/a.ts',
			text: [
				'src/a.ts: 2 errors, 1 warning, 1 information',
				'Line 3, column 2, error: First line',
				'  Second',
				'  b.ts, line 1: Here.',
				'Line 3, column 5, error (ts 2304): It is not there.',
				'    const a = b;',
				'Line 12, column 5, warning (eslint): It is not there.',
				'    let unused = 1;',
				'Line 20, column 5, information (X1): It is not there.',
			].join('\n'),
		});
	});

	it('are counted, one by its own word', () => {
		const hints: Problem[] = [1, 2].map((line) => ({ ...problem, severity: 'hint', line }));
		assert.match(problemsSection('a', hints).text, /^a: 2 hints\n/);
		assert.match(problemsSection('a', [problem]).text, /^a: 1 error\n/);
	});
});
