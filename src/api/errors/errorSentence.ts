import type { FailureKind } from '../../shared/conversation/messages.ts';
import { parameterInWords } from '../../shared/parameters/sampling.ts';
import { cut } from '../../shared/text/shorten.ts';
import type { RequestContext } from '../network/endpoint.ts';
import { excludedByRouting } from './availability.ts';
import type { TokenCounts } from './errorDetails.ts';
import type { ErrorPayload } from './errorPayload.ts';

/** How much of a server's words goes into the sentence; the rest stands in the detail. */
const MAX_QUOTE = 400;

/** What a sentence about a failure is made of. */
export interface SentenceParts {
	readonly status: number | undefined;
	readonly payload: ErrorPayload;
	/** The server's words as they may be shown. */
	readonly detail: string;
	readonly context: RequestContext;
	/** Seconds until the server may be asked again. */
	readonly retryAfter: number | undefined;
	readonly parameter: string | undefined;
	readonly affordable: number | undefined;
	readonly counts: TokenCounts;
}

/** What happened, in a sentence that names who says so. */
export function errorSentence(kind: FailureKind, parts: SentenceParts): string {
	const { status, detail, context, parameter, affordable } = parts;
	const host = context.url.host;
	const said = detail === '' ? '.' : `: ${firstSentences(detail)}`;
	const excluded = EXCLUDES.has(kind) ? excludedSentence(parts) : undefined;
	if (excluded !== undefined) return excluded;
	switch (kind) {
		case 'noKey':
			return `${host} asks for an API key, and none is set.`;
		case 'badKey':
			return `${host} did not accept the API key.`;
		case 'keyLimit':
			return `The API key has reached its limit at ${host}${said}`;
		case 'noCredit':
			return affordable === undefined
				? `The credit at ${host} is not enough${said}`
				: `The credit at ${host} is enough for a reply of ${count(affordable)} tokens, and this request asks for more.`;
		case 'moderation':
			return `The moderation at ${host} stopped the message${said}`;
		case 'dataPolicy':
			return `Your privacy settings at ${host} rule out every provider of this model${said}`;
		case 'refused':
			return `${host} refused the request${said}`;
		case 'modelUnavailable':
			return context.model === undefined
				? `This model is not available at ${host}.`
				: `The model ${context.model} is not available at ${host}.`;
		case 'contextTooLong':
			return tooLong(parts.counts, said);
		case 'badParameter':
			return `${host} does not take ${parameter === undefined ? 'a parameter' : parameterInWords(parameter)} with this value${said}`;
		case 'rateLimit':
			return `${limiter(parts)}${tryAgainIn(parts.retryAfter)}`;
		case 'timeout':
			return `${host} took too long${said}`;
		case 'notTheApi':
			return `${context.url.pathname} at ${host} is not the chat API. Check the setting Base Url.`;
		case 'server':
			return `${behind(parts)} failed${said}`;
		default:
			if (status === 404) return `${host} did not find what this request names${said}`;
			return `${host} did not accept the request${said}`;
	}
}

/** Failures where something may have ruled out all who could answer. */
const EXCLUDES = new Set<FailureKind>(['modelUnavailable', 'dataPolicy', 'refused', 'badRequest']);

/** Which setting has left no provider: one of this extension's, or of the account. */
function excludedSentence({ payload, context }: SentenceParts): string | undefined {
	const { excludedBy } = payload.availability;
	if (excludedBy.length === 0) return undefined;
	const model = context.model === undefined ? 'this model' : `the model ${context.model}`;
	const ours = excludedByRouting(payload.availability, context.routing);
	const who = ours.length > 0 ? 'Your routing' : `Your settings at ${context.url.host}`;
	const what = ours.length > 0 ? ours : excludedBy;
	const verb = ours.length > 0 ? 'rules' : 'rule';
	return `${who} ${verb} out every provider of ${model}: ${what.join(', ')}.`;
}

function tooLong({ limit, sent }: TokenCounts, said: string): string {
	// Numbers that do not say so themselves are others than these.
	if (limit === undefined || sent === undefined || sent <= limit) {
		return `The conversation is longer than the model can take${said}`;
	}
	return `This would be ${count(sent)} tokens; the model takes ${count(limit)}.`;
}

/** One of three limits, and who set it, since that decides whether waiting, paying or another model helps. */
function limiter({ payload, detail, context }: SentenceParts): string {
	const host = context.url.host;
	const said = detail === '' ? '.' : `: ${firstSentences(detail)}`;
	if (payload.limitSource === 'openrouter_free_tier_daily' || /free-models-per-day/.test(detail)) {
		return `The free requests of the day are used up at ${host}.`;
	}
	if (
		payload.limitSource === 'openrouter_shared_capacity' ||
		/limit_rpm|high demand/i.test(detail)
	) {
		return `${host} limits how much all its users together use this model${said}`;
	}
	if (payload.limitSource === 'upstream_provider_shared_pool') {
		return `${payload.provider ?? 'The provider'} behind ${host} is limiting requests${said}`;
	}
	return `${host} is limiting requests${said}`;
}

function behind({ payload, context }: SentenceParts): string {
	const host = context.url.host;
	return payload.provider === undefined ? host : `${payload.provider} behind ${host}`;
}

function count(tokens: number): string {
	return tokens.toLocaleString('en');
}

function tryAgainIn(seconds: number | undefined): string {
	if (seconds === undefined) return '';
	if (seconds < 120) return ` Try again in ${Math.max(1, Math.ceil(seconds))} s.`;
	const minutes = Math.ceil(seconds / 60);
	if (minutes < 120) return ` Try again in ${minutes} min.`;
	// To five minutes, and to hours where there are many: later rather than too soon.
	const step = minutes < 600 ? 5 : 60;
	const all = Math.ceil(minutes / step) * step;
	return ` Try again in ${Math.floor(all / 60)} h${all % 60 === 0 ? '' : ` ${all % 60} min`}.`;
}

/** As many whole sentences as fit a line or two. */
function firstSentences(text: string): string {
	const line = text.replaceAll(/\s+/g, ' ');
	// A stop right after an address would become part of the link.
	if (line.length <= MAX_QUOTE) return /([.!?…。！？]|:\/\/\S+)$/.test(line) ? line : `${line}.`;
	const beginning = cut(line, MAX_QUOTE);
	const end = beginning.lastIndexOf('. ');
	return end > 0 ? beginning.slice(0, end + 1) : `${beginning}…`;
}
