import { dollars } from '../../shared/spending/money.ts';
import { multiplyDecimals } from '../../shared/text/decimal.ts';
import { mayCostLess } from '../models/routedModel.ts';
import type { ChatRequest } from '../server/chatRequest.ts';

const MILLION = 1_000_000;

/**
 * What the estimate of a request cannot know, in sentences: whether it costs less, how long the model reasons, and what it makes of images.
 * @param pricing of its model by their wire names, in US dollars per token; undefined where that is not known
 */
export function requestNotes(
	request: Pick<ChatRequest, 'model' | 'messages' | 'reasoning' | 'reasoning_effort'>,
	pricing: Readonly<Record<string, string>> | undefined,
): readonly string[] {
	const effort = request.reasoning?.effort ?? request.reasoning_effort;
	const parts = request.messages.flatMap(({ content }) =>
		typeof content === 'string' ? [] : content,
	);
	const images = parts.flatMap((part) => (part.type === 'image_url' ? [part.image_url] : []));
	const byDetail = ['auto', 'low', 'high'].flatMap((detail) => {
		const count = images.filter((image) => (image.detail ?? 'auto') === detail).length;
		return count === 0 ? [] : [`${count} at detail ${detail}`];
	});
	return [
		...(mayCostLess(request.model)
			? [
					'With :floor the cheapest provider answers, at its slower flex tier where it has one: this can cost less than the estimate.',
				]
			: []),
		...(effort === undefined || effort === 'none'
			? []
			: [
					`Reasoning effort ${effort}: reasoning is billed as tokens of the reply${priceInWords(pricing)}. How many they will be is not known, and they are not in the estimate.`,
				]),
		...(byDetail.length === 0
			? []
			: [
					`Images: ${byDetail.join(', ')}. How many tokens a model makes of an image at its detail is not known here, and they are not in the estimate; a price for each image is, where the list of models has one.`,
				]),
	];
}

/** The list has "0" for reasoning where this has no price of its own: the reply's price counts. */
function priceInWords(pricing: Readonly<Record<string, string>> | undefined): string {
	const own = pricing?.['internal_reasoning'];
	const price = own !== undefined && Number(own) > 0 ? own : pricing?.['completion'];
	if (price === undefined || !(Number(price) >= 0)) return '';
	return `, at ${dollars(multiplyDecimals(price, MILLION))} for a million`;
}
