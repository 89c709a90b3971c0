import type { ChatError } from '../../../core/errors/chatError.ts';
import type { FurtherEvent, ReplyEvent } from '../../../core/server/chatServer.ts';
import { replyEnd } from '../../../shared/conversation/finishReason.ts';
import type { ReplyFacts } from '../../../shared/conversation/messages.ts';
import type { ChoicePart } from '../replyChunk.ts';
import { ChoiceReader } from './choiceReader.ts';

/** How many choices of an answer are kept beside the first: OpenAI makes 128 at most. */
const MOST_CHOICES = 127;

/** Characters of all of them together, as of an answer that is not a stream. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** How the errors of a choice are put. */
export interface ChoiceErrors {
	readonly ofPart: (error: unknown) => ChatError;
	readonly ofFinish: (reason: string) => ChatError;
	/** @param what goes on after the name of the server */
	readonly broken: (what: string) => ChatError;
}

interface Choice {
	readonly reader: ChoiceReader;
	facts: ReplyFacts;
	/** It has failed by itself: what still comes of it is no part of it. */
	hasFailed: boolean;
}

/** The choices of an answer beside its first: their parts come in any order, one after the other or in turns. */
export class FurtherChoices {
	readonly #apiKey: string | undefined;
	readonly #errors: ChoiceErrors;
	readonly #choices = new Map<number, Choice>();
	#characters = 0;

	constructor(apiKey: string | undefined, errors: ChoiceErrors) {
		this.#apiKey = apiKey;
		this.#errors = errors;
	}

	/** Whether each that has begun has said that it is over. */
	get areFinished(): boolean {
		return [...this.#choices.values()].every(isOver);
	}

	/** What is known of a choice, by its index. */
	factsOf(index: number): ReplyFacts {
		return this.#choices.get(index)?.facts ?? {};
	}

	/** @param part what one chunk, or a whole answer, says of a choice */
	add(index: number, { facts, error, ...content }: ChoicePart): ReplyEvent[] {
		const choice = this.#choice(index);
		if (choice === undefined || choice.hasFailed) return [];
		choice.facts = { ...choice.facts, ...facts };
		const events: FurtherEvent[] = choice.reader.add(
			content,
			choice.facts.finish_reason !== undefined,
		);
		for (const event of events) if ('text' in event) this.#characters += event.text.length;
		if (facts !== undefined) events.push({ type: 'facts', facts });
		const failure = this.#failureIn(choice, error);
		if (failure !== undefined) events.push(...failed(choice, failure));
		return events.map((event) => ({ type: 'choice', index, event }));
	}

	/** The connection is over: what was held back, and which of them are not whole. */
	breakOff(): ReplyEvent[] {
		return this.#each((choice) =>
			isOver(choice)
				? choice.reader.end()
				: failed(choice, this.#errors.broken('ended the stream before this choice was whole.')),
		);
	}

	/** What was held back, when nothing more comes. */
	end(): ReplyEvent[] {
		return this.#each(({ reader }) => reader.end());
	}

	#each(events: (choice: Choice) => readonly FurtherEvent[]): ReplyEvent[] {
		return [...this.#choices].flatMap(([index, choice]) =>
			events(choice).map((event): ReplyEvent => ({ type: 'choice', index, event })),
		);
	}

	#choice(index: number): Choice | undefined {
		const known = this.#choices.get(index);
		if (known !== undefined || this.#choices.size >= MOST_CHOICES) return known;
		const choice = { reader: new ChoiceReader(this.#apiKey), facts: {}, hasFailed: false };
		this.#choices.set(index, choice);
		return choice;
	}

	#failureIn({ facts }: Choice, error: unknown): ChatError | undefined {
		if (error !== undefined) return this.#errors.ofPart(error);
		const { finish_reason: reason, native_finish_reason: native } = facts;
		if (reason !== undefined && replyEnd(reason) === 'failed') return this.#errors.ofFinish(reason);
		if (native === 'network_error') return this.#errors.ofFinish(native);
		return this.#characters > MOST_CHARACTERS
			? this.#errors.broken('sent choices of more than 16 MB: the rest of this one was left out.')
			: undefined;
	}
}

function isOver({ facts, hasFailed }: Choice): boolean {
	return hasFailed || facts.finish_reason !== undefined;
}

/** What it said until then stays. */
function failed(choice: Choice, failure: ChatError): FurtherEvent[] {
	choice.hasFailed = true;
	return [...choice.reader.end(), { type: 'failed', failure }];
}
