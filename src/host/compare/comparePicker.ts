import { type QuickInputButton, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import {
	type ColumnPlan,
	choicesOf,
	planInWords,
	sumInWords,
} from '../../core/compare/columnPlan.ts';
import { type ColumnChoice, columnNames, MOST_COLUMNS } from '../../core/compare/comparison.ts';
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
import { type ModelItem, modelItems } from '../models/modelItems.ts';
import { askWithParameters } from '../parameters/replyParameters.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import { LiveList } from '../vscode/liveList.ts';
import { notificationLabel } from '../vscode/notificationText.ts';
import { quickButton } from '../vscode/quickButtons.ts';

const TITLE = 'Compare Models';
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
	readonly column?: number;
}

/** Lists models, and what was chosen of them with what it will cost, until that is to be compared or the list is left. */
export function pickComparison(ports: ComparePickerPorts): Promise<ChosenComparison | undefined> {
	return new ComparePicker(ports).show();
}

class ComparePicker {
	readonly #ports: ComparePickerPorts;
	readonly #list: LiveList<CompareItem>;
	#columns: readonly ColumnChoice[] = [];
	readonly #plans = new Map<ColumnChoice, ColumnPlan>();
	#shelf: ModelShelf = { favourites: [], recent: [] };
	#chosen: ChosenComparison | undefined;

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
		[this.#shelf] = await Promise.all([preferences.of(baseUrl), models.load(baseUrl)]);
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
				...this.#columnItems(),
				...(count < MOST_COLUMNS ? this.#modelItems() : []),
			],
		});
	}

	#startItems(): CompareItem[] {
		const plans = this.#columns.flatMap((column) => this.#plans.get(column) ?? []);
		const known = plans.length === this.#columns.length;
		const start = (isBlind: boolean) => () => {
			this.#chosen = { columns: this.#columns, isBlind };
			this.#list.close();
		};
		return [
			{
				id: 'compare',
				label: `$(split-horizontal) Compare ${this.#columns.length} Answers`,
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
		];
	}

	#columnItems(): CompareItem[] {
		if (this.#columns.length === 0) return [];
		const names = columnNames(this.#columns.map(({ model }) => model));
		return [
			separator('Columns'),
			...this.#columns.map((column, index): CompareItem => {
				const { model: _model, parameters, ...effort } = column;
				const plan = this.#plans.get(column);
				return {
					id: `column ${index}`,
					column: index,
					label: notificationLabel(names[index] ?? column.model),
					description: notificationLabel(parametersInWords({ ...parameters, ...effort })),
					detail: plan === undefined ? 'estimating…' : notificationLabel(planInWords(plan)),
					alwaysShow: true,
					buttons: [AGAIN, PARAMETERS, REMOVE],
					act: () => this.#askAbout(index),
				};
			}),
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
		return { ...item, id: `model ${model.id}`, act: () => this.#add({ model: model.id }) };
	}

	#add(column: ColumnChoice): void {
		if (column.model === '' || this.#columns.length >= MOST_COLUMNS) return;
		this.#replace([...this.#columns, column]);
	}

	#replace(columns: readonly ColumnChoice[]): void {
		this.#columns = columns;
		this.#update();
		for (const column of columns) {
			if (this.#plans.has(column)) continue;
			this.#list.load(async (left) => {
				const plan = await this.#ports.plan(column);
				left.throwIfAborted();
				this.#plans.set(column, plan);
				this.#update();
			});
		}
	}

	/** Enter on a column has the same in words that its buttons do. */
	async #askAbout(index: number): Promise<void> {
		const buttons = [...(this.#columns.length < MOST_COLUMNS ? [AGAIN] : []), PARAMETERS, REMOVE];
		const picked = await this.#list.aside(() =>
			window.showQuickPick(
				buttons.map(({ tooltip }) => tooltip),
				{ title: TITLE },
			),
		);
		const button = buttons.find(({ tooltip }) => tooltip === picked);
		if (button !== undefined) await this.#press(index, button);
	}

	#pressOn({ column }: CompareItem, button: QuickInputButton): unknown {
		return column === undefined ? undefined : this.#press(column, button);
	}

	async #press(index: number, button: QuickInputButton): Promise<void> {
		const column = this.#columns[index];
		if (column === undefined) return;
		if (button === REMOVE) this.#replace(this.#columns.toSpliced(index, 1));
		// Each is a column of its own, also where it asks for the same.
		else if (button === AGAIN) this.#add({ ...column });
		else await this.#changeParameters(index, column);
	}

	async #changeParameters(index: number, { model }: ColumnChoice): Promise<void> {
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
		if (chosen !== undefined) this.#replace(this.#columns.with(index, { ...chosen, model }));
	}
}

function separator(label: string): CompareItem {
	return { label, kind: QuickPickItemKind.Separator };
}
