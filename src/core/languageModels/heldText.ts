/**
 * Models whose template begins the thoughts itself, so that they end with a mark that has no beginning: DeepSeek's R1, Qwen's QwQ and
 * those named "thinking", Magistral.
 */
const ENDS_ONLY = /(?:^|[/:_.-])(?:r1|qwq|qvq|magistral|thinking)(?:$|[/:_.-])/i;

/** Whether the text of a model may turn out to have been its thoughts. */
export function mayThinkAsText(model: string): boolean {
	return ENDS_ONLY.test(model);
}

/** Text on its way to where none can be taken back: held as long as it may turn out to have been thoughts. */
export class HeldText {
	readonly #tell: (text: string) => void;
	/** Undefined once it is known what is said. */
	#held: string | undefined;

	/** @param tell is told what is an answer for certain, or as certain as can be */
	constructor(model: string, tell: (text: string) => void) {
		this.#tell = tell;
		this.#held = mayThinkAsText(model) ? '' : undefined;
	}

	text(piece: string): void {
		if (this.#held === undefined) this.#tell(piece);
		else this.#held += piece;
	}

	/** Reasoning has come by itself: what is text is the answer. */
	reasoned(): void {
		this.#release();
	}

	/** What was text was thoughts. */
	thought(): void {
		this.#held = undefined;
	}

	/** Nothing more comes. */
	end(): void {
		this.#release();
	}

	#release(): void {
		const held = this.#held;
		this.#held = undefined;
		if (held) this.#tell(held);
	}
}
