import type { CompareColumn } from '../../shared/compare/compareProtocol.ts';
import type { AskedOnce } from '../../shared/conversation/askedOnce.ts';
import type { MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Failure, Reply } from '../../shared/conversation/messages.ts';
import type { Chat } from '../chat/chat.ts';
import type { ComparedReply } from '../chat/chatPorts.ts';
import { wasStopped } from '../chat/choices/comparedTurns.ts';
import { plainModelName } from '../models/shortModelName.ts';
import { siblingView } from '../panel/messageViews.ts';

/** What is asked for one column: a model, and what of the parameters is other than in the chat. */
export type ColumnChoice = AskedOnce & { readonly model: string };

/** So many answers are compared at most. */
export const MOST_COLUMNS = 4;

interface Column {
	/** Its place on the page, from 1. */
	readonly id: string;
	readonly choice: ColumnChoice;
	/** The name of its model, and which of several of that name it is. */
	readonly name: string;
	/** The id of its reply; undefined before it is asked for, and where that was refused. */
	reply?: string;
	refused?: Failure;
	judged?: JudgedColumn;
	/** It is not to be asked for any more. */
	isStopped?: boolean;
}

/** What a column's code would change, in words, and its place by that. */
export type JudgedColumn = NonNullable<CompareColumn['judged']>;

/** What a judge is not told before one is kept: a failure says whose it is. */
const UNTOLD = 'Why is told once you have kept one.';

/** Several answers to one question beside each other, until one of them is kept. What they say is in the chat. */
export class Comparison {
	/** As they stand on the page. */
	readonly columns: readonly Column[];
	/** They are judged without a word of whose they are. */
	readonly isBlind: boolean;
	/** By the place at which each was chosen. */
	readonly #asked: readonly Column[];
	#kept: string | undefined;
	/** All have come to nothing: there is none to be kept, and so none to be judged. */
	#isNothing = false;

	/**
	 * @param choices in the order in which they were chosen
	 * @param random a number from 0 to below 1, by which columns are put in another order where they are judged blind
	 */
	constructor(choices: readonly ColumnChoice[], isBlind = false, random = Math.random) {
		this.isBlind = isBlind;
		const order = choices.map((_, index) => index);
		if (isBlind) shuffle(order, random);
		const names = columnNames(choices.map(({ model }) => model));
		this.columns = order.flatMap((from, place) => {
			const choice = choices[from];
			return choice === undefined
				? []
				: [{ id: String(place + 1), choice, name: names[from] ?? choice.model }];
		});
		this.#asked = order
			.map((from, place) => ({ from, column: this.columns[place] }))
			.toSorted((a, b) => a.from - b.from)
			.flatMap(({ column }) => column ?? []);
	}

	/** Whether whose they are is still hidden. */
	get isHidden(): boolean {
		return this.isBlind && this.#kept === undefined && !this.#isNothing;
	}

	/** The column that was kept; undefined before. */
	get kept(): Column | undefined {
		return this.columns.find(({ id }) => id === this.#kept);
	}

	/** The reply that the chat shows where none is kept: the first that was asked for; undefined where none was. */
	get first(): string | undefined {
		return this.#asked.find(({ reply }) => reply !== undefined)?.reply;
	}

	/**
	 * Takes note of what became of one.
	 * @param index the place at which it was chosen, from 0
	 * @returns its column
	 */
	asked(index: number, became: ComparedReply): Column | undefined {
		const column = this.#asked[index];
		if (column === undefined) return undefined;
		if ('reply' in became) {
			column.reply = became.reply;
			// It may have been refused, and be sent all the same.
			delete column.refused;
		} else column.refused = became.refused;
		return column;
	}

	/**
	 * Takes note that those which are not asked for yet are not to be.
	 * @param id one column; all where none is named
	 * @returns those
	 */
	stop(id: string | undefined): Column[] {
		const waiting = this.columns.filter(
			(column) =>
				(id ?? column.id) === column.id &&
				column.reply === undefined &&
				column.refused === undefined,
		);
		for (const column of waiting) {
			column.isStopped = true;
			column.refused = wasStopped().toFailure();
		}
		return waiting;
	}

	/** @param index the place at which a column was chosen, from 0 */
	isStopped(index: number): boolean {
		return this.#asked[index]?.isStopped === true;
	}

	/** The column with this id. */
	column(id: string): Column | undefined {
		return this.columns.find((column) => column.id === id);
	}

	/** The column of this reply; undefined for another one of the chat. */
	columnOf(reply: string): Column | undefined {
		return this.columns.find((column) => column.reply === reply);
	}

	/** Whether it turns out now that all have come to nothing: each has ended, was refused or is deleted, with nothing in it. */
	comesToNothing({ conversation }: Pick<Chat, 'conversation'>): boolean {
		if (this.#isNothing) return false;
		this.#isNothing = this.columns.every(({ reply: id, refused }) => {
			const reply = id === undefined ? undefined : conversation.reply(id);
			if (reply === undefined) return id !== undefined || refused !== undefined;
			return reply.status !== 'streaming' && reply.text === '' && !reply.extras?.length;
		});
		return this.#isNothing;
	}

	/** Keeps one that has an answer; another one may be kept later. Returns its reply. */
	keep(id: string): string | undefined {
		const reply = this.column(id)?.reply;
		if (reply !== undefined) this.#kept = id;
		return reply;
	}

	/** @param judged by the ids of the columns */
	judge(judged: ReadonlyMap<string, JudgedColumn>): void {
		for (const column of this.columns) {
			const found = judged.get(column.id);
			if (found === undefined) delete column.judged;
			else column.judged = found;
		}
	}

	/** A column as the page shows it. */
	columnView(chat: Chat, { id, name, reply, refused, judged }: Column): CompareColumn {
		const view = reply === undefined ? undefined : siblingView(chat, reply);
		const shown = this.isHidden ? letterOf(id) : name;
		if (reply !== undefined && view === undefined) return { id, name: shown, gone: true };
		return {
			id,
			name: shown,
			...(view === undefined ? {} : { view: this.isHidden ? hidden(view, shown) : view }),
			...(refused === undefined ? {} : { refused: this.isHidden ? untold(refused) : refused }),
			...(id === this.#kept ? { kept: true } : {}),
			...(judged === undefined ? {} : { judged }),
		};
	}
}

/** The names of columns, so that no two are the same: "Llama 3.3 70B", "Llama 3.3 70B, 2". */
export function columnNames(models: readonly string[]): string[] {
	const seen = new Map<string, number>();
	return models.map((model) => {
		const name = plainModelName(model);
		const count = (seen.get(name) ?? 0) + 1;
		seen.set(name, count);
		return count === 1 ? name : `${name}, ${count}`;
	});
}

/** "A" for "1". */
function letterOf(id: string): string {
	return String.fromCodePoint(64 + Number(id));
}

/** Fisher and Yates. */
function shuffle(order: number[], random: () => number): void {
	for (let last = order.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		const [one, two] = [order[last] ?? 0, order[other] ?? 0];
		order[last] = two;
		order[other] = one;
	}
}

function untold({ kind }: Failure): Failure {
	return { kind, message: UNTOLD };
}

/** An answer without what tells whose it is, what it took and what it cost. */
function hidden(view: MessageView, name: string): MessageView {
	const { message } = view;
	if (message.role === 'user') return view;
	return { message: anonymous(message), name, sibling: 1, siblings: 1 };
}

function anonymous({ id, parent, text, reasoning, status, extras, failure, facts }: Reply): Reply {
	const { finish_reason: finished } = facts;
	return {
		role: 'assistant',
		id,
		parent,
		at: 0,
		model: '',
		text,
		reasoning,
		status,
		facts: finished === undefined ? {} : { finish_reason: finished },
		...(extras === undefined ? {} : { extras }),
		...(failure === undefined ? {} : { failure: untold(failure) }),
	};
}
