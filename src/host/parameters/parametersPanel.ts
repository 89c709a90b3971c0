import { window } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { parametersView } from '../../core/parameters/parametersView.ts';
import {
	checkPreset,
	ownPresets,
	type PresetParameters,
	presetParameters,
} from '../../core/parameters/presets.ts';
import type { RequestTarget } from '../../core/parameters/requestTarget.ts';
import { checkParameter, parameterSettings } from '../../core/settings/parameterSettings.ts';
import { withChoices } from '../../core/settings/rawSettings.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { Change } from '../../shared/panel/protocol.ts';
import type { ParametersFromPage } from '../../shared/parameters/parameterProtocol.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { openSettings, rawSettings, updateSetting } from '../settings/vscodeSettings.ts';
import { notificationText } from '../vscode/notificationText.ts';
import type { RoutingDocuments } from './routingDocument.ts';

export interface ParametersPanelPorts {
	readonly chats: OpenChats;
	/** Whom the next message goes to. */
	target(): RequestTarget;
	/** What the server reads again with another system prompt, in a sentence. */
	reread(): string | undefined;
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
		const { box, chat } = this.#ports.chats;
		const { id, choices } = chat.conversation;
		const view = parametersView(rawSettings(), choices, this.#ports.target(), this.#ports.reread());
		const of = { typed: { ...box.typed }, conversation: id };
		this.#ports.push({ type: 'parameters', view: { ...view, ...of } });
	}

	/** What the panel asks for. What is refused is said in a notification. */
	get handlers(): MessageHandlers<ParametersFromPage> {
		const { routing, chats } = this.#ports;
		const shown = () => chats.chat.conversation.id;
		return {
			parametersShown: ({ open }) => {
				this.#open = open;
				this.refresh();
			},
			setParameter: ({ setting, value }) => refusable(() => this.#set(setting, value)),
			setEffort: ({ effort }) => {
				const { reasoningEffort: _before, ...others } = this.#choices;
				chats.choose(effort === undefined ? others : { ...others, reasoningEffort: effort });
			},
			setSystemPrompt: ({ text }) => {
				const { systemPrompt: _before, ...others } = this.#choices;
				chats.box.keepTyped(shown(), 'systemPrompt', undefined);
				chats.choose(text === undefined ? others : { ...others, systemPrompt: text });
			},
			typedParameter: ({ conversation, setting, text }) =>
				chats.box.keepTyped(conversation, setting, text),
			applyPreset: ({ name, mark }) =>
				refusable(() => {
					checkPreset(rawSettings(), name, mark);
					this.#choose(presetParameters(rawSettings(), name));
					const { box } = chats;
					for (const setting of Object.keys(box.typed)) box.keepTyped(shown(), setting, undefined);
					this.refresh();
				}),
			savePreset: () => refusable(() => this.#save()),
			renamePreset: ({ name, mark }) => refusable(() => this.#rename(name, mark)),
			deletePreset: ({ name, mark }) => refusable(() => this.#delete(name, mark)),
			editRouting: () => refusable(() => routing.open(shown())),
			openSettings: () => openSettings(),
			resetRouting: () => {
				const { routing: _own, ...choices } = this.#choices;
				chats.choose(choices);
				routing.changed(shown());
			},
		};
	}

	get #choices() {
		return this.#ports.chats.chat.conversation.choices;
	}

	#set(setting: string, value: number | string[] | null | undefined): void {
		const { [setting]: _before, ...others } = this.#choices.parameters ?? {};
		if (value !== undefined) checkParameter(setting, value);
		this.#ports.chats.box.keepTyped(this.#ports.chats.chat.conversation.id, setting, undefined);
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
		if (name === undefined) return;
		const now = ownPresets(rawSettings());
		await writePresets({ ...now, ...ifFree(now, name, saved) });
	}

	async #rename(name: string, mark: string | undefined): Promise<void> {
		checkPreset(rawSettings(), name, mark);
		const renamed = await this.#askName('Rename Preset', name);
		if (renamed === undefined || renamed === name) return;
		// The settings may have changed while the name was asked for.
		checkPreset(rawSettings(), name, mark);
		const { [name]: preset, ...others } = ownPresets(rawSettings());
		if (preset !== undefined) await writePresets({ ...others, ...ifFree(others, renamed, preset) });
	}

	async #delete(name: string, mark: string | undefined): Promise<void> {
		checkPreset(rawSettings(), name, mark);
		const { [name]: preset, ...others } = ownPresets(rawSettings());
		if (preset === undefined) return;
		await writePresets(others);
		const undo = await window.showInformationMessage(
			notificationText(`The preset "${name}" was deleted.`),
			'Undo',
		);
		if (undo === undefined) return;
		const now = ownPresets(rawSettings());
		await writePresets({ ...now, ...ifFree(now, name, preset) });
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

async function refusable(action: () => unknown): Promise<void> {
	try {
		await action();
	} catch (error) {
		if (!(error instanceof ChatError)) throw error;
		void window.showErrorMessage(notificationText(error.message));
	}
}

/**
 * A preset under this name.
 * @throws ChatError of kind badSetting where there is one by now, which is not to be lost
 */
function ifFree(
	presets: Readonly<Record<string, unknown>>,
	name: string,
	preset: unknown,
): Record<string, unknown> {
	if (!Object.hasOwn(presets, name)) return { [name]: preset };
	const message = `There is a preset called "${name}" already. It was left as it is.`;
	throw new ChatError('badSetting', message, { setting: 'presets' });
}

async function writePresets(presets: Record<string, unknown>): Promise<void> {
	await updateSetting('presets', Object.keys(presets).length === 0 ? undefined : presets);
}
