import fc from 'fast-check';
import type {
	ConversationEvent,
	HeaderEvent,
} from '../../../../src/core/conversation/conversationEvent.ts';
import type { ForkOrigin } from '../../../../src/shared/conversation/forkOrigin.ts';
import {
	type Excerpt,
	ExcerptSource,
	type Question,
	type Reply,
	type ReplyExtra,
	type SentPart,
} from '../../../../src/shared/conversation/messages.ts';
import type { RequestRecord } from '../../../../src/shared/conversation/requestRecord.ts';

export const header: HeaderEvent = {
	type: 'header',
	version: 1,
	id: 'c-1',
	created: 1_700_000_000_000,
	workspace: 'file:///home/me/project',
};

/** Where a fork comes from. */
export const ORIGIN: ForkOrigin = { chat: 'c-0', message: 'r-0', title: 'Why?' };

export function question(
	id: string,
	parent: string | null,
	text = `Ask ${id}?`,
	excerpts: Excerpt[] = [],
	forkedFrom?: ForkOrigin,
): ConversationEvent {
	const from = forkedFrom === undefined ? {} : { forkedFrom };
	const message: Question = { role: 'user', id, parent, at: 1, text, excerpts, ...from };
	return { type: 'message', message };
}

export function reply(
	id: string,
	parent: string,
	parts?: SentPart[],
	request?: RequestRecord,
): ConversationEvent {
	const message: Reply = {
		role: 'assistant',
		id,
		parent,
		at: 2,
		model: 'meta-llama/llama-3-70b-instruct',
		text: '',
		reasoning: '',
		status: 'streaming',
		facts: {},
		...(parts === undefined ? {} : { parts }),
		...(request === undefined ? {} : { request }),
	};
	return { type: 'message', message };
}

export function text(id: string, piece: string): ConversationEvent {
	return { type: 'text', id, text: piece };
}

export function settle(
	id: string,
	status: 'complete' | 'stopped' | 'interrupted' = 'complete',
): ConversationEvent {
	return { type: 'settle', id, at: 3, status, facts: { finish_reason: 'stop' } };
}

/** A question, its answer in two pieces, a second answer, a second question: two branches, with awkward text. */
export const chat: ConversationEvent[] = [
	question('q1', null, 'What does "x\\n" mean?\nAnd {"type":"text"} in a log?'),
	reply('r1', 'q1'),
	text('r1', 'A newline — 行 \u{1f999} '),
	text('r1', 'is `\\n`.\n'),
	settle('r1'),
	reply('r2', 'q1'),
	text('r2', 'Another view.'),
	settle('r2', 'stopped'),
	question('q2', 'r1', 'And a tab?'),
	reply('r3', 'q2'),
	{ type: 'text', id: 'r3', text: 'A tab', reasoning: 'Hm. ' },
	{ type: 'title', title: 'Escapes' },
];

const anyId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const anyText = fc.string({ unit: 'binary', maxLength: 20 });

const anyExtra: fc.Arbitrary<ReplyExtra> = fc.oneof(
	anyText.map((name) => ({ type: 'toolCall' as const, name })),
	fc
		.tuple(anyText, anyText, anyText, anyText)
		.map(([name, id, input, result]) => ({ type: 'toolCall' as const, name, id, input, result })),
	anyText.map((address) => ({ type: 'imageAddress' as const, address })),
	anyText.map((why) => ({ type: 'badImage' as const, why })),
	fc.constant({ type: 'audio' as const }),
	anyText.map((name) => ({ type: 'file' as const, name, mediaType: 'video/mp4' })),
	anyText.map((name) => ({
		type: 'image' as const,
		image: {
			hash: 'e'.repeat(64),
			mediaType: 'image/png' as const,
			width: 1,
			height: 1,
			bytes: 1,
			name,
		},
	})),
);

/** With the fields that older versions do not write, and without. */
const anyExcerpt: fc.Arbitrary<Excerpt> = fc.record(
	{
		uri: anyText,
		label: anyText,
		language: anyText,
		startLine: fc.integer({ min: 1, max: 9 }),
		endLine: fc.integer({ min: 1, max: 9 }),
		version: fc.integer(),
		text: anyText,
		source: fc.constantFrom(...ExcerptSource.options),
		lineCount: fc.integer({ min: 1 }),
		leftOut: fc.array(anyText),
		asAttached: fc.constant(true as const),
	},
	{
		requiredKeys: ['uri', 'label', 'language', 'startLine', 'endLine', 'version', 'text'],
		noNullPrototype: true,
	},
);

const anyPart: fc.Arbitrary<SentPart> = fc.record(
	{
		source: fc.constantFrom('file' as const, 'image' as const, 'instructions' as const),
		label: anyText,
		uri: anyText,
		startLine: fc.integer({ min: 1 }),
		endLine: fc.integer({ min: 1 }),
		lineCount: fc.integer({ min: 1 }),
		leftOut: fc.array(anyText),
		asAttached: fc.constant(true as const),
		hash: fc.constant('f'.repeat(64)),
		text: anyText,
	},
	{ requiredKeys: ['source', 'label', 'hash'], noNullPrototype: true },
);

/** Texts that are long enough to be kept once, halves of characters among them, and others. */
const anySentText = fc.oneof(
	anyText,
	fc.constantFrom('Be brief. '.repeat(9), '\ud83e half of one. '.repeat(9)),
);

const anyRequest: fc.Arbitrary<RequestRecord> = fc.record(
	{
		system: anySentText,
		userName: fc.constantFrom('Ada', 'ada_1815'),
		parameters: fc.dictionary(
			fc.constantFrom('temperature', 'top_p', 'stop', 'provider', '7', 'a b'),
			// As a request's body has it: JSON writes -0 as 0.
			fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value))),
			{ noNullPrototype: true },
		),
		messages: fc.array(anyId, { maxLength: 3 }),
		summaries: fc.array(fc.record({ id: anyId, text: anySentText }, { noNullPrototype: true }), {
			maxLength: 2,
		}),
		leftOut: fc.array(
			fc.record(
				{ id: anyId, why: fc.constantFrom('noRoom', 'leftOut', 'inSummary', 'empty') },
				{ noNullPrototype: true },
			),
			{ maxLength: 2 },
		),
	},
	{ requiredKeys: ['system', 'parameters', 'leftOut'], noNullPrototype: true },
);

/** Events of every type over a few ids, so that most but not all of them fit what came before. */
export const anyEvent: fc.Arbitrary<ConversationEvent> = fc.oneof(
	{
		weight: 2,
		arbitrary: fc
			.tuple(
				anyId,
				fc.option(anyId),
				anyText,
				fc.array(anyExcerpt, { maxLength: 2 }),
				fc.option(fc.constant(ORIGIN), { nil: undefined }),
			)
			.map((a) => question(...a)),
	},
	{
		weight: 3,
		arbitrary: fc
			.tuple(
				anyId,
				anyId,
				fc.array(anyPart, { maxLength: 2 }),
				fc.option(anyRequest, { nil: undefined }),
			)
			.map((a) => reply(...a)),
	},
	{ weight: 4, arbitrary: fc.tuple(anyId, anyText).map((a) => text(...a)) },
	fc
		.tuple(anyId, anyText)
		.map(([id, reasoning]) => ({ type: 'text' as const, id, thought: true as const, reasoning })),
	fc
		.tuple(anyId, fc.array(anyExtra))
		.map(([id, extras]) => ({ type: 'text' as const, id, extras })),
	fc
		.tuple(anyId, fc.constantFrom('complete' as const, 'stopped' as const, 'interrupted' as const))
		.map((a) => settle(...a)),
	fc.option(anyId).map((id) => ({ type: 'head' as const, id })),
	anyText.map((title) => ({ type: 'title' as const, title })),
	anyId.map((id) => ({ type: 'deleted' as const, id })),
	anyId.map((id) => ({ type: 'restored' as const, id })),
	anyId.map((id) => ({ type: 'continued' as const, id })),
	fc.tuple(anyId, anyRequest).map(([id, request]) => ({ type: 'continued' as const, id, request })),
	fc
		.tuple(anyId, fc.constantFrom('pinned' as const, 'leftOut' as const, null))
		.map(([id, inContext]) => ({ type: 'context' as const, id, inContext })),
	fc.tuple(anyId, anyId, anyText, fc.boolean()).map(([id, other, said, out]) => ({
		type: 'summary' as const,
		id,
		summary: out ? null : { id: `s-${id}`, at: 4, model: 'm', text: said, of: [other, id] },
	})),
);
