import assert from 'node:assert/strict';
import { findSecrets } from '../../../../src/core/secrets/findSecrets.ts';
import { SecretMarks } from '../../../../src/core/secrets/secretMarks.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { generatedSecrets } from '../../../samples/generatedSecrets.ts';

const [TOKEN] = generatedSecrets(1, 11).map(({ secret }) => secret);

describe('what texts that go along look as if they held', () => {
	/** Marks that count how often a text is looked at, and a promise of the first news. */
	function marksOf() {
		const looked: string[] = [];
		let changed = () => {};
		const news = new Promise<void>((resolve) => {
			changed = resolve;
		});
		const find = async (text: string) => {
			looked.push(text);
			return findSecrets(text);
		};
		const marks = new SecretMarks({ find }, () => changed());
		return { marks, looked, news };
	}

	it('is told by kinds, each once, as soon as it is known', async () => {
		const { marks, looked, news } = marksOf();
		const one = { ...EXCERPT, text: `a = "${TOKEN}"; b = "${TOKEN}"` };
		assert.deepEqual(marks.of(one), []);
		await news;
		assert.deepEqual(marks.of(one), ['a GitHub token']);
		marks.of(one);
		assert.equal(looked.length, 1);
	});

	it('is nothing for other texts, for hidden characters, and where nobody looks', async () => {
		const { marks, news } = marksOf();
		const plain = { text: 'let a = 1;' };
		const hidden = { text: 'a\u202eb' };
		const token = { text: `${TOKEN}` };
		for (const one of [plain, hidden, token]) marks.of(one);
		await news;
		assert.deepEqual([marks.of(plain), marks.of(hidden)], [[], []]);
		const nobody = new SecretMarks(undefined, () => assert.fail('nothing was looked for'));
		assert.deepEqual(nobody.of(token), []);
	});
});
