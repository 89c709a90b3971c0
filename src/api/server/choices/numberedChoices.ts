import { listField, numberField } from '../../json/jsonFields.ts';

/**
 * The choices of a chunk, or of a whole answer, by their indices, lowest first; one that is not numbered has the index of its place. In a
 * whole answer, where all are there, also numbers that are given twice say no more than the order.
 */
export function numberedChoices(
	json: unknown,
	expected: 'delta' | 'message',
): readonly (readonly [number, unknown])[] {
	const found = new Map<number, unknown>();
	for (const [place, choice] of listField(json, 'choices').entries()) {
		const said = numberField(choice, 'index');
		const index = said !== undefined && Number.isSafeInteger(said) && said >= 0 ? said : place;
		if (!found.has(index)) found.set(index, choice);
		else if (expected === 'message') found.set(place, choice);
	}
	return [...found].sort(([one], [other]) => one - other);
}
