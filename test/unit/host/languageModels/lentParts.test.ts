import assert from 'node:assert/strict';
import type { LanguageModelChatRequestMessage } from 'vscode';
import { lentMessages } from '../../../../src/core/languageModels/lentMessages.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import {
	LanguageModelDataPart,
	LanguageModelPromptTsxPart,
	LanguageModelTextPart,
	LanguageModelToolCallPart,
	LanguageModelToolResultPart,
} from '../../../vscode/languageModelParts.ts';

provideVscode();
const { readMessages } = await import('../../../../src/host/languageModels/lentParts.ts');

const text = (said: string) => new LanguageModelTextPart(said);
const data = (said: string, mime: string) =>
	new LanguageModelDataPart(new TextEncoder().encode(said), mime);

/** What a server gets of messages with these roles and parts, and what it does not get. */
function sent(...messages: readonly (readonly [role: number, ...content: unknown[]])[]) {
	const asked = messages.map(([role, ...content]) => ({ role, name: undefined, content }));
	const { messages: read, leftOut } = readMessages(
		asked as unknown as LanguageModelChatRequestMessage[],
	);
	return { messages: lentMessages(read), leftOut };
}

describe('what another extension says, in VS Code’s classes', () => {
	it('is the system’s in the third role, which is not in the stable API', () => {
		const { messages } = sent([3, text('Be brief.')], [1, text('Hi.')], [2, text('Hello.')]);
		assert.deepEqual(messages, [
			{ role: 'system', content: 'Be brief.' },
			{ role: 'user', content: 'Hi.' },
			{ role: 'assistant', content: 'Hello.' },
		]);
	});

	it('is text where its data is, and an image where that is one', () => {
		const { messages, leftOut } = sent([
			1,
			text('See: '),
			data('{"a":1}', 'application/json'),
			data('<svg/>', 'image/svg+xml'),
			data('x', 'image/webp'),
		]);
		assert.deepEqual(messages, [
			{
				role: 'user',
				content: [
					{ type: 'text', text: 'See: ' },
					{ type: 'text', text: '{"a":1}' },
					{ type: 'text', text: '<svg/>' },
					{ type: 'image_url', image_url: { url: 'data:image/webp;base64,eA==' } },
				],
			},
		]);
		assert.deepEqual(leftOut, []);
	});

	it('is called and answered by tools, whose answers may be trees of texts', () => {
		const tree = { node: { type: 1, children: [{ type: 2, text: 'rain' }] } };
		const { messages } = sent(
			[2, new LanguageModelToolCallPart('c1', 'weather', { city: 'Köln' })],
			[
				1,
				new LanguageModelToolResultPart('c1', [
					new LanguageModelPromptTsxPart(tree),
					text(' today'),
				]),
			],
		);
		assert.deepEqual(messages.at(-1), {
			role: 'tool',
			tool_call_id: 'c1',
			content: 'rain today',
		});
	});

	it('is named where no request can hold it, once each, and the rest goes out', () => {
		const unknown = { id: 'thought' };
		const { messages, leftOut } = sent(
			[1, text('Hi.'), unknown, data('x', 'audio/wav')],
			[2, unknown, data('y', 'audio/wav'), text('Hm.')],
		);
		assert.deepEqual(leftOut, ['a part of an unknown kind', 'audio/wav']);
		assert.deepEqual(
			messages.map(({ content }) => content),
			['Hi.', 'Hm.'],
		);
	});
});
