import type { TokenChance } from '../../shared/compare/compareProtocol.ts';
import { element } from '../dom/element.ts';

/** Below each of these probabilities a token is tinted more. */
const STEPS = [0.9, 0.6, 0.3, 0.1];

/** So many tokens are put into the page at once; it goes on in between. */
const BATCH = 2000;

/** An answer token by token, as its model wrote it: the less likely a token was, the stronger is its tint. */
export class ChancesView {
	readonly root: HTMLElement;
	readonly #tokens: HTMLElement;
	/** What is known of the token that is pointed at, or that the keyboard is at. */
	readonly #told = element('p', { class: 'chance-told', role: 'status' });
	readonly #chances: readonly TokenChance[];
	#at = -1;

	/**
	 * @param name of the answer
	 * @param isCut whether that goes on behind them
	 */
	constructor(name: string, chances: readonly TokenChance[], isCut: boolean) {
		this.#chances = chances;
		this.#tokens = element('div', {
			class: 'chances',
			tabindex: '0',
			role: 'group',
			'aria-label': `Tokens of ${name}: the arrow keys lead from one to the next`,
			dir: 'auto',
		});
		const end = 'The answer goes on. Of the rest no probabilities are kept.';
		this.root = element(
			'div',
			{ class: 'chances-view' },
			this.#told,
			this.#tokens,
			...(isCut ? [element('p', { class: 'end-note' }, end)] : []),
		);
		this.#told.textContent =
			chances.length === 0
				? 'The server sent no probabilities, or they are kept no more.'
				: 'Point at a token, or go to one with the arrow keys.';
		this.#tokens.addEventListener('mouseover', ({ target }) => {
			if (target instanceof HTMLElement && target !== this.#tokens)
				this.#goTo(Number(target.dataset['at']));
		});
		this.#tokens.addEventListener('keydown', (event) => this.#pressed(event));
		this.#add(0);
	}

	#add(from: number): void {
		const batch = this.#chances.slice(from, from + BATCH);
		this.#tokens.append(
			...batch.map(({ text, logprob }, index) => {
				const likely = Math.exp(logprob);
				const step = STEPS.filter((limit) => likely < limit).length;
				return element(
					'span',
					{ 'data-step': String(step), 'data-at': String(from + index) },
					text,
				);
			}),
		);
		if (from + BATCH < this.#chances.length) setTimeout(() => this.#add(from + BATCH));
	}

	#pressed(event: KeyboardEvent): void {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const last = this.#tokens.childElementCount - 1;
		const to = {
			ArrowRight: Math.min(last, this.#at + 1),
			ArrowLeft: Math.max(0, this.#at - 1),
			Home: 0,
			End: last,
		}[event.key];
		if (to === undefined || last < 0) return;
		event.preventDefault();
		this.#goTo(to);
		this.#tokens.children[to]?.scrollIntoView({ block: 'nearest' });
	}

	#goTo(at: number): void {
		const chance = this.#chances[at];
		if (chance === undefined || at === this.#at) return;
		this.#tokens.children[this.#at]?.classList.remove('is-current');
		this.#at = at;
		this.#tokens.children[at]?.classList.add('is-current');
		const others = chance.others.map(inWords).join(', ');
		this.#told.textContent = `${inWords(chance)}${others === '' ? '' : `; else ${others}`}`;
	}
}

/** "“ cat” 73 %" */
function inWords({ text, logprob }: Pick<TokenChance, 'text' | 'logprob'>): string {
	const percent = Math.exp(logprob) * 100;
	const shown = percent >= 1 || percent === 0 ? percent.toFixed(0) : percent.toPrecision(1);
	return `“${text.replaceAll('\n', '↵')}” ${percent < 0.01 ? 'under 0.01' : shown} %`;
}
