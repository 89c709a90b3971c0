import assert from 'node:assert/strict';
import { Comparison, columnNames } from '../../../../src/core/compare/comparison.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import { header, question, reply, settle } from '../conversation/conversationSamples.ts';

const LLAMA = 'meta-llama/llama-3.3-70b-instruct';
const ended = Promise.resolve();

describe('several answers beside each other', () => {
	it('have names of which no two are the same', () => {
		assert.deepEqual(columnNames([LLAMA, 'qwen/qwen3-coder', LLAMA, LLAMA]), [
			'Llama 3.3 70B',
			'Qwen3 Coder',
			'Llama 3.3 70B, 2',
			'Llama 3.3 70B, 3',
		]);
	});

	it('stand in the order in which they were chosen, each with its reply or why it has none', () => {
		const comparison = new Comparison([{ model: 'a' }, { model: 'b' }, { model: 'c' }]);
		assert.equal(comparison.first, undefined);
		comparison.asked(0, { refused: { kind: 'refused', message: 'No.' } });
		comparison.asked(2, { reply: 'r2', ended });
		comparison.asked(1, { reply: 'r1', ended });
		assert.deepEqual(
			comparison.columns.map(({ id, choice, reply }) => [id, choice.model, reply]),
			[
				['1', 'a', undefined],
				['2', 'b', 'r1'],
				['3', 'c', 'r2'],
			],
		);
		assert.deepEqual([comparison.first, comparison.columnOf('r2')?.id], ['r1', '3']);
		assert.equal(comparison.keep('1'), undefined, 'there is nothing to keep');
		assert.equal(comparison.keep('3'), 'r2');
		assert.equal(comparison.keep('3'), 'r2', 'twice is once');
		assert.equal(comparison.kept?.id, '3');
	});

	it('have one that is sent after it was refused as if it had not been', () => {
		const comparison = new Comparison([{ model: 'a' }]);
		const refused = comparison.asked(0, { refused: { kind: 'secrets', message: 'No.' } });
		assert.equal(refused?.refused?.message, 'No.');
		const sent = comparison.asked(0, { reply: 'r1', ended });
		assert.deepEqual([sent?.reply, sent?.refused], ['r1', undefined]);
	});

	it('are not asked for any more where they are stopped before that', () => {
		const comparison = new Comparison([{ model: 'a' }, { model: 'b' }, { model: 'c' }]);
		comparison.asked(0, { reply: 'r1', ended });
		assert.deepEqual(
			comparison.stop('2').map(({ id, refused }) => [id, refused?.message]),
			[['2', 'Stopped before it was asked. Nothing was sent.']],
		);
		assert.deepEqual(
			[0, 1, 2].map((index) => comparison.isStopped(index)),
			[false, true, false],
		);
		assert.deepEqual(
			comparison.stop(undefined).map(({ id }) => id),
			['3'],
			'not those that come in, nor those that were refused',
		);
		assert.deepEqual(comparison.stop(undefined), []);
	});

	it('are hidden no longer once all have come to nothing', () => {
		const comparison = new Comparison([{ model: 'a' }, { model: 'b' }], true);
		const conversation = new Conversation(header);
		for (const event of [question('q', null), reply('r', 'q')]) conversation.apply(event);
		comparison.asked(0, { reply: 'r', ended });
		const nothing = () => comparison.comesToNothing({ conversation });
		assert.deepEqual([nothing(), comparison.isHidden], [false, true], 'one was not asked yet');
		comparison.asked(1, { refused: { kind: 'refused', message: 'No.' } });
		assert.deepEqual([nothing(), comparison.isHidden], [false, true], 'one comes in');
		conversation.apply(settle('r', 'stopped'));
		assert.deepEqual([nothing(), comparison.isHidden], [true, false]);
		assert.equal(nothing(), false, 'that is told once');
	});

	it('are in another order where they are judged blind, and find their replies all the same', () => {
		const models = ['a', 'b', 'c', 'd'].map((model) => ({ model }));
		for (const random of [0, 0.3, 0.7, 0.99]) {
			const comparison = new Comparison(models, true, () => random);
			for (const [index, { model }] of models.entries())
				comparison.asked(index, { reply: `reply of ${model}`, ended });
			for (const { choice, reply } of comparison.columns)
				assert.equal(reply, `reply of ${choice.model}`);
			assert.deepEqual(comparison.columns.map(({ choice }) => choice.model).toSorted(), [
				'a',
				'b',
				'c',
				'd',
			]);
			assert.equal(comparison.first, 'reply of a', 'the chat does not tell the order');
			assert.ok(comparison.isHidden);
			comparison.keep('2');
			assert.equal(comparison.isHidden, false);
		}
		const order = new Comparison(models, true, () => 0).columns.map(({ choice }) => choice.model);
		assert.notDeepEqual(order, ['a', 'b', 'c', 'd']);
	});
});
