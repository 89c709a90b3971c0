import {
	type ChatContext,
	ChatRequestTurn,
	ChatResponseMarkdownPart,
	ChatResponseTurn,
} from 'vscode';
import { asAttached } from '../../core/attachments/attachments.ts';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import { type Exchanges, readTag } from '../../core/participant/exchanges.ts';
import type { Message } from '../../shared/conversation/messages.ts';
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

/** What was said to @llama before, as messages of ours. */
export class EarlierTurns {
	readonly #ports: EarlierPorts;
	/** Those that VS Code has from an earlier window, by their tags: what came with a question is read once. */
	readonly #read = new Map<string, readonly Message[]>();

	constructor(ports: EarlierPorts) {
		this.#ports = ports;
	}

	/** The history that VS Code hands over. What of it this window has asked is as it was sent; of the rest VS Code has the text. */
	async branch({ history }: Pick<ChatContext, 'history'>): Promise<Message[]> {
		const branch: Message[] = [];
		let asked: ChatRequestTurn | undefined;
		for (const turn of history) {
			if (turn.participant !== PARTICIPANT_ID) continue;
			if (turn instanceof ChatRequestTurn) asked = turn;
			else if (turn instanceof ChatResponseTurn && asked !== undefined) {
				branch.push(...(await this.#pair(asked, turn)));
				asked = undefined;
			}
		}
		return branch;
	}

	async #pair(asked: ChatRequestTurn, answered: ChatResponseTurn): Promise<readonly Message[]> {
		const tag = readTag(answered.result.metadata);
		const known =
			tag && (this.#ports.exchanges.messages(tag.exchange) ?? this.#read.get(tag.exchange));
		if (known !== undefined) return known;
		const text = textOf(answered);
		// What was refused, or failed before a word of it came, was not said.
		if (text.trim() === '') return [];
		const { attachments } = await readReferences(asked.references, this.#ports.images);
		const { newId, now, promptOf } = this.#ports;
		const [question, at] = [newId(), tag?.at ?? now()];
		const pair: readonly Message[] = [
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
		if (tag !== undefined) this.#read.set(tag.exchange, pair);
		return pair;
	}
}

function textOf({ response }: ChatResponseTurn): string {
	return response
		.map((part) => (part instanceof ChatResponseMarkdownPart ? part.value.value : ''))
		.join('');
}
