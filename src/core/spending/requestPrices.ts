import { compareDecimals } from '../../shared/text/decimal.ts';
import { promptTokens } from '../context/messageTokens.ts';
import { answeredAs } from '../models/answeredModel.ts';
import { pricingFor } from '../models/priceOverrides.ts';
import { mayCostMore } from '../models/routedModel.ts';
import type { ChatRequest } from '../server/chatRequest.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import type { TokenCorrection } from '../tokens/tokenCorrection.ts';
import { estimatedCost, isDearlyWritten } from './estimatedCost.ts';

export interface RequestPricesPorts {
	/** What the server's list says of a model. */
	model(baseUrl: string, id: string): CatalogueModel | undefined;
	/** What its own counts have taught of a model. */
	correction(model: string): TokenCorrection | undefined;
	/** Milliseconds since 1970. */
	now(): number;
}

/** What a request costs by the list's prices, before its reply is there. */
export class RequestPrices {
	readonly #ports: RequestPricesPorts;

	constructor(ports: RequestPricesPorts) {
		this.#ports = ports;
	}

	promptTokens({ model, messages }: ChatRequest): number {
		return promptTokens(messages, this.#ports.correction(model));
	}

	/** Of the model that is asked, with nothing put into a cache; undefined where its price is not known. */
	ofPrompt(baseUrl: string, request: ChatRequest): string | undefined {
		return this.#ofPrompt(baseUrl, request, this.#ports.now());
	}

	/** What a reply of so many tokens adds to that. */
	ofReply(baseUrl: string, request: ChatRequest, tokens: number): string | undefined {
		const { request: _once, ...pricing } = this.of(baseUrl, request) ?? {};
		return estimatedCost(pricing, { prompt: 0, completion: tokens });
	}

	/**
	 * The most that is known of the prompt: of the models that may answer the dearest, with all of it put into the provider's cache
	 * where that costs more and is done unasked.
	 */
	mostOfPrompt(baseUrl: string, request: ChatRequest, at = this.#ports.now()): string | undefined {
		return dearest(
			forEach(request).map((one) => {
				const isWritten = isDearlyWritten(one.model, this.of(baseUrl, one, at));
				return this.#ofPrompt(baseUrl, one, at, isWritten);
			}),
		);
	}

	/** Whether it can cost more than the price of the model that is asked says, or nobody knows what. */
	mayBeMore(baseUrl: string, request: ChatRequest): boolean {
		if (mayCostMore(request)) return true;
		const [prompt, reply] = [this.ofPrompt(baseUrl, request), this.ofReply(baseUrl, request, 1000)];
		const replies = forEach(request).map((one) => this.ofReply(baseUrl, one, 1000));
		return (
			(prompt !== undefined && replies.includes(undefined)) ||
			isMore(this.mostOfPrompt(baseUrl, request), prompt) ||
			isMore(dearest(replies), reply)
		);
	}

	/**
	 * The model whose price a reply has. A fallback can answer by a dated name, which the list need not have.
	 * @param answered by the server's word
	 */
	answering(
		baseUrl: string,
		{ model, models = [] }: ChatRequest,
		answered: string,
	): CatalogueModel | undefined {
		const known = this.#ports.model(baseUrl, model);
		const targetOf = (one: string) => this.#ports.model(baseUrl, one)?.aliasTarget ?? one;
		const fallbacks = models.flatMap((one) => [one, targetOf(one)]);
		if (answeredAs(targetOf(model), answered, fallbacks) !== 'fallback') return known;
		const listed = this.#ports.model(baseUrl, answered);
		const asked = models.find((one) => answeredAs(targetOf(one), answered) === 'asked') ?? model;
		return listed ?? this.#ports.model(baseUrl, asked);
	}

	/** By their wire names, as they are for a prompt of its length at that time. */
	of(baseUrl: string, request: ChatRequest, at = this.#ports.now()): CatalogueModel['pricing'] {
		const known = this.#ports.model(baseUrl, request.model);
		return pricingFor(known, { prompt: this.promptTokens(request), at });
	}

	#ofPrompt(
		baseUrl: string,
		request: ChatRequest,
		at: number,
		isWritten = false,
	): string | undefined {
		const prompt = this.promptTokens(request);
		const written = isWritten ? prompt : 0;
		const images = imagesIn(request);
		const pricing = this.of(baseUrl, request, at);
		return estimatedCost(pricing, { prompt, written, completion: 0, images });
	}
}

/** The request as each model that may answer it reads it, the one that is asked first. */
function forEach(request: ChatRequest): ChatRequest[] {
	const { models = [] } = request;
	return [...new Set([request.model, ...models])].map((model) => ({ ...request, model }));
}

function dearest(costs: readonly (string | undefined)[]): string | undefined {
	return costs
		.filter((cost) => cost !== undefined)
		.toSorted(compareDecimals)
		.at(-1);
}

export function isMore(one: string | undefined, other: string | undefined): boolean {
	return one !== undefined && other !== undefined && compareDecimals(one, other) > 0;
}

export function imagesIn({ messages }: ChatRequest): number {
	return messages
		.flatMap(({ content }) => (typeof content === 'string' ? [] : content))
		.filter(({ type }) => type === 'image_url').length;
}
