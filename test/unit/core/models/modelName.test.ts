import assert from 'node:assert/strict';
import { modelName } from '../../../../src/core/models/modelName.ts';

describe('modelName', () => {
	const names: [string, string][] = [
		['meta-llama/llama-3-70b-instruct', 'Llama 3 70B Instruct'],
		['meta-llama/llama-3.3-70b-instruct:free', 'Llama 3.3 70B Instruct Free'],
		['mistralai/mixtral-8x7b', 'Mixtral 8x7B'],
		['openai/gpt-4o', 'GPT 4o'],
		['llama3:8b', 'Llama3 8B'],
		['/', '/'],
		['acme/constructor', 'Constructor'],
		['acme/__proto__', 'Proto'],
		['acme/toString-valueOf', 'ToString ValueOf'],
	];
	for (const [id, name] of names) {
		it(`calls ${id} ${name}`, () => assert.equal(modelName(id), name));
	}
});
