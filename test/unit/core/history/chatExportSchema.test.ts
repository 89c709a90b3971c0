import assert from 'node:assert/strict';
import {
	ExportInFile,
	exportedChat,
	formatExport,
} from '../../../../src/core/history/chatExport.ts';
import { FailureKind, type Message } from '../../../../src/shared/conversation/messages.ts';
import { chat } from '../conversation/conversationSamples.ts';
import { conversationOf, isExport, schema } from './exportSchema.ts';

interface Shape {
	properties?: Record<string, Shape>;
	items?: Shape;
	anyOf?: Shape[];
	oneOf?: Shape[];
	allOf?: Shape[];
	enum?: unknown[];
	const?: unknown;
	$ref?: string;
}

interface Parser {
	type: string;
	entries?: Record<string, Parser>;
	item?: Parser;
	wrapped?: Parser;
	options?: Parser[] | string[];
	literal?: unknown;
}

/** Each path that a document of the schema can have, with the values that it names: "chats[].head", "format=llama-chat". */
function pathsInSchema(shape: Shape, path = ''): string[] {
	if (shape.$ref !== undefined) {
		return pathsInSchema(schema.definitions[shape.$ref.replace('#/definitions/', '')], path);
	}
	const values = 'const' in shape ? [shape.const] : (shape.enum ?? []);
	return [
		path,
		...values.map((value) => `${path}=${value}`),
		...Object.entries(shape.properties ?? {}).flatMap(([name, inner]) =>
			pathsInSchema(inner, `${path}.${name}`),
		),
		...(shape.items ? pathsInSchema(shape.items, `${path}[]`) : []),
		...[shape.anyOf, shape.oneOf, shape.allOf].flatMap((some) =>
			(some ?? []).flatMap((one) => pathsInSchema(one, path)),
		),
	];
}

/** The same of what the extension writes. */
function pathsWritten(parser: Parser, path = ''): string[] {
	const { type, entries = {}, item, wrapped, options = [], literal } = parser;
	return [
		path,
		...(type === 'literal' ? [`${path}=${literal}`] : []),
		...Object.entries(entries).flatMap(([name, inner]) => pathsWritten(inner, `${path}.${name}`)),
		...(item ? pathsWritten(item, `${path}[]`) : []),
		...(wrapped ? pathsWritten(wrapped, path) : []),
		...options.flatMap((one) =>
			typeof one === 'string' ? [`${path}=${one}`] : pathsWritten(one, path),
		),
	];
}

describe('the schema of exported chats', () => {
	it('names each property and each value that an export can have, and no other', () => {
		const sorted = (paths: string[]) => [...new Set(paths)].toSorted();
		const written = sorted(pathsWritten(ExportInFile as unknown as Parser));
		for (const path of ['.failure.cause', '.failure.page=keys', '.failure.kind=offline']) {
			assert.ok(written.includes(`.chats[].messages[]${path}`), path);
		}
		// A request of a file repeats the parts of its reply, by what they are; that is not read.
		const repeated = /\.(request|continuations\[\])\.(instructions|attachments)/;
		// Only a chat on the disk names a text of another message; in an export it is written out.
		const onDisk = /\.sameAs/;
		assert.deepEqual(
			sorted(pathsInSchema(schema)).filter((path) => !repeated.test(path)),
			written.filter((path) => !onDisk.test(path)),
		);
	});

	it('takes a reply that failed in any way, with all that is known about it', () => {
		for (const kind of FailureKind.options) {
			const json = JSON.parse(formatExport([exportedChat(conversationOf(chat))]));
			const failed = json.chats[0].messages.find(({ role }: Message) => role === 'assistant');
			failed.failure = {
				kind,
				message: 'It failed.',
				detail: 'Slow down.',
				cause: 'ECONNREFUSED: connect',
				code: 'rate_limit_exceeded',
				address: 'https://example.com/v1/chat/completions',
				requestId: 'r-1',
				status: 429,
				setting: 'maxTokens',
				parameter: 'max_tokens',
				affordable: 12,
				page: 'credits',
			};
			assert.ok(isExport(json), `${kind}: ${JSON.stringify(isExport.errors)}`);
			failed.failure.affordable = 'many';
			assert.ok(!isExport(json));
		}
	});
});
