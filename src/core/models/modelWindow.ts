import type { CatalogueModel, ModelWindow } from '../server/chatServer.ts';

/**
 * A model as it is with the window that its server told. One that is certain counts in place of the list's, which is older; of two
 * of which one is a bound, the smaller counts.
 */
export function withWindow(model: CatalogueModel, { tokens, is }: ModelWindow): CatalogueModel {
	const { contextLength: listed = Number.POSITIVE_INFINITY, maxCompletionTokens: longest } = model;
	if (is !== 'exact' && listed <= tokens) return model;
	return {
		...model,
		contextLength: tokens,
		maxCompletionTokens: longest === undefined ? undefined : Math.min(longest, tokens),
		window: is,
	};
}

/** What is to be known of a window beside its size; undefined where there is nothing. */
export function windowInWords(
	server: string,
	{ contextLength, window }: Pick<CatalogueModel, 'contextLength' | 'window'>,
): string | undefined {
	if (contextLength === undefined || window === undefined) return undefined;
	const tokens = contextLength.toLocaleString('en');
	switch (window) {
		case 'exact':
			return `${server} says that this model takes ${tokens} tokens now.`;
		case 'atMost':
			return `${server} has not loaded this model. It takes at most ${tokens} tokens; ${server} may load it with fewer.`;
		case 'atLeast':
			return `At least ${tokens} tokens: that is the smallest of the providers that may answer. Others take more; the routing says who may.`;
	}
}
