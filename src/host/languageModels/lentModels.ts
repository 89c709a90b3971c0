import {
	type CancellationToken,
	type LanguageModelChatInformation,
	type LanguageModelChatProvider,
	type LanguageModelChatRequestMessage,
	LanguageModelChatToolMode,
	LanguageModelDataPart,
	type LanguageModelResponsePart,
	LanguageModelTextPart,
	LanguageModelToolCallPart,
	type LogOutputChannel,
	type Progress,
	type ProvideLanguageModelChatResponseOptions,
} from 'vscode';
import type { ChatPorts } from '../../core/chat/chatPorts.ts';
import { askAlone } from '../../core/chat/loneTurn.ts';
import type { RetryWait } from '../../core/chat/retries.ts';
import type { TurnObserver } from '../../core/chat/turnObserver.ts';
import { textTokens } from '../../core/context/messageTokens.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { failureSentence } from '../../core/errors/failureSentence.ts';
import { askerOf, lentKey } from '../../core/languageModels/askers.ts';
import { HeldText } from '../../core/languageModels/heldText.ts';
import { lentTokens, toolInput } from '../../core/languageModels/lentMessages.ts';
import { lentModel } from '../../core/languageModels/lentModel.ts';
import { planLent } from '../../core/languageModels/lentRequest.ts';
import type { LentRequests } from '../../core/languageModels/lentRequests.ts';
import type { LentSecrets } from '../../core/languageModels/lentSecrets.ts';
import type { KnownModels } from '../../core/models/knownModels.ts';
import type { ShelfStore } from '../../core/models/modelGroups.ts';
import type { WireMessage } from '../../core/server/chatRequest.ts';
import type { ReceivedExtra } from '../../core/server/chatServer.ts';
import { shortCountInWords } from '../../shared/conversation/shortCountWords.ts';
import { readMessages } from './lentParts.ts';

export interface LentModelsPorts
	extends Pick<ChatPorts, 'server' | 'prepare' | 'tokens' | 'newId'> {
	readonly models: Pick<KnownModels, 'model'>;
	/** Resolves when what is known of a server's models has been read. */
	loaded(baseUrl: string): Promise<void>;
	/** Favourite models by server. */
	readonly shelf: Pick<ShelfStore, 'of'>;
	readonly observer: Pick<TurnObserver, 'permit' | 'begin'>;
	/** The configured server; undefined where the setting is none. */
	baseUrl(): string | undefined;
	/** Whether the user lends models at all. */
	lends(): boolean;
	/** Tells the user of the first request of an extension. */
	announce(asker: string): void;
	/** What looks like a secret in a request. */
	readonly secrets: Pick<LentSecrets, 'fresh'>;
	/**
	 * Tells the user of what looks like a secret and goes out.
	 * @param kinds "a GitHub token"
	 */
	warnOf(asker: string, host: string, kinds: readonly string[]): void;
	retrying(wait: RetryWait): void;
	/** Remembers the requests. */
	readonly requests: Pick<LentRequests, 'add'>;
	/** A reply has ended, and has cost. */
	replied(): void;
	readonly log: Pick<LogOutputChannel, 'info' | 'warn'>;
}

/** The favourite models, for VS Code and for every extension that it lets use them. */
export class LentModels
	implements Omit<LanguageModelChatProvider, 'onDidChangeLanguageModelChatInformation'>
{
	readonly #ports: LentModelsPorts;

	constructor(ports: LentModelsPorts) {
		this.#ports = ports;
	}

	/** Asks nobody anything, silent or not: what is missing is told of at the first request. */
	async provideLanguageModelChatInformation(): Promise<LanguageModelChatInformation[]> {
		const { shelf, models, lends, baseUrl: configured, loaded } = this.#ports;
		const baseUrl = configured();
		if (!lends() || baseUrl === undefined) return [];
		const [{ favourites }] = await Promise.all([shelf.of(baseUrl), loaded(baseUrl)]);
		const { host } = new URL(baseUrl);
		return favourites.map((id) => lentModel(id, models.model(baseUrl, id), host));
	}

	/** @throws Error with the sentence that the user is to see */
	async provideLanguageModelChatResponse(
		{ id: model }: LanguageModelChatInformation,
		messages: readonly LanguageModelChatRequestMessage[],
		options: ProvideLanguageModelChatResponseOptions,
		progress: Progress<LanguageModelResponsePart>,
		token: CancellationToken,
	): Promise<void> {
		try {
			await this.#answer(model, messages, options, progress, token);
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			throw new Error(failureSentence(error.toFailure()), { cause: error });
		}
	}

	async provideTokenCount(
		{ id }: LanguageModelChatInformation,
		text: string | LanguageModelChatRequestMessage,
	): Promise<number> {
		const correction = this.#ports.tokens.of(id);
		if (typeof text === 'string') return textTokens(text, correction);
		const { messages } = readMessages([text]);
		return messages.reduce((sum, message) => sum + lentTokens(message, correction), 0);
	}

	async #tellSecrets(
		asker: string,
		messages: readonly WireMessage[],
		baseUrl: string,
	): Promise<void> {
		const { secrets, warnOf, log } = this.#ports;
		const kinds = await secrets.fresh(asker, baseUrl, messages);
		if (kinds.length === 0) return;
		const { host } = new URL(baseUrl);
		log.warn(`Lent to ${asker}: what looks like ${kinds.join(', ')} goes to ${host}.`);
		warnOf(asker, host, kinds);
	}

	async #answer(
		model: string,
		messages: readonly LanguageModelChatRequestMessage[],
		options: ProvideLanguageModelChatResponseOptions,
		progress: Progress<LanguageModelResponsePart>,
		token: CancellationToken,
	): Promise<void> {
		const { server, observer, announce, log, retrying, models, tokens, lends } = this.#ports;
		const asker = askerOf(options);
		if (!lends()) {
			throw new ChatError(
				'refused',
				'Llama Chat lends no models: the setting Provide Models is off.',
			);
		}
		const { settings, destination } = await this.#ports.prepare({ model });
		const { messages: read, leftOut } = readMessages(messages);
		const known = models.model(destination.baseUrl, model);
		const asking = {
			asker,
			messages: read,
			tools: options.tools ?? [],
			mustCall: options.toolMode === LanguageModelChatToolMode.Required,
			options: options.modelOptions ?? {},
		};
		const target = { settings, destination, known, correction: tokens.of(model) };
		const { request, ignored } = planLent(asking, target);
		for (const what of [...ignored, ...leftOut]) {
			log.warn(`Lent to ${asker}: ${what} is not passed on.`);
		}
		await observer.permit(destination, request);
		announce(asker);
		await this.#tellSecrets(asker, request.messages, destination.baseUrl);
		log.info(`Lent to ${asker}: ${model}, ${request.messages.length} messages.`);
		const stop = new AbortController();
		token.onCancellationRequested(() => stop.abort());
		if (token.isCancellationRequested) stop.abort();
		const reply = this.#ports.newId();
		this.#ports.requests.add({ asker, reply, model, at: Date.now() });
		const lent = {
			chat: lentKey(asker),
			reply,
			prepared: { destination, planned: { request }, retries: settings.retries },
		};
		const held = new HeldText(model, (piece) => progress.report(new LanguageModelTextPart(piece)));
		try {
			const answered = await askAlone(
				lent,
				{
					server,
					tokens,
					observer,
					text: (piece) => held.text(piece),
					reasoning: () => held.reasoned(),
					thought: () => held.thought(),
					extra: (extra) => {
						held.end();
						if (!report(extra, progress))
							log.warn(`Lent to ${asker}: ${extra.type} of the reply is not passed on.`);
					},
					waiting: (wait) => {
						if (wait !== undefined) retrying(wait);
					},
				},
				stop.signal,
			);
			if (answered?.short) log.warn(`Lent to ${asker}: ${shortCountInWords(answered.short)}.`);
		} finally {
			held.end();
			this.#ports.replied();
		}
	}
}

/**
 * Passes on what came beside text.
 * @returns false for what VS Code has no part for
 * @throws ChatError where a tool's call cannot be understood
 */
function report(extra: ReceivedExtra, progress: Progress<LanguageModelResponsePart>): boolean {
	if (extra.type === 'toolCall') {
		progress.report(new LanguageModelToolCallPart(extra.id, extra.name, toolInput(extra)));
	} else if (extra.type === 'image') {
		progress.report(LanguageModelDataPart.image(extra.bytes, extra.image.mediaType));
	} else return false;
	return true;
}
