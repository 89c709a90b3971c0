import { createHash } from 'node:crypto';
import type { ChoiceEvent, ReceivedExtra } from '../../core/server/chatServer.ts';
import { cut } from '../../shared/text/shorten.ts';
import { parseJson } from '../json/jsonFields.ts';
import type { FileExtra } from './extras/fileParts.ts';
import { type ExtraContent, imageAt, type ToolPiece } from './replyExtras.ts';

/** How many images of one reply are shown, and how many tools and files are named. */
const MAX_IMAGES = 16;
const MAX_TOOLS = 32;
const MAX_FILES = 32;

/** The longest name of a tool that is shown, in UTF-16 units. */
const MAX_NAME = 100;

/** The longest text that a tool is given, in UTF-16 units. */
const MAX_INPUT = 4 * 1024 * 1024;

/** What has come beside the text of one reply. Each image counts once: some servers have all of them in the last chunk again. */
export class ReceivedExtras {
	/** The hashes of the addresses. */
	readonly #images = new Set<string>();
	readonly #tools = new Map<number, { id: string | undefined; name: string; input: string }>();
	/** What was said of each, as JSON. */
	readonly #files = new Set<string>();
	#hasAudio = false;

	add({ images, tools, files, hasAudio }: ExtraContent): readonly ChoiceEvent[] {
		for (const piece of tools) this.#called(piece);
		this.#hasAudio ||= hasAudio;
		const shown: ReceivedExtra[] = images.flatMap((address) => this.#image(address));
		return [...shown, ...files.filter((file) => this.#isNew(file))].map(asEvent);
	}

	#isNew(file: FileExtra): boolean {
		const said = JSON.stringify(file);
		if (this.#files.has(said) || this.#files.size >= MAX_FILES) return false;
		this.#files.add(said);
		return true;
	}

	#image(address: string): ReceivedExtra[] {
		const hash = createHash('sha256').update(address).digest('hex');
		if (this.#images.has(hash) || this.#images.size > MAX_IMAGES) return [];
		this.#images.add(hash);
		if (this.#images.size <= MAX_IMAGES) return [imageAt(address)];
		return [{ type: 'badImage', why: `more than ${MAX_IMAGES} came` }];
	}

	/** Both may come in pieces, a name also again with each piece of what the tool is given. */
	#called({ index, id, name = '', input }: ToolPiece): void {
		const call = this.#tools.get(index) ?? { id, name: '', input: '' };
		if (!this.#tools.has(index) && (name === '' || this.#tools.size >= MAX_TOOLS)) return;
		const { id: first = id, name: known, input: given } = call;
		const isTooLong = given.length + input.length > MAX_INPUT;
		this.#tools.set(index, {
			id: first,
			name: known.endsWith(name) ? known : cut(known + name, MAX_NAME),
			input: isTooLong || saysAgain(input, given) ? given : given + input,
		});
	}

	/** What is known in whole only when nothing more comes. */
	end(): readonly ChoiceEvent[] {
		const tools = [...this.#tools].map(([index, { id, name, input }]) => {
			return { type: 'toolCall', name, id: id ?? `call_${index}`, input } as const;
		});
		const audio = this.#hasAudio ? [{ type: 'audio' } as const] : [];
		this.#tools.clear();
		this.#hasAudio = false;
		return [...audio, ...tools].map(asEvent);
	}
}

/**
 * Whether a piece begins anew what a tool has in whole: some servers have all of it in the last chunk again. Outside of a text no object
 * begins where another has just ended, so what has come is not read as JSON with every piece.
 */
function saysAgain(piece: string, given: string): boolean {
	return piece.startsWith('{') && given.endsWith('}') && parseJson(given) !== undefined;
}

function asEvent(extra: ReceivedExtra): ChoiceEvent {
	return { type: 'extra', extra };
}
