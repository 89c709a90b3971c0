import assert from 'node:assert/strict';
import type { ReceivedExtra } from '../../../../src/core/server/chatServer.ts';
import { GIF, JPEG, png, WEBP } from '../../../samples/images.ts';
import { delta, events, type Outcome } from '../network/testServer.ts';
import { CONTEXT, read, readEveryWay } from './readEveryWay.ts';

const dataUrl = (bytes: Uint8Array, type = 'image/png') =>
	`data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
const SMALL = dataUrl(png(3, 2));
const choice = (part: object, finish_reason: string | null = null) => ({
	choices: [{ index: 0, delta: part, finish_reason }],
});

function extrasOf({ events: seen }: Outcome): ReceivedExtra[] {
	return seen.flatMap((event) => (event.type === 'extra' ? event.extra : []));
}

/** What comes of a part as a piece of a stream, in the message of one, and as a whole answer. */
function everyForm(part: object): ReceivedExtra[] {
	const end = choice({}, 'stop');
	const inMessage = { choices: [{ index: 0, message: part, finish_reason: 'stop' }] };
	const forms = [
		events(choice(part), end, '[DONE]'),
		events(choice({ content: '' }), inMessage, '[DONE]'),
		events(choice(part), inMessage, '[DONE]'),
		JSON.stringify(inMessage),
	].map((stream) => {
		const outcome = read([Buffer.from(stream)], '');
		assert.equal(outcome.error, undefined);
		return extrasOf(outcome);
	});
	for (const form of forms) assert.deepEqual(form, forms[0]);
	return forms[0] ?? [];
}

describe('what comes beside the text of a reply', () => {
	it('may be images, in every shape', () => {
		const base64 = SMALL.slice(SMALL.indexOf(',') + 1);
		for (const part of [
			{ images: [{ type: 'image_url', image_url: { url: SMALL } }] },
			{ images: [{ image_url: SMALL }] },
			{ images: [{ url: SMALL }] },
			{ images: [SMALL] },
			{ images: [{ b64_json: base64 }] },
			{ image: { url: SMALL } },
			{ content: [{ type: 'image_url', image_url: { url: SMALL } }] },
			{ content: [{ type: 'output_image', image_url: SMALL }] },
			{ content: [{ type: 'image', source: { type: 'base64', data: base64 } }] },
			{ content: [[{ type: 'image', image: SMALL }]] },
		]) {
			const image = { mediaType: 'image/png', width: 3, height: 2 };
			const [extra, ...more] = everyForm(part);
			assert.deepEqual(more, [], JSON.stringify(part));
			assert.ok(extra?.type === 'image');
			assert.deepEqual(extra.image, image);
			assert.deepEqual(new Uint8Array(extra.bytes), png(3, 2));
		}
	});

	it('is known by its bytes, and bounded', () => {
		for (const [bytes, mediaType] of [
			[JPEG, 'image/jpeg'],
			[GIF, 'image/gif'],
			[WEBP, 'image/webp'],
		] as const) {
			const [extra] = everyForm({ images: [dataUrl(bytes, 'image/png')] });
			assert.ok(extra?.type === 'image');
			assert.equal(extra.image.mediaType, mediaType);
		}
		const svg = dataUrl(Buffer.from('<svg onload="x()"/>'), 'image/svg+xml');
		for (const url of [svg, 'data:image/png;base64,AAAA', 'data:image/png,abc', 'data:,']) {
			const [extra] = everyForm({ images: [url] });
			assert.equal(extra?.type, 'badImage', url);
		}
		const large = `data:image/png;base64,${'A'.repeat(30 * 1024 * 1024)}`;
		const answer = JSON.stringify({ choices: [{ message: { images: [large] } }] });
		assert.equal(read([Buffer.from(answer)], '').error instanceof Error, true);
		const many = Array.from({ length: 40 }, (_, shade) => dataUrl(png(3, 2, shade)));
		const shown = everyForm({ images: many });
		assert.equal(shown.filter(({ type }) => type === 'image').length, 16);
		assert.deepEqual(shown.slice(16), [{ type: 'badImage', why: 'more than 16 came' }]);
	});

	it('is named and never loaded where it is elsewhere, and without the key', () => {
		for (const url of ['https://example.com/a.png', 'file:///etc/passwd', 'javascript:alert(1)']) {
			assert.deepEqual(everyForm({ images: [{ image_url: { url } }] }), [
				{ type: 'imageAddress', address: url },
			]);
		}
		const [keyed] = everyForm({ images: [`https://example.com/?k=${CONTEXT.apiKey}`] });
		assert.ok(keyed?.type === 'imageAddress' && !keyed.address.includes(CONTEXT.apiKey));
	});

	it('may be the calls of tools, told once each however they come, with what the tools are given', () => {
		const called = (name: string, id: string, input: string) => {
			return { type: 'toolCall', name, id, input };
		};
		const call = (index: number, name: string | undefined, more = '') => ({
			index,
			id: `call-${index}`,
			type: 'function',
			function: { ...(name === undefined ? {} : { name }), arguments: more },
		});
		assert.deepEqual(everyForm({ tool_calls: [call(0, 'read_file'), call(1, 'search')] }), [
			called('read_file', 'call-0', ''),
			called('search', 'call-1', ''),
		]);
		assert.deepEqual(everyForm({ function_call: { name: 'search', arguments: '{}' } }), [
			called('search', 'call_0', '{}'),
		]);
		assert.deepEqual(
			everyForm({ content: [{ type: 'tool_use', name: 'search', input: { q: 1 } }] }),
			[called('search', 'call_0', '{"q":1}')],
		);
		const outcome = readEveryWay(
			events(
				choice({ content: 'Let me see.', tool_calls: [call(0, 'read_', '{"a')] }),
				choice({ tool_calls: [call(0, 'file', '":')] }),
				choice({ tool_calls: [call(0, undefined, '1}')] }),
				choice({ tool_calls: [call(1, 'search')] }),
				choice({ tool_calls: [call(1, 'search', '{}')] }),
				choice({}, 'tool_calls'),
				'[DONE]',
			),
		);
		assert.equal(outcome.text, 'Let me see.');
		assert.deepEqual(extrasOf(outcome), [
			called('read_file', 'call-0', '{"a":1}'),
			called('search', 'call-1', '{}'),
		]);
	});

	it('has no key in what a tool is given', () => {
		const input = JSON.stringify({ header: `Bearer ${CONTEXT.apiKey}` });
		const [call] = everyForm({ function_call: { name: 'fetch', arguments: input } });
		assert.ok(call?.type === 'toolCall' && call.input.startsWith('{"header"'));
		assert.ok(!call.input.includes(CONTEXT.apiKey));
	});

	it('has no key in what a tool or a file is called, wherever a server puts it', () => {
		const key = CONTEXT.apiKey;
		const named = (name: string) => `${'n'.repeat(80)}${name}`;
		const call = { index: 0, id: key, type: 'function', function: { name: key, arguments: '{}' } };
		const long = { index: 0, id: 'a', type: 'function', function: { name: named(key) } };
		for (const delta of [
			{ tool_calls: [call] },
			{ tool_calls: [long] },
			{ content: [{ type: 'file', file: { filename: `${key}.pdf` } }] },
			{ content: [{ type: 'file', file: { filename: 'a.pdf', mime_type: `text/${key}` } }] },
			{ content: [{ type: 'file', file: { file_id: key } }] },
		]) {
			const shown = everyForm(delta);
			assert.equal(shown.length, 1);
			assert.ok(!JSON.stringify(shown).includes(key.slice(0, 12)), JSON.stringify(shown));
		}
	});

	it('may be audio, told once, beside what it says', () => {
		assert.deepEqual(everyForm({ audio: { id: 'a', data: 'AAAA', transcript: 'Hello' } }), [
			{ type: 'audio' },
		]);
		assert.deepEqual(everyForm({ audio: { id: 'a', transcript: 'Hello' } }), []);
		assert.deepEqual(everyForm({ content: [{ type: 'output_audio', data: 'AAAA' }] }), [
			{ type: 'audio' },
		]);
	});

	it('may be files, in every shape, which are named and not kept', () => {
		const pdf = 'data:application/pdf;base64,AAAA';
		const named = { type: 'file', name: 'a.pdf', mediaType: 'application/pdf' };
		for (const part of [
			{ type: 'file', file: { filename: 'a.pdf', file_data: pdf } },
			{ type: 'input_file', filename: 'a.pdf', file_data: pdf },
			{ type: 'output_file', filename: 'a.pdf', mime_type: 'application/pdf', file_id: 'file-1' },
			{ type: 'document', title: 'a.pdf', source: { media_type: 'application/pdf', data: 'AA' } },
			{ type: 'resource_link', uri: 'https://x.example/b/a.pdf?c', mimeType: 'application/pdf' },
			{ fileData: { mimeType: 'application/pdf', fileUri: 'gs://bucket/a.pdf' } },
			{ inlineData: { mimeType: 'application/pdf', data: 'AAAA', displayName: 'a.pdf' } },
		]) {
			assert.deepEqual(everyForm({ content: [part] }), [named], JSON.stringify(part));
			assert.deepEqual(everyForm({ content: part }), [named]);
		}
		assert.deepEqual(everyForm({ files: [{ filename: 'a.pdf', file_data: pdf }] }), [named]);
		for (const [part, file] of [
			[{ type: 'file', file: { file_id: 'file-1' } }, { name: 'file-1' }],
			[{ type: 'container_upload' }, {}],
			[
				{ type: 'video_url', video_url: { url: 'https://x.example/y.mp4' } },
				{ name: 'y.mp4', mediaType: 'video' },
			],
			[
				{ type: 'image_file', image_file: { file_id: 'f' } },
				{ name: 'f', mediaType: 'image' },
			],
		] as const) {
			assert.deepEqual(everyForm({ content: [part] }), [{ type: 'file', ...file }]);
		}
	});

	it('is an image or audio also where it comes as a file', () => {
		for (const part of [
			{ type: 'file', file: { filename: 'a.png', file_data: SMALL } },
			{ type: 'file', mediaType: 'image/png', data: SMALL.slice(SMALL.indexOf(',') + 1) },
			{ type: 'output_file', url: SMALL },
		]) {
			const [extra, ...more] = everyForm({ content: [part] });
			assert.deepEqual([extra?.type, more], ['image', []], JSON.stringify(part));
		}
		const sound = { inlineData: { mimeType: 'audio/wav', data: 'AAAA' } };
		assert.deepEqual(everyForm({ content: [sound] }), [{ type: 'audio' }]);
		const remote = {
			type: 'file',
			file: { url: 'https://x.example/a.png' },
			mime_type: 'image/png',
		};
		assert.deepEqual(everyForm({ content: [remote] }), [
			{ type: 'file', name: 'a.png', mediaType: 'image/png' },
		]);
	});

	it('is no file where a part has its text, or the model wrote JSON', () => {
		for (const content of [
			[{ type: 'file', text: 'Hello' }],
			[{ type: 'document', content: 'Hello' }],
			[{ type: 'file_citation', text: 'Hello', file_id: 'f' }],
			{ file: 'a.pdf', size: 3 },
			{ files: ['a.pdf'] },
			{ image: 'a sunset', source: 'wiki' },
			{ image_url: 'https://x.example/a.png' },
			{ source: { data: 'x' } },
			{ function: { name: 'f' }, answer: 1 },
			{ functionCall: { name: 'f' }, answer: 1 },
		]) {
			const answer = { choices: [{ message: { content }, finish_reason: 'stop' }] };
			const outcome = readEveryWay(JSON.stringify(answer));
			assert.deepEqual(extrasOf(outcome), []);
			assert.equal(outcome.text, Array.isArray(content) ? 'Hello' : JSON.stringify(content));
		}
	});

	it('is told once where a part stands without a list', () => {
		const data = SMALL.slice(SMALL.indexOf(',') + 1);
		for (const [content, type] of [
			[{ inlineData: { mimeType: 'image/png', data } }, 'image'],
			[{ inline_data: { mime_type: 'image/png', data }, thoughtSignature: 'x' }, 'image'],
			[{ image_url: { url: SMALL } }, 'image'],
			[{ image: SMALL }, 'image'],
			[{ b64_json: data }, 'image'],
			[{ source: { type: 'base64', media_type: 'image/png', data } }, 'image'],
			[{ functionCall: { name: 'f', args: { a: 1 } } }, 'toolCall'],
			[{ toolUse: { name: 'f', input: {} } }, 'toolCall'],
		] as const) {
			for (const form of [content, [content]]) {
				const answer = { choices: [{ message: { content: form }, finish_reason: 'stop' }] };
				const outcome = read([Buffer.from(JSON.stringify(answer))], '');
				assert.deepEqual(
					[outcome.text, extrasOf(outcome).map((extra) => extra.type)],
					['', [type]],
					JSON.stringify(form),
				);
			}
		}
	});

	it('is nothing in a reply of text', () => {
		for (const part of [{ images: null, tool_calls: null }, { images: [], tool_calls: [] }, {}]) {
			assert.deepEqual(everyForm({ content: 'Hello', ...part }), []);
		}
		assert.deepEqual(extrasOf(readEveryWay(events(delta('a', 'stop')))), []);
	});
});
