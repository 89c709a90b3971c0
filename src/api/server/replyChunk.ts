import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { ReplyFacts } from '../../shared/conversation/messages.ts';
import { field, isObject, numberField, stringField } from '../json/jsonFields.ts';
import { sentenceOf } from './asides/asideFields.ts';
import { failsByItself, reportsFailure } from './asides/failedParts.ts';
import { reasonOf } from './asides/reasonOf.ts';
import { numberedChoices } from './choices/numberedChoices.ts';
import { type ReplyContent, readContent, reasoningBeside } from './replyContent.ts';
import { type ExtraContent, hasExtras, readExtras } from './replyExtras.ts';
import type { ContentForm } from './replyPieces.ts';
import { sameUsage, type UsageReader } from './usage/usage.ts';

/** What a choice says in one chunk of a stream, or in a whole answer. */
export interface ChoiceContent {
	readonly content: ReplyContent;
	readonly form: ContentForm;
	readonly extras: ExtraContent;
}

export interface ChoicePart extends ChoiceContent {
	/** What differs from the facts already known; undefined where nothing does. */
	readonly facts: ReplyFacts | undefined;
	/** The part of the JSON that reports a failure; undefined where none does. */
	readonly error: unknown;
}

/** What one chunk of a stream, or a whole answer, says about the reply. */
export interface ReplyChunk extends ChoicePart {
	/** The other choices of the answer, by their index, the first one's not among them. */
	readonly further: readonly (readonly [index: number, part: ChoicePart])[];
}

/** What is known of an answer when a chunk of it comes. */
export interface KnownAnswer {
	/** Of the reply, that is of the first choice and of the answer as a whole. */
	readonly facts: ReplyFacts;
	/** The index of the choice that is the reply, in a stream. */
	readonly shown: number;
	/** Whether anything of the reply has come. */
	readonly hasBegun: boolean;
	/** What it tells of its tokens, at once or in parts. */
	readonly usage: UsageReader;
	/** Of another choice, by its index. */
	factsOf(index: number): ReplyFacts;
}

/**
 * @param clean what a server says of itself, as it may be kept
 * @param expected `delta` in a stream, `message` in a whole answer. Some servers send both, one of them empty or cumulative.
 */
export function readReplyChunk(
	json: unknown,
	expected: Form,
	known: KnownAnswer,
	clean: (text: string) => string = (text) => text,
): ReplyChunk {
	const [choice, further] = choicesIn(json, expected, known.shown);
	const own = contentIn(choice, expected, json);
	if (further.length > 0) known.usage.isOfSeveral();
	const facts = newFacts(json, choice, isMore(own, expected), known, clean);
	const hasFailed =
		reportsFailure(json, expected === 'delta' ? known.hasBegun : undefined) ||
		// Beside the reason for an end that is a failure may be a sentence of it.
		(replyEnd(facts?.finish_reason) === 'failed' && sentenceOf(json) !== '');
	return {
		...own,
		facts,
		error: hasFailed ? json : failsByItself(choice) ? choice : whyFailed(choice, facts),
		further: further.map(([index, other]) => {
			const its = contentIn(other, expected);
			const facts = choiceFacts(other, isMore(its, expected), known.factsOf(index), clean);
			const part = {
				...its,
				facts: Object.keys(facts).length === 0 ? undefined : facts,
				error: failsByItself(other) ? other : undefined,
			};
			return [index, part];
		}),
	};
}

/** A reason that has a sentence in it: SGLang's, for a prompt that it cannot take. */
function whyFailed(choice: unknown, facts: ReplyFacts | undefined): unknown {
	const reason = field(choice, 'finish_reason');
	return replyEnd(facts?.finish_reason) === 'failed' && sentenceOf(reason) !== ''
		? reason
		: undefined;
}

type Form = 'delta' | 'message';

/** Whether a choice of a stream has a piece of the reply: more may come. A whole answer has all of it. */
function isMore({ content, extras }: ChoiceContent, expected: Form): boolean {
	return (
		expected === 'delta' && (content.text !== '' || content.reasoning !== '' || hasExtras(extras))
	);
}

/** @param answer what is around the choice, where that belongs to it alone */
function contentIn(choice: unknown, expected: Form, answer?: unknown): ChoiceContent {
	const other = expected === 'delta' ? 'message' : 'delta';
	const own = readContent(field(choice, expected));
	const saysNothing = own.text === '' && own.reasoning === '';
	const content = saysNothing ? contentOf(choice, other) : own;
	const reasoning =
		content.reasoning ||
		reasoningBeside(choice, { settings: false }) ||
		reasoningBeside(answer, { settings: true });
	return {
		content: { ...content, reasoning, isBeside: content.reasoning === '' },
		form:
			saysNothing && isObject(field(choice, 'delta')) && isObject(field(choice, 'message'))
				? 'both'
				: saysNothing && field(choice, other) !== undefined
					? other
					: expected,
		extras: extrasOf(choice),
	};
}

/** Beside a delta there may be a message that has them too. */
function extrasOf(choice: unknown): ExtraContent {
	const [one, other] = [readExtras(field(choice, 'delta')), readExtras(field(choice, 'message'))];
	return {
		images: [...one.images, ...other.images],
		tools: one.tools.length > 0 ? one.tools : other.tools,
		files: one.files.length > 0 ? one.files : other.files,
		hasAudio: one.hasAudio || other.hasAudio,
	};
}

/** A choice of an older kind has its text without anything around. */
function contentOf(choice: unknown, form: 'delta' | 'message'): ReplyContent {
	const found = field(choice, form);
	return readContent(found === undefined ? { content: field(choice, 'text') } : found);
}

/** The choice that is the reply, and the others with their indices. In a whole answer the first is the reply. */
function choicesIn(
	json: unknown,
	expected: Form,
	shown: number,
): [shown: unknown, further: (readonly [number, unknown])[]] {
	const all = numberedChoices(json, expected);
	const index = expected === 'message' ? (all[0]?.[0] ?? 0) : shown;
	const own = all.find(([one]) => one === index)?.[1];
	return [own, all.filter(([one]) => one !== index)];
}

const ANSWER_FACTS = ['id', 'object', 'model', 'provider', 'system_fingerprint'] as const;
const CHOICE_FACTS = ['finish_reason', 'native_finish_reason'] as const;

/** Most chunks repeat the facts of the first, so only what is new is worth an event. */
function newFacts(
	json: unknown,
	choice: unknown,
	hasMore: boolean,
	{ facts: known, usage: counts }: KnownAnswer,
	clean: (text: string) => string,
): ReplyFacts | undefined {
	const facts: ReplyFacts = {};
	const said = (holder: unknown, name: string) => {
		const value = stringField(holder, name);
		return value === undefined ? undefined : clean(value);
	};
	for (const name of ANSWER_FACTS) {
		const value = said(json, name);
		if (value !== undefined && value !== known[name]) facts[name] = value;
	}
	// Beside the usage where a provider has priced by it: Anthropic's, through OpenRouter.
	const tier = said(json, 'service_tier') ?? said(field(json, 'usage'), 'service_tier');
	if (tier !== undefined && tier !== known.service_tier) facts.service_tier = tier;
	Object.assign(facts, choiceFacts(choice, hasMore, known, clean, json));
	const created = numberField(json, 'created');
	// 0 stands where a server has no clock or nothing to say yet.
	if (created !== undefined && created !== 0 && created !== known.created) facts.created = created;
	const usage = counts.read(json, choice, known.usage);
	if (usage !== undefined && !sameUsage(usage, known.usage)) facts.usage = usage;
	return Object.keys(facts).length === 0 ? undefined : facts;
}

/** What is new of the facts that each choice has for itself. */
function choiceFacts(
	choice: unknown,
	hasMore: boolean,
	known: ReplyFacts,
	clean: (text: string) => string,
	answer?: unknown,
): ReplyFacts {
	const facts: ReplyFacts = {};
	for (const name of CHOICE_FACTS) {
		const found =
			name === 'finish_reason' ? reasonOf(choice, hasMore, answer) : field(choice, name);
		const value = stringField({ [name]: found }, name);
		const said = value === undefined ? undefined : clean(value);
		if (said !== undefined && said !== known[name]) facts[name] = said;
	}
	const index = numberField(choice, 'index');
	if (index !== undefined && index !== known.index) facts.index = index;
	return facts;
}
