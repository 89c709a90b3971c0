import { imagesToSend, isImage } from '../../core/attachments/attachments.ts';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { KnownModels } from '../../core/models/knownModels.ts';
import { longestReply } from '../../core/models/longestReply.ts';
import { shownModel } from '../../core/models/modelName.ts';
import { nearestModel } from '../../core/models/nearestModel.ts';
import { type PreflightFacts, preflight } from '../../core/models/preflight.ts';
import { mayBeUnlisted } from '../../core/models/routedModel.ts';
import { withChoices } from '../../core/settings/rawSettings.ts';
import { otherModelNote } from '../../core/spending/cacheLoss.ts';
import { lastRead } from '../../core/spending/rereadNotes.ts';
import type { Finding, FindingKind, ModelFromPage } from '../../shared/models/modelProtocol.ts';
import { shownBaseUrl } from '../access/destination.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import { namedInstead } from './namedInstead.ts';

/** What is likely to go wrong with the next message of the shown chat, and what is done about it. */
export class PreflightFindings {
	readonly #models: KnownModels;
	readonly #chats: OpenChats;
	readonly #run: RunCommand;
	readonly #changed: () => void;
	/** What would be sent, as it was estimated last. */
	#prompt: PreflightFacts['prompt'];
	/** What the user does not want to read again in this window, wherever a chat is shown. */
	readonly #dismissed: Set<string>;

	/**
	 * @param dismissed one for all chats of the window
	 * @param changed what is found is to be shown anew
	 */
	constructor(
		models: KnownModels,
		chats: OpenChats,
		run: RunCommand,
		dismissed: Set<string>,
		changed: () => void,
	) {
		this.#models = models;
		this.#chats = chats;
		this.#run = run;
		this.#dismissed = dismissed;
		this.#changed = changed;
	}

	/** @param prompt what would be sent, as it is estimated */
	findings(prompt: PreflightFacts['prompt']): readonly Finding[] {
		this.#prompt = prompt;
		const baseUrl = shownBaseUrl();
		const model = this.#model;
		if (baseUrl === undefined || model === '') return [];
		const maxTokens = this.#raw('maxTokens');
		const { chat, box } = this.#chats;
		const nearest = this.#nearest(baseUrl, model);
		const read = lastRead(chat.conversation.path());
		return preflight({
			model,
			server: new URL(baseUrl).host,
			known: this.#models.model(baseUrl, model),
			nearest,
			nearestReads: nearest && read ? otherModelNote(read.tokens, nearest, Date.now()) : undefined,
			maxTokens: typeof maxTokens === 'number' ? maxTokens : undefined,
			images:
				box.attachments.filter(isImage).length + imagesToSend(chat.conversation.path()).length,
			prompt,
			today: new Date().toISOString().slice(0, 10),
		}).filter(({ kind }) => !this.#dismissed.has(this.#key(kind)));
	}

	/** Does what a button of a finding says, or sees to it that the finding is not shown again. */
	async act({ kind, action }: ModelFromPage): Promise<void> {
		const baseUrl = shownBaseUrl();
		if (baseUrl === undefined) return;
		switch (action) {
			case undefined:
				this.#dismissed.add(this.#key(kind));
				return this.#changed();
			case 'selectModel':
				return this.#run('selectModel');
			case 'useNearest': {
				const nearest = this.#nearest(baseUrl, this.#model);
				if (nearest) this.#chats.chooseModel(nearest.id);
				return;
			}
			case 'lowerMaxTokens': {
				const known = this.#models.model(baseUrl, this.#model);
				const most = longestReply(known, this.#prompt?.tokens);
				const { choices } = this.#chats.chat.conversation;
				const parameters = { ...choices.parameters, maxTokens: most ?? null };
				if (most !== undefined) this.#chats.choose({ ...choices, parameters });
				return;
			}
		}
	}

	get #raw() {
		return withChoices(rawSettings(), this.#chats.chat.conversation.choices);
	}

	get #model(): string {
		return shownModel(this.#raw);
	}

	/** The model most like one that the list does not have; undefined where it has it, or there is no list. */
	#nearest(baseUrl: string, model: string) {
		const catalogue = this.#models.catalogue(baseUrl);
		if (catalogue === undefined || mayBeUnlisted(model)) return undefined;
		if (this.#models.model(baseUrl, model) !== undefined) return undefined;
		const named = namedInstead(this.#chats.chat.conversation, model);
		return nearestModel(model, catalogue.models, named) ?? null;
	}

	#key(kind: FindingKind): string {
		return `${kind} ${shownBaseUrl()} ${this.#model}`;
	}
}
