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

/** With the model as it is asked for: the list may have it under another id. */
export interface AskedTarget extends RequestTarget {
	/** Empty where the settings name none. */
	readonly model: string;
}

/** Whom the settings name, as far as it is known without asking. A wrong address is told of at the send. */
export function requestTargetOf(
	raw: RawSettings,
	models: Pick<KnownModels, 'model' | 'catalogue'>,
): AskedTarget {
	const baseUrl = addressIn(raw);
	const setting = raw('model');
	const model = typeof setting === 'string' ? setting.trim() : '';
	if (baseUrl === undefined) return { model, profile: profileOf('other'), known: undefined };
	return {
		model,
		profile: profileFor(baseUrl, models.catalogue(baseUrl)?.server),
		known: model === '' ? undefined : models.model(baseUrl, model),
	};
}

function addressIn(raw: RawSettings): string | undefined {
	try {
		return parseBaseUrl(raw);
	} catch {
		return undefined;
	}
}
