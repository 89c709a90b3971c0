import type { InstructionView } from '../../shared/instructions/instructionProtocol.ts';
import { hiddenInWords, splitHidden } from '../../shared/text/hiddenCharacters.ts';
import { type InstructionFile, instructionsId } from '../instructions/instructionFile.ts';
import type { SystemPlan } from './systemPlan.ts';

type Hidden = Pick<InstructionView, 'hidden'>;

/** A file is read once, not with every key that is typed. */
const read = new WeakMap<InstructionFile, Hidden>();

/**
 * The project's instructions as the page is told of them, without those that this chat has left out.
 * @param context what the model takes in all, in tokens
 * @param looksLike what a text looks as if it held, by kinds: "a GitHub token"
 */
export function instructionViews(
	{ instructions }: SystemPlan,
	context: number | undefined,
	looksLike: (file: InstructionFile) => readonly string[] = () => [],
): InstructionView[] {
	return instructions.flatMap(({ file, tokens, state }): InstructionView[] => {
		if (state === 'leftOut') return [];
		const secrets = looksLike(file);
		return [
			{
				id: instructionsId(file),
				label: file.label,
				state,
				tokens: Math.round(tokens),
				...(state === 'tooLarge' && context !== undefined ? { context } : {}),
				...(file.problem === undefined ? {} : { problem: file.problem }),
				...hiddenIn(file),
				...(secrets.length === 0 ? {} : { secrets: [...secrets] }),
			},
		];
	});
}

/** Read as code is: what is to be obeyed has no use for characters without any width. */
function hiddenIn(file: InstructionFile): Hidden {
	const known = read.get(file);
	if (known !== undefined) return known;
	const count = splitHidden(file.text, 'code').filter((part) => typeof part !== 'string').length;
	const hidden = count === 0 ? {} : { hidden: { count, words: [...hiddenInWords(file.text)] } };
	read.set(file, hidden);
	return hidden;
}
