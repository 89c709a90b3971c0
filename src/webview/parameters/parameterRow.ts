import type { ParameterRow } from '../../shared/parameters/parameterProtocol.ts';
import { readValue, showValue } from '../../shared/parameters/parameterValue.ts';
import { element, icon } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { Override } from './override.ts';

/** What is said of a parameter that the model may not take; of one that it takes, nothing. */
const SUPPORT = {
	supports: undefined,
	ignores: { text: 'model ignores it', icon: 'circle-slash' },
	mayIgnore: { text: 'model may ignore it', icon: 'question' },
} as const;

/** What each parameter does, in a line; the settings say more. */
const HINTS: ReadonlyMap<string, string> = new Map([
	['temperature', 'How freely words are picked; 0 is nearly the same each time'],
	['topP', 'Only the likeliest words up to this share'],
	['topK', 'Only this many of the likeliest words; 0 is off'],
	['minP', 'No words below this share of the likeliest'],
	['topA', 'Like Min P, stricter the surer the model is'],
	['frequencyPenalty', 'Repeat words less the more they were used'],
	['presencePenalty', 'Repeat words less once they were used'],
	['repetitionPenalty', 'Repeat less of prompt and reply; 1 is off'],
	['maxTokens', 'Cut the reply off after this many tokens'],
	['seed', 'The same seed, the same reply, where supported'],
	['stop', 'End the reply before any of these: one on a line, \\n for a line end'],
]);

/** One parameter: its name, a field that is empty where this chat has no value of its own, and the way back to that. */
export class ParameterRowView {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #input: HTMLInputElement | HTMLTextAreaElement;
	readonly #override: Override;
	readonly #support = element('span', { class: 'parameter-support' });
	readonly #why = element('span', { class: 'visually-hidden' });
	readonly #note = element('p', { class: 'parameter-note' });
	#row: ParameterRow;
	/** The chat that it is about; undefined where the host does not say. */
	#conversation: string | undefined;
	/** What stands in the field and has not been taken on. */
	#typed: string | undefined;

	constructor(host: HostPort, row: ParameterRow) {
		this.#host = host;
		this.#row = row;
		const { setting, label } = row;
		const id = (part: string) => `parameter-${setting}-${part}`;
		this.#input =
			setting === 'stop'
				? element('textarea', { rows: '1', spellcheck: 'false', dir: 'auto' })
				: element('input', { type: 'text', spellcheck: 'false' });
		this.#input.setAttribute('aria-label', `${label}, value`);
		this.#input.setAttribute('aria-describedby', `${id('why')} ${id('note')}`);
		this.#why.id = id('why');
		this.#note.id = id('note');
		this.#input.addEventListener('input', () => {
			this.#type(this.#input.value);
			this.#check();
		});
		this.#input.addEventListener('change', () => this.commit());
		this.#override = new Override(
			label,
			'Use Model’s Default',
			() => this.#choose('settings'),
			() => this.#choose('notSent'),
		);
		this.root = element(
			'div',
			{ class: 'parameter-row', 'data-setting': setting },
			element(
				'div',
				{ class: 'parameter-name' },
				element('span', { class: 'parameter-label' }, label),
				this.#support,
				this.#why,
			),
			this.#input,
			this.#override.reset,
			element('p', { class: 'parameter-hint' }, HINTS.get(setting) ?? ''),
			element('div', { class: 'parameter-under' }, this.#note, this.#override.none),
		);
		this.show(row);
	}

	/**
	 * @param typed what stood in the field last, of this chat
	 * @param conversation the chat that it is about
	 */
	show(row: ParameterRow, typed?: string, conversation?: string): void {
		const isOther = conversation !== this.#conversation;
		this.#row = row;
		this.#conversation = conversation;
		const mark = SUPPORT[row.support];
		this.#support.replaceChildren(...(mark ? [icon(mark.icon), mark.text] : []));
		this.#support.title = row.why;
		const range = row.range.charAt(0).toUpperCase() + row.range.slice(1);
		this.#why.textContent = `${range}. ${row.why}`;
		this.#input.title = range;
		// What is being typed is left alone.
		if (isOther || document.activeElement !== this.#input) {
			this.#typed = typed;
			this.#input.value = typed ?? (row.source === 'chat' ? showValue(row.value) : '');
		}
		this.#check();
	}

	focus(): void {
		this.#input.focus();
		this.root.scrollIntoView({ block: 'nearest' });
	}

	/**
	 * Takes on what is typed; an empty field is none of this chat's own. What is not in the range stays in the field, said to be wrong;
	 * what held before still holds.
	 */
	commit(): void {
		if (!this.#check()) return;
		const { value: text } = this.#input;
		if (text.trim() === '') {
			this.#type(undefined);
			if (this.#row.source === 'chat') this.#choose('settings');
			return;
		}
		const value = readValue(text, this.#row);
		if (value === undefined) return;
		this.#type(undefined);
		const { source, setting } = this.#row;
		if (source === 'chat' && JSON.stringify(value) === JSON.stringify(this.#row.value)) return;
		this.#row = { ...this.#row, source: 'chat', value };
		this.#check();
		this.#host.post({ type: 'setParameter', setting, value });
	}

	/** Has the host keep what is typed: the page is thrown away without a warning when it is hidden. */
	#type(text: string | undefined): void {
		if (text === this.#typed || this.#conversation === undefined) return;
		this.#typed = text;
		const { setting } = this.#row;
		const typed = text === undefined ? {} : { text };
		const conversation = this.#conversation;
		this.#host.post({ type: 'typedParameter', conversation, setting, ...typed });
	}

	/** Takes this chat's own value back. */
	#choose(source: 'settings' | 'notSent'): void {
		const { setting } = this.#row;
		this.#type(undefined);
		this.#input.value = '';
		this.#row = { ...this.#row, source };
		this.#check();
		const value = source === 'settings' ? {} : { value: null };
		this.#host.post({ type: 'setParameter', setting, ...value });
	}

	/** Says by the field what is wrong with it, or what becomes of it. True where it can be sent. */
	#check(): boolean {
		const { label, range, source, inSettings } = this.#row;
		const isEmpty = this.#input.value.trim() === '';
		const value = isEmpty ? undefined : readValue(this.#input.value, this.#row);
		const wrong = !isEmpty && value === undefined;
		this.#input.setAttribute('aria-invalid', String(wrong));
		this.#note.classList.toggle('wrong', wrong);
		this.#note.textContent = wrong ? `${label} must be ${range}.` : this.#becomes(value);
		this.#note.hidden = this.#note.textContent === '';
		this.#input.placeholder =
			source === 'notSent' || inSettings === null
				? 'model’s default'
				: `${inSettings}, from settings`;
		this.#override.show(source, inSettings !== null, !isEmpty);
		return !wrong;
	}

	/** What becomes of a value of the field, or of the settings where that is empty; empty where it goes out as it is. */
	#becomes(value: number | string[] | undefined): string {
		const { modelMaximum, source, inSettings } = this.#row;
		if (value === undefined && source === 'notSent') {
			return inSettings === null ? '' : `Not sent in this chat. The settings have ${inSettings}.`;
		}
		const effective = value ?? Number(inSettings ?? Number.NaN);
		if (typeof effective !== 'number' || modelMaximum === undefined) return '';
		return effective > modelMaximum ? `${effective} → ${modelMaximum}, the model’s maximum` : '';
	}
}
