import assert from 'node:assert/strict';
import {
	type LentPart,
	lentMessages,
	lentTools,
	toolInput,
} from '../../../../src/core/languageModels/lentMessages.ts';

const text = (said: string): LentPart => ({ type: 'text', text: said });
const PICTURE: LentPart = { type: 'image', url: 'data:image/png;base64,AA==' };

function wire(role: 'system' | 'user' | 'assistant', ...parts: LentPart[]) {
	return lentMessages([{ role, name: undefined, parts }]);
}

describe('messages of another extension', () => {
	it('are one text where there is nothing but text', () => {
		assert.deepEqual(wire('system', text('Be '), text('brief.')), [
			{ role: 'system', content: 'Be brief.' },
		]);
	});

	it('keep the name of who speaks', () => {
		assert.deepEqual(lentMessages([{ role: 'user', name: 'ada', parts: [text('hi')] }]), [
			{ role: 'user', content: 'hi', name: 'ada' },
		]);
	});

	it('keep images where they stood', () => {
		assert.deepEqual(wire('user', text('a'), PICTURE, text('b')), [
			{
				role: 'user',
				content: [
					{ type: 'text', text: 'a' },
					{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
					{ type: 'text', text: 'b' },
				],
			},
		]);
	});

	it('have what tools answered before what the user says', () => {
		const parts: LentPart[] = [
			text('and now?'),
			{ type: 'toolResult', id: 'c1', parts: [text('rain')] },
			{ type: 'toolResult', id: 'c2', parts: [text('a map: '), PICTURE] },
		];
		assert.deepEqual(wire('user', ...parts), [
			{ role: 'tool', tool_call_id: 'c1', content: 'rain' },
			{ role: 'tool', tool_call_id: 'c2', content: 'a map: ' },
			{
				role: 'user',
				content: [
					{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
					{ type: 'text', text: 'and now?' },
				],
			},
		]);
	});

	it('are not sent twice where a tool answered and nobody said a word', () => {
		assert.deepEqual(wire('user', { type: 'toolResult', id: 'c1', parts: [text('rain')] }), [
			{ role: 'tool', tool_call_id: 'c1', content: 'rain' },
		]);
	});

	it('have the calls of a reply beside its text', () => {
		const call: LentPart = { type: 'toolCall', id: 'c1', name: 'weather', input: { city: 'Köln' } };
		const tool_calls = [
			{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Köln"}' } },
		];
		assert.deepEqual(wire('assistant', text('Looking.'), call), [
			{ role: 'assistant', content: 'Looking.', tool_calls },
		]);
		assert.deepEqual(wire('assistant', call), [{ role: 'assistant', content: '', tool_calls }]);
	});

	it('have the answers of tools right after the calls, whatever is said or shown between them', () => {
		const answer = (id: string): LentPart => ({ type: 'toolResult', id, parts: [text(id)] });
		const shown: LentPart = {
			type: 'toolResult',
			id: 'a',
			parts: [{ type: 'image', url: 'data:image/png;base64,AA==' }],
		};
		const calls = ['a', 'b', 'c'].map(
			(id): LentPart => ({ type: 'toolCall', id, name: 'look', input: {} }),
		);
		const user = (...parts: LentPart[]) => ({ role: 'user', name: undefined, parts }) as const;
		const messages = lentMessages([
			{ role: 'assistant', name: undefined, parts: calls },
			user(shown),
			user(answer('b'), text('Hurry.')),
			user(answer('c')),
			user(text('Well?')),
		]);
		assert.deepEqual(
			messages.map(({ role, tool_call_id: id }) => (id === undefined ? role : `${role} ${id}`)),
			['assistant', 'tool a', 'tool b', 'tool c', 'user', 'user', 'user'],
		);
		assert.deepEqual(messages.at(-1)?.content, 'Well?');
	});

	it('stay where they are empty, so that the roles still alternate', () => {
		assert.deepEqual(wire('assistant'), [{ role: 'assistant', content: '' }]);
	});
});

describe('tools of another extension', () => {
	it('take nothing where they have no schema', () => {
		assert.deepEqual(lentTools([{ name: 'now', description: 'Time', inputSchema: undefined }]), [
			{
				type: 'function',
				function: {
					name: 'now',
					description: 'Time',
					parameters: { type: 'object', properties: {} },
				},
			},
		]);
	});

	const called = (input: string) => ({ type: 'toolCall', name: 'now', id: '1', input }) as const;

	it('are given what the model wrote as JSON, and nothing where it wrote nothing', () => {
		assert.deepEqual(toolInput(called('{"zone":"CET"}')), { zone: 'CET' });
		assert.deepEqual(toolInput(called(' ')), {});
	});

	for (const input of ['{"zone":', '[1]', '"CET"', 'null', 'zone=CET']) {
		it(`are given no guess: ${input}`, () => {
			assert.throws(() => toolInput(called(input)), { kind: 'brokenStream', message: /“now”/ });
		});
	}
});
