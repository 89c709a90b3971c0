import type { ParametersView } from '../../shared/parameters/parameterProtocol.ts';
import { element, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** The presets: apply one, save what the chat has as one, rename and delete one's own. */
export class PresetBar {
	readonly root: HTMLElement;
	readonly #select = element('select', { 'aria-label': 'Preset' });
	readonly #own: readonly HTMLButtonElement[];
	#presets: ParametersView['presets'] = [];
	#shown = '';

	constructor(host: HostPort) {
		const named = (type: 'applyPreset' | 'renamePreset' | 'deletePreset') => () => {
			const preset = this.#chosen;
			if (preset === undefined) return;
			const { name, mark } = preset;
			host.post({ type, name, ...(mark === undefined ? {} : { mark }) });
		};
		this.#own = [
			textButton('Rename…', 'secondary', named('renamePreset')),
			textButton('Delete', 'secondary', named('deletePreset')),
		];
		this.#select.addEventListener('change', () => this.#showButtons());
		this.root = element(
			'div',
			{ class: 'presets', role: 'group', 'aria-label': 'Presets' },
			this.#select,
			textButton('Apply', 'primary', named('applyPreset')),
			textButton('Save as Preset…', 'secondary', () => host.post({ type: 'savePreset' })),
			...this.#own,
		);
	}

	show({ presets, preset }: ParametersView): void {
		const key = JSON.stringify([presets, preset]);
		if (key === this.#shown) return;
		this.#shown = key;
		this.#presets = presets;
		const before = preset ?? this.#select.value;
		this.#select.replaceChildren(
			...presets.map(({ name }) => {
				const option = element('option', {}, name === preset ? `${name} (in use)` : name);
				option.value = name;
				return option;
			}),
		);
		if (presets.some(({ name }) => name === before)) this.#select.value = before;
		this.#showButtons();
	}

	#showButtons(): void {
		for (const button of this.#own) button.hidden = this.#chosen?.builtIn !== false;
	}

	get #chosen(): ParametersView['presets'][number] | undefined {
		return this.#presets.find(({ name }) => name === this.#select.value);
	}
}
