import { isObject, parseJson, stringField } from '../../json/jsonFields.ts';
import { sentenceOf, TROUBLE } from './asideFields.ts';
import { tellsOfEnd, toldEnd } from './endReason.ts';
import { isFailedStep } from './failedParts.ts';
import { isFailure, labelled } from './labels.ts';
import { saysLimit } from './reasonOf.ts';

/** Longer than any words beside the parts of a reply, in characters. */
const MAX_WORDS = 200;

/** Whether data is neither JSON nor a piece of it, but a few words, of which a reply that is whole in the end misses nothing. */
function isWords(data: string): boolean {
	return data.length <= MAX_WORDS && !/["{}[\]]/.test(data.replace(/^\[[A-Z][A-Z_ -]+\]/, ''));
}

/** A field of an event by its look, which no reader knows and each leaves out; an exception before its words is none. */
const UNKNOWN_FIELD = /^(?!\w{0,40}(?:Error|Exception):)[\w-]{1,40} ?:/;

/** So often may words come that are no part of a reply before anything of one has. */
const MAX_WORDS_BEFORE = 20;

/** A sentence in a field of its own. */
function warningOf(json: unknown): string {
	return stringField(json, 'warning') ?? '';
}

/** Words between the parts, and the sentences of notices: nothing in a reply that is whole, and the reason for one that is not. */
export class WordsBeside {
	#words = '';
	#last = '';
	#count = 0;
	/** Whether the last notice tells of trouble, and nothing of the reply came after it. */
	#isTrouble = false;

	/** A tool or a step that has failed, as long as nothing of the reply came after it: the last one. */
	#failedStep: unknown;
	/** The last piece of the reply, and the one before. */
	#piece: unknown;
	#before: unknown;

	/** The part that told of a tool's failure, or a step's; undefined where none did. */
	get failedStep(): unknown {
		return this.#failedStep;
	}

	/** Whether the last piece says that a limit ended the reply. What has that with each piece has a setting there. */
	get endsAtLimit(): boolean {
		return saysLimit(this.#piece) && !saysLimit(this.#before);
	}

	/** What came last, '' where nothing did. */
	get last(): string {
		return this.#last;
	}

	get isTrouble(): boolean {
		return this.#isTrouble;
	}

	/**
	 * Whether what was said may be why no reason for the end of a reply came.
	 * @param hasBegun whether anything of the reply has come
	 */
	mayBeWhy(hasBegun: boolean): boolean {
		return this.#words !== '' || this.#isTrouble || (!hasBegun && this.#last !== '');
	}

	/**
	 * Whether data is such words.
	 * @param hasParts whether anything of a reply has come before
	 */
	take(data: string, hasParts: boolean): boolean {
		if (!isWords(data) || (!hasParts && ++this.#count > MAX_WORDS_BEFORE)) return false;
		this.#words = data;
		this.#last = data;
		return true;
	}

	/** Takes a line that is no field of an event. Only one that tells of trouble may be why a reply has no end. */
	takeLine(line: string): void {
		if (UNKNOWN_FIELD.test(line) || line.length > MAX_WORDS) return;
		if (TROUBLE.test(line)) this.take(line, true);
		else this.#last = line;
	}

	/**
	 * Keeps the sentence at the top of an object.
	 * @param goesOn whether it has more of the reply
	 */
	note(json: unknown, goesOn = false): void {
		if (goesOn) {
			this.#isTrouble = false;
			// The reply has gone on without it.
			this.#failedStep = undefined;
		}
		if (goesOn || saysLimit(json)) {
			[this.#before, this.#piece] = [this.#piece, json];
		} else if (isFailedStep(json)) {
			this.#failedStep = json;
		}
		// Why it ended, in a word that may stand for a good end and for a bad one.
		const unsure = tellsOfEnd(json) ? toldEnd(json).unsure : undefined;
		const sentence = sentenceOf(json) || warningOf(json) || (unsure ?? '');
		if (sentence === '') return;
		this.#last = sentence;
		const isWarning = /^warn(?:ing)?$/i.test(
			stringField(json, 'level') ?? stringField(json, 'type') ?? '',
		);
		this.#isTrouble = isWarning || unsure !== undefined || TROUBLE.test(sentence);
	}

	/** Keeps the words of an event that only its name tells of. */
	noteEvent(name: string | undefined, data: string): void {
		const json = parseJson(data) ?? labelled(data);
		if (isObject(json)) this.note(json);
		else if (isFailure(name ?? '') && !/^[{["]/.test(data.trim()))
			this.note({ message: data, level: 'warning' });
	}
}
