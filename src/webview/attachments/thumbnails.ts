import type { LoadedImage } from '../../shared/attachments/attachmentProtocol.ts';
import { imageInWords } from '../../shared/attachments/attachmentWords.ts';
import type { Image } from '../../shared/conversation/messages.ts';
import { element } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { scaled } from './scaledPicture.ts';

/** The longest side of a thumbnail, in pixels: twice what it is shown at, for screens of high density. */
const SIDE = 320;
/** How far from being seen an image is asked for, in pixels. */
const MARGIN = '400px';

/** Whether a picture in it could not be shown. The image may be there by now: it was attached anew. */
export function hasBroken(root: HTMLElement): boolean {
	return root.querySelector('.thumbnail.broken') !== null;
}

/** A small picture's address, or why there is none. */
type Shown = { readonly url: string } | { readonly problem: string };

/**
 * Small pictures of images. The host sends the whole of one when it is about to be seen; only the small one is kept, for as long
 * as the page is there.
 */
export class Thumbnails {
	readonly #host: HostPort;
	/** The addresses by hash. */
	readonly #known = new Map<string, string>();
	/** Those that are asked for or are not yet near enough to be seen. */
	readonly #waiting = new Map<HTMLElement, Image>();
	readonly #asked = new Set<string>();
	readonly #observer = new IntersectionObserver((entries) => this.#seen(entries), {
		rootMargin: MARGIN,
	});

	constructor(host: HostPort) {
		this.#host = host;
	}

	/**
	 * A picture of this image, or in its place what is wrong with it.
	 * @param decorative for one whose name stands beside it
	 */
	show(image: Image, decorative = false): HTMLElement {
		const root = element('span', { class: 'thumbnail' });
		root.dataset['label'] = decorative ? '' : imageInWords(image);
		// Its place has its shape from the start, so that nothing jumps when it comes.
		if (!decorative) root.style.aspectRatio = `${image.width} / ${image.height}`;
		const known = this.#known.get(image.hash);
		if (known !== undefined) fill(root, image, { url: known });
		else {
			this.#waiting.set(root, image);
			this.#observer.observe(root);
		}
		return root;
	}

	async loaded({ hash, bytes, problem = 'its file is missing' }: LoadedImage): Promise<void> {
		const mediaType = [...this.#waiting.values()].find((image) => image.hash === hash)?.mediaType;
		const shown: Shown = bytes === undefined ? { problem } : await small(bytes, mediaType);
		this.#asked.delete(hash);
		// What is wrong now may be right when it is shown anew: see hasBroken.
		if ('url' in shown) this.#known.set(hash, shown.url);
		for (const [root, image] of this.#waiting) {
			if (image.hash !== hash) continue;
			this.#waiting.delete(root);
			fill(root, image, shown);
		}
	}

	/** Lets go of those that are not in the page any more. */
	forgetGone(): void {
		for (const root of this.#waiting.keys()) {
			if (root.isConnected && root.closest('[inert]') === null) continue;
			this.#waiting.delete(root);
			this.#observer.unobserve(root);
		}
	}

	#seen(entries: readonly IntersectionObserverEntry[]): void {
		for (const { target, isIntersecting } of entries) {
			if (!(target instanceof HTMLElement) || !target.isConnected) continue;
			const image = this.#waiting.get(target);
			if (image === undefined || !isIntersecting) continue;
			this.#observer.unobserve(target);
			if (this.#asked.has(image.hash)) continue;
			this.#asked.add(image.hash);
			this.#host.post({ type: 'loadImage', hash: image.hash });
		}
	}
}

function fill(root: HTMLElement, image: Image, shown: Shown): void {
	if ('problem' in shown) {
		root.classList.add('broken');
		root.style.aspectRatio = '';
		root.replaceChildren(`${image.name}: ${shown.problem}`);
		return;
	}
	const picture = element('img', {});
	picture.alt = root.dataset['label'] ?? '';
	picture.src = shown.url;
	root.replaceChildren(picture);
}

async function small(bytes: Uint8Array<ArrayBuffer>, type: string | undefined): Promise<Shown> {
	try {
		const picture = await createImageBitmap(new Blob([bytes], type === undefined ? {} : { type }));
		const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
		const blob = await scaled(picture, scale).convertToBlob();
		picture.close();
		return { url: URL.createObjectURL(blob) };
	} catch {
		return { problem: 'its file is damaged' };
	}
}
