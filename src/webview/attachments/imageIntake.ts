import { errorText } from '../../shared/errors/errorText.ts';

export interface NamedImage {
	readonly name: string;
	readonly file: Blob;
}

/** What the intake does with what it was given. */
interface IntakeEvents {
	/** An image is ready to be attached. */
	taken(name: string, bytes: Uint8Array<ArrayBuffer>): void;
	/** These are not attached, each with its reason. */
	refused(reasons: readonly string[]): void;
	/** It has begun or ended to be busy. */
	changed(): void;
}

/** Looks through images one after the other, so that at most one is drawn at a time, in the order they came. */
export class ImageIntake {
	readonly #events: IntakeEvents;
	#waiting = 0;
	#last: Promise<void> = Promise.resolve();

	constructor(events: IntakeEvents) {
		this.#events = events;
	}

	get busy(): boolean {
		return this.#waiting > 0;
	}

	/** Resolves when all that was added is taken or refused. */
	async whenDone(): Promise<void> {
		while (this.busy) await this.#last;
	}

	add(images: readonly NamedImage[]): void {
		if (images.length === 0) return;
		this.#waiting++;
		this.#events.changed();
		this.#last = this.#last.then(async () => {
			try {
				await this.#take(images);
			} catch {
				// What looks at images could not be loaded. What waits for this is not to wait for ever.
				this.#events.refused(images.map(({ name }) => `${name} could not be looked at.`));
			}
			this.#waiting--;
			this.#events.changed();
		});
	}

	async #take(images: readonly NamedImage[]): Promise<void> {
		// Few messages have images, and the page is to be there quickly.
		const { ImageRefusal, prepareImage } = await import('./prepareImage.ts');
		const reasons: string[] = [];
		for (const { name, file } of images) {
			try {
				this.#events.taken(name, await prepareImage(name, file));
			} catch (error) {
				// Whatever else the browser says of it: the others are still to come.
				const reason = errorText(error);
				reasons.push(
					error instanceof ImageRefusal ? reason : `${name} could not be read: ${reason}`,
				);
			}
		}
		if (reasons.length > 0) this.#events.refused(reasons);
	}
}
