import type { ReceivedExtra } from '../../core/server/chatServer.ts';
import { imageHeader, MAX_IMAGE_BYTES } from '../../shared/attachments/imageHeader.ts';
import { cut } from '../../shared/text/shorten.ts';
import { field, isObject, numberField, stringField } from '../json/jsonFields.ts';
import { dataOf, type FileExtra, fileOf, isFilePart, mediaTypeOf } from './extras/fileParts.ts';

/** A piece of what a tool is called with. */
export interface ToolPiece {
	/** Its place in the list of all calls. */
	readonly index: number;
	readonly id: string | undefined;
	readonly name: string | undefined;
	/** Of the JSON that the tool is given; all of it where it came as an object. */
	readonly input: string;
}

/** What a delta or a message has beside text: images by their addresses, pieces of the calls of tools, files, and whether there is audio. */
export interface ExtraContent {
	readonly images: readonly string[];
	readonly tools: readonly ToolPiece[];
	readonly files: readonly FileExtra[];
	readonly hasAudio: boolean;
}

export const NO_EXTRAS: ExtraContent = { images: [], tools: [], files: [], hasAudio: false };

/** Whether there is any of them. */
export function hasExtras({ images, tools, files, hasAudio }: ExtraContent): boolean {
	return hasAudio || images.length + tools.length + files.length > 0;
}

/** Parts with an image: OpenAI's, those of the Responses API, Claude's. */
const IMAGE_PARTS = new Set<unknown>(['image_url', 'output_image', 'image', 'image_generation']);
const TOOL_PARTS = new Set<unknown>(['tool_use', 'tool_call', 'function_call']);
/** Where Gemini has its bytes. */
const INLINE = ['inlineData', 'inline_data'];
/** What messages call the calls of tools, and where a call has its name: OpenAI, Gemini, Bedrock. */
const CALLS = ['tool_calls', 'toolCalls', 'tool_call', 'function_call'];
const CALLED = ['function', 'custom', 'functionCall', 'toolUse'];
/** Where messages have files beside their content. */
const FILES = ['files', 'file', 'attachments', 'documents', 'videos', 'video'];
const RASTER = /^image\/(?:png|jpe?g|webp|gif)$/;
const AUDIO_PARTS = new Set<unknown>(['audio', 'output_audio', 'input_audio']);

/** @param message a delta, or the message of a whole answer */
export function readExtras(message: unknown): ExtraContent {
	if (!isObject(message)) return NO_EXTRAS;
	const content = message['content'];
	const parts = isObject(content) && !isPart(content) ? [] : [content].flat(4).filter(isObject);
	const imageParts = parts.filter(isImagePart);
	const fileParts = [
		...parts.filter((part) => !isImagePart(part) && (isFilePart(part) || hasBytes(part))),
		...FILES.flatMap((name) => [message[name] ?? []].flat()).filter(isObject),
	].filter((part) => typeof part['text'] !== 'string' && typeof part['content'] !== 'string');
	const pictures = fileParts.filter((part) => RASTER.test(mediaTypeOf(part)) && dataOf(part));
	const sounds = fileParts.filter((part) => mediaTypeOf(part).startsWith('audio/'));
	const lists = ['images', 'image', 'generated_images'].flatMap((name) =>
		[message[name] ?? []].flat(),
	);
	const calls = CALLS.flatMap((name) => [message[name] ?? []].flat());
	const toolParts = parts.filter(
		(part) => TOOL_PARTS.has(part['type']) || CALLED.some((name) => isObject(part[name])),
	);
	const audio = message['audio'];
	return {
		images: [
			...[...imageParts, ...lists].flatMap((part) => imageAddress(part) ?? []),
			...pictures.flatMap((part) => asDataUrl(dataOf(part) ?? '')),
		],
		tools: [...calls, ...toolParts].flatMap(toolPiece),
		files: fileParts
			.filter((part) => !pictures.includes(part) && !sounds.includes(part))
			.map(fileOf),
		hasAudio: isObject(audio)
			? stringField(audio, 'data') !== undefined
			: sounds.length > 0 || parts.some(({ type }) => AUDIO_PARTS.has(type)),
	};
}

/** Fields of a part without a type. One that has others is JSON that the model wrote. */
const BARE =
	/^(?:inlineData|inline_data|fileData|file_data|functionCall|toolUse|image_url|image|b64_json|source|thought_?signature|id|index|mime_?type|detail|video_?metadata)$/i;

/** Whether an object in the place of the content is a part, as one in a list would be, and no JSON that the model wrote. */
export function isPart(content: Readonly<Record<string, unknown>>): boolean {
	if (content['type'] !== undefined) return true;
	if (!Object.keys(content).every((name) => BARE.test(name))) return false;
	return (
		isImagePart(content) ||
		isFilePart(content) ||
		hasBytes(content) ||
		CALLED.some((name) => stringField(content[name], 'name') !== undefined)
	);
}

function hasBytes(part: Readonly<Record<string, unknown>>): boolean {
	return INLINE.some((name) => stringField(part[name], 'data') !== undefined);
}

function isImagePart(part: Readonly<Record<string, unknown>>): boolean {
	if (part['type'] !== undefined) return IMAGE_PARTS.has(part['type']);
	if (hasBytes(part)) return /^(?:image\/.*)?$/.test(mediaTypeOf(part));
	// A text that the model wrote may have fields of these names, but no data in them.
	const { image, image_url: address, b64_json: base64, source } = part;
	return (
		[image, address].some((found) => typeof found === 'string' && /^data:image\//i.test(found)) ||
		stringField(address, 'url') !== undefined ||
		(typeof base64 === 'string' && base64 !== '') ||
		(stringField(source, 'data') !== undefined && mediaTypeOf(part).startsWith('image/'))
	);
}

function toolPiece(call: unknown, place: number): ToolPiece[] {
	const told = CALLED.map((name) => field(call, name)).find(isObject) ?? call;
	const name = stringField(told, 'name');
	// OpenAI's name, and Claude's.
	const given = field(told, 'arguments') ?? field(told, 'input') ?? field(told, 'args');
	const input = typeof given === 'string' ? given : isObject(given) ? JSON.stringify(given) : '';
	if (name === undefined && input === '') return [];
	const id = stringField(call, 'id') ?? stringField(call, 'call_id');
	return [{ index: numberField(call, 'index') ?? place, id, name, input }];
}

/** The address of an image, wherever a part has it. */
function imageAddress(part: unknown): string | undefined {
	if (typeof part === 'string') return part === '' ? undefined : part;
	for (const holder of [
		part,
		field(part, 'image_url'),
		field(part, 'image'),
		field(part, 'source'),
		...INLINE.map((name) => field(part, name)),
	]) {
		const address =
			stringField(holder, 'url') ??
			stringField(holder, 'image_url') ??
			stringField(holder, 'image');
		if (address !== undefined) return address;
		const data =
			stringField(holder, 'b64_json') ??
			stringField(holder, 'data') ??
			stringField(holder, 'result');
		if (data !== undefined) return asDataUrl(data);
	}
	return undefined;
}

/** What the bytes are is seen in them. */
function asDataUrl(data: string): string {
	return data.startsWith('data:') ? data : `data:image/png;base64,${data}`;
}

/** The longest address that is shown, in UTF-16 units. */
const MAX_SHOWN = 500;

const DATA_URL = /^data:([^,]{0,200}),/i;

/** What an address of an image stands for. Only data is an image: nothing is loaded. */
export function imageAt(address: string): ReceivedExtra {
	const [head, parameters = ''] = DATA_URL.exec(address) ?? [];
	if (head === undefined) return { type: 'imageAddress', address: cut(address, MAX_SHOWN) };
	if (!/;base64$/i.test(parameters)) return { type: 'badImage', why: 'it is not in base64' };
	if ((address.length - head.length) * 0.75 > MAX_IMAGE_BYTES + 2) {
		return { type: 'badImage', why: 'it has more than 20 MB' };
	}
	const bytes = Buffer.from(address.slice(head.length), 'base64');
	const image = imageHeader(bytes);
	// What the bytes are counts, not what they are called.
	return image === undefined
		? { type: 'badImage', why: 'it is no PNG, JPEG, WebP or GIF' }
		: { type: 'image', bytes, image };
}
