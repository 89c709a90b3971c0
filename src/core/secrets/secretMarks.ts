import type { SecretPorts } from './chatSecrets.ts';
import { HIDDEN } from './foundSecret.ts';

/** A text that goes along; the same object as long as it is the same text. */
interface Marked {
	readonly text: string;
}

/** What the texts that go along look as if they held, known before anything is sent. Each text is looked at once, when it is first shown. */
export class SecretMarks {
	readonly #find: SecretPorts['find'] | undefined;
	readonly #changed: () => void;
	readonly #known = new WeakMap<Marked, readonly string[]>();

	/**
	 * @param ports without, nothing is looked for
	 * @param changed something was found in a text that is shown
	 */
	constructor(ports: Pick<SecretPorts, 'find'> | undefined, changed: () => void) {
		this.#find = ports?.find;
		this.#changed = changed;
	}

	/** What it looks as if it held, by kinds: "a GitHub token". Empty until it is known. Characters that cannot be seen are told elsewhere. */
	of(one: Marked): readonly string[] {
		const known = this.#known.get(one);
		if (known !== undefined) return known;
		this.#known.set(one, []);
		void this.#look(one);
		return [];
	}

	async #look(one: Marked): Promise<void> {
		const found = (await this.#find?.(one.text)) ?? [];
		const kinds = new Set(found.map(({ kind }) => kind));
		kinds.delete(HIDDEN);
		if (kinds.size === 0) return;
		this.#known.set(one, [...kinds]);
		this.#changed();
	}
}
