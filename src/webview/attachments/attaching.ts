import { element, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { failureAlert } from '../errors/failureAlert.ts';
import { ImageIntake, type NamedImage } from './imageIntake.ts';

interface AttachingParts {
	/** The conversation whose box is shown; undefined before the first. */
	readonly conversation: () => string | undefined;
	/** Images have begun or ended to be looked at. */
	readonly changed: () => void;
	/** The keyboard is to go back to the box. */
	readonly focus: () => void;
}

/** What was pasted, dropped or picked, on its way to the host; what is not attached is said over the box. */
export class Attaching {
	readonly problems = element('div', { class: 'notice' });
	readonly #host: HostPort;
	readonly #parts: AttachingParts;
	readonly #intake: ImageIntake;
	/** What is said in `problems`: images that are picked together come one by one. */
	#reasons: string[] = [];

	constructor(host: HostPort, parts: AttachingParts) {
		this.#host = host;
		this.#parts = parts;
		this.#intake = new ImageIntake({
			taken: (name, bytes) => this.#taken(name, bytes),
			refused: (reasons) => this.#refused(reasons),
			changed: parts.changed,
		});
	}

	/** Whether there are images that are not with the host yet. */
	get busy(): boolean {
		return this.#intake.busy;
	}

	/** Resolves when they are. */
	whenDone(): Promise<void> {
		return this.#intake.whenDone();
	}

	images(images: readonly NamedImage[]): void {
		this.clear();
		this.#intake.add(images);
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

	/** Whether something is said of what was not attached. */
	get hasProblems(): boolean {
		return this.problems.hasChildNodes();
	}

	/** Takes away what was said of earlier ones. */
	clear(): void {
		this.#reasons = [];
		this.problems.replaceChildren();
	}

	#taken(name: string, bytes: Uint8Array<ArrayBuffer>): void {
		const conversation = this.#parts.conversation();
		if (conversation === undefined) this.#refused([`${name} came before the chat was there.`]);
		else this.#host.post({ type: 'attachImage', conversation, name, bytes });
	}

	#refused(reasons: readonly string[]): void {
		this.#reasons.push(...reasons);
		const what = this.#reasons.length === 1 ? 'It was' : 'They were';
		const message = `${this.#reasons.join(' ')} ${what} not attached.`;
		this.problems.replaceChildren(
			failureAlert({ kind: 'refused', message }, () => {}),
			iconButton('Dismiss', 'close', () => {
				this.clear();
				this.#parts.focus();
			}),
		);
	}
}
