import {
	type QuickInputButton,
	type QuickPick,
	type QuickPickItemButtonEvent,
	window,
} from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import { ageInWords } from '../../core/models/modelFacts.ts';
import {
	groupModels,
	type ModelFilter,
	type ModelShelf,
	type ShelfStore,
} from '../../core/models/modelGroups.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import { withChoices } from '../../core/settings/rawSettings.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { rawSettings, updateSetting } from '../settings/vscodeSettings.ts';
import { notificationText } from '../vscode/notificationText.ts';
import {
	FAVOUR,
	FILTERS,
	MAKE_DEFAULT,
	type ModelItem,
	modelItems,
	REFRESH,
	TYPED,
	UNFAVOUR,
} from './modelItems.ts';

/** OpenRouter lets its list be kept for two minutes. */
const FRESH_MS = 120_000;

const TYPE_ID = 'Type the Id';

export interface SelectModelPorts {
	readonly models: ModelCatalogues;
	readonly preferences: ShelfStore;
	readonly chats: OpenChats;
}

/**
 * Lists the server's models until one is chosen for the shown chat or the list is left: at once what is known of them, then what the
 * server says now. Nothing is chosen by itself.
 */
export function selectModel(ports: SelectModelPorts, destination: Destination): Promise<void> {
	return new ModelPicker(ports, destination).show();
}

class ModelPicker {
	readonly #ports: SelectModelPorts;
	readonly #destination: Destination;
	readonly #picker: QuickPick<ModelItem> = window.createQuickPick<ModelItem>();
	readonly #current: string;
	readonly #filters = new Set<ModelFilter>();
	/** Ends the command that shows the list. */
	#finish: (error?: unknown) => void = () => {};
	#shelf: ModelShelf = { favourites: [], recent: [] };
	#closed = false;
	/** The server could not be asked: the list is that of an earlier time. */
	#offline = false;

	constructor(ports: SelectModelPorts, destination: Destination) {
		this.#ports = ports;
		this.#destination = destination;
		this.#current = modelOf(ports.chats);
		const picker = this.#picker;
		picker.title = 'Select Model';
		picker.placeholder = `Models of ${this.#host}`;
		picker.matchOnDescription = true;
		picker.onDidTriggerButton((button) => this.#run(() => this.#press(button)));
		picker.onDidTriggerItemButton((event) => this.#run(() => this.#act(event)));
		picker.onDidAccept(() => this.#accept());
		picker.onDidHide(() => this.#close());
	}

	show(): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#finish = (error) => (error === undefined ? resolve() : reject(error));
			this.#picker.busy = true;
			this.#picker.show();
			this.#run(() => this.#open());
		});
	}

	get #host(): string {
		return new URL(this.#destination.baseUrl).host;
	}

	/** What goes wrong ends the list, and is the command's failure. */
	#run(action: () => Promise<void>): void {
		action().catch((error: unknown) => this.#close(error));
	}

	#close(error?: unknown): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#picker.dispose();
		this.#finish(error);
	}

	async #open(): Promise<void> {
		const { models, preferences } = this.#ports;
		const { baseUrl } = this.#destination;
		[this.#shelf] = await Promise.all([preferences.of(baseUrl), models.load(baseUrl)]);
		const age = models.age(baseUrl);
		if (age !== undefined) this.#update();
		if (age === undefined || age > FRESH_MS) await this.#refresh();
		else this.#picker.busy = false;
	}

	/** Asks the server. A list that was known before stays where it cannot be had. */
	async #refresh(): Promise<void> {
		this.#picker.busy = true;
		const before = this.#ports.models.catalogue(this.#destination.baseUrl);
		try {
			const { models } = await this.#ports.models.refresh(this.#destination);
			this.#offline = false;
			// The same again is not shown again: it would take the keyboard back to the top.
			if (JSON.stringify(models) === JSON.stringify(before?.models)) this.#tellAge();
			else this.#update();
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			if (this.#closed) return;
			if (before === undefined) return this.#unavailable(error);
			this.#offline = true;
			this.#tellAge();
		}
		if (!this.#closed) this.#picker.busy = false;
	}

	#unavailable(error: ChatError): void {
		this.#close();
		void window
			.showErrorMessage(
				notificationText(`The list of models could not be read. ${error.message}`),
				TYPE_ID,
			)
			.then(async (choice) => {
				if (choice !== TYPE_ID) return;
				const id = await window.showInputBox({
					title: 'Select Model',
					prompt: `The id of a model of ${this.#host}`,
					value: this.#current,
				});
				if (id !== undefined && id.trim() !== '') this.#choose(id.trim());
			});
	}

	#update(): void {
		if (this.#closed) return;
		const { models = [] } = this.#ports.models.catalogue(this.#destination.baseUrl) ?? {};
		const groups = groupModels(models, this.#current, this.#shelf, this.#filters);
		const picker = this.#picker;
		const active = picker.activeItems[0]?.model?.id;
		const items = modelItems(groups, this.#shelf.favourites);
		picker.title = ['Select Model', ...this.#filters].join(' · ');
		picker.buttons = [
			...FILTERS.map(({ filter, on, off }) => (this.#filters.has(filter) ? on : off)),
			REFRESH,
		];
		picker.keepScrollPosition = true;
		picker.items = items;
		const again = items.find(({ model }) => model !== undefined && model.id === active);
		if (again !== undefined) picker.activeItems = [again];
		this.#tellAge();
	}

	#tellAge(): void {
		if (this.#closed) return;
		const age = this.#ports.models.age(this.#destination.baseUrl);
		const when = age === undefined ? '' : `, list read ${ageInWords(age)}`;
		const offline = this.#offline ? ', the server cannot be reached now' : '';
		this.#picker.placeholder = `Name, id or author of a model of ${this.#host}${when}${offline}`;
	}

	async #press(button: QuickInputButton): Promise<void> {
		if (button.tooltip === REFRESH.tooltip) return this.#refresh();
		for (const { filter, on, off } of FILTERS) {
			if (button.tooltip === off.tooltip) this.#filters.add(filter);
			if (button.tooltip === on.tooltip) this.#filters.delete(filter);
		}
		this.#update();
	}

	async #act({ item: { model }, button }: QuickPickItemButtonEvent<ModelItem>): Promise<void> {
		if (model === undefined) return;
		if (button.tooltip === MAKE_DEFAULT.tooltip) {
			this.#choose(model.id);
			await updateSetting('model', model.id);
			this.#close();
			return;
		}
		const { baseUrl } = this.#destination;
		const favourite = button.tooltip === FAVOUR.tooltip;
		if (!favourite && button.tooltip !== UNFAVOUR.tooltip) return;
		await this.#ports.preferences.favour(baseUrl, model.id, favourite);
		this.#shelf = await this.#ports.preferences.of(baseUrl);
		this.#update();
	}

	#accept(): void {
		const [item] = this.#picker.selectedItems;
		// An Enter before the list has come picks nothing; the list is still wanted.
		const id = item === TYPED ? this.#picker.value.trim() : item?.model?.id;
		if (id === undefined || id === '') return;
		this.#choose(id);
		this.#close();
	}

	#choose(id: string): void {
		this.#ports.chats.chooseModel(id);
		// That it is not listed among the recent ones is no reason not to use it.
		void this.#ports.preferences.chosen(this.#destination.baseUrl, id).catch(() => {});
	}
}

/** The model that answers in the shown chat. */
function modelOf({ chat }: OpenChats): string {
	const model = withChoices(rawSettings(), chat.conversation.choices)('model');
	return typeof model === 'string' ? model.trim() : '';
}
