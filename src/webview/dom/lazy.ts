/** Code in a file of its own, which is loaded when it is first wanted. */
export class Lazy<T> {
	readonly #import: () => Promise<T>;
	#loading: Promise<T> | undefined;
	#loaded: T | undefined;

	/** @param load an `import()`; it is called again where it has failed */
	constructor(load: () => Promise<T>) {
		this.#import = load;
	}

	/** What has been loaded; undefined before `load` has resolved. */
	get loaded(): T | undefined {
		return this.#loaded;
	}

	/**
	 * Resolves when it is loaded; those who wait for it go on in the order in which they asked.
	 * @throws TypeError when the file cannot be loaded
	 */
	load(): Promise<T> {
		this.#loading ??= this.#loadNow();
		return this.#loading;
	}

	async #loadNow(): Promise<T> {
		try {
			this.#loaded = await this.#import();
			return this.#loaded;
		} catch (error) {
			this.#loading = undefined;
			throw error;
		}
	}
}
