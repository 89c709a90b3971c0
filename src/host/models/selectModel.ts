import { type QuickInputButton, window } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import { ageInWords } from '../../core/models/modelFacts.ts';
import {
	groupModels,
	type ModelFilter,
	type ModelShelf,
	type ShelfStore,
} from '../../core/models/modelGroups.ts';
import { shownModel } from '../../core/models/modelName.ts';
import type { CatalogueModel, Destination } from '../../core/server/chatServer.ts';
import { withChoices } from '../../core/settings/rawSettings.ts';
import { otherModelNote } from '../../core/spending/cacheLoss.ts';
import { lastRead } from '../../core/spending/rereadNotes.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { rawSettings, updateSetting } from '../settings/vscodeSettings.ts';
import { type ListActions, LiveList } from '../vscode/liveList.ts';
import type { Say } from '../vscode/say.ts';
import { loadShelf } from './loadShelf.ts';
import {
	COMPARE,
	FAVOUR,
	FILTERS,
	itemsForReply,
	MAKE_DEFAULT,
	type ModelItem,
	modelItems,
	PARAMETERS,
	REFRESH,
} from './modelItems.ts';
import { namedInstead } from './namedInstead.ts';

/** OpenRouter lets its list be kept for two minutes. */
const FRESH_MS = 120_000;

const TYPE_ID = 'Type the Id';

export interface SelectModelPorts {
	readonly models: ModelCatalogues;
	readonly preferences: ShelfStore;
	readonly chats: OpenChats;
	readonly say: Say;
}

/** A reply that is to be asked for again by the model that is chosen, which answers this once. */
export interface OnceForReply {
	/** Its own id. */
	readonly id?: string;
	regenerate(model: string): Promise<void>;
	/** Asks for parameters of this one reply, in place of the list; undefined where that has led here. */
	withParameters?(): Promise<void>;
	/** Has several models answer side by side, in place of the list; undefined as above. */
	compare?(): Promise<void>;
}

/**
 * Lists the server's models until one is chosen for the shown chat, or for one reply, or the list is left: at once what is known of them, then what the
 * server says now. Nothing is chosen by itself. Where there is no list to be had, an id can be typed.
 */
export function selectModel(
	ports: SelectModelPorts,
	destination: Destination,
	reply?: OnceForReply,
): Promise<void> {
	return new ModelPicker(ports, destination, reply).show();
}

class ModelPicker implements ListActions<ModelItem> {
	readonly #ports: SelectModelPorts;
	readonly #destination: Destination;
	readonly #reply: OnceForReply | undefined;
	readonly #title: string;
	readonly #list: LiveList<ModelItem>;
	/** The model that answers in the shown chat. */
	readonly #current: string;
	/** Those that the server has named in its place. */
	readonly #named: readonly string[];
	readonly #filters = new Set<ModelFilter>();
	#shelf: ModelShelf = { favourites: [], recent: [] };
	/** The server could not be asked: the list is that of an earlier time. */
	#offline = false;
	/** Why there is no list at all. */
	#unavailable: ChatError | undefined;

	constructor(ports: SelectModelPorts, destination: Destination, reply: OnceForReply | undefined) {
		this.#reply = reply;
		this.#title = reply === undefined ? 'Select Model' : 'Regenerate With…';
		this.#ports = ports;
		this.#destination = destination;
		const { conversation } = ports.chats.chat;
		this.#current = shownModel(withChoices(rawSettings(), conversation.choices));
		this.#named = namedInstead(conversation, this.#current);
		this.#list = new LiveList(this, {
			title: this.#title,
			placeholder: `Models of ${this.#host}`,
			matchOnDescription: true,
		});
	}

	async show(): Promise<void> {
		await this.#list.show((left) => this.#load(left));
		if (this.#unavailable !== undefined) await this.#askForId(this.#unavailable);
	}

	async accept(item: ModelItem): Promise<void> {
		if (item === PARAMETERS || item === COMPARE) {
			this.#list.close();
			await (item === COMPARE ? this.#reply?.compare?.() : this.#reply?.withParameters?.());
			return;
		}
		const id = item.typed ? this.#list.typed : item.model?.id;
		if (id === undefined || id === '') return;
		this.#list.close();
		await this.#choose(id);
	}

	press(button: QuickInputButton): void {
		if (button === REFRESH) {
			this.#list.load((left) => this.#refresh(left));
			return;
		}
		for (const { filter, on, off } of FILTERS) {
			if (button === off) this.#filters.add(filter);
			if (button === on) this.#filters.delete(filter);
		}
		this.#update();
	}

	async pressOn({ model }: ModelItem, button: QuickInputButton): Promise<void> {
		if (model === undefined) return;
		if (button === MAKE_DEFAULT) {
			await this.#choose(model.id);
			await updateSetting('model', model.id);
			this.#list.close();
			return;
		}
		const { preferences } = this.#ports;
		const { baseUrl } = this.#destination;
		await preferences.favour(baseUrl, model.id, button === FAVOUR);
		this.#shelf = await preferences.of(baseUrl);
		this.#update();
	}

	idOf({ model, label }: ModelItem): string | undefined {
		return model?.id ?? label;
	}

	get #host(): string {
		return new URL(this.#destination.baseUrl).host;
	}

	async #load(left: AbortSignal): Promise<void> {
		const { models, preferences } = this.#ports;
		const { baseUrl } = this.#destination;
		[this.#shelf] = await Promise.all([loadShelf(preferences, baseUrl), models.load(baseUrl)]);
		left.throwIfAborted();
		const age = models.age(baseUrl);
		if (age !== undefined) this.#update();
		if (age === undefined || age > FRESH_MS) await this.#refresh(left);
	}

	/** Asks the server. A list that was known before stays where it cannot be had. */
	async #refresh(left: AbortSignal): Promise<void> {
		const before = this.#ports.models.catalogue(this.#destination.baseUrl);
		try {
			const { models } = await this.#ports.models.refresh(this.#destination);
			this.#offline = false;
			// The same again is not shown again: it would take the keyboard back to the top.
			if (JSON.stringify(models) === JSON.stringify(before?.models)) this.#tellAge();
			else this.#update();
		} catch (error) {
			left.throwIfAborted();
			if (!(error instanceof ChatError)) throw error;
			if (before === undefined) {
				this.#unavailable = error;
				this.#list.close();
			}
			this.#offline = true;
			this.#tellAge();
		}
	}

	async #askForId({ message }: ChatError): Promise<void> {
		const text = `The list of models could not be read. ${message}`;
		const choice = await this.#ports.say({ text, isError: true, buttons: [TYPE_ID] });
		if (choice !== TYPE_ID) return;
		const id = await window.showInputBox({
			title: this.#title,
			prompt: `The id of a model of ${this.#host}`,
			value: this.#current,
		});
		if (id !== undefined && id.trim() !== '') await this.#choose(id.trim());
	}

	#update(): void {
		const { models = [] } = this.#ports.models.catalogue(this.#destination.baseUrl) ?? {};
		const groups = groupModels(models, this.#current, this.#shelf, this.#filters, this.#named);
		const items = modelItems(groups, this.#shelf.favourites, this.#readBy());
		this.#list.update({
			title: [this.#title, ...this.#filters].join(' · '),
			buttons: [
				...FILTERS.map(({ filter, on, off }) => (this.#filters.has(filter) ? on : off)),
				REFRESH,
			],
			items:
				this.#reply === undefined
					? items
					: itemsForReply(items, this.#reply.withParameters !== undefined),
		});
		this.#tellAge();
	}

	#tellAge(): void {
		const age = this.#ports.models.age(this.#destination.baseUrl);
		const when = age === undefined ? '' : `, list read ${ageInWords(age)}`;
		const offline = this.#offline ? ', the server cannot be reached now' : '';
		this.#list.update({
			placeholder: `Name, id or author of a model of ${this.#host}${when}${offline}`,
		});
	}

	/** What a model has to read of the chat that it has not answered last; undefined for the one that has. */
	#readBy(): (model: CatalogueModel) => string | undefined {
		const { conversation } = this.#ports.chats.chat;
		const { id } = this.#reply ?? {};
		const last = lastRead(id === undefined ? conversation.path() : conversation.pathTo(id));
		if (last === undefined) return () => undefined;
		const { baseUrl } = this.#destination;
		const listed = this.#ports.models.model(baseUrl, last.model)?.id ?? last.model;
		const at = Date.now();
		return (model) => (model.id === listed ? undefined : otherModelNote(last.tokens, model, at));
	}

	async #choose(id: string): Promise<void> {
		// That it is not listed among the recent ones is no reason not to use it.
		void this.#ports.preferences.chosen(this.#destination.baseUrl, id).catch(() => {});
		if (this.#reply === undefined) this.#ports.chats.chooseModel(id);
		else await this.#reply.regenerate(id);
	}
}
