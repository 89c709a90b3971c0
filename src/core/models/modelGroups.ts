import type { CatalogueModel } from '../server/chatServer.ts';
import { findModel } from './knownModels.ts';
import { type Ability, abilitiesOf } from './modelFacts.ts';
import { nearestModel } from './nearestModel.ts';
import { isFree } from './price.ts';
import { mayBeUnlisted } from './routedModel.ts';

/** Narrows the list of models; "free" or something that a model can do. */
export type ModelFilter = 'free' | Ability;

/** What a user has to do with the models of one server. */
export interface ModelShelf {
	/** Ids, in the order they were added. */
	readonly favourites: readonly string[];
	/** Ids, the one chosen last first. */
	readonly recent: readonly string[];
}

export interface ModelGroup {
	readonly label: string;
	/** Why these models, where the label alone does not say. */
	readonly note?: string;
	readonly models: readonly CatalogueModel[];
}

/**
 * The list as it is chosen from: the model in use, or the one nearest to it where that is gone, then favourites, recent ones and
 * the rest by name. Each stands once. Filters hide what they do not fit, the model in use included.
 */
export function groupModels(
	all: readonly CatalogueModel[],
	current: string,
	shelf: ModelShelf,
	filters: ReadonlySet<ModelFilter>,
	named: readonly string[] = [],
): readonly ModelGroup[] {
	const models = all.filter((model) => [...filters].every((filter) => fits(model, filter)));
	const byId = new Map(models.map((model) => [model.id, model]));
	const everyId = new Map(all.map((model) => [model.id, model]));
	const isGone = findModel(everyId, current) === undefined && !mayBeUnlisted(current);
	const inUse = isGone ? undefined : findModel(byId, current);
	const nearest = isGone ? nearestModel(current, models, named) : undefined;
	const taken = new Set<CatalogueModel>();
	const take = (ids: readonly string[]) => {
		const found = ids.map((id) => byId.get(id)).filter((model) => model !== undefined);
		return found.filter((model) => !taken.has(model) && taken.add(model));
	};
	const first = take([inUse, nearest].flatMap((model) => (model === undefined ? [] : [model.id])));
	const favourites = take(shelf.favourites);
	const recent = take(shelf.recent);
	const rest = models.filter((model) => !taken.has(model));
	const groups: ModelGroup[] = [
		isGone
			? {
					label: 'Nearest',
					note: `Nearest to ${current}, which is not available here`,
					models: first,
				}
			: { label: 'In use', models: first },
		{ label: 'Favourites', models: favourites },
		{ label: 'Recent', models: recent },
		{ label: 'All models', models: byName(rest) },
	];
	return groups.filter((group) => group.models.length > 0);
}

function fits(model: CatalogueModel, filter: ModelFilter): boolean {
	return filter === 'free' ? isFree(model) : (abilitiesOf(model)?.has(filter) ?? false);
}

function byName(models: readonly CatalogueModel[]): readonly CatalogueModel[] {
	/** As people compare; made for each pair of names it would take most of the time. */
	const { compare } = new Intl.Collator('en');
	return models.toSorted((a, b) => compare(a.name, b.name));
}

/** Where the shelves are kept. */
export interface ShelfStore {
	of(baseUrl: string): Promise<ModelShelf>;
	/** Makes a model a favourite, or one no longer. */
	favour(baseUrl: string, id: string, favourite: boolean): Promise<void>;
	/** Notes that a model was chosen. */
	chosen(baseUrl: string, id: string): Promise<void>;
}
