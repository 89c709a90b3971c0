import type { ReplyFacts } from '../../shared/conversation/messages.ts';
import { holdsError } from '../errors/errorPayload.ts';
import { field, isObject, listField, numberField, stringField } from '../json/jsonFields.ts';
import { type ReplyContent, readContent } from './replyContent.ts';
import { type ExtraContent, readExtras } from './replyExtras.ts';
import type { ContentForm } from './replyPieces.ts';
import { readUsage, sameUsage } from './usage.ts';

/** What one chunk of a stream, or a whole answer, says about the reply. */
export interface ReplyChunk {
	readonly content: ReplyContent;
	readonly form: ContentForm;
	readonly extras: ExtraContent;
	/** What differs from the facts already known; undefined where nothing does. */
	readonly facts: ReplyFacts | undefined;
	/** The part of the JSON that reports a failure; undefined where none does. */
	readonly error: unknown;
}

/**
 * @param clean what a server says of itself, as it may be kept
 * @param expected `delta` in a stream, `message` in a whole answer. Some servers send both, one of them empty or cumulative.
 */
export function readReplyChunk(
	json: unknown,
	expected: 'delta' | 'message',
	known: ReplyFacts,
	clean: (text: string) => string = (text) => text,
): ReplyChunk {
	const choice = firstChoice(json);
	const other = expected === 'delta' ? 'message' : 'delta';
	const own = readContent(field(choice, expected));
	const saysNothing = own.text === '' && own.reasoning === '';
	const error = holdsError(json) ? json : holdsError(choice) ? choice : undefined;
	return {
		content: saysNothing ? contentOf(choice, other) : own,
		form:
			saysNothing && isObject(field(choice, 'delta')) && isObject(field(choice, 'message'))
				? 'both'
				: saysNothing
					? other
					: expected,
		extras: extrasOf(choice),
		facts: newFacts(json, choice, known, clean),
		error,
	};
}

/** Beside a delta there may be a message that has them too. */
function extrasOf(choice: unknown): ExtraContent {
	const [one, other] = [readExtras(field(choice, 'delta')), readExtras(field(choice, 'message'))];
	return {
		images: [...one.images, ...other.images],
		tools: one.tools.length > 0 ? one.tools : other.tools,
		hasAudio: one.hasAudio || other.hasAudio,
	};
}

/** A choice of an older kind has its text without anything around. */
function contentOf(choice: unknown, form: 'delta' | 'message'): ReplyContent {
	const found = field(choice, form);
	return readContent(found === undefined ? { content: field(choice, 'text') } : found);
}

/** Where several answers were made, the one that is shown: index 0, or the first where they are not numbered. */
function firstChoice(json: unknown): unknown {
	return listField(json, 'choices').find((choice) => (numberField(choice, 'index') ?? 0) === 0);
}

const ANSWER_FACTS = ['id', 'object', 'model', 'provider', 'system_fingerprint'] as const;
const CHOICE_FACTS = ['finish_reason', 'native_finish_reason'] as const;

/** Most chunks repeat the facts of the first, so only what is new is worth an event. */
function newFacts(
	json: unknown,
	choice: unknown,
	known: ReplyFacts,
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
	for (const name of CHOICE_FACTS) {
		const value = said({ [name]: reasonIn(field(choice, name)) }, name);
		if (value !== undefined && value !== known[name]) facts[name] = value;
	}
	const created = numberField(json, 'created');
	// 0 stands where a server has no clock or nothing to say yet.
	if (created !== undefined && created !== 0 && created !== known.created) facts.created = created;
	const index = numberField(choice, 'index');
	if (index !== undefined && index !== known.index) facts.index = index;
	const usage = readUsage(json, choice, known.usage);
	if (usage !== undefined && !sameUsage(usage, known.usage)) facts.usage = usage;
	return Object.keys(facts).length === 0 ? undefined : facts;
}

/** SGLang's native server and some proxies have the reason as `type` in an object, or in a list. */
function reasonIn(reason: unknown): unknown {
	const [one] = [reason].flat();
	return isObject(one) ? (one['type'] ?? one['reason']) : one;
}
