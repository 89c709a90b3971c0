import type { ReplyExtra } from '../../../shared/conversation/messages.ts';
import { cut } from '../../../shared/text/shorten.ts';
import { field, isObject, stringField } from '../../json/jsonFields.ts';

/** A file that came beside the text: what it is called and what it is, as far as that is said. */
export type FileExtra = Extract<ReplyExtra, { readonly type: 'file' }>;

/** Parts with a file, by their types: OpenAI's, those of the Responses API, Claude's, the model context protocol's. */
const FILE_PARTS =
	/^(?:(?:(?:input|output|container|image)_)?(?:file|video|document)|(?:file|video|document)_(?:url|data|id|path|reference)|container_upload|resource(?:_link)?|attachment)$/i;

/** Where a part has its file. The last two are Gemini's. */
const HOLDERS = [
	...['file', 'video', 'document', 'resource', 'attachment', 'source', 'video_url', 'image_file'],
	...['inlineData', 'inline_data', 'fileData', 'file_data'],
] as const;
const GEMINI = ['fileData', 'file_data'] as const;

const NAMES = ['filename', 'file_name', 'fileName', 'name', 'title', 'displayName', 'display_name'];
const MEDIA_TYPES = ['mime_type', 'mimeType', 'media_type', 'mediaType', 'content_type'];
const ADDRESSES = ['url', 'uri', 'fileUri', 'file_uri', 'file_url', 'video_url'];
const DATA = ['file_data', 'data', 'url', 'uri', 'blob', 'bytes'];
const IDS = ['file_id', 'fileId', 'id'];

/** Longer than what is said of a file, in UTF-16 units. */
const MAX_NAME = 200;

/** Whether a part of the content is a file by its type or its shape, be it one of an image. */
export function isFilePart(part: Readonly<Record<string, unknown>>): boolean {
	const { type } = part;
	if (typeof type === 'string' && FILE_PARTS.test(type)) return true;
	return GEMINI.some((name) => isObject(part[name]));
}

/** The media type of a part, in small letters: "application/pdf". '' where it does not say. */
export function mediaTypeOf(part: unknown): string {
	const holders = holdersOf(part);
	const said = firstString(holders, MEDIA_TYPES);
	const [, inData] = /^data:([\w.+/-]{1,100})[;,]/i.exec(firstString(holders, DATA) ?? '') ?? [];
	return (said ?? inData ?? '').toLowerCase();
}

/** The data of a part with a file, as it was sent: base64, or a data URL. */
export function dataOf(part: unknown): string | undefined {
	const data = firstString(holdersOf(part), DATA);
	return data === undefined || /^(?!data:)[a-z]{1,20}:/i.test(data) ? undefined : data;
}

/** What is said of a file. Nothing is loaded from anywhere. */
export function fileOf(part: unknown): FileExtra {
	const holders = holdersOf(part);
	const address = firstString(holders, ADDRESSES) ?? '';
	const name =
		firstString(holders, NAMES) ?? /^[a-z]{2,20}:\/\/[^?#]*\/([^/?#]+)/.exec(address)?.[1];
	const told = name ?? firstString(holders, IDS);
	const media = mediaTypeOf(part) || kindOf(field(part, 'type'));
	return {
		type: 'file',
		...(told === undefined ? {} : { name: cut(told, MAX_NAME) }),
		...(media === '' ? {} : { mediaType: cut(media, MAX_NAME) }),
	};
}

function kindOf(type: unknown): string {
	return (
		(typeof type === 'string' ? /video|image/i.exec(type)?.[0].toLowerCase() : undefined) ?? ''
	);
}

function holdersOf(part: unknown): readonly unknown[] {
	return [...HOLDERS.map((name) => field(part, name)), part];
}

function firstString(holders: readonly unknown[], names: readonly string[]): string | undefined {
	return holders
		.flatMap((holder) => names.map((name) => stringField(holder, name)))
		.find((found) => found !== undefined);
}
