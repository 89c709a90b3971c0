import { ChatError } from '../../core/errors/chatError.ts';
import type { ConversationStore } from '../../core/history/conversationStore.ts';
import type { AttachingChat } from '../attachments/attachingChat.ts';
import { excerptsAtCursor } from '../attachments/excerpts.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { WorkspaceFiles } from '../files/workspaceFiles.ts';
import type { Found, SuggestionSource } from '../suggestions/suggestionSource.ts';
import { changeOffers } from './changeReferences.ts';
import { chatReferences } from './chatReferences.ts';
import type { Offer, OfferSource, Offers } from './offers.ts';
import { problemOffers } from './problemReferences.ts';
import type { RecentFiles } from './recentFiles.ts';
import { symbolReferences } from './symbolReferences.ts';
import { terminalOffers } from './terminalReferences.ts';
import { FileReferences } from './workspaceReferences.ts';

export interface ReferencePorts {
	readonly target: AttachingChat & {
		readonly chats: Pick<OpenChats, 'chat' | 'liveChat' | 'box' | 'notify'>;
	};
	readonly files: WorkspaceFiles;
	readonly recent: RecentFiles;
	readonly store: Pick<ConversationStore, 'list' | 'read'>;
}

/** So many answers are kept: what is taken can be of one that the page had before the last. */
const KEPT = 4;

/** What # in the box names. */
export class ReferenceSource implements SuggestionSource {
	readonly #target: AttachingChat;
	readonly #anyFile: OfferSource;
	/** By the word before the colon: what is found by what follows it. */
	readonly #kinds: ReadonlyMap<string, OfferSource>;
	#found: ReadonlyMap<string, Offer>[] = [];

	constructor({ target, files, recent, store }: ReferencePorts) {
		this.#target = target;
		const fileReferences = new FileReferences(files, recent);
		this.#anyFile = fileReferences.anyFile;
		this.#kinds = new Map([
			['file', fileReferences.files],
			['folder', fileReferences.folders],
			['symbol', symbolReferences],
			['chat', chatReferences({ chats: target.chats, store })],
		]);
	}

	async find(query: string): Promise<Found> {
		const { offers, note } = await this.#offers(query);
		this.#found = [new Map(offers.map((offer) => [offer.id, offer])), ...this.#found].slice(
			0,
			KEPT,
		);
		const items = offers.map(({ take: _take, ...suggestion }) => suggestion);
		return note === undefined ? { items } : { items, note };
	}

	async take(id: string, query: string, conversation: string): Promise<void> {
		const offer = this.#offered(id) ?? (await this.#foundAgain(id, query));
		if (offer?.take === undefined) {
			throw new ChatError('refused', 'What was chosen is not there any more. It was not attached.');
		}
		await offer.take({ target: this.#target, conversation });
	}

	async #offers(query: string): Promise<Offers> {
		const [, kind = '', rest = ''] = /^([a-z]+):(.*)$/is.exec(query) ?? [];
		const source = this.#kinds.get(kind.toLowerCase());
		if (source !== undefined) return source.find(rest);
		const typed = query.toLowerCase();
		const kinds = kindOffers().filter(({ name }) => name.startsWith(`#${typed}`));
		const { offers, note } = await this.#anyFile.find(query);
		return { offers: [...kinds, ...offers], ...(note === undefined ? {} : { note }) };
	}

	#offered(id: string): Offer | undefined {
		return this.#found.map((offers) => offers.get(id)).find((offer) => offer !== undefined);
	}

	/** The window may have been reloaded since the page had its list. */
	async #foundAgain(id: string, query: string): Promise<Offer | undefined> {
		await this.find(query);
		return this.#offered(id);
	}
}

/** All kinds of context, as they stand in the list before anything is typed. */
function kindOffers(): Offer[] {
	return [
		beginning('file', 'A file of the workspace'),
		beginning('folder', 'A folder, with its files while there is room'),
		beginning('symbol', 'A function, class or other symbol'),
		{
			id: 'selection',
			name: '#selection',
			description: 'What is selected in the editor, or stands around its cursor',
			insert: '#selection',
			take: async ({ target: { chats }, conversation }) => {
				chats.box.attach(await excerptsAtCursor(chats.box.excerptsOf(conversation)), conversation);
			},
		},
		...problemOffers(),
		...changeOffers(),
		...terminalOffers(),
		beginning('chat', 'An earlier chat, as text'),
	];
}

function beginning(kind: string, description: string): Offer {
	return { id: `${kind}:`, name: `#${kind}`, description, insert: `#${kind}:`, goesOn: true };
}
