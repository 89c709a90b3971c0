import type { Place } from '../../shared/reading/readingProtocol.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** How long after a move the host is told of it: the page is thrown away without a warning when it is hidden. */
const PLACE_MS = 100;

/** Tells the host where the reader is, so that a page to come begins there. */
export class PlaceTeller {
	readonly #host: HostPort;
	readonly #place: () => Place | null;
	#conversation: string | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param place where the reader is now */
	constructor(host: HostPort, place: () => Place | null) {
		this.#host = host;
		this.#place = place;
	}

	/** To be called before another conversation is shown: the last move in the one before may not be told yet. */
	open(conversation: string): void {
		this.#tell();
		this.#conversation = conversation;
	}

	moved(): void {
		this.#timer ??= setTimeout(() => this.#tell(), PLACE_MS);
	}

	#tell(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#conversation === undefined) return;
		this.#host.post({ type: 'place', conversation: this.#conversation, place: this.#place() });
	}
}
