import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';

/** A model of which the server says nothing but what is given. */
export function catalogueModel(
	id: string,
	known: Partial<Omit<CatalogueModel, 'id'>> = {},
): CatalogueModel {
	return {
		id,
		name: id,
		contextLength: undefined,
		maxCompletionTokens: undefined,
		pricing: undefined,
		inputModalities: undefined,
		supportedParameters: undefined,
		expires: undefined,
		created: undefined,
		description: undefined,
		...known,
	};
}
