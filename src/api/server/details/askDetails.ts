import * as v from 'valibot';
import { ChatError } from '../../../core/errors/chatError.ts';
import type { Destination } from '../../../core/server/chatServer.ts';
import { LaterDetails } from '../../../shared/conversation/laterDetails.ts';
import { errorInReply, errorOfAnswer, notTheApi } from '../../errors/errorBody.ts';
import { holdsError } from '../../errors/errorPayload.ts';
import { dollarsOf, field, isObject, parseJson } from '../../json/jsonFields.ts';
import { endpointUrl } from '../../network/endpoint.ts';
import { fetchText, isSuccess, type Sender } from '../sender.ts';

const DEADLINE_MS = 20_000;

const MAX_BYTES = 1024 * 1024;

const MONEY = ['total_cost', 'upstream_inference_cost'] as const;

/**
 * Asks `GET {baseUrl}/generation`, as ChatServer.replyDetails promises it.
 * @throws ChatError, or the signal's reason
 */
export async function askDetails(
	sender: Sender,
	destination: Destination,
	id: string,
	signal: AbortSignal,
): Promise<Omit<LaterDetails, 'at'>> {
	const url = endpointUrl(destination.baseUrl, 'generation');
	url.searchParams.set('id', id);
	const context = {
		url,
		apiKey: destination.apiKey,
		proven: sender.proven.has(destination.baseUrl),
	};
	const { response, text } = await fetchText(sender, url, destination, signal, {
		maxBytes: MAX_BYTES,
		deadline: { ms: DEADLINE_MS, error: () => tooLate(url) },
	});
	if (response.status === 404) throw notThere(url);
	if (!isSuccess(response)) throw errorOfAnswer(response.status, response.headers, text, context);
	const json = parseJson(text);
	if (holdsError(json)) throw errorInReply(json, context);
	const details = readDetails(field(json, 'data'));
	if (details === undefined) {
		throw notTheApi('something that is not the details of a reply', context, text.slice(0, 200));
	}
	return details;
}

/** Each fact that is one; undefined where there is none at all. */
function readDetails(data: unknown): Omit<LaterDetails, 'at'> | undefined {
	if (!isObject(data)) return undefined;
	const money = Object.fromEntries(MONEY.map((name) => [name, dollarsOf(data[name])]));
	const found = Object.entries(v.omit(LaterDetails, ['at']).entries).flatMap(([name, schema]) => {
		const value = name in money ? money[name] : data[name];
		// Servers send null, "" and less than nothing where they mean nothing.
		if (value === undefined || value === '' || !v.is(schema.wrapped, value)) return [];
		const isCount = typeof value === 'number' && name !== 'cache_discount';
		return isCount && value < 0 ? [] : [[name, value] as const];
	});
	const details = v.safeParse(v.omit(LaterDetails, ['at']), Object.fromEntries(found));
	return details.success && found.length > 0 ? details.output : undefined;
}

function notThere({ host }: URL): ChatError {
	return new ChatError(
		'refused',
		`${host} has no details of this reply yet, or has none at all. They can take a few minutes: ask again later.`,
		{ status: 404 },
	);
}

function tooLate({ host }: URL): ChatError {
	return new ChatError(
		'timeout',
		`${host} did not tell the details of this reply within ${DEADLINE_MS / 1000} seconds.`,
	);
}
