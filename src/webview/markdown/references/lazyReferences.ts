import type { References as Answer } from '../../../shared/markdown/markdownProtocol.ts';
import { Lazy } from '../../dom/lazy.ts';
import type { ReferenceLinks, ReferencesPorts } from './referenceLinks.ts';

const links = new Lazy(() => import('./referenceLinks.ts'));

/** The places in files that a complete text names. They are looked for once it is in view, while the page is idle. */
export class References {
	readonly #text: HTMLElement;
	readonly #ports: ReferencesPorts;
	#links: ReferenceLinks | undefined;
	#idle: number | undefined;

	constructor(text: HTMLElement, ports: ReferencesPorts) {
		this.#text = text;
		this.#ports = ports;
	}

	/** The text is complete. */
	find(): void {
		whenSeen.set(this.#text, () => {
			this.#idle = requestIdleCallback(() => void this.#find().catch(reportError));
		});
		seen.observe(this.#text);
	}

	answered(answer: Answer): void {
		this.#links?.answered(answer);
	}

	/** The text goes on: what was made a link of it is text again until it is complete. */
	takeBack(): void {
		this.#links?.takeBack();
		this.dispose();
	}

	/** The text is taken off the page. */
	dispose(): void {
		forget(this.#text);
		if (this.#idle !== undefined) cancelIdleCallback(this.#idle);
		this.#idle = undefined;
		this.#links?.dispose();
		this.#links = undefined;
	}

	async #find(): Promise<void> {
		const idle = this.#idle;
		const { ReferenceLinks: Links } = await links.load();
		if (this.#idle !== idle || idle === undefined) return;
		this.#links = new Links(this.#text, this.#ports);
	}
}

const whenSeen = new WeakMap<Element, () => void>();

const seen = new IntersectionObserver((entries) => {
	for (const { isIntersecting, target } of entries) {
		if (!isIntersecting) continue;
		whenSeen.get(target)?.();
		forget(target);
	}
});

function forget(text: Element): void {
	seen.unobserve(text);
	whenSeen.delete(text);
}
