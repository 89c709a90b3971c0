/** Whether lines are drawn or filled with a sign: dashes, dots, boxes, the space that does not break. Tokenizers know long runs of these. */
export function isDrawn(point: number): boolean {
	if (point === 0xa0) return true;
	return (point >= 0x2010 && point <= 0x2026) || (point >= 0x2500 && point <= 0x259f);
}

/** Whether a character stands on, below or beside the letter before it: points of Hebrew and Arabic, vowels of Indic scripts and Thai, joiners. */
export function isPoint(point: number): boolean {
	if (point >= 0x900 && point <= 0xdff) return (point & 0x7f) >= 0x3c && (point & 0x7f) <= 0x4d;
	if (point >= 0xe00 && point <= 0xeff) {
		const letter = point & 0x7f;
		return (letter >= 0x34 && letter <= 0x3a) || (letter >= 0x47 && letter <= 0x4e);
	}
	return (
		(point >= 0x591 && point <= 0x5bd) ||
		(point >= 0x64b && point <= 0x65f) ||
		point === 0x200d ||
		(point >= 0xfe00 && point <= 0xfe0f)
	);
}
