import assert from 'node:assert/strict';
import { LentSecrets } from '../../../../src/core/languageModels/lentSecrets.ts';
import { TextMarks } from '../../../../src/core/languageModels/textMarks.ts';
import { findSecrets } from '../../../../src/core/secrets/findSecrets.ts';
import type { WireMessage } from '../../../../src/core/server/chatRequest.ts';
import { generatedSecrets } from '../../../samples/generatedSecrets.ts';

const [TOKEN, , KEY] = generatedSecrets(1, 11).map(({ secret }) => secret);
const HOME = 'http://localhost:1234/v1';

describe('what looks like a secret in the requests of other extensions', () => {
	const secrets = () => new LentSecrets({ find: async (text) => findSecrets(text) });
	const said = (content: WireMessage['content']): WireMessage[] => [{ role: 'user', content }];

	it('is told once for each extension and server', async () => {
		const lent = secrets();
		const asked = said(`Why does ${TOKEN} fail?`);
		assert.deepEqual(await lent.fresh('a.b', HOME, asked), ['a GitHub token']);
		assert.deepEqual(await lent.fresh('a.b', HOME, [...asked, ...asked]), []);
		assert.deepEqual(await lent.fresh('c.d', HOME, asked), ['a GitHub token']);
		assert.deepEqual(await lent.fresh('a.b', 'https://elsewhere.example/v1', asked), [
			'a GitHub token',
		]);
		assert.deepEqual(await lent.fresh('a.b', HOME, said(`${TOKEN} and ${KEY}`)), [
			'a GitHub token',
		]);
	});

	it('is searched for once in each message, though all come with each request', async () => {
		const searched: string[] = [];
		const lent = new LentSecrets({
			find: async (text) => {
				searched.push(text);
				return findSecrets(text);
			},
		});
		const first = said(`Why does ${TOKEN} fail?`);
		await lent.fresh('a.b', HOME, first);
		await lent.fresh('a.b', HOME, [...first, ...said('And now?')]);
		assert.deepEqual(searched, [`Why does ${TOKEN} fail?`, 'And now?']);
	});

	it('knows the texts again that it saw last, up to a number', async () => {
		const marks = new TextMarks(2);
		const fresh: boolean[] = [];
		for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) fresh.push(await marks.isNew(text));
		assert.deepEqual(fresh, [true, true, false, true, false, true]);
	});

	it('is found in the parts of a message, in what tools are called with and in what they answer', async () => {
		const part = said([{ type: 'text', text: `${TOKEN}` }]);
		const call: WireMessage = {
			role: 'assistant',
			content: '',
			tool_calls: [
				{ id: '1', type: 'function', function: { name: 'f', arguments: `{"a":"${TOKEN}"}` } },
			],
		};
		const answer: WireMessage = { role: 'tool', content: `${TOKEN}`, tool_call_id: '1' };
		for (const messages of [part, [call], [answer]])
			assert.deepEqual(await secrets().fresh('a.b', HOME, messages), ['a GitHub token']);
		assert.deepEqual(await secrets().fresh('a.b', HOME, said('Nothing.\u202e')), []);
	});
});
