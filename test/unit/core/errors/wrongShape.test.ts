import assert from 'node:assert/strict';
import * as v from 'valibot';
import { wrongShape } from '../../../../src/core/errors/wrongShape.ts';

function issueOf(value: unknown): v.BaseIssue<unknown> {
	const { issues } = v.safeParse(v.object({ a: v.object({ b: v.string('no text') }) }), value);
	assert.ok(issues);
	return issues[0];
}

describe('a value that the user wrote and that has another shape', () => {
	it('is refused with the field that is wrong, and the setting that it is in', () => {
		const error = wrongShape('The setting x', issueOf({ a: { b: 7 } }), 'x');
		assert.deepEqual(error.toFailure(), {
			kind: 'badSetting',
			message: 'The setting x is wrong at "a.b": no text. Nothing was sent.',
			setting: 'x',
		});
	});

	it('is refused as a whole where no field of it is wrong', () => {
		const failure = wrongShape('The file', issueOf(7)).toFailure();
		assert.match(failure.message, /^The file is wrong: .+\. Nothing was sent\.$/);
		assert.ok(!('setting' in failure));
	});
});
