import type { EffortView } from '../../shared/parameters/parameterProtocol.ts';
import {
	REASONING_EFFORTS,
	type ReasoningEffort,
} from '../../shared/parameters/reasoningEffort.ts';
import { element } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { Override } from './override.ts';

const LABEL = 'Reasoning Effort';

/** How much the model reasons before it answers, where its server says what can be asked for. */
export class EffortRow {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #select = element('select', {
		'aria-label': LABEL,
		'aria-describedby': 'parameter-effort-note',
	});
	readonly #note = element('p', { class: 'parameter-note', id: 'parameter-effort-note' });
	readonly #override: Override;

	constructor(host: HostPort) {
		this.#host = host;
		this.#override = new Override(
			LABEL,
			'Use Model’s Default',
			() => this.#choose(),
			() => this.#choose(null),
		);
		this.#select.addEventListener('change', () =>
			this.#choose(REASONING_EFFORTS.find((effort) => effort === this.#select.value)),
		);
		this.root = element(
			'div',
			{ class: 'parameter-row', 'data-setting': 'reasoningEffort' },
			element(
				'div',
				{ class: 'parameter-name' },
				element('span', { class: 'parameter-label' }, LABEL),
			),
			this.#select,
			this.#override.reset,
			element(
				'p',
				{ class: 'parameter-hint' },
				'More thinks longer before the answer, and costs more',
			),
			element('div', { class: 'parameter-under' }, this.#note, this.#override.none),
		);
	}

	/** @param view undefined where the model takes none */
	show(view: EffortView | undefined): void {
		this.root.hidden = view === undefined;
		if (view === undefined) return;
		const { source, value, inSettings, options, notSent, mandatory, price = '' } = view;
		const unset =
			source === 'notSent' || inSettings === null
				? 'model’s default'
				: `${inSettings}, from settings`;
		// What is chosen stays to be seen also where this model does not take it.
		const shown = value === null || options.includes(value) ? options : [value, ...options];
		this.#select.replaceChildren(
			option('', unset),
			...shown.map((effort) => option(effort, effort === 'none' ? 'none: no reasoning' : effort)),
		);
		this.#select.value = value ?? '';
		const state =
			notSent !== undefined
				? `Not sent: ${notSent}.`
				: mandatory
					? 'This model always reasons.'
					: '';
		this.#note.textContent = `${state} ${price}`.trim();
		this.#note.hidden = this.#note.textContent === '';
		this.#override.show(source, inSettings !== null);
	}

	focus(): void {
		this.#select.focus();
		this.root.scrollIntoView({ block: 'nearest' });
	}

	/** @param effort null for none, undefined for that of the settings */
	#choose(effort?: ReasoningEffort | null): void {
		this.#host.post({ type: 'setEffort', ...(effort === undefined ? {} : { effort }) });
	}
}

function option(value: string, text: string): HTMLOptionElement {
	const made = element('option', {}, text);
	made.value = value;
	return made;
}
