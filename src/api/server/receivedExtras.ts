import { createHash } from 'node:crypto';
import type { ReceivedExtra, ReplyEvent } from '../../core/server/chatServer.ts';
import { cut } from '../../shared/text/shorten.ts';
import { type ExtraContent, imageAt } from './replyExtras.ts';

/** How many images of one reply are shown, and how many tools are named. */
const MAX_IMAGES = 16;
const MAX_TOOLS = 32;

/** The longest name of a tool that is shown, in UTF-16 units. */
const MAX_NAME = 100;

/** What has come beside the text of one reply. Each image counts once: some servers have all of them in the last chunk again. */
export class ReceivedExtras {
	/** The hashes of the addresses. */
	readonly #images = new Set<string>();
	readonly #tools = new Map<number, string>();
	#hasAudio = false;

	add({ images, tools, hasAudio }: ExtraContent): readonly ReplyEvent[] {
		for (const { index, name } of tools) this.#named(index, name);
		this.#hasAudio ||= hasAudio;
		return images.flatMap((address) => this.#image(address)).map(asEvent);
	}

	#image(address: string): ReceivedExtra[] {
		const hash = createHash('sha256').update(address).digest('hex');
		if (this.#images.has(hash) || this.#images.size > MAX_IMAGES) return [];
		this.#images.add(hash);
		if (this.#images.size <= MAX_IMAGES) return [imageAt(address)];
		return [{ type: 'badImage', why: `more than ${MAX_IMAGES} came` }];
	}

	/** A name may come in pieces, or again with each piece of what the tool is given. */
	#named(index: number, piece: string): void {
		const name = this.#tools.get(index) ?? '';
		if (name.endsWith(piece) || (name === '' && this.#tools.size >= MAX_TOOLS)) return;
		this.#tools.set(index, cut(name + piece, MAX_NAME));
	}

	/** What is known in whole only when nothing more comes. */
	end(): readonly ReplyEvent[] {
		const tools = [...this.#tools.values()].map((name) => ({ type: 'toolCall', name }) as const);
		const audio = this.#hasAudio ? [{ type: 'audio' } as const] : [];
		this.#tools.clear();
		this.#hasAudio = false;
		return [...audio, ...tools].map(asEvent);
	}
}

function asEvent(extra: ReceivedExtra): ReplyEvent {
	return { type: 'extra', extra };
}
