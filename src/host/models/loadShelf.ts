import type { ModelShelf, ShelfStore } from '../../core/models/modelGroups.ts';
import { sayFailed } from '../vscode/say.ts';

/** The favourite and recent models of a server. Where they cannot be read that is said: a list is good to choose from without them. */
export async function loadShelf(
	preferences: Pick<ShelfStore, 'of'>,
	baseUrl: string,
): Promise<ModelShelf> {
	try {
		return await preferences.of(baseUrl);
	} catch (error) {
		sayFailed('Favourite and recent models could not be read', error);
		return { favourites: [], recent: [] };
	}
}
