import type { ParametersView } from '../../shared/parameters/parameterProtocol.ts';
import { element } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { Override } from './override.ts';

const LABEL = 'System Prompt';

/** The system prompt of this chat; while it has none of its own, the settings' is seen in its place. */
export class SystemPromptRow {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #field = element('textarea', {
		class: 'system-prompt',
		rows: '2',
		dir: 'auto',
		'aria-label': 'System Prompt of This Chat',
	});
	readonly #reread = element('p', { class: 'parameter-note' });
	readonly #override: Override;
	#shown: NonNullable<ParametersView['systemPrompt']> = { own: null, inSettings: '' };
	#conversation: string | undefined;
	#typed: string | undefined;

	constructor(host: HostPort) {
		this.#host = host;
		this.#field.addEventListener('input', () => this.#type(this.#field.value));
		this.#field.addEventListener('change', () => this.commit());
		this.#override = new Override(
			LABEL,
			'Use None',
			() => this.#choose(undefined),
			() => this.#choose(''),
		);
		this.root = element(
			'div',
			{ class: 'parameter-row whole', 'data-setting': 'systemPrompt' },
			element(
				'div',
				{ class: 'parameter-name' },
				element('span', { class: 'parameter-label' }, 'System prompt of this chat'),
			),
			this.#field,
			this.#override.reset,
			element('div', { class: 'parameter-under' }, this.#override.none, this.#reread),
		);
	}

	/** @param typed what stood in the field last, of this chat */
	show(
		view: ParametersView['systemPrompt'],
		typed: string | undefined,
		conversation: string | undefined,
	): void {
		const isOther = conversation !== this.#conversation;
		this.#conversation = conversation;
		this.#shown = view ?? { own: null, inSettings: '' };
		if (isOther || document.activeElement !== this.#field) {
			this.#typed = typed;
			this.#field.value = typed ?? this.#shown.own ?? '';
		}
		this.#update();
	}

	focus(): void {
		this.#field.focus();
	}

	/** Takes on what is typed; an empty field is none of this chat's own. */
	commit(): void {
		const { value: text } = this.#field;
		const { own } = this.#shown;
		if (text === (own ?? '')) this.#type(undefined);
		else this.#choose(text.trim() === '' ? undefined : text);
	}

	/** @param text empty for none, undefined for that of the settings */
	#choose(text: string | undefined): void {
		this.#type(undefined);
		this.#field.value = text ?? '';
		this.#shown = { ...this.#shown, own: text ?? null };
		this.#update();
		this.#host.post({ type: 'setSystemPrompt', ...(text === undefined ? {} : { text }) });
	}

	/** Has the host keep what is typed: the page is thrown away without a warning when it is hidden. */
	#type(text: string | undefined): void {
		if (text === this.#typed || this.#conversation === undefined) return;
		this.#typed = text;
		const conversation = this.#conversation;
		const typed = text === undefined ? {} : { text };
		this.#host.post({ type: 'typedParameter', conversation, setting: 'systemPrompt', ...typed });
		this.#update();
	}

	#update(): void {
		const { own, inSettings } = this.#shown;
		const hasSetting = inSettings.trim() !== '';
		const source = own === null ? 'settings' : own === '' ? 'notSent' : 'chat';
		this.#field.placeholder =
			source === 'notSent' ? 'None in this chat' : hasSetting ? inSettings : 'None in the settings';
		this.#reread.textContent = this.#shown.reread ?? '';
		this.#override.show(source, hasSetting, this.#field.value !== '');
	}
}
