import assert from 'node:assert/strict';
import { paragraphAround } from '../../../../src/core/editor/paragraph.ts';
import { modelName } from '../../../../src/core/models/modelName.ts';
import { nearestModel } from '../../../../src/core/models/nearestModel.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import { catalogueModel } from './catalogueSamples.ts';

const models = (...ids: string[]): CatalogueModel[] => ids.map((id) => catalogueModel(id));

describe('modelName', () => {
	const names: [string, string][] = [
		['meta-llama/llama-3-70b-instruct', 'Llama 3 70B Instruct'],
		['meta-llama/llama-3.3-70b-instruct:free', 'Llama 3.3 70B Instruct Free'],
		['mistralai/mixtral-8x7b', 'Mixtral 8x7B'],
		['openai/gpt-4o', 'GPT 4o'],
		['llama3:8b', 'Llama3 8B'],
		['/', '/'],
	];
	for (const [id, name] of names) {
		it(`calls ${id} ${name}`, () => assert.equal(modelName(id), name));
	}
});

describe('nearestModel', () => {
	const WANTED = 'meta-llama/llama-3-70b-instruct';

	it('takes the Llama of the same size and kind, the latest of the same generation', () => {
		const list = models(
			'anthropic/claude-3-70b-instruct',
			'meta-llama/llama-3.3-8b-instruct',
			'meta-llama/llama-guard-3-8b',
			'meta-llama/llama-3.2-90b-vision-instruct',
			'meta-llama/llama-3.1-70b-instruct',
			'meta-llama/llama-3.3-70b-instruct:free',
			'meta-llama/llama-3.3-70b-instruct',
			'meta-llama/llama-4-maverick',
			'nousresearch/hermes-3-llama-3.1-70b',
		);
		assert.equal(nearestModel(WANTED, list)?.id, 'meta-llama/llama-3.3-70b-instruct');
	});

	it('takes any Llama before a likelier name of another family', () => {
		const list = models('other/70b-instruct-3', 'meta-llama/llama-4-scout');
		assert.equal(nearestModel(WANTED, list)?.id, 'meta-llama/llama-4-scout');
	});

	it('takes the likest of what there is where there is no Llama, and nothing of nothing', () => {
		assert.equal(nearestModel('a/b-70b', models('x/y', 'a/c-70b'))?.id, 'a/c-70b');
		assert.equal(nearestModel(WANTED, []), undefined);
	});
});

describe('paragraphAround', () => {
	const LINES = ['', 'a', 'b', '  ', 'c', ''];
	const around = (cursor: number, lines = LINES) =>
		paragraphAround((line) => lines[line] ?? '', lines.length, cursor);

	it('reaches to the blank lines around the cursor', () => {
		assert.deepEqual(around(1), { first: 1, last: 2 });
		assert.deepEqual(around(4), { first: 4, last: 4 });
	});

	it('takes the next paragraph from a blank line, else the one before', () => {
		assert.deepEqual(around(0), { first: 1, last: 2 });
		assert.deepEqual(around(3), { first: 4, last: 4 });
		assert.deepEqual(around(5), { first: 4, last: 4 });
	});

	it('finds nothing in an empty document', () => {
		assert.equal(around(0, ['']), undefined);
		assert.equal(around(1, ['', ' ', '\t']), undefined);
	});
});
