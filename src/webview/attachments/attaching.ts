import { element, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { isUndoKey } from '../dom/keys.ts';
import { alerts } from '../errors/lazyAlert.ts';
import type { NamedImage } from './imageIntake.ts';

interface AttachingParts {
	/** The conversation whose box is shown; undefined before the first. */
	readonly conversation: () => string | undefined;
	/** Images have begun or ended to be looked at. */
	readonly changed: () => void;
	/** The keyboard is to go back to the box. */
	readonly focus: () => void;
}

/** What belongs to the box of a conversation; of undefined, to that of the first. */
interface OfChat {
	readonly of: string | undefined;
	readonly text?: string;
}

/** What was pasted, dropped or picked, on its way to the host; what is not attached is said over the box. */
export class Attaching {
	readonly problems = element('div', { class: 'notice' });
	readonly #host: HostPort;
	readonly #parts: AttachingParts;
	/** What is said in `problems`, by conversation: images that are picked together come one by one. */
	#reasons: OfChat[] = [];
	#justPasted = false;
	/** The lots of images that are still to be looked at. */
	#waiting: OfChat[] = [];
	#last: Promise<void> = Promise.resolve();

	constructor(host: HostPort, parts: AttachingParts) {
		this.#host = host;
		this.#parts = parts;
	}

	/** Whether there are images for the box of the shown conversation that are not with the host yet. */
	get busy(): boolean {
		return this.#waiting.some(this.#isFor());
	}

	/** Resolves when they are, or are refused: with whether none was, though another conversation may be shown by then. */
	async whenDone(): Promise<boolean> {
		const isIts = this.#isFor();
		while (this.#waiting.some(isIts)) await this.#last;
		return !this.#reasons.some(isIts);
	}

	/** What came before the first conversation is for that one. */
	#isFor(): (one: OfChat) => boolean {
		const shown = this.#parts.conversation();
		return ({ of = shown }) => of === shown;
	}

	/**
	 * Takes images in the order they come; they count as on their way from now on.
	 * @param conversation whose box they are for: another may be shown once they have been looked at
	 */
	images(images: readonly NamedImage[], conversation = this.#parts.conversation()): void {
		this.clear();
		if (images.length === 0) return;
		const lot = { of: conversation };
		this.#waiting.push(lot);
		this.#parts.changed();
		this.#last = this.#last
			.then(() => this.#take(images, conversation))
			.catch(reportError)
			.then(() => {
				this.#waiting = this.#waiting.filter((one) => one !== lot);
				this.#parts.changed();
			});
	}

	/** Files from outside VS Code. Of these only images can be taken: of others nobody here knows where they are. */
	files(files: readonly File[]): void {
		this.images(files.map((file) => ({ name: file.name, file })));
		this.#parts.focus();
	}

	uris(uris: readonly string[]): void {
		this.clear();
		this.#host.post({ type: 'attachFiles', uris: [...uris] });
		this.#parts.focus();
	}

	/** A pasted text of many lines; false before there is a chat to attach it to. */
	pasted(text: string): boolean {
		const conversation = this.#parts.conversation();
		if (conversation === undefined) return false;
		this.#host.post({ type: 'attachPasted', conversation, text });
		this.#justPasted = true;
		return true;
	}

	/** Something else was done since the last paste: undoing is about that. */
	forgetPaste(): void {
		this.#justPasted = false;
	}

	/** Undo right after a long text was pasted puts it into the box. False where that is not what was done last. */
	undoPaste(event: KeyboardEvent): boolean {
		if (!isUndoKey(event) || !this.#justPasted) return false;
		this.#justPasted = false;
		event.preventDefault();
		// VS Code would undo what was typed before.
		event.stopPropagation();
		this.#host.post({ type: 'putInBox' });
		return true;
	}

	/** Takes away what was said of earlier ones. */
	clear(): void {
		const isIts = this.#isFor();
		this.#reasons = this.#reasons.filter((one) => !isIts(one));
		this.problems.replaceChildren();
	}

	async #take(images: readonly NamedImage[], of: string | undefined): Promise<void> {
		let reasons: string[];
		try {
			// Few messages have images, and the page is to be there quickly.
			const { takeImages } = await import('./imageIntake.ts');
			reasons = await takeImages(images, (name, bytes) => this.#taken(name, bytes, of));
		} catch {
			// What looks at images could not be loaded. What waits for this is not to wait for ever.
			reasons = images.map(({ name }) => `${name} could not be looked at.`);
		}
		if (reasons.length > 0) await this.#refused(reasons, of);
	}

	#taken(name: string, bytes: Uint8Array<ArrayBuffer>, of: string | undefined): void {
		const conversation = of ?? this.#parts.conversation();
		if (conversation !== undefined) {
			this.#host.post({ type: 'attachImage', conversation, name, bytes });
			return;
		}
		void this.#refused([`${name} came before the chat was there.`], of).catch(reportError);
	}

	#refused(reasons: readonly string[], of: string | undefined): Promise<void> {
		this.#reasons.push(...reasons.map((text) => ({ of, text })));
		return this.show();
	}

	/** Says what was not attached to the shown conversation. */
	async show(): Promise<void> {
		this.problems.replaceChildren();
		if (this.#reasons.length === 0) return;
		const { failureAlert } = await alerts.load();
		const reasons = this.#reasons.filter(this.#isFor());
		// Taken away while that was loaded, or another's.
		if (reasons.length === 0) return;
		const what = reasons.length === 1 ? 'It was' : 'They were';
		const message = `${reasons.map(({ text }) => text).join(' ')} ${what} not attached.`;
		this.problems.replaceChildren(
			failureAlert({ kind: 'refused', message }, () => {}),
			iconButton('Dismiss', 'close', () => {
				this.clear();
				this.#parts.focus();
			}),
		);
	}
}
