import type { Fate } from './killers.ts';

/** What became of the mutants of one folder or file. */
export class Score {
	#noticed = 0;
	#survived = 0;
	#explained = 0;
	#endless = 0;

	/** @param explained it is said of the mutant that nobody can notice it */
	add(fate: Fate, explained: boolean): void {
		if (fate !== 'survived') this.#noticed++;
		else if (explained) this.#explained++;
		else this.#survived++;
		if (fate === 'timed out') this.#endless++;
	}

	/** Percent of the mutants that were noticed, of those that can be; 100 where there are none. */
	get percent(): number {
		const all = this.#noticed + this.#survived;
		return all === 0 ? 100 : (100 * this.#noticed) / all;
	}

	/** All of it in one line. */
	toString(): string {
		const all = this.#noticed + this.#survived + this.#explained;
		const endless = this.#endless === 0 ? '' : ` (${this.#endless} by never coming to an end)`;
		const explained = this.#explained === 0 ? '' : `, ${this.#explained} cannot be`;
		return `${this.#noticed} of ${all} changes were noticed${endless}${explained}: ${this.percent.toFixed(1)} %`;
	}
}
