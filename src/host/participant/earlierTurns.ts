import {
	type ChatContext,
	ChatRequestTurn,
	ChatResponseMarkdownPart,
	ChatResponseTurn,
} from 'vscode';
import { asAttached } from '../../core/attachments/attachments.ts';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import { type Exchanges, type ExchangeTag, readTag } from '../../core/participant/exchanges.ts';
import type { Message, Question, Reply } from '../../shared/conversation/messages.ts';
import { readReferences } from './readReferences.ts';
import { PARTICIPANT_ID } from './registerParticipant.ts';

export interface EarlierPorts {
	readonly exchanges: Pick<Exchanges, 'messages'>;
	readonly images: Pick<ImageStore, 'put'>;
	/** What a question says that was asked by a command. */
	promptOf(command: string | undefined, typed: string): string;
	newId(): string;
	/** Milliseconds since 1970. */
	now(): number;
}

/** So many are kept, the newest. */
const MOST = 100;

/** A question and its reply that were made of VS Code's texts. */
type Pair = readonly [question: Question, reply: Reply];

/** What was said to @llama before, as messages of ours. */
export class EarlierTurns {
	readonly #ports: EarlierPorts;
	/** Those that VS Code has and this window has not, by what names them: what came with a question is read once. */
	readonly #read = new Map<string, Pair>();

	constructor(ports: EarlierPorts) {
		this.#ports = ports;
	}

	/** The history that VS Code hands over. What of it this window has asked is as it was sent; of the rest VS Code has the text. */
	async branch({ history }: Pick<ChatContext, 'history'>): Promise<readonly Message[]> {
		const branch: Message[] = [];
		let asked: ChatRequestTurn | undefined;
		for (const [place, turn] of history.entries()) {
			if (turn.participant !== PARTICIPANT_ID) continue;
			if (turn instanceof ChatRequestTurn) asked = turn;
			else if (turn instanceof ChatResponseTurn && asked !== undefined) {
				const tag = readTag(turn.result.metadata);
				const sent = tag && this.#ports.exchanges.messages(tag.exchange);
				const said = sent ?? (await this.#pair(asked, turn, tag, place)) ?? [];
				for (const message of said) branch.push(message);
				asked = undefined;
			}
		}
		return branch;
	}

	/** @returns undefined where nothing was said: it was refused, or failed before a word of it came */
	async #pair(
		asked: ChatRequestTurn,
		answered: ChatResponseTurn,
		tag: ExchangeTag | undefined,
		place: number,
	): Promise<Pair | undefined> {
		const text = textOf(answered);
		const key = tag?.exchange ?? nameOf(place, asked, text);
		const known = this.#read.get(key);
		if (known !== undefined) return known;
		if (text.trim() === '') return undefined;
		const { attachments } = await readReferences(asked.references, this.#ports.images);
		const { newId, now, promptOf } = this.#ports;
		const [question, at] = [newId(), tag?.at ?? now()];
		const pair: Pair = [
			{
				role: 'user',
				id: question,
				parent: null,
				at,
				text: promptOf(asked.command, asked.prompt),
				...asAttached(attachments),
			},
			{
				role: 'assistant',
				id: newId(),
				parent: question,
				at,
				model: tag?.model ?? '',
				text,
				reasoning: '',
				status: answered.result.errorDetails === undefined ? 'complete' : 'interrupted',
				facts: {},
			},
		];
		this.#read.set(key, pair);
		const [oldest] = this.#read.keys();
		if (this.#read.size > MOST && oldest !== undefined) this.#read.delete(oldest);
		return pair;
	}
}

/** An exchange without a tag, one that was stopped or refused, by where it stands and what was said. */
function nameOf(place: number, { prompt, command, references }: ChatRequestTurn, text: string) {
	return JSON.stringify([place, command, prompt, references.map(({ id }) => id), text]);
}

function textOf({ response }: ChatResponseTurn): string {
	return response
		.map((part) => (part instanceof ChatResponseMarkdownPart ? part.value.value : ''))
		.join('');
}
