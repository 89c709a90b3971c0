import assert from 'node:assert/strict';
import { problemQuestion } from '../../../../src/core/prompts/problemQuestion.ts';

const PROBLEM = {
	severity: 'error',
	message: "Cannot find name 'x'.",
	source: 'ts',
	code: '2304',
	startLine: 3,
	endLine: 3,
};

describe('a question about problems', () => {
	it('has the text, the source, the code and the lines of one', () => {
		const question = problemQuestion('explain', 'src/a.ts', [PROBLEM]);
		assert.match(question, /^Explain this problem\.\n\n/);
		assert.match(question, /\n\n- src\/a\.ts, line 3, error \(ts 2304\): Cannot find name 'x'\.$/);
	});

	it('has each of several, and lines of a message as they are', () => {
		const question = problemQuestion('fix', 'a.py', [
			PROBLEM,
			{ ...PROBLEM, severity: 'warning', message: 'One\r\ntwo\n', source: undefined, endLine: 5 },
			{ ...PROBLEM, source: '', code: undefined },
		]);
		assert.match(question, /^Fix these problems\.\n\n/);
		assert.deepEqual(question.split('\n').slice(-4), [
			"- a.py, line 3, error (ts 2304): Cannot find name 'x'.",
			'- a.py, lines 3–5, warning (2304): One',
			'  two',
			"- a.py, line 3, error: Cannot find name 'x'.",
		]);
	});
});
