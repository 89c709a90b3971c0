import type { Failure, FailureKind } from '../../shared/conversation/messages.ts';
import type { Finding, FindingKind } from '../../shared/models/modelProtocol.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import { longestReply } from './longestReply.ts';
import { modelName } from './modelName.ts';

/** What is known of the next message before it is sent. What is not known is undefined, and nothing is found about it. */
export interface PreflightFacts {
	/** The id of the model that is to answer. */
	readonly model: string;
	/** Host and port of the server. */
	readonly server: string;
	/** What the server's list says of the model. */
	readonly known: CatalogueModel | undefined;
	/** Where there is a list and it does not have the model: the one most like it; null where nothing is. */
	readonly nearest: CatalogueModel | null | undefined;
	/** What that one has to read of the chat, in words; undefined where there is nothing to say. */
	readonly nearestReads?: string | undefined;
	/** The settings' or the chat's max_tokens. */
	readonly maxTokens: number | undefined;
	/** How many images would go out. */
	readonly images: number;
	/** Estimated tokens that would go out, and whether they leave room for the reply. */
	readonly prompt: { readonly tokens: number; readonly fits: boolean } | undefined;
	/** The day it is, YYYY-MM-DD. */
	readonly today: string;
}

/** From so many days before a model goes away on it is said. */
const SOON_DAYS = 30;

const DAY_MS = 86_400_000;

/** What is likely to go wrong with the next message, gravest first. Nothing here keeps it from being sent. */
export function preflight(facts: PreflightFacts): readonly Finding[] {
	const found = [gone(facts), expiring(facts), images(facts), context(facts), tooLongReply(facts)];
	return found.filter((finding) => finding !== undefined);
}

/** What was said of the last message already, over the box or in place of its reply. */
export interface AlreadyTold {
	/** Why it was not sent; null where nothing was refused. */
	readonly notice: Failure | null;
	/** Why the model's last reply failed, where the chat ends in that. */
	readonly failure: Failure | undefined;
	/** Whether what is said there offers to send without the images. */
	readonly withoutImages: boolean;
}

/** The findings that are to stand beside what was said of the last attempt: one cause is told once. */
export function notToldYet(findings: readonly Finding[], told: AlreadyTold): Finding[] {
	const { notice, failure, withoutImages } = told;
	const said = [notice, failure].filter((one) => one !== null && one !== undefined);
	const has = (kind: FailureKind) => said.some((one) => one.kind === kind);
	const isTold: Record<FindingKind, boolean> = {
		// A 404 that does not say so is of the model, too: it comes with Select Model (remedies.ts).
		modelGone:
			has('modelUnavailable') ||
			said.some(({ kind, status }) => kind === 'badRequest' && status === 404),
		modelExpires: has('modelUnavailable'),
		imagesRefused: has('textOnly') || withoutImages,
		promptTooLong: has('contextTooLong'),
		maxTokensTooHigh: said.some(({ parameter }) => parameter === 'max_tokens'),
	};
	return findings.filter(({ kind }) => !isTold[kind]);
}

function gone({ model, server, nearest, nearestReads }: PreflightFacts): Finding | undefined {
	if (nearest === undefined) return undefined;
	const reads =
		nearest === null || nearestReads === undefined
			? ''
			: ` ${modelName(nearest.id)} ${nearestReads}.`;
	return {
		kind: 'modelGone',
		message: `${model} is not among the models of ${server}.${reads}`,
		remedies: [
			...(nearest === null
				? []
				: [{ action: 'useNearest' as const, label: `Use ${modelName(nearest.id)}` }]),
			{ action: 'selectModel', label: 'Select Another Model' },
		],
	};
}

function expiring({ known, server, today }: PreflightFacts): Finding | undefined {
	if (known?.expires === undefined) return undefined;
	const days = Math.round((Date.parse(known.expires) - Date.parse(today)) / DAY_MS);
	// A date that cannot be read is none.
	if (!(days <= SOON_DAYS)) return undefined;
	const when =
		days < 0
			? `was to go away from ${server} on ${known.expires}`
			: `goes away from ${server} ${inDays(days)}, on ${known.expires}`;
	return {
		kind: 'modelExpires',
		message: `${modelName(known.id)} ${when}.`,
		remedies: [{ action: 'selectModel', label: 'Select Another Model' }],
	};
}

function inDays(days: number): string {
	return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
}

function images({ known, images: count }: PreflightFacts): Finding | undefined {
	const modalities = known?.inputModalities ?? [];
	if (count === 0 || known === undefined) return undefined;
	if (modalities.length === 0 || modalities.includes('image')) return undefined;
	return {
		kind: 'imagesRefused',
		message: `${modelName(known.id)} takes no images, and ${count === 1 ? 'one goes' : `${count} go`} along.`,
		remedies: [
			{ action: 'sendWithoutImages', label: 'Send Without Images' },
			{ action: 'selectModel', label: 'Select Another Model' },
		],
	};
}

function context({ known, prompt }: PreflightFacts): Finding | undefined {
	const context = known?.contextLength;
	if (context === undefined || prompt === undefined || prompt.fits) return undefined;
	return {
		kind: 'promptTooLong',
		message: `This does not fit, by an estimate: about ${inWords(prompt.tokens)} tokens go out, and ${modelName(known?.id ?? '')} takes ${inWords(context)} with the reply.`,
		remedies: [
			{ action: 'selectModel', label: 'Select Another Model' },
			{ action: 'sendAnyway', label: 'Send Anyway' },
		],
	};
}

/** Only where it can never be given; that a long prompt leaves less is seen at the parameter. */
function tooLongReply({ known, maxTokens, prompt }: PreflightFacts): Finding | undefined {
	const ever = longestReply(known);
	const most = longestReply(known, prompt?.tokens);
	if (known === undefined || ever === undefined || most === undefined) return undefined;
	if (maxTokens === undefined || maxTokens <= ever) return undefined;
	const { maxCompletionTokens: own, contextLength: context, id } = known;
	const why =
		own === most || context === undefined
			? `gives at most ${inWords(most)}: that is what is sent`
			: `takes ${inWords(context)} tokens in all, so about ${inWords(most)} are left for the reply: that is what is sent`;
	return {
		kind: 'maxTokensTooHigh',
		// The request is brought down to it (requestParameters.ts).
		message: `Max Tokens is ${inWords(maxTokens)}, and ${modelName(id)} ${why}.`,
		remedies: [{ action: 'lowerMaxTokens', label: `Lower to ${inWords(most)}` }],
	};
}

function inWords(count: number): string {
	return count.toLocaleString('en');
}
