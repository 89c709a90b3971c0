import type { ContextRoom } from '../../core/context/folderRoom.ts';
import { textTokens } from '../../core/context/messageTokens.ts';
import type { ModelLimits } from '../../core/context/unitFit.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import { shownModel, shownModelName } from '../../core/models/modelName.ts';
import type { AskedTarget } from '../../core/parameters/requestTarget.ts';
import { requestTargetOf } from '../../core/parameters/requestTarget.ts';
import { type RawSettings, withChoices } from '../../core/settings/rawSettings.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import { currentStatus, type StatusSources } from './currentStatus.ts';

/** The chat in front as the settings and its own choices make it: whom it asks, and what stands around it. */
export class ShownChat {
	readonly #chats: OpenChats;
	readonly #models: ModelCatalogues;
	readonly #sources: StatusSources;

	constructor(chats: OpenChats, models: ModelCatalogues, sources: Omit<StatusSources, 'models'>) {
		this.#chats = chats;
		this.#models = models;
		this.#sources = { ...sources, models };
	}

	/**
	 * Whom the next message goes to.
	 * @param model another model than the chat's
	 */
	target(model?: string): AskedTarget {
		const raw = model === undefined ? this.#raw : withChoices(this.#raw, { model });
		return requestTargetOf(raw, this.#models);
	}

	/** @param needsKey whether the server wants a key that is not there */
	status(needsKey: boolean): ChatStatus {
		return currentStatus(this.#chats, this.#sources, this.#raw, needsKey);
	}

	/** How much of the model's context the next message leaves free; undefined where that is not known. */
	room(needsKey: boolean): ContextRoom | undefined {
		const { context } = this.status(needsKey);
		if (context?.context == null) return undefined;
		const used = context.parts.reduce((sum, { tokens }) => sum + tokens, 0);
		const correction = this.#sources.tokens.of(shownModel(this.#raw));
		return {
			tokens: Math.max(0, context.context - used),
			tokensOf: (text) => textTokens(text, correction),
		};
	}

	/** What the model takes that the next message goes to. */
	limits(): ModelLimits {
		const maxTokens = this.#raw('maxTokens');
		const correction = this.#sources.tokens.of(shownModel(this.#raw));
		const { known } = this.target();
		return {
			model: shownModelName(this.#raw),
			context: known?.contextLength,
			longestReply: known?.maxCompletionTokens,
			maxTokens: typeof maxTokens === 'number' ? maxTokens : undefined,
			tokensOf: (text) => textTokens(text, correction),
		};
	}

	/** The settings, with what the shown chat has chosen over them. */
	get #raw(): RawSettings {
		return withChoices(rawSettings(), this.#chats.chat.conversation.choices);
	}
}
