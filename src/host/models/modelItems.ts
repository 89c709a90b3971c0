import { type QuickInputButton, type QuickPickItem, QuickPickItemKind } from 'vscode';
import { modelInWords } from '../../core/models/modelFacts.ts';
import type { ModelFilter, ModelGroup } from '../../core/models/modelGroups.ts';
import type { CatalogueModel } from '../../core/server/chatServer.ts';
import { notificationLabel } from '../vscode/notificationText.ts';
import { quickButton } from '../vscode/quickButtons.ts';

/** A row of the list; a separator has no model, and that of a typed id neither. */
export type ModelItem = QuickPickItem & { readonly model?: CatalogueModel; readonly typed?: true };

export const FAVOUR = quickButton('star-empty', 'Add to Favourites');
const UNFAVOUR = quickButton('star-full', 'Remove from Favourites');
export const MAKE_DEFAULT = quickButton('home', 'Use in New Chats Too');
export const REFRESH = quickButton('refresh', 'Refresh List');

interface FilterButtons {
	readonly filter: ModelFilter;
	readonly off: QuickInputButton;
	readonly on: QuickInputButton;
}

/** A button for each filter: it says what pressing it does. */
export const FILTERS: readonly FilterButtons[] = [
	filterButtons('free', 'tag', 'Show Only Free Models', 'Show Models That Cost Too'),
	filterButtons(
		'images',
		'file-media',
		'Show Only Models That Take Images',
		'Show Those Without Images Too',
	),
	filterButtons(
		'tools',
		'tools',
		'Show Only Models That Take Tools',
		'Show Those Without Tools Too',
	),
	filterButtons(
		'reasoning',
		'lightbulb',
		'Show Only Models That Reason',
		'Show Those Without Reasoning Too',
	),
];

function filterButtons(filter: ModelFilter, icon: string, off: string, on: string): FilterButtons {
	return { filter, off: quickButton(icon, off), on: quickButton('pass-filled', on) };
}

/** What is not in the list is typed: this row takes what stands in the field. */
const TYPED: ModelItem = {
	label: '$(edit) Use the Id That Is Typed',
	description: 'also when it is not in this list',
	alwaysShow: true,
	typed: true,
};

/** One reply can be asked for with parameters of its own as well. */
export const PARAMETERS: ModelItem = {
	label: '$(settings) Other Parameters…',
	description: 'for this reply only',
};

/** Several models can answer side by side. */
export const COMPARE: ModelItem = {
	label: '$(split-horizontal) Compare',
	description: 'several models side by side',
};

/**
 * The rows where what is chosen holds for one reply, and for no other chat.
 * @param withMore whether its parameters can be chosen from here, and more models than one
 */
export function itemsForReply(items: readonly ModelItem[], withMore: boolean): ModelItem[] {
	return [
		...(withMore ? [PARAMETERS, COMPARE] : []),
		...items.map(({ buttons = [], ...item }) =>
			item.model === undefined
				? item
				: { ...item, buttons: buttons.filter((button) => button !== MAKE_DEFAULT) },
		),
	];
}

/**
 * The groups, each under its name, and the row for what is in none of them.
 * @param reads what a model has to read first, in words; undefined where there is nothing to say
 */
export function modelItems(
	groups: readonly ModelGroup[],
	favourites: readonly string[],
	reads: (model: CatalogueModel) => string | undefined = () => undefined,
): ModelItem[] {
	return [
		...groups.flatMap(({ label, note, models }) => [
			{ label, kind: QuickPickItemKind.Separator },
			...models.map((model) =>
				modelItem(model, favourites.includes(model.id), [note, reads(model)]),
			),
		]),
		{ label: 'Not in the list', kind: QuickPickItemKind.Separator },
		TYPED,
	];
}

function modelItem(
	model: CatalogueModel,
	favourite: boolean,
	[note = '', reads = '']: readonly (string | undefined)[],
): ModelItem {
	return {
		model,
		label: notificationLabel(model.name),
		description: model.name === model.id ? '' : notificationLabel(model.id),
		detail: notificationLabel(
			[note, modelInWords(model), reads].filter((part) => part !== '').join(' · '),
		),
		buttons: [favourite ? UNFAVOUR : FAVOUR, MAKE_DEFAULT],
	};
}
