import type { Message, Question } from '../../shared/conversation/messages.ts';
import { withheldLists } from '../../shared/conversation/withheldLists.ts';
import type { SecretAnswer, Withheld } from '../../shared/conversation/withheldText.ts';
import type { Reading } from '../../shared/text/hiddenCharacters.ts';
import { ChatError } from '../errors/chatError.ts';
import { type FoundSecret, HIDDEN } from './foundSecret.ts';
import { decodedJson } from './toolJson.ts';
import { LEFT_OUT, placeholdersFor } from './withheld.ts';

/** So many kinds and places are told one by one. */
const MOST = 5;

/** A text that goes out, and where it comes from: "in your message". */
export interface OutgoingText {
	readonly where: string;
	readonly text: string;
	/** As what it is read for what cannot be seen; without, as prose. */
	readonly reading?: Reading;
	/** It is no text, and the user was asked about that when it was attached: its bytes need no second question. */
	readonly isBinary?: boolean;
	/** Only what stands in one of these as well counts: the rest is a model's own. */
	readonly repeats?: readonly string[];
}

/** What is found in the texts that go out from this window. */
export interface SecretPorts {
	/** Finds what looks like a secret. Never rejects. */
	find(text: string, reading?: Reading): Promise<readonly FoundSecret[]>;
	/**
	 * What the user has sent all the same, in this run of the window, with the server that it went to (sentKey): it is asked about once,
	 * and again before it goes to another one.
	 */
	readonly sent: Set<string>;
}

interface FoundIn extends FoundSecret {
	readonly where: string;
}

/** What of a chat's next message looks like a secret, and what the user wants of that. */
export class ChatSecrets {
	readonly #ports: SecretPorts | undefined;
	/** What was decided on and is in no question yet. */
	#decided: readonly Withheld[] = [];
	/** What was found in the texts of the last request: most of them go out again with the next one. */
	#found: Readonly<Record<Reading, ReadonlyMap<string, readonly FoundSecret[]>>> = {
		code: new Map(),
		text: new Map(),
	};

	/** @param ports without, nothing is looked for */
	constructor(ports: SecretPorts | undefined) {
		this.#ports = ports;
	}

	/**
	 * Looks at what is to go out.
	 * @param known what goes out in other words already
	 * @param baseUrl of the server that it is to go to
	 * @returns all that does so in this request
	 * @throws ChatError of kind secrets where the user has to decide first
	 */
	async decide(
		texts: readonly OutgoingText[],
		known: readonly Withheld[],
		answer: SecretAnswer | undefined,
		baseUrl: string,
	): Promise<readonly Withheld[]> {
		if (this.#ports === undefined) return known;
		const { find, sent } = this.#ports;
		const looked = {
			code: new Map<string, readonly FoundSecret[]>(),
			text: new Map<string, readonly FoundSecret[]>(),
		};
		const findOnce = async (text: string, reading: Reading = 'text') => {
			const found = this.#found[reading].get(text) ?? (await find(text, reading));
			looked[reading].set(text, found);
			return found;
		};
		const all = await foundIn(texts, findOnce);
		this.#found = looked;
		this.#decided = notIn(this.#decided, known);
		// From here on nothing is waited for: what is decided of another request at the same time has its own placeholders.
		const withheld = [...known, ...this.#decided];
		const found = all.filter(isOpen(withheld, baseUrl, sent));
		if (found.length === 0) return withheld;
		if (answer === undefined) throw new ChatError('secrets', `${inWords(found)} Nothing was sent.`);
		if (answer === 'send') {
			for (const { text } of found) this.#ports.sent.add(sentKey(baseUrl, text));
			return withheld;
		}
		const once = [...new Map(found.map((one) => [one.text, one])).values()];
		const taken = [...texts.map(({ text }) => text), ...withheld.map(({ sent }) => sent)];
		const fresh =
			answer === 'replace'
				? placeholdersFor(once, taken)
				: once.map(({ text }) => ({ text, sent: LEFT_OUT }));
		this.#decided = [...this.#decided, ...fresh];
		return [...withheld, ...fresh];
	}

	/** What the user would be asked about first, in words; undefined where nothing is. */
	async told(
		texts: readonly OutgoingText[],
		known: readonly Withheld[],
		baseUrl: string,
	): Promise<string | undefined> {
		const ports = this.#ports;
		return ports && (await secretsInWords(texts, [...known, ...this.#decided], baseUrl, ports));
	}

	/** The question as it is recorded, with what goes out in other words from it on. */
	recorded(question: Question): Question {
		const withheld = this.#decided;
		this.#decided = [];
		return withheld.length === 0 ? question : { ...question, withheld: [...withheld] };
	}
}

/** What the questions among these messages say that goes out in other words. */
export function withheldIn(messages: readonly Message[]): readonly Withheld[] {
	return messages.flatMap((message) => (message.role === 'user' ? (message.withheld ?? []) : []));
}

/** All that goes out in other words in a chat, on whichever branch it was decided: once it did, it does so in all of it. */
export function withheldOf(conversation: { messages(): readonly Message[] }): readonly Withheld[] {
	return oncePerText(conversation.messages().flatMap(saidIn));
}

/**
 * As withheldOf, for what is asked on a branch: what was decided there counts first. Two branches may have one placeholder for two
 * secrets, which then stands for that of this one.
 */
export function withheldOn(
	path: readonly Message[],
	conversation: { messages(): readonly Message[] },
): readonly Withheld[] {
	const taken = new Set<string>();
	return oncePerText([...path, ...conversation.messages()].flatMap(saidIn)).filter(({ sent }) => {
		const isFree = sent === LEFT_OUT || !taken.has(sent);
		taken.add(sent);
		return isFree;
	});
}

/** What of it is not known already. */
export function notIn(
	withheld: readonly Withheld[],
	known: readonly Withheld[],
): readonly Withheld[] {
	const said = new Set(known.map(({ text }) => text));
	return withheld.filter(({ text }) => !said.has(text));
}

/** What was decided for a message. */
function saidIn(message: Message): readonly Withheld[] {
	return withheldLists(message).flatMap((list) => list ?? []);
}

function oncePerText(withheld: readonly Withheld[]): readonly Withheld[] {
	const first = new Map<string, Withheld>();
	for (const one of withheld) if (!first.has(one.text)) first.set(one.text, one);
	return [...first.values()];
}

/** All of a question by its parts. */
export function textsOfQuestion(
	{ text, excerpts }: Question,
	where = 'in your message',
): OutgoingText[] {
	return [
		{ where, text },
		...excerpts.map(({ label, text, source }) => ({
			where: `in ${label}`,
			text,
			reading: 'code' as const,
			// As files are told to be none when they are attached.
			isBinary: source === 'file' && text.includes('\0'),
		})),
	];
}

/**
 * What goes out again of what was said before: the user may not have been asked about it, since it was imported, or not for this server.
 * What a model wrote in this chat, and no tool, is not among it, but for what it repeats of questions that do not go out themselves.
 * @param path all that was said
 */
export function textsOfEarlier(
	messages: readonly Message[],
	path: readonly Message[],
): OutgoingText[] {
	const gone = path.filter((message) => message.role === 'user' && !messages.includes(message));
	const repeats = gone.flatMap((message) =>
		message.role === 'user' ? textsOfQuestion(message) : [],
	);
	const own = repeats.map(({ text }) => text);
	return messages.flatMap((message) => {
		if (message.role === 'user') return textsOfQuestion(message, 'in an earlier message of yours');
		const { text, request, imported, extras = [] } = message;
		const calls = extras.flatMap((extra) => {
			if (extra.type !== 'toolCall') return [];
			const { name, id, input = '', result } = extra;
			// Neither goes out without the other, nor without an id.
			if (id === undefined || result === undefined) return [];
			return [
				{ where: `in what ${name} was called with`, text: decodedJson(input) },
				{ where: `in what ${name} answered`, text: decodedJson(result) },
			];
		});
		const isOwn = request !== undefined && imported === undefined;
		if (isOwn && own.length === 0) return calls;
		return [{ where: 'in an earlier reply', text, ...(isOwn && { repeats: own }) }, ...calls];
	});
}

/** What looks like a secret in texts that would go out, in words; undefined where nothing does. */
export async function secretsInWords(
	texts: readonly OutgoingText[],
	known: readonly Withheld[],
	baseUrl: string,
	ports: SecretPorts,
): Promise<string | undefined> {
	const all = await foundIn(texts, ports.find);
	const found = all.filter(isOpen(known, baseUrl, ports.sent));
	return found.length === 0 ? undefined : inWords(found);
}

async function foundIn(
	texts: readonly OutgoingText[],
	find: SecretPorts['find'],
): Promise<readonly FoundIn[]> {
	const found = await Promise.all(
		texts.map(async ({ where, text, reading, isBinary = false, repeats }) => {
			const counts = (one: FoundSecret) =>
				!(isBinary && one.kind === HIDDEN) &&
				(repeats?.some((said) => said.includes(one.text)) ?? true);
			return (await find(text, reading)).filter(counts).map((one): FoundIn => ({ ...one, where }));
		}),
	);
	return found.flat();
}

/** Whether nothing has been decided about it. */
function isOpen(
	known: readonly Withheld[],
	baseUrl: string,
	sent: SecretPorts['sent'],
): (found: FoundSecret) => boolean {
	return ({ text }) => !sent.has(sentKey(baseUrl, text)) && !known.some((one) => one.text === text);
}

/** A secret together with the server that it may go to. */
function sentKey(baseUrl: string, text: string): string {
	return `${new URL(baseUrl).origin} ${text}`;
}

/** By kinds and places, never the secret itself: "There is what looks like a GitHub token in .env." */
function inWords(found: readonly FoundIn[]): string {
	const parts = new Map<string, number>();
	for (const { kind, where } of found) {
		const looks =
			kind === HIDDEN ? `there are ${kind} ${where}` : `what looks like ${kind} is ${where}`;
		parts.set(looks, (parts.get(looks) ?? 0) + 1);
	}
	const all = [...parts].map(([words, count]) =>
		count === 1 ? words : `${words} (${count} times)`,
	);
	const more = all.length - MOST;
	const told = more > 0 ? [...all.slice(0, MOST), `and there is more of it`] : all;
	const sentence = told.join('; ');
	return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
