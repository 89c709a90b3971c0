import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { element } from '../dom/element.ts';
import { Lazy } from '../dom/lazy.ts';
import { alerts } from '../errors/lazyAlert.ts';
import type { OverBox, OverBoxWays } from './overBox.ts';

/** What is said over the box; to be loaded before a status that has some. */
export const overBoxes = new Lazy(() => import('./overBox.ts'));

/** Where something is said over the box, until what says it is loaded. */
export class LazyOverBox {
	readonly unsaved = element('div', { class: 'notice' });
	readonly notice = element('div', { class: 'notice' });
	readonly news = element('div', { role: 'status' });
	readonly findings = element('div', {
		class: 'findings',
		role: 'status',
		'aria-label': 'Before sending',
	});
	readonly #ways: OverBoxWays;
	#overBox: OverBox | undefined;
	/** What is to be said of too long a text once that can be said, unless something else was shown meanwhile. */
	#waiting: number | undefined;

	constructor(ways: Omit<OverBoxWays, 'alerts'>) {
		this.#ways = { ...ways, alerts };
	}

	/** Nothing, where it is not loaded: there is nothing to say then. */
	show(status: ChatStatus): void {
		this.#waiting = undefined;
		this.#loaded()?.show(status);
	}

	/** Says that a text of this many UTF-16 units is longer than the host takes. */
	tooLong(length: number): void {
		this.#waiting = length;
		void overBoxes.load().then(() => {
			if (this.#waiting === length) this.#loaded()?.tooLong(length);
		}, reportError);
	}

	#loaded(): OverBox | undefined {
		const { loaded } = overBoxes;
		if (loaded !== undefined) this.#overBox ??= new loaded.OverBox(this, this.#ways);
		return this.#overBox;
	}
}
