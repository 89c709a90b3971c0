import { EventEmitter } from 'vscode';
import type { ChangeSource } from '../../core/changes/proposal.ts';
import type { BlockChange, ChangesToPage } from '../../shared/changes/changeProtocol.ts';

/** What became of a code block that was applied. */
export type ChangeState = ChangeSource & BlockChange;

/** A code block of which something was asked. */
export interface AskedOf extends ChangeSource {
	/** It was asked in the editor, where the user looks, and not at the block. */
	readonly inEditor?: true;
}

/** The lines of a document, counted from 1, where a part of a code block could be meant. */
interface Places {
	readonly target: string;
	readonly lines: readonly number[];
}

/** What became of each code block since the window opened. */
export class ChangeStates {
	readonly #states = new Map<string, ChangeState>();
	readonly #places = new Map<string, Places>();
	readonly #changed = new EventEmitter<ChangeState>();
	readonly onDidChange = this.#changed.event;

	/** Whether the user sees a conversation. */
	isSeen: (conversation: string) => boolean = () => false;

	/** Whether the user reads at the block what became of it: a notification that says it again could cover the box. */
	isReadAt({ conversation, inEditor }: AskedOf): boolean {
		return inEditor !== true && this.isSeen(conversation);
	}

	/** What the page is told of the blocks of a conversation. */
	toldOf(conversation: string): ChangesToPage[] {
		const replies = [...this.#states.values()].flatMap((state) =>
			state.conversation === conversation ? state.reply : [],
		);
		return [...new Set(replies)].map((reply) => this.toldOfReply(reply));
	}

	/** The same of the blocks of a reply. */
	toldOfReply(reply: string): ChangesToPage {
		return { type: 'blockChanges', reply, blocks: this.blocksOf(reply) };
	}

	/** What became of the blocks of a reply, by their order. */
	blocksOf(reply: string): BlockChange[] {
		return [...this.#states.values()]
			.filter((state) => state.reply === reply)
			.toSorted((one, other) => one.block - other.block)
			.map(({ conversation: _conversation, reply: _reply, ...change }) => change);
	}

	/** Whether anything became of a block. */
	has(source: ChangeSource): boolean {
		return this.#states.has(keyOf(source));
	}

	/** The document whose places the page was told for a block. */
	targetOf(source: ChangeSource): string | undefined {
		return this.#places.get(keyOf(source))?.target;
	}

	/** Where parts of a block could be meant, which is told with what becomes of it next. */
	setPlaces(source: ChangeSource, places: Places): void {
		this.#places.set(keyOf(source), places);
	}

	set(
		{ conversation, reply, block }: ChangeSource,
		state: Pick<BlockChange, 'phase' | 'text'>,
	): void {
		const key = keyOf({ conversation, reply, block });
		const { phase, text } = state;
		const lines = phase === 'proposed' || phase === 'refused' ? this.#places.get(key)?.lines : [];
		const places = lines === undefined || lines.length === 0 ? {} : { places: [...lines] };
		const all: ChangeState = { conversation, reply, block, phase, text, ...places };
		const known = this.#states.get(key);
		if (known !== undefined && JSON.stringify(known) === JSON.stringify(all)) return;
		this.#states.set(key, all);
		this.#changed.fire(all);
	}
}

function keyOf({ conversation, reply, block }: ChangeSource): string {
	return `${conversation} ${reply} ${block}`;
}
