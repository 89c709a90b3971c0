import {
	type CancellationToken,
	type ChatContext,
	type ChatRequest,
	type ChatResponseStream,
	type ChatResult,
	window,
} from 'vscode';
import { Chat } from '../../core/chat/chat.ts';
import type { ChatListener, SentQuestion } from '../../core/chat/chatPorts.ts';
import { Conversation } from '../../core/conversation/conversation.ts';
import { LOG_VERSION } from '../../core/conversation/conversationEvent.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { failureSentence } from '../../core/errors/failureSentence.ts';
import { lentKey, PARTICIPANT } from '../../core/languageModels/askers.ts';
import { HeldText } from '../../core/languageModels/heldText.ts';
import type { LentRequests } from '../../core/languageModels/lentRequests.ts';
import { type Exchange, Exchanges, type ExchangeTag } from '../../core/participant/exchanges.ts';
import type {
	Attachment,
	ChatChoices,
	Failure,
	Reply,
} from '../../shared/conversation/messages.ts';
import type { Action } from '../../shared/errors/action.ts';
import { remediesFor } from '../../shared/errors/remedies.ts';
import { askAboutSecrets } from '../chat/askAboutSecrets.ts';
import type { OpenChatsPorts } from '../chat/chatLoader.ts';
import type { PromptLibrary } from '../prompts/promptLibrary.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { askedText, questionOf } from './askedQuestion.ts';
import { EarlierTurns } from './earlierTurns.ts';

/** What leads to a server that answers, from wherever it is done. */
const WAYS: readonly Action[] = [
	'signIn',
	'setApiKey',
	'connectServer',
	'confirmServer',
	'selectModel',
];

/** Of a reply with images. */
const MORE = 'There is more than text in this reply. Continue in Llama Chat to see it.';

export interface ParticipantPorts {
	/** What chats are made of: the same server, settings, instructions and limits as those of the view. */
	readonly chats: OpenChatsPorts;
	readonly library: Pick<PromptLibrary, 'own' | 'ownNamed'>;
	/** What the chat in front chooses over the settings. */
	choices(): ChatChoices;
	/**
	 * The command of the button, which is given the id of its exchange. No other window has it: VS Code keeps what a button is given by
	 * the command and a number that begins anew with each window, so that one from before a reload could name another exchange.
	 */
	readonly continueCommand: string;
	/** Remembers the requests. */
	readonly requests: Pick<LentRequests, 'add'>;
	/** A reply has ended, and has cost. */
	replied(reply: Reply): void;
	/** Shows a chat, where it is there. Returns whether it is. */
	show(chat: string): Promise<boolean>;
	/** Shows a new chat that begins with this exchange. Returns its id. */
	begin(exchange: Exchange): Promise<string>;
}

/**
 * @llama in VS Code's own chat. Each question is asked in a chat that is on no disk, so that it is prepared, paid for, looked at and
 * stopped as any other is.
 */
export class Participant {
	readonly #ports: ParticipantPorts;
	readonly #exchanges = new Exchanges();
	readonly #earlier: EarlierTurns;

	constructor(ports: ParticipantPorts) {
		this.#ports = ports;
		const { newId, now, store } = ports.chats;
		this.#earlier = new EarlierTurns({
			exchanges: this.#exchanges,
			images: store.images,
			promptOf: (command, typed) => askedText(ports.library, command, typed),
			newId,
			now,
		});
	}

	/** Answers a question. What is refused or fails is said in the words of our own chat. */
	async answer(
		request: ChatRequest,
		context: ChatContext,
		stream: ChatResponseStream,
		token: CancellationToken,
	): Promise<ChatResult> {
		try {
			return await this.#answer(request, context, stream, token);
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			return refused(error.toFailure(), stream);
		}
	}

	/**
	 * Continue in Llama Chat: shows an exchange as a chat of ours, which is made once.
	 * @param id of the exchange
	 * @throws ChatError of kind refused where it is gone
	 */
	async takeAlong(id: unknown): Promise<void> {
		const { show, begin } = this.#ports;
		const taken = typeof id === 'string' && (await this.#exchanges.takeAlong(id, show, begin));
		if (taken) return;
		throw new ChatError(
			'refused',
			'This exchange is gone: Llama Chat has those of VS Code’s chat until the window is closed or reloaded. Ask again to continue from there.',
		);
	}

	async #answer(
		request: ChatRequest,
		context: ChatContext,
		stream: ChatResponseStream,
		token: CancellationToken,
	): Promise<ChatResult> {
		const { library, requests, chats } = this.#ports;
		const choices = this.#ports.choices();
		let failure: Failure | undefined;
		let held: HeldText | undefined;
		const tell = (piece: string) => {
			if (!token.isCancellationRequested) stream.markdown(piece);
		};
		const chat: Chat = this.#chat({
			changed: (id) => {
				const reply = chat.conversation.reply(id);
				if (reply !== undefined) held ??= new HeldText(reply.model, tell);
			},
			settled: () => held?.end(),
			text: (_id, piece) => held?.text(piece),
			reasoning: () => held?.reasoned(),
			// Of a reply that comes in, only its thoughts are.
			replaced: () => held?.thought(),
			returned: (why) => {
				failure = why;
			},
		});
		if (Object.keys(choices).length > 0) chat.choose(choices);
		using _stop = stopsWith(chat, token);
		chat.adopt(await this.#earlier.branch(context));
		const { text, attachments, notes } = await questionOf(request, library, chats.store.images);
		if (notes.length > 0) void window.showWarningMessage(notificationText(notes.join(' ')));
		if (token.isCancellationRequested) return {};
		const sent = await send(chat, text, attachments);
		const asked = chat.conversation.reply(sent.reply);
		if (asked === undefined) return failure === undefined ? {} : refused(failure, stream);
		const { model, at } = asked;
		requests.add({ asker: PARTICIPANT, reply: sent.reply, model, at });
		await sent.ended;
		const reply = chat.conversation.reply(sent.reply);
		if (reply === undefined) return failure === undefined ? {} : refused(failure, stream);
		this.#ports.replied(reply);
		const tag = { exchange: chats.newId(), model, at } satisfies ExchangeTag;
		this.#exchanges.keep(tag.exchange, { branch: chat.messages(), choices });
		if (!token.isCancellationRequested) this.#offerMore(reply, tag.exchange, stream);
		return {
			metadata: tag,
			...(reply.failure === undefined ? {} : refused(reply.failure, stream)),
		};
	}

	/** What else there is to know of a reply, and the button that takes it along. */
	#offerMore({ extras = [] }: Reply, exchange: string, stream: ChatResponseStream): void {
		if (extras.length > 0) stream.markdown(`\n\n*${MORE}*`);
		stream.button({
			command: this.#ports.continueCommand,
			title: 'Continue in Llama Chat',
			arguments: [exchange],
		});
	}

	/** A chat that is on no disk. What it costs is kept under the name of who asks. */
	#chat(listener: ChatListener): Chat {
		const { chats } = this.#ports;
		const conversation = new Conversation({
			type: 'header',
			version: LOG_VERSION,
			id: lentKey(PARTICIPANT),
			created: chats.now(),
			workspace: chats.workspace,
		});
		const images = {
			images: chats.store.images,
			refusesImages: (...asked: Parameters<OpenChatsPorts['refusesImages']>) =>
				chats.refusesImages(...asked),
		};
		return new Chat(conversation, { ...chats, images, record: () => {} }, listener);
	}
}

/** Stops what is asked in a chat once the user stops it in VS Code's: the connection is closed, or nothing is sent. */
function stopsWith({ turns }: Chat, token: CancellationToken): Disposable {
	const stop = () => (turns.running === null ? turns.close() : turns.stop());
	if (token.isCancellationRequested) stop();
	const listening = token.onCancellationRequested(stop);
	return { [Symbol.dispose]: () => listening.dispose() };
}

/**
 * Asks a question; whether what looks like a secret goes out is asked first.
 * @throws ChatError where it is refused
 */
async function send(
	{ turns }: Chat,
	text: string,
	attachments: readonly Attachment[],
): Promise<SentQuestion> {
	try {
		return await turns.send(text, attachments, undefined, false);
	} catch (error) {
		if (!(error instanceof ChatError) || error.kind !== 'secrets') throw error;
		const secrets = await askAboutSecrets(error);
		if (secrets === undefined) throw error;
		return await turns.send(text, attachments, undefined, false, { secrets });
	}
}

/** With the commands that help against it, as far as they need no reply of ours. */
function refused(failure: Failure, stream: ChatResponseStream): ChatResult {
	for (const { action, label } of remediesFor(failure)) {
		if (WAYS.includes(action)) stream.button({ command: `llamaChat.${action}`, title: label });
	}
	return { errorDetails: { message: failureSentence(failure) } };
}
