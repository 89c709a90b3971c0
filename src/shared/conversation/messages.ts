import * as v from 'valibot';
import { DecimalText, Finite, FromOne } from '../text/fields.ts';
import { Duration, Time } from '../text/time.ts';
import { AskedOnce, ChosenParameters } from './askedOnce.ts';
import { FileSent } from './fileSent.ts';
import { ForkOrigin } from './forkOrigin.ts';
import { LaterDetails } from './laterDetails.ts';
import { Summary } from './messageSummary.ts';
import type { RequestRecord } from './requestRecord.ts';
import { CountedShort } from './shortCount.ts';
import { Withheld } from './withheldText.ts';

/**
 * What a conversation is made of. Every shape here is both a line's payload in the log on disk and a part of a message
 * to the page, so each is a schema first and a type second: whatever comes back from either border is parsed with it.
 */

/** Where a text comes from, and so how it is read anew when it is sent; see host/attachments. */
export const ExcerptSource = v.picklist([
	'selection',
	'file',
	'folder',
	'symbol',
	'problems',
	'changes',
	'terminal',
	'chat',
	'paste',
	'prompt',
]);
export type ExcerptSource = v.InferOutput<typeof ExcerptSource>;

/** A piece of a document as it was when it was taken: a later edit of the document does not change it. */
export const Excerpt = v.object({
	/** The document's URI as a string, so that a click can open it again. */
	uri: v.string(),
	/** What the user calls it: a path relative to the workspace, "Untitled-1", "analysis.ipynb, cell 3". */
	label: v.string(),
	/** VS Code's language id, e.g. "python". */
	language: v.string(),
	startLine: FromOne,
	/** The last line, included. */
	endLine: FromOne,
	/** The document's version at that moment. */
	version: Finite,
	/** The text, with \n line ends whatever the document's are. */
	text: v.string(),
	/** Absent in what older versions have written: a selection. */
	source: v.exactOptional(ExcerptSource),
	/** How many lines the whole has, where only a part of it goes. */
	lineCount: v.exactOptional(FromOne),
	/** What of it does not go, by name: files of a folder. */
	leftOut: v.exactOptional(v.array(v.string())),
	/** In a log only, where the text is empty: it is that of an excerpt of this question, by its place from 0. */
	sameAs: v.exactOptional(
		v.object({ message: v.string(), index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
	),
	/** It was gone from its document when it was sent, and went as it was attached. */
	asAttached: v.exactOptional(v.literal(true)),
});
export type Excerpt = v.InferOutput<typeof Excerpt>;

/** The formats that can be sent. */
export const ImageType = v.picklist(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);
export type ImageType = v.InferOutput<typeof ImageType>;

/** The SHA-256 of an image's bytes, in hexadecimal. */
export const ImageHash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** What is known of an image. Its bytes are kept once, in a file beside the logs that is called by their hash. */
export const Image = v.object({
	hash: ImageHash,
	mediaType: ImageType,
	width: FromOne,
	height: FromOne,
	/** The size of the file. */
	bytes: FromOne,
	/** What the user calls it: its file's name, or what it was pasted as. */
	name: v.string(),
	/** How closely the model is to look; absent where that is left to it ("auto"), and not sent. */
	detail: v.exactOptional(v.picklist(['low', 'high'])),
});
export type Image = v.InferOutput<typeof Image>;

/** What can go along with a question. */
export const Attachment = v.union([Image, Excerpt]);
export type Attachment = v.InferOutput<typeof Attachment>;
/** What the user wants of a message in later requests: always there, or never. Without it, there while there is room. */
export const InContext = v.picklist(['pinned', 'leftOut']);
export type InContext = v.InferOutput<typeof InContext>;

export const Question = v.object({
	role: v.literal('user'),
	id: v.string(),
	/** The message this one answers or follows; null for the first. Siblings share a parent. */
	parent: v.nullable(v.string()),
	at: Time,
	text: v.string(),
	excerpts: v.array(Excerpt),
	images: v.exactOptional(v.array(Image)),
	/** Images of the messages above are not sent from here on: the server had refused one, or the model takes none. */
	withoutImages: v.exactOptional(v.literal(true)),
	/** What goes out in other words from here on. */
	withheld: v.exactOptional(v.array(Withheld)),
	inContext: v.exactOptional(InContext),
	summary: v.exactOptional(Summary),
	/** Of the first message of a fork. */
	forkedFrom: v.exactOptional(ForkOrigin),
});
export type Question = v.InferOutput<typeof Question>;

/** US dollars: the number that the server sent, or a decimal text for a sum and for what no number holds to the last digit. */
export const Dollars = v.union([Finite, DecimalText]);
export type Dollars = v.InferOutput<typeof Dollars>;

/** Tokens as the server counted them, and what it billed. */
export const Usage = v.object({
	prompt_tokens: Finite,
	completion_tokens: Finite,
	total_tokens: Finite,
	/** Where the server bills (OpenRouter's credits). With a key of the user's own at the provider, only the server's fee. */
	cost: v.exactOptional(Dollars),
	/** How many of the prompt's tokens were read from the provider's cache. */
	cached_tokens: v.exactOptional(Finite),
	/** How many of them were put into it. */
	cache_write_tokens: v.exactOptional(Finite),
	/** Ours: about how many of them the cache could know from the request before. */
	expected_cached_tokens: v.exactOptional(Finite),
	/** How many of the completion's tokens were thought and not said. */
	reasoning_tokens: v.exactOptional(Finite),
	/** Whether the provider billed a key of the user's own. */
	is_byok: v.exactOptional(v.boolean()),
	/** What the provider asked for it; with a key of one's own this is paid there. */
	upstream_inference_cost: v.exactOptional(Dollars),
});
export type Usage = v.InferOutput<typeof Usage>;

/** What is known about a reply beside its text: the server's response fields under their names, and what we measured. */
export const ReplyFacts = v.object({
	id: v.exactOptional(v.string()),
	object: v.exactOptional(v.string()),
	/** Unix time in seconds, the server's clock. */
	created: v.exactOptional(Finite),
	/** The model that answered, which can differ from the one that was asked. */
	model: v.exactOptional(v.string()),
	provider: v.exactOptional(v.string()),
	system_fingerprint: v.exactOptional(v.string()),
	index: v.exactOptional(Finite),
	service_tier: v.exactOptional(v.string()),
	finish_reason: v.exactOptional(v.string()),
	native_finish_reason: v.exactOptional(v.string()),
	usage: v.exactOptional(Usage),
	/** Our sentence of an error that came after the reply's end, with the server's words in it. */
	late_error: v.exactOptional(v.string()),
	/** Ours: the name that was asked for is that of a deployment, and says nothing of the model. */
	deployment: v.exactOptional(v.literal(true)),
	/** Ours: the server's list has the name that answered for the model that was asked. */
	listed_name: v.exactOptional(v.literal(true)),
	/** Ours: the model that the name asked for stood for, by the server's list. */
	alias_target: v.exactOptional(v.string()),
	/** What it said when it was asked afterwards. */
	later: v.exactOptional(LaterDetails),
	/** By the catalogue's prices, where the server did not say what it billed: no fact of the server's, but ours, as the next is. */
	estimated_cost: v.exactOptional(DecimalText),
	counted_short: v.exactOptional(CountedShort),
	/** Milliseconds by our own clock from the sending on: until the first piece came, and until the end. */
	timing: v.exactOptional(v.object({ first: v.exactOptional(Finite), total: Finite })),
});
export type ReplyFacts = v.InferOutput<typeof ReplyFacts>;

/** Why a request failed, as far as what to do about it differs. */
export const FailureKind = v.picklist([
	'noKey',
	'badKey',
	'keyLimit',
	'noCredit',
	'moderation',
	'dataPolicy',
	'refused',
	'modelUnavailable',
	'contextTooLong',
	'secrets',
	'badParameter',
	'badRequest',
	'rateLimit',
	'server',
	'network',
	'offline',
	'proxy',
	'certificate',
	'timeout',
	'brokenStream',
	'notTheApi',
	'badSetting',
	'tooLong',
	'textOnly',
	'overLimit',
	'unencrypted',
]);
export type FailureKind = v.InferOutput<typeof FailureKind>;

/** A failure as it is kept and shown: never holds a key, a header or a user id. */
export const Failure = v.object({
	kind: FailureKind,
	/** One sentence: what happened. */
	message: v.string(),
	/** The server's own words, unfolded from whatever wrapped them. */
	detail: v.exactOptional(v.string()),
	/** What the library or the system says, beginning with its code where there is one: "ECONNREFUSED: connect …". */
	cause: v.exactOptional(v.string()),
	/** The server's name for the failure: "rate_limit_exceeded". */
	code: v.exactOptional(v.string()),
	/** What was asked, without a query. */
	address: v.exactOptional(v.string()),
	/** What the server calls the exchange. */
	requestId: v.exactOptional(v.string()),
	/** The HTTP status, where there was one. */
	status: v.exactOptional(Finite),
	/** The setting at fault, without the "llamaChat." prefix. */
	setting: v.exactOptional(v.string()),
	/** The property of the request that the server does not take, by its wire name. */
	parameter: v.exactOptional(v.string()),
	/** How many tokens of a reply can still be paid for. */
	affordable: v.exactOptional(Finite),
	/** Where on openrouter.ai it is seen to. */
	page: v.exactOptional(v.picklist(['credits', 'keys', 'privacy'])),
	/** The ids of the models that the server names in the place of the one it has not, the best first. */
	instead: v.exactOptional(v.array(v.string())),
});
export type Failure = v.InferOutput<typeof Failure>;

/** `interrupted`: the window went away in mid-reply; the text up to then is whole. */
export const ReplyStatus = v.picklist([
	'streaming',
	'complete',
	'stopped',
	'failed',
	'interrupted',
]);
export type ReplyStatus = v.InferOutput<typeof ReplyStatus>;

/** An earlier message that was not in the request of a reply. */
export const UnsentMessage = v.object({
	id: v.string(),
	/** Its beginning, so that it can be named when it is gone. */
	text: v.string(),
	why: v.picklist(['noRoom', 'leftOut', 'inSummary']),
});
export type UnsentMessage = v.InferOutput<typeof UnsentMessage>;

/** What came in a reply beside its text. */
export const ReplyExtra = v.variant('type', [
	v.object({ type: v.literal('image'), image: Image }),
	/** An image that was not sent but named: nothing is loaded from there. */
	v.object({ type: v.literal('imageAddress'), address: v.string() }),
	/** An image that cannot be shown, and why: "its format is not known". */
	v.object({ type: v.literal('badImage'), why: v.string() }),
	/** A tool that the model asked for, by its name; in a chat from elsewhere also with what it was given, as JSON, and what it answered. */
	v.object({
		type: v.literal('toolCall'),
		name: v.string(),
		/** What the server knows the call by; one without it, or without an answer, is not sent back. */
		id: v.exactOptional(v.string()),
		input: v.exactOptional(v.string()),
		result: v.exactOptional(v.string()),
	}),
	v.object({ type: v.literal('audio') }),
	FileSent,
]);
export type ReplyExtra = v.InferOutput<typeof ReplyExtra>;

/** Something that went out with the request for a reply beside what was typed, in this message or in those above. */
export const SentPart = v.object({
	source: v.picklist([...ExcerptSource.options, 'image', 'instructions']),
	/** What the user calls it. */
	label: v.string(),
	uri: v.exactOptional(v.string()),
	startLine: v.exactOptional(FromOne),
	endLine: v.exactOptional(FromOne),
	...v.pick(Excerpt, ['lineCount', 'leftOut', 'asAttached']).entries,
	/** The SHA-256 of its text in UTF-8, or of the image's bytes, in hexadecimal. */
	hash: ImageHash,
	/** Its text, where no question and no earlier reply of the conversation has it: an instruction's. */
	text: v.exactOptional(v.string()),
});
export type SentPart = v.InferOutput<typeof SentPart>;

export const Reply = v.object({
	role: v.literal('assistant'),
	id: v.string(),
	parent: v.string(),
	at: Time,
	/** The model that was asked. */
	model: v.string(),
	text: v.string(),
	/** What the model thought aloud, where it does; never part of the reply's text. */
	reasoning: v.string(),
	extras: v.exactOptional(v.array(ReplyExtra)),
	status: ReplyStatus,
	/** The reply whose very request was sent once more for this one. */
	again: v.exactOptional(v.string()),
	/** The reply that came first in the same answer; what the request has cost is told there. */
	choiceOf: v.exactOptional(v.string()),
	once: v.exactOptional(AskedOnce),
	facts: ReplyFacts,
	failure: v.exactOptional(Failure),
	/** From the first piece of the reasoning to the last. */
	reasoningMs: v.exactOptional(Duration),
	inContext: v.exactOptional(InContext),
	/** What the model did not see of the messages above, oldest first; absent where it saw all. */
	unsent: v.exactOptional(v.array(UnsentMessage)),
	/** What was sent for it beside what was typed; absent where that was nothing, and in what older versions have written. */
	parts: v.exactOptional(v.array(SentPart)),
	summary: v.exactOptional(Summary),
});
/** The page is not told of the requests, and has no schema of them: core/conversation/recordedMessage.ts has. */
export type Reply = v.InferOutput<typeof Reply> & {
	/** What was sent for it; absent in what older versions have written. */
	request?: RequestRecord;
	/** What was sent each time that it went on. */
	continuations?: RequestRecord[];
	/** It came from a file: nobody was asked here about what it says. */
	imported?: true;
};

/**
 * What a chat has chosen over the settings. What is not in it is as the settings are; every change puts a whole new one in the
 * old one's place.
 */
export const ChatChoices = v.object({
	/** The id of the model that answers. */
	model: v.exactOptional(v.string()),
	parameters: v.exactOptional(ChosenParameters),
	/** How much the model reasons; null is not sent, whatever the setting says. What is no effort of this version is left alone. */
	reasoningEffort: v.exactOptional(v.nullable(v.string())),
	/** The system prompt of this chat, in place of the setting's; empty for none. */
	systemPrompt: v.exactOptional(v.string()),
	/** OpenRouter's routing, as the `provider` object and `models` list of the request. */
	routing: v.exactOptional(v.record(v.string(), v.unknown())),
	/**
	 * Files of the project's instructions, by their URI: sent although one takes much of the context, or left out although it
	 * applies.
	 */
	instructions: v.exactOptional(v.record(v.string(), v.picklist(['sent', 'leftOut']))),
});
export type ChatChoices = v.InferOutput<typeof ChatChoices>;

export const Message = v.variant('role', [Question, Reply]);
export type Message = Question | Reply;
