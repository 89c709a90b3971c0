import { EventEmitter } from 'vscode';
import type { ChangeSource } from '../../core/changes/proposal.ts';

/** What became of a code block that was applied. */
export interface ChangeState extends ChangeSource {
	readonly phase: 'proposed' | 'accepted' | 'discarded' | 'unchanged' | 'refused';
	/** The proof, or why there is no change; a sentence without a full stop. */
	readonly text: string;
}

/** What became of each code block since the window opened. */
export class ChangeStates {
	readonly #states = new Map<string, ChangeState>();
	readonly #changed = new EventEmitter<ChangeState>();
	readonly onDidChange = this.#changed.event;

	/** Of a reply's blocks, by their order. */
	of(reply: string): ChangeState[] {
		return [...this.#states.values()]
			.filter((state) => state.reply === reply)
			.toSorted((one, other) => one.block - other.block);
	}

	set(
		{ conversation, reply, block }: ChangeSource,
		state: Pick<ChangeState, 'phase' | 'text'>,
	): void {
		const key = `${conversation} ${reply} ${block}`;
		const { phase, text } = state;
		const known = this.#states.get(key);
		if (known?.phase === phase && known.text === text) return;
		const all = { conversation, reply, block, phase, text };
		this.#states.set(key, all);
		this.#changed.fire(all);
	}
}
