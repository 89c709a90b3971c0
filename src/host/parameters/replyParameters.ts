import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { ChosenOnce } from '../../core/chat/prepareTurn.ts';
import { modelName, shownModelName } from '../../core/models/modelName.ts';
import { parametersView } from '../../core/parameters/parametersView.ts';
import { presetParameters } from '../../core/parameters/presets.ts';
import type { RequestTarget } from '../../core/parameters/requestTarget.ts';
import { type RawSettings, withChoices } from '../../core/settings/rawSettings.ts';
import type { ChatChoices } from '../../shared/conversation/messages.ts';
import { readJsonTexts } from '../../shared/parameters/jsonTexts.ts';
import type { EffortView, ParameterRow } from '../../shared/parameters/parameterProtocol.ts';
import { readValue } from '../../shared/parameters/parameterValue.ts';
import { parametersInWords } from '../../shared/parameters/sampling.ts';
import { settingLabel } from '../../shared/text/settingLabel.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import { LiveList } from '../vscode/liveList.ts';
import { notificationLabel } from '../vscode/notificationText.ts';

const REGENERATE = { title: 'Regenerate With Other Parameters', verb: 'Regenerate' };
const EFFORT = 'reasoningEffort';
const DEFAULT = 'model’s default';

interface ParameterItem extends QuickPickItem {
	readonly id?: string;
	readonly act?: () => unknown;
}

export interface ReplyParameterPorts {
	/** Whom the reply is asked of: the chat's model, or the one that is chosen for it. */
	target(model?: string): RequestTarget;
	/** Lets another model be chosen, with undefined where none was; absent where there is no other. */
	chooseModel?(): Promise<string | undefined>;
	ask(once: ChosenOnce): Promise<void>;
}

/**
 * Lists the model, presets and single parameters, until one reply is asked for with them or the list is left. What is chosen holds for this
 * reply alone.
 * @param choices what the chat has chosen
 * @param words what the list is called, and what it does at last
 * @throws ChatError of kind badSetting for a preset that is none
 */
export function askWithParameters(
	choices: ChatChoices,
	ports: ReplyParameterPorts,
	words = REGENERATE,
): Promise<void> {
	return new ReplyParameters(choices, ports, words).show();
}

class ReplyParameters {
	readonly #choices: ChatChoices;
	readonly #ports: ReplyParameterPorts;
	readonly #list: LiveList<ParameterItem>;
	readonly #verb: string;
	#once: ChosenOnce = {};

	constructor(choices: ChatChoices, ports: ReplyParameterPorts, words: typeof REGENERATE) {
		this.#verb = words.verb;
		this.#choices = choices;
		this.#ports = ports;
		this.#list = new LiveList<ParameterItem>(
			{ accept: ({ act }) => act?.(), idOf: ({ id }) => id },
			{
				title: words.title,
				placeholder: 'For this reply only. What you do not choose is as in this chat.',
				matchOnDescription: true,
			},
		);
	}

	async show(): Promise<void> {
		await this.#list.show(async () => this.#update());
	}

	#update(): void {
		const raw = rawSettings();
		const { model, parameters, ...effort } = this.#once;
		const now = {
			...this.#choices,
			...effort,
			parameters: { ...this.#choices.parameters, ...parameters },
		};
		const view = parametersView(raw, now, this.#ports.target(model));
		const chosen = [model === undefined ? '' : modelName(model)]
			.concat(parametersInWords({ ...parameters, ...effort }))
			.filter((part) => part !== '')
			.join(', ');
		this.#list.update({
			items: [
				...(chosen === ''
					? []
					: [
							{
								id: 'ask',
								label: `$(refresh) ${this.#verb}`,
								description: notificationLabel(chosen),
								act: () => this.#regenerate(this.#once),
							},
						]),
				...(this.#ports.chooseModel === undefined ? [] : [this.#modelRow(raw)]),
				separator('Presets'),
				...view.presets.map(({ name }) => ({
					id: `preset ${name}`,
					label: notificationLabel(name),
					description: notificationLabel(presetInWords(name)),
					act: () =>
						this.#regenerate({
							...(model === undefined ? {} : { model }),
							parameters: { ...presetParameters(raw, name) },
						}),
				})),
				separator('Single values'),
				...view.rows.map((row) => this.#rowOf(row)),
				...(view.effort === undefined ? [] : [this.#effortRow(view.effort)]),
			],
		});
	}

	async #regenerate(once: ChosenOnce): Promise<void> {
		this.#list.close();
		await this.#ports.ask(once);
	}

	#modelRow(raw: RawSettings): ParameterItem {
		const { model } = this.#once;
		const name =
			model === undefined ? shownModelName(withChoices(raw, this.#choices)) : modelName(model);
		return {
			id: 'model',
			label: 'Model',
			description: notificationLabel(name + this.#mark(model !== undefined)),
			act: async () => {
				const chosen = await this.#list.aside(async () => this.#ports.chooseModel?.());
				if (chosen === undefined) return;
				this.#once = { ...this.#once, model: chosen };
				this.#update();
			},
		};
	}

	#rowOf(row: ParameterRow): ParameterItem {
		const { setting, label, source, value, inSettings, support } = row;
		const text = source === 'chat' ? JSON.stringify(value) : source === 'settings' && inSettings;
		return {
			id: setting,
			label,
			description: notificationLabel(
				(text || DEFAULT) + this.#mark(Object.hasOwn(this.#once.parameters ?? {}, setting)),
			),
			...(support === 'ignores' ? { detail: 'The model ignores it.' } : {}),
			act: () => this.#askValue(row, text || ''),
		};
	}

	#effortRow({ source, value, inSettings, options }: EffortView): ParameterItem {
		const now = source === 'chat' ? value : source === 'settings' ? inSettings : null;
		return {
			id: EFFORT,
			label: settingLabel(EFFORT),
			description: (now ?? DEFAULT) + this.#mark(this.#once.reasoningEffort !== undefined),
			act: async () => {
				const picked = await this.#list.aside(() =>
					window.showQuickPick([...options, DEFAULT], { title: settingLabel(EFFORT) }),
				);
				if (picked === undefined) return;
				this.#once = { ...this.#once, reasoningEffort: picked === DEFAULT ? null : picked };
				this.#update();
			},
		};
	}

	#mark(isOwn: boolean): string {
		return isOwn ? ' · for this reply' : '';
	}

	async #askValue(row: ParameterRow, value: string): Promise<void> {
		const { setting, label, range } = row;
		const typed = await this.#list.aside(() =>
			window.showInputBox({
				title: label,
				value,
				prompt: `Type ${range}${setting === 'stop' ? ', such as ["END"]' : ''}. Leave it empty for the model’s default.`,
				validateInput: (text) =>
					text.trim() === '' || read(text, row) !== undefined ? undefined : `Type ${range}.`,
			}),
		);
		if (typed === undefined) return;
		const chosen = typed.trim() === '' ? null : read(typed, row);
		if (chosen === undefined) return;
		this.#once = { ...this.#once, parameters: { ...this.#once.parameters, [setting]: chosen } };
		this.#update();
	}
}

/** What is typed for a parameter, texts as JSON; undefined where it is no value of it. */
function read(typed: string, row: ParameterRow): number | string[] | undefined {
	return typeof row.value === 'number' ? readValue(typed, row) : readJsonTexts(typed);
}

/** What a preset that is wrong would set is told of when it is chosen. */
function presetInWords(name: string): string {
	try {
		return parametersInWords(presetParameters(rawSettings(), name));
	} catch {
		return '';
	}
}

function separator(label: string): ParameterItem {
	return { label, kind: QuickPickItemKind.Separator };
}
