import { ModelCatalogues } from '../core/models/modelCatalogues.ts';
import { ModelWindows } from '../core/models/modelWindows.ts';
import { CatalogueFolder } from '../storage/models/catalogueFolder.ts';
import { ModelPreferences } from '../storage/models/modelPreferences.ts';
import type { Access } from './openAccess.ts';
import type { Log } from './openLog.ts';
import type { Storage } from './openStorage.ts';

export interface Models {
	readonly catalogues: ModelCatalogues;
	/** What these take in all, as their servers tell. */
	readonly windows: ModelWindows;
	/** Favourite and recent models. */
	readonly preferences: ModelPreferences;
}

/** What is known of the servers' models. */
export function openModels(storage: Storage, { server }: Access, { channel }: Log): Models {
	const catalogues = new ModelCatalogues({
		server,
		files: new CatalogueFolder(storage.path('models')),
		now: () => Date.now(),
		unsaved: (error) => channel.warn('The list of models could not be kept.', error),
	});
	return {
		catalogues,
		windows: new ModelWindows({
			server,
			models: catalogues,
			now: () => performance.now(),
			startTimer: (ms, expired) => {
				const timer = setTimeout(expired, ms);
				return () => clearTimeout(timer);
			},
			failed: (error) =>
				channel.info('The server could not be asked how much the model takes.', error),
		}),
		preferences: new ModelPreferences(storage.path('models.json'), (path) =>
			storage.problems.setAside(path),
		),
	};
}
