import { amountInWords, leftOutInWords } from '../../shared/attachments/attachmentWords.ts';
import type { AskedOnce } from '../../shared/conversation/askedOnce.ts';
import type { MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Reply, SentPart, Usage } from '../../shared/conversation/messages.ts';
import { parametersInWords } from '../../shared/parameters/sampling.ts';
import { costInWords, costOf, exactDollars } from '../../shared/spending/money.ts';
import { element } from '../dom/element.ts';
import { laterInWords } from './laterWords.ts';

/** What is known about a reply: what matters most on a quiet button, which opens all the rest. */
export interface FactsView {
	readonly button: HTMLButtonElement;
	/** Belongs below the button; hidden until that is pressed. */
	readonly list: HTMLElement;
}

/** What the host says of a reply beside it. */
type ToldOfReply = Pick<MessageView, 'answeredBy' | 'answer' | 'costsAtLeast'>;

/**
 * Undefined for a reply of which nothing is known. Open where it has what was just asked for.
 * @param laterShown when those of its details were asked for that were shown before
 */
export function factsView(
	reply: Reply,
	{ answeredBy, answer, costsAtLeast }: ToldOfReply,
	laterShown?: number,
): FactsView | undefined {
	const known = factsInFull(reply, answer, costsAtLeast === true);
	if (known.length === 0) return undefined;
	const facts = [...modelsInWords(reply, answeredBy), ...known];
	const list = element('dl', { class: 'facts-list', id: `facts-${reply.id}` });
	for (const [name, value] of facts) {
		list.append(element('div', {}, element('dt', {}, name), element('dd', {}, value)));
	}
	const later = reply.facts.later?.at ?? 0;
	list.hidden = laterShown === undefined || later === laterShown;
	const button = element(
		'button',
		{
			type: 'button',
			class: 'facts',
			title: facts.map(([name, value]) => `${name}: ${value}`).join('\n'),
			'aria-expanded': String(!list.hidden),
			'aria-controls': list.id,
		},
		shortFacts(reply, costsAtLeast === true) ?? 'Details',
	);
	button.addEventListener('click', () => {
		list.hidden = !list.hidden;
		button.setAttribute('aria-expanded', String(!list.hidden));
	});
	return { button, list };
}

/** What is told of each answer where several are compared. */
const COMPARED = new Set([
	'Model',
	'Model asked',
	'Model answered',
	'For this reply only',
	'Provider',
	'Prompt',
	'Reply',
	'First token',
	'Speed',
	'Billed',
	'Billed by the provider to your own key',
	'Estimated cost',
]);

/** What is known about a reply that matters where several are compared, as names and values. */
export function comparedFacts(
	reply: Reply,
	{ answeredBy, answer, costsAtLeast }: ToldOfReply = {},
): [string, string][] {
	if (reply.model === '') return [];
	const told = factsInFull(reply, answer, costsAtLeast === true);
	const facts = [...modelsInWords(reply, answeredBy), ...told];
	return facts.filter(([name]) => COMPARED.has(name));
}

/** Which model answered, where that is not the one that was asked; undefined where it is. */
export function answeredNote(
	{ model, facts }: Reply,
	answeredBy: MessageView['answeredBy'],
): string | undefined {
	if (answeredBy === undefined) return undefined;
	if (answeredBy === 'unlisted')
		return `The list of models had ${facts.alias_target} for ${model}; ${facts.model} answered.`;
	return answeredBy === 'fallback'
		? `The fallback model ${facts.model} answered, not ${model}.`
		: `Another model answered: ${facts.model}. You asked ${model}.`;
}

/** One row where the server says the very name that was asked for, or nothing. */
function modelsInWords(
	{ model, facts }: Reply,
	answeredBy: MessageView['answeredBy'],
): [string, string][] {
	const answered = facts.model ?? '';
	if (answered === '' || answered === model) return [['Model', model]];
	const by = answeredBy === 'fallback' ? `${answered}, a fallback model` : answered;
	return [
		['Model asked', model],
		['Model answered', by],
	];
}

/** "$0.0003", "at least ≈$0.0003", or "412 tokens out" where no cost is known: the chat's own are those in and out. */
function shortFacts({ facts }: Reply, costsAtLeast: boolean): string | undefined {
	const tokens = facts.usage?.completion_tokens ?? 0;
	const cost = costInWords(costOf(facts));
	if (cost !== undefined && costsAtLeast) return `at least ${cost}`;
	return cost ?? (tokens > 0 ? `${inTokens(tokens)} out` : undefined);
}

/** What of the question's attachments went out in part; undefined where all of them went whole. */
export function inPartNote(reply: Reply): string | undefined {
	const labels = sentInPart(reply).map(({ label }) => label);
	return labels.length === 0 ? undefined : `Sent in part: ${labels.join(', ')}`;
}

/** All that is known, as names and values. */
function factsInFull(
	whole: Reply,
	answer: MessageView['answer'],
	costsAtLeast: boolean,
): [string, string][] {
	const { facts, text, reasoning, parts = [] } = whole;
	const { usage, timing } = facts;
	// A count of none is one that was not made: a prompt has tokens, and so has a reply that says something.
	const prompt = usage !== undefined && usage.prompt_tokens > 0 ? usage : undefined;
	const isCounted = usage !== undefined && (usage.completion_tokens > 0 || text + reasoning === '');
	const reply = isCounted ? usage : undefined;
	const rows: [string, string | undefined][] = [
		['For this reply only', whole.once && askedOnceInWords(whole.once)],
		['Provider', facts.provider],
		['Service tier', facts.service_tier],
		['Prompt', prompt && promptInWords(prompt)],
		['Reply', reply && part(reply.completion_tokens, reply.reasoning_tokens, 'of reasoning')],
		['Billed', usage?.cost === undefined ? undefined : exactDollars(usage.cost)],
		['Billed by the provider to your own key', atProvider(usage)],
		[
			'Estimated cost',
			facts.estimated_cost === undefined
				? undefined
				: `${costsAtLeast ? 'at least ' : ''}≈${exactDollars(facts.estimated_cost)}, by the prices in the list of models`,
		],
		['First token', timing?.first === undefined ? undefined : `after ${inSeconds(timing.first)}`],
		['Speed', answer === undefined ? speed(usage, timing) : undefined],
		['Whole reply', timing && inSeconds(timing.total)],
		['Sent along', parts.length === 0 ? undefined : parts.map(({ label }) => label).join(', ')],
		['Sent in part', sentInPart(whole).map(inPartInWords).join('; ') || undefined],
		['Finish reason', finish(facts.finish_reason, facts.native_finish_reason)],
		['Id', facts.id],
		['Object', facts.object],
		['Created', facts.created === undefined ? undefined : createdInWords(facts.created)],
		['Choice', choiceInWords(whole, answer)],
		['System fingerprint', facts.system_fingerprint],
		...laterInWords(facts.later),
	];
	return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

/** What a request costs is told once, with the first choice of its answer. */
function choiceInWords(
	{ facts, choiceOf }: Reply,
	answer: MessageView['answer'],
): string | undefined {
	const index = facts.index?.toString();
	if (choiceOf === undefined && answer === undefined) return index;
	const of = answer === undefined ? '' : `, of an answer in ${answer.choices} choices`;
	const where = answer?.first ? `version ${answer.first}` : 'the first of them, which is deleted';
	const cost = choiceOf === undefined ? 'those of all' : `told with ${where}`;
	return `${index ?? 0}${of}: tokens and cost are ${cost}`;
}

function askedOnceInWords({ parameters, logProbabilities: top, ...effort }: AskedOnce): string {
	const others = top === 0 ? '' : `, ${top} alternatives each`;
	const words = parametersInWords({ ...parameters, ...effort });
	return [words, top === undefined ? '' : `with probabilities${others}`].filter(Boolean).join(', ');
}

/** The server's own number, and the time that it stands for where it is one. */
function createdInWords(seconds: number): string {
	const at = new Date(seconds * 1000);
	if (Number.isNaN(at.getTime())) return String(seconds);
	return `${seconds} (${at.toISOString().slice(0, 19).replace('T', ' ')} UTC)`;
}

function inTokens(count: number): string {
	return count === 1 ? '1 token' : `${count.toLocaleString('en')} tokens`;
}

function part(all: number, some: number | undefined, what: string): string {
	return some ? `${inTokens(all)}, ${some.toLocaleString('en')} ${what}` : inTokens(all);
}

function promptInWords(usage: Usage): string {
	const { cached_tokens: cached = 0, expected_cached_tokens: expected } = usage;
	const written = usage.cache_write_tokens ?? 0;
	const hoped = expected === undefined ? '' : ` of about ${expected.toLocaleString('en')} expected`;
	const fromCache = `${cached === 0 ? 'none' : cached.toLocaleString('en')} from the cache${hoped}`;
	const facts = [
		inTokens(usage.prompt_tokens),
		...(cached === 0 && expected === undefined ? [] : [fromCache]),
		...(written === 0 ? [] : [`${written.toLocaleString('en')} into the cache`]),
	];
	return facts.join(', ');
}

function atProvider(usage: Usage | undefined): string | undefined {
	if (!usage?.is_byok || usage.upstream_inference_cost === undefined) return undefined;
	return exactDollars(usage.upstream_inference_cost);
}

function inSeconds(ms: number): string {
	return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

/** From the first piece on: the wait for it is told on its own. */
function speed(usage: Usage | undefined, timing: Reply['facts']['timing']): string | undefined {
	if (usage === undefined || timing?.first === undefined) return undefined;
	const seconds = (timing.total - timing.first) / 1000;
	if (seconds <= 0 || usage.completion_tokens < 2) return undefined;
	return `${(usage.completion_tokens / seconds).toFixed(1)} tokens per second`;
}

function finish(reason: string | undefined, native: string | undefined): string | undefined {
	return reason === undefined || native === undefined || native === reason
		? (reason ?? native)
		: `${reason} (${native})`;
}

/** What went out of which not all did, or not as it stood in its document by then. */
function sentInPart({ parts = [] }: Reply): SentPart[] {
	return parts.filter(
		({ lineCount, leftOut, asAttached }) =>
			lineCount !== undefined || leftOut !== undefined || asAttached,
	);
}

/** As its chip has said it. */
function inPartInWords({ label, startLine = 1, endLine = 1, ...part }: SentPart): string {
	const said = [
		...(part.lineCount === undefined ? [] : [amountInWords({ ...part, startLine, endLine })]),
		...(part.asAttached ? ['as it was attached: its text was not there any more'] : []),
		...[leftOutInWords(part)].flatMap((left) => left?.full ?? []),
	];
	return `${label}: ${said.join(', ')}`;
}
