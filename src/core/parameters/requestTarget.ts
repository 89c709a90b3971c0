import type { KnownModels } from '../models/knownModels.ts';
import { profileFor, profileOf } from '../server/serverProfiles.ts';
import { parseBaseUrl, type RawSettings } from '../settings/settings.ts';
import type { RequestTarget } from './requestParameters.ts';

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
