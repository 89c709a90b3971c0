import { ConfigurationTarget, window, workspace } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { parametersView } from '../../core/parameters/parametersView.ts';
import {
	ownPresets,
	type PresetParameters,
	presetParameters,
} from '../../core/parameters/presets.ts';
import type { RequestTarget } from '../../core/parameters/requestParameters.ts';
import { checkParameter, parameterSettings, withChoices } from '../../core/settings/settings.ts';
import type { Change, FromWebview } from '../../shared/panel/protocol.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { openSettings, rawSettings, SECTION } from '../settings/vscodeSettings.ts';
import { notificationText } from '../vscode/notificationText.ts';
import type { RoutingDocuments } from './routingDocument.ts';

/** What the page's panel of parameters asks for. */
export type ParametersMessage = Extract<
	FromWebview,
	{
		type:
			| 'parametersShown'
			| 'setParameter'
			| 'applyPreset'
			| 'savePreset'
			| 'renamePreset'
			| 'deletePreset'
			| 'editRouting'
			| 'resetRouting'
			| 'openSettings';
	}
>;

export interface ParametersPanelPorts {
	readonly chats: OpenChats;
	/** Whom the next message goes to. */
	recipient(): RequestTarget;
	push(change: Change): void;
	readonly routing: RoutingDocuments;
}

/** The panel of parameters on the page: what it shows, and what is done with it. */
export class ParametersPanel {
	readonly #ports: ParametersPanelPorts;
	#open = false;

	constructor(ports: ParametersPanelPorts) {
		this.#ports = ports;
	}

	/** Has the page open it. */
	show(): void {
		this.#ports.push({ type: 'showParameters' });
	}

	/** The page is new, and its panel closed. */
	closed(): void {
		this.#open = false;
	}

	/** Something that it may show has changed. */
	refresh(): void {
		if (!this.#open) return;
		const { choices } = this.#ports.chats.chat.conversation;
		const view = parametersView(rawSettings(), choices, this.#ports.recipient());
		this.#ports.push({ type: 'parameters', view });
	}

	async handle(message: ParametersMessage): Promise<void> {
		try {
			await this.#do(message);
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			void window.showErrorMessage(notificationText(error.message));
		}
	}

	async #do(message: ParametersMessage): Promise<void> {
		switch (message.type) {
			case 'parametersShown':
				this.#open = message.open;
				return this.refresh();
			case 'setParameter':
				return this.#set(message.setting, message.value);
			case 'applyPreset':
				return this.#choose(presetParameters(rawSettings(), message.name));
			case 'savePreset':
				return this.#save();
			case 'renamePreset':
				return this.#rename(message.name);
			case 'deletePreset':
				return this.#delete(message.name);
			case 'editRouting':
				return this.#ports.routing.open(this.#ports.chats.chat.conversation.id);
			case 'openSettings':
				return openSettings();
			case 'resetRouting': {
				const { routing: _own, ...choices } = this.#choices;
				this.#ports.chats.choose(choices);
				return this.#ports.routing.changed(this.#ports.chats.chat.conversation.id);
			}
		}
	}

	get #choices() {
		return this.#ports.chats.chat.conversation.choices;
	}

	#set(setting: string, value: number | string[] | null | undefined): void {
		const { [setting]: _before, ...others } = this.#choices.parameters ?? {};
		if (value !== undefined) checkParameter(setting, value);
		this.#choose(value === undefined ? others : { ...others, [setting]: value });
	}

	#choose(parameters: PresetParameters): void {
		this.#ports.chats.choose({ ...this.#choices, parameters });
	}

	/** Saves what this chat has chosen; where it has chosen nothing, what the settings send. */
	async #save(): Promise<void> {
		const { parameters = {} } = this.#choices;
		const saved =
			Object.keys(parameters).length > 0
				? parameters
				: parameterSettings(withChoices(rawSettings(), this.#choices));
		const name = await this.#askName('Save as Preset', '');
		if (name !== undefined) await writePresets({ ...ownPresets(rawSettings()), [name]: saved });
	}

	async #rename(name: string): Promise<void> {
		const { [name]: preset, ...others } = ownPresets(rawSettings());
		if (preset === undefined) return;
		const renamed = await this.#askName('Rename Preset', name);
		if (renamed !== undefined) await writePresets({ ...others, [renamed]: preset });
	}

	async #delete(name: string): Promise<void> {
		const { [name]: preset, ...others } = ownPresets(rawSettings());
		if (preset === undefined) return;
		await writePresets(others);
		const undo = await window.showInformationMessage(
			notificationText(`The preset "${name}" was deleted.`),
			'Undo',
		);
		if (undo !== undefined) await writePresets({ ...ownPresets(rawSettings()), [name]: preset });
	}

	async #askName(title: string, value: string): Promise<string | undefined> {
		const taken = Object.keys(ownPresets(rawSettings()));
		const name = await window.showInputBox({
			title,
			value,
			prompt: 'A name for this set of parameters',
			validateInput: (typed) => {
				const text = typed.trim();
				if (text === '') return 'A preset needs a name.';
				return text !== value && taken.includes(text)
					? `There is a preset called "${text}".`
					: undefined;
			},
		});
		return name?.trim();
	}
}

/** Where they are set already, so that they take effect. */
async function writePresets(presets: Record<string, unknown>): Promise<void> {
	const configuration = workspace.getConfiguration(SECTION);
	const target =
		configuration.inspect('presets')?.workspaceValue === undefined
			? ConfigurationTarget.Global
			: ConfigurationTarget.Workspace;
	await configuration.update(
		'presets',
		Object.keys(presets).length === 0 ? undefined : presets,
		target,
	);
}
