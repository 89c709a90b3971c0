import { type QuickInputButton, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import {
	type ColumnPlan,
	choicesOf,
	planInWords,
	sumInWords,
} from '../../core/compare/columnPlan.ts';
import { type ColumnChoice, columnNames, MOST_COLUMNS } from '../../core/compare/comparison.ts';
import { ALTERNATIVES } from '../../core/compare/tokenChances.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import { groupModels, type ModelShelf, type ShelfStore } from '../../core/models/modelGroups.ts';
import { shownModel } from '../../core/models/modelName.ts';
import { requestTargetOf } from '../../core/parameters/requestTarget.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import { withChoices } from '../../core/settings/rawSettings.ts';
import type { AskedOnce } from '../../shared/conversation/askedOnce.ts';
import type { ChatChoices } from '../../shared/conversation/messages.ts';
import { parametersInWords } from '../../shared/parameters/sampling.ts';
import { loadShelf } from '../models/loadShelf.ts';
import { type ModelItem, modelItems } from '../models/modelItems.ts';
import { askWithParameters } from '../parameters/replyParameters.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import { LiveList } from '../vscode/liveList.ts';
import { notificationLabel } from '../vscode/notificationText.ts';
import { quickButton } from '../vscode/quickButtons.ts';

const TITLE = 'Compare Models';
const SEVERAL = quickButton('layers', 'Several Answers…');
const AGAIN = quickButton('add', 'Take It Again');
const PARAMETERS = quickButton('settings', 'Other Parameters…');
const REMOVE = quickButton('trash', 'Remove');

/** What was chosen: the columns, and whether they are judged without a word of whose they are. */
export interface ChosenComparison {
	readonly columns: readonly ColumnChoice[];
	readonly isBlind: boolean;
}

export interface ComparePickerPorts {
	readonly models: ModelCatalogues;
	readonly preferences: ShelfStore;
	readonly destination: Destination;
	/** What the chat has chosen. */
	readonly choices: ChatChoices;
	/** What is known of a column before it is asked for. */
	plan(choice: ColumnChoice): Promise<ColumnPlan>;
}

interface CompareItem extends QuickPickItem {
	readonly id?: string;
	readonly act?: () => unknown;
	/** The place of its entry among those that were chosen, from 0. */
	readonly entry?: number;
	readonly model?: string;
}

/** A row of what was chosen: so many columns that ask for the same. */
interface Entry {
	readonly choice: ColumnChoice;
	readonly count: number;
}

/** Lists models, and what was chosen of them with what it will cost, until that is to be compared or the list is left. */
export function pickComparison(ports: ComparePickerPorts): Promise<ChosenComparison | undefined> {
	return new ComparePicker(ports).show();
}

class ComparePicker {
	readonly #ports: ComparePickerPorts;
	readonly #list: LiveList<CompareItem>;
	#entries: readonly Entry[] = [];
	/** By what is asked for. */
	readonly #plans = new Map<ColumnChoice, ColumnPlan>();
	/** Those whose plan is there, or is on its way. */
	readonly #planned = new Set<ColumnChoice>();
	#shelf: ModelShelf = { favourites: [], recent: [] };
	#chosen: ChosenComparison | undefined;
	/** How likely each token was is asked of the models that say so. */
	#asksChances = false;

	constructor(ports: ComparePickerPorts) {
		this.#ports = ports;
		this.#list = new LiveList<CompareItem>(
			{
				accept: ({ act }) => act?.(),
				pressOn: (item, button) => this.#pressOn(item, button),
				idOf: ({ id }) => id,
			},
			{ title: TITLE, placeholder: 'Choose two to four models', matchOnDescription: true },
		);
	}

	async show(): Promise<ChosenComparison | undefined> {
		await this.#list.show((left) => this.#load(left));
		return this.#chosen;
	}

	async #load(left: AbortSignal): Promise<void> {
		const { models, preferences, destination } = this.#ports;
		const { baseUrl } = destination;
		[this.#shelf] = await Promise.all([loadShelf(preferences, baseUrl), models.load(baseUrl)]);
		left.throwIfAborted();
		this.#update();
		if (models.catalogue(baseUrl) !== undefined) return;
		try {
			await models.refresh(destination);
		} catch (error) {
			// An id can be typed without a list.
			if (!(error instanceof ChatError)) throw error;
		}
		left.throwIfAborted();
		this.#update();
	}

	/** How many columns there still can be. */
	get #room(): number {
		return MOST_COLUMNS - this.#columns.length;
	}

	get #columns(): ColumnChoice[] {
		return this.#entries.flatMap(({ choice, count }) => Array(count).fill(choice));
	}

	#update(): void {
		const count = this.#columns.length;
		this.#list.update({
			title: count === 0 ? TITLE : `${TITLE} · ${count} of at most ${MOST_COLUMNS}`,
			placeholder:
				count < 2
					? 'Choose two to four models; the same may be taken again'
					: 'Compare, or choose more',
			items: [
				...(count < 2 ? [] : this.#startItems()),
				...this.#entryItems(),
				...(this.#room > 0 ? this.#modelItems() : []),
			],
		});
	}

	#startItems(): CompareItem[] {
		const columns = this.#columns;
		const plans = columns.flatMap((column) => this.#plans.get(column) ?? []);
		const known = plans.length === columns.length;
		const start = (isBlind: boolean) => () => {
			const chosen = this.#asksChances ? columns.map((one) => this.#withChances(one)) : columns;
			this.#chosen = { columns: chosen, isBlind };
			this.#list.close();
		};
		return [
			{
				id: 'compare',
				label: `$(split-horizontal) Compare ${columns.length} Answers`,
				description: known ? sumInWords(plans) : 'estimating…',
				alwaysShow: true,
				act: start(false),
			},
			{
				id: 'blind',
				label: '$(eye-closed) Judge Blind',
				description: 'names, costs and times are hidden until you keep one',
				alwaysShow: true,
				act: start(true),
			},
			...this.#chancesItem(columns),
		];
	}

	/** Only where one of the models is known to say how likely its tokens were. */
	#chancesItem(columns: readonly ColumnChoice[]): CompareItem[] {
		const count = columns.filter(({ model }) => this.#says(model, 'logprobs')).length;
		if (count === 0) return [];
		const some = count === columns.length ? '' : `${count} of ${columns.length} models say it, `;
		return [
			{
				id: 'chances',
				label: `$(${this.#asksChances ? 'check' : 'circle-large-outline'}) Ask for Probabilities`,
				description: `how likely each token was; ${some}at no price of its own in the list`,
				alwaysShow: true,
				act: () => {
					this.#asksChances = !this.#asksChances;
					this.#update();
				},
			},
		];
	}

	#withChances(choice: ColumnChoice): ColumnChoice {
		if (!this.#says(choice.model, 'logprobs')) return choice;
		const alternatives = this.#says(choice.model, 'top_logprobs') ? ALTERNATIVES : 0;
		return { ...choice, logProbabilities: alternatives };
	}

	/** Whether the server's list says that a model takes this parameter. */
	#says(model: string, parameter: string): boolean {
		const { models, destination } = this.#ports;
		const known = models.model(destination.baseUrl, model);
		return known?.supportedParameters?.includes(parameter) === true;
	}

	#entryItems(): CompareItem[] {
		if (this.#entries.length === 0) return [];
		const names = columnNames(this.#columns.map(({ model }) => model));
		let first = 0;
		return [
			separator('Columns'),
			...this.#entries.map(({ choice, count }, index): CompareItem => {
				const { model, parameters, ...effort } = choice;
				const plan = this.#plans.get(choice);
				const name = names[first] ?? model;
				first += count;
				const each = plan && planInWords(plan);
				return {
					id: `entry ${index}`,
					entry: index,
					label: notificationLabel(count === 1 ? name : `${name} · ${answersInWords(count)}`),
					description: notificationLabel(parametersInWords({ ...parameters, ...effort })),
					detail: each ? notificationLabel(count === 1 ? each : `Each: ${each}`) : 'estimating…',
					alwaysShow: true,
					buttons: this.#buttonsOf(count),
					act: () => this.#askAbout(index),
				};
			}),
		];
	}

	/** What can be done with an entry of so many columns. */
	#buttonsOf(count: number): QuickInputButton[] {
		return [
			...(this.#room + count > 1 ? [SEVERAL] : []),
			...(this.#room > 0 ? [AGAIN] : []),
			PARAMETERS,
			REMOVE,
		];
	}

	#modelItems(): CompareItem[] {
		const { models, destination, choices } = this.#ports;
		const { models: all = [] } = models.catalogue(destination.baseUrl) ?? {};
		const current = shownModel(withChoices(rawSettings(), choices));
		const groups = groupModels(all, current, this.#shelf, new Set());
		return modelItems(groups, this.#shelf.favourites).map((item) => this.#itemOf(item));
	}

	#itemOf({ model, typed, buttons: _buttons, ...item }: ModelItem): CompareItem {
		if (typed) return { ...item, id: 'typed', act: () => this.#add({ model: this.#list.typed }) };
		if (model === undefined) return item;
		const { id } = model;
		const buttons = this.#room > 1 ? [SEVERAL] : [];
		return { ...item, id: `model ${id}`, model: id, buttons, act: () => this.#add({ model: id }) };
	}

	#add(choice: ColumnChoice, count = 1): void {
		if (choice.model === '' || this.#room < count) return;
		this.#replace([...this.#entries, { choice, count }]);
	}

	#replace(entries: readonly Entry[]): void {
		this.#entries = entries;
		this.#update();
		for (const { choice } of entries) {
			if (this.#planned.has(choice)) continue;
			this.#planned.add(choice);
			this.#list.load(async (left) => {
				const plan = await this.#ports.plan(choice);
				left.throwIfAborted();
				this.#plans.set(choice, plan);
				this.#update();
			});
		}
	}

	/** Enter on an entry has the same in words that its buttons do. */
	async #askAbout(index: number): Promise<void> {
		const buttons = this.#buttonsOf(this.#entries[index]?.count ?? 1);
		const button = await this.#ask(buttons, ({ tooltip = '' }) => tooltip);
		if (button !== undefined) await this.#press(index, button);
	}

	async #pressOn({ entry, model }: CompareItem, button: QuickInputButton): Promise<void> {
		if (entry !== undefined) return this.#press(entry, button);
		if (model === undefined) return;
		const count = await this.#askCount(2, this.#room);
		if (count !== undefined) this.#add({ model }, count);
	}

	async #press(index: number, button: QuickInputButton): Promise<void> {
		const entry = this.#entries[index];
		if (entry === undefined) return;
		if (button === REMOVE) this.#replace(this.#entries.toSpliced(index, 1));
		// Each is an entry of its own, also where it asks for the same.
		else if (button === AGAIN) this.#add({ ...entry.choice });
		else if (button === SEVERAL) {
			const count = await this.#askCount(1, this.#room + entry.count);
			if (count !== undefined) this.#replace(this.#entries.with(index, { ...entry, count }));
		} else await this.#changeParameters(index, entry);
	}

	/** Asks how many answers of one model there are to be. */
	#askCount(least: number, most: number): Promise<number | undefined> {
		const counts = Array.from({ length: most - least + 1 }, (_, at) => least + at);
		return this.#ask(counts, answersInWords);
	}

	async #ask<One>(all: readonly One[], inWords: (one: One) => string): Promise<One | undefined> {
		const picked = await this.#list.aside(() =>
			window.showQuickPick(all.map(inWords), { title: TITLE }),
		);
		return all.find((one) => inWords(one) === picked);
	}

	async #changeParameters(index: number, entry: Entry): Promise<void> {
		const { model } = entry.choice;
		const choices = choicesOf(this.#ports.choices, { model });
		const target = requestTargetOf(withChoices(rawSettings(), choices), this.#ports.models);
		let chosen: AskedOnce | undefined;
		await this.#list.aside(() =>
			askWithParameters(
				choices,
				{
					target: () => target,
					ask: async (once) => {
						chosen = once;
					},
				},
				{ title: 'Compare With Other Parameters', verb: 'Take These' },
			),
		);
		if (chosen === undefined) return;
		const choice = { ...chosen, model };
		this.#replace(this.#entries.with(index, { ...entry, choice }));
	}
}

function answersInWords(count: number): string {
	return count === 1 ? '1 answer' : `${count} answers`;
}

function separator(label: string): CompareItem {
	return { label, kind: QuickPickItemKind.Separator };
}
