import type { ParameterRow, ParametersView } from '../../shared/parameters/parameterProtocol.ts';
import { element, iconButton, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { EffortRow } from './effortRow.ts';
import { ParameterRowView } from './parameterRow.ts';
import { PresetBar } from './presetBar.ts';
import { RoutingSection } from './routingSection.ts';
import { SystemPromptRow } from './systemPromptRow.ts';

/** All parameters of the shown chat: what each is, where it comes from, and what the model makes of it. */
export class ParametersDialog {
	readonly #host: HostPort;
	readonly #dialog: HTMLDialogElement;
	readonly #subtitle = element('p', { class: 'parameters-subtitle' });
	readonly #list = element('div', { class: 'parameter-list' });
	readonly #rows = new Map<string, ParameterRowView>();
	readonly #systemPrompt: SystemPromptRow;
	readonly #effort: EffortRow;
	readonly #presets: PresetBar;
	readonly #routing: RoutingSection;

	constructor(host: HostPort) {
		this.#host = host;
		this.#systemPrompt = new SystemPromptRow(host);
		this.#effort = new EffortRow(host);
		this.#presets = new PresetBar(host);
		this.#routing = new RoutingSection(host);
		const close = iconButton('Close', 'close', () => this.#dialog.close());
		this.#dialog = element(
			'dialog',
			{ class: 'parameters', 'aria-labelledby': 'parameters-title' },
			element(
				'div',
				{ class: 'parameters-head' },
				element('h2', { id: 'parameters-title' }, 'Parameters'),
				close,
			),
			element(
				'div',
				{ class: 'parameters-body' },
				this.#subtitle,
				this.#systemPrompt.root,
				this.#list,
				this.#presets.root,
				this.#routing.root,
				element(
					'div',
					{ class: 'parameters-foot' },
					textButton('Open Settings', 'secondary', () => host.post({ type: 'openSettings' })),
				),
			),
		);
		this.#dialog.addEventListener('keydown', (event) => {
			// Escape closes the panel and nothing else: it would stop a reply that is running.
			if (event.key === 'Escape') event.stopPropagation();
		});
		document.body.append(this.#dialog);
	}

	show(view: ParametersView): void {
		this.#subtitle.textContent = `For this chat with ${view.modelName}. An empty field is left to the settings, then to the model.`;
		this.#systemPrompt.show(view.systemPrompt, view.typed?.['systemPrompt'], view.conversation);
		this.#presets.show(view);
		for (const row of view.rows) {
			const shown = this.#rows.get(row.setting) ?? this.#newRow(row);
			shown.show(row, view.typed?.[row.setting], view.conversation);
		}
		this.#effort.show(view.effort);
		this.#list.append(this.#effort.root);
		this.#routing.show(view.routing);
	}

	#newRow(row: ParameterRow): ParameterRowView {
		const made = new ParameterRowView(this.#host, row);
		this.#rows.set(row.setting, made);
		this.#list.append(made.root);
		return made;
	}

	/**
	 * @param setting the parameter that gets the keyboard, "routing", or none for the first
	 * @param fallback what has the keyboard afterwards, where what had it is gone
	 */
	open(setting: string | undefined, fallback: () => HTMLElement): void {
		if (!this.#dialog.open) {
			const opener = document.activeElement;
			this.#dialog.addEventListener('close', () => this.#closed(opener, fallback), { once: true });
			this.#dialog.showModal();
		}
		if (setting === 'routing') this.#routing.focus();
		else if (setting === 'reasoningEffort') this.#effort.focus();
		else if (setting !== undefined) this.#rows.get(setting)?.focus();
	}

	#closed(opener: Element | null, fallback: () => HTMLElement): void {
		for (const row of [this.#systemPrompt, ...this.#rows.values()]) row.commit();
		this.#host.post({ type: 'parametersShown', open: false });
		if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) {
			opener.focus();
		} else fallback().focus();
	}
}
