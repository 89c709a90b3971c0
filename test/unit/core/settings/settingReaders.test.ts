import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import {
	readChoice,
	readCount,
	readList,
	readNumber,
	readSwitch,
	readText,
} from '../../../../src/core/settings/settingReaders.ts';

const of = (value: unknown) => () => value;

describe('a reader of settings', () => {
	const range = { min: 0, max: 2 };
	const count = { default: 3, min: 0, max: 10 };
	const choices = ['auto', 'undici', 'fetch'] as const;
	const list = { most: 2, wanted: 'a list of up to 2 texts' };

	it('takes null for not set', () => {
		for (const unset of [undefined, null]) {
			const raw = of(unset);
			assert.equal(readText(raw, 'x'), '');
			assert.equal(readSwitch(raw, 'x'), false);
			assert.equal(readNumber(raw, 'x', range), undefined);
			assert.equal(readCount(raw, 'x', count), 3);
			assert.equal(readChoice(raw, 'x', choices), 'auto');
			assert.equal(readList(raw, 'x', list), undefined);
		}
	});

	it('gives what is of its kind as it is', () => {
		assert.equal(readText(of(' a '), 'x'), ' a ');
		assert.equal(readSwitch(of(true), 'x'), true);
		for (const bound of [0, 2]) assert.equal(readNumber(of(bound), 'x', range), bound);
		for (const bound of [0, 10]) assert.equal(readCount(of(bound), 'x', count), bound);
		assert.equal(readChoice(of('fetch'), 'x', choices), 'fetch');
		assert.deepEqual(readList(of(['a', 'b']), 'x', list), ['a', 'b']);
	});

	it('names the setting, the value and what it must be', () => {
		const refused = (read: () => unknown, wanted: string) =>
			assert.throws(
				read,
				(error) =>
					error instanceof ChatError &&
					error.toFailure().setting === 'x' &&
					error.message === `The setting X is ${wanted}. Nothing was sent.`,
			);
		refused(() => readText(of(5), 'x'), '5; it must be a text');
		refused(() => readSwitch(of('yes'), 'x'), '"yes"; it must be true or false');
		refused(
			() => readNumber(of(2.5), 'x', range),
			'2.5; it must be a number from 0 to 2, or null to not send it',
		);
		refused(() => readCount(of(1.5), 'x', count), '1.5; it must be a whole number from 0 to 10');
		refused(
			() => readChoice(of('http'), 'x', choices),
			'"http"; it must be "auto", "undici" or "fetch"',
		);
		refused(
			() => readList(of(['']), 'x', list),
			'[""]; it must be a list of up to 2 texts, or null',
		);
		refused(
			() => readCount(of('9'.repeat(500)), 'x', count),
			`"${'9'.repeat(76)}…; it must be a whole number from 0 to 10`,
		);
		for (const shift of ['', '9']) {
			assert.throws(
				() => readCount(of(shift + '\u{1f999}'.repeat(100)), 'x', count),
				(error) => error instanceof ChatError && error.message.isWellFormed(),
			);
		}
	});
});
