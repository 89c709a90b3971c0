import type { KnownModels } from '../models/knownModels.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import { profileFor, profileOf, type ServerProfile } from '../server/serverProfiles.ts';
import type { RawSettings } from '../settings/rawSettings.ts';
import { parseBaseUrl } from '../settings/settings.ts';

/** A server and a model, as far as they are known. */
export interface RequestTarget {
	readonly profile: ServerProfile;
	/** What the catalogue says of the model. */
	readonly known: CatalogueModel | undefined;
}

/** Whom the settings name, as far as it is known without asking. A wrong address is told of at the send. */
export function requestTargetOf(
	raw: RawSettings,
	models: Pick<KnownModels, 'model' | 'catalogue'>,
): RequestTarget {
	const baseUrl = addressIn(raw);
	if (baseUrl === undefined) return { profile: profileOf('other'), known: undefined };
	const model = raw('model');
	return {
		profile: profileFor(baseUrl, models.catalogue(baseUrl)?.server),
		known: typeof model === 'string' ? models.model(baseUrl, model.trim()) : undefined,
	};
}

function addressIn(raw: RawSettings): string | undefined {
	try {
		return parseBaseUrl(raw);
	} catch {
		return undefined;
	}
}
