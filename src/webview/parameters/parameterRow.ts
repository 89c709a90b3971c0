import type { ParameterRow } from '../../shared/parameters/parameterProtocol.ts';
import { element, icon } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import type { IconName } from '../dom/icons.ts';
import { readValue, showValue } from './parameterValue.ts';

const SUPPORT: Record<ParameterRow['support'], { readonly text: string; readonly icon: IconName }> =
	{
		supports: { text: 'supports', icon: 'check' },
		ignores: { text: 'ignores', icon: 'circle-slash' },
		mayIgnore: { text: 'may ignore', icon: 'question' },
	};

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

const SOURCES = ['notSent', 'settings', 'chat'] as const;
type Source = (typeof SOURCES)[number];

function isSource(value: string): value is Source {
	return SOURCES.some((source) => source === value);
}

/** One parameter: not sent, as the settings have it, or a value of this chat's own. */
export class ParameterRowView {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #source = element('select', {});
	readonly #fromSettings = element('option', {});
	readonly #input: HTMLInputElement | HTMLTextAreaElement;
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
		const described = `${id('why')} ${id('note')}`;
		this.#input =
			setting === 'stop'
				? element('textarea', { rows: '2', spellcheck: 'false' })
				: element('input', { type: 'text', spellcheck: 'false' });
		this.#input.setAttribute('aria-label', `${label}, value`);
		this.#input.setAttribute('aria-describedby', described);
		this.#source.setAttribute('aria-label', label);
		this.#source.setAttribute('aria-describedby', described);
		this.#why.id = id('why');
		this.#note.id = id('note');
		const option = (value: Source, text: string) => {
			const made = value === 'settings' ? this.#fromSettings : element('option', {});
			made.value = value;
			made.textContent = text;
			return made;
		};
		this.#source.append(
			option('notSent', 'Not sent'),
			option('settings', 'From settings'),
			option('chat', 'This chat'),
		);
		this.#source.addEventListener('change', () => this.#choose());
		this.#input.addEventListener('input', () => {
			this.#type(this.#input.value);
			this.#check();
		});
		this.#input.addEventListener('change', () => this.commit());
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
			element('p', { class: 'parameter-hint' }, HINTS.get(setting) ?? ''),
			element(
				'div',
				{ class: 'parameter-control' },
				element('div', { class: 'parameter-choice' }, this.#source, this.#input),
				this.#note,
			),
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
		const inSettings = row.inSettings ?? 'not set';
		this.#fromSettings.textContent = `From settings: ${inSettings}`;
		this.#source.value = row.source;
		const { text, icon: name } = SUPPORT[row.support];
		this.#support.replaceChildren(icon(name), text);
		this.#support.dataset['support'] = row.support;
		this.#support.title = row.why;
		this.#why.textContent = row.why;
		this.#input.hidden = row.source !== 'chat';
		// What is being typed is left alone.
		if (isOther || document.activeElement !== this.#input) {
			this.#typed = row.source === 'chat' ? typed : undefined;
			this.#input.value = this.#typed ?? showValue(row.value);
		}
		this.#check();
	}

	focus(): void {
		const control = this.#input.hidden ? this.#source : this.#input;
		control.focus();
		this.root.scrollIntoView({ block: 'nearest' });
	}

	/** Takes on what is typed. What is not in the range stays in the field, said to be wrong; what held before still holds. */
	commit(): void {
		if (this.#input.hidden || !this.#check()) return;
		const value = readValue(this.#input.value, this.#row);
		if (value === undefined) return;
		this.#type(undefined);
		if (JSON.stringify(value) === JSON.stringify(this.#row.value)) return;
		this.#row = { ...this.#row, value };
		this.#host.post({ type: 'setParameter', setting: this.#row.setting, value });
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

	#choose(): void {
		const { value: source } = this.#source;
		if (!isSource(source)) return;
		const { setting, value } = this.#row;
		this.#type(undefined);
		if (source === 'settings') this.#host.post({ type: 'setParameter', setting });
		else if (source === 'notSent') this.#host.post({ type: 'setParameter', setting, value: null });
		else this.#host.post({ type: 'setParameter', setting, value });
		this.#input.hidden = source !== 'chat';
		if (source === 'chat') this.#input.focus();
	}

	/** Says under the field what is wrong with it, or what becomes of it. True where it can be sent. */
	#check(): boolean {
		const { label, range, source, inSettings } = this.#row;
		const value = this.#input.hidden ? undefined : readValue(this.#input.value, this.#row);
		const wrong = !this.#input.hidden && value === undefined;
		this.#input.setAttribute('aria-invalid', String(wrong));
		this.#note.classList.toggle('wrong', wrong);
		const effective = source === 'settings' ? Number(inSettings ?? Number.NaN) : value;
		this.#note.textContent = wrong
			? `${label} must be ${range}.`
			: (this.#clamp(effective) ?? this.#rangeNote());
		this.#note.hidden = this.#note.textContent === '';
		return !wrong;
	}

	#clamp(value: number | string[] | undefined): string | undefined {
		const { modelMaximum, source } = this.#row;
		if (source === 'notSent' || modelMaximum === undefined) return undefined;
		if (typeof value !== 'number' || !(value > modelMaximum)) return undefined;
		return `${value} → ${modelMaximum}, the model’s maximum`;
	}

	#rangeNote(): string {
		const { range } = this.#row;
		return this.#input.hidden ? '' : range.charAt(0).toUpperCase() + range.slice(1);
	}
}
