/** Signs that lines are drawn with: dashes, dots, boxes, the space that does not break. Tokenizers know long runs of these. */
const DRAWN = new Set([0xa0, 0x2014, 0x2026, 0x2500]);

export function isDrawn(point: number): boolean {
	return DRAWN.has(point);
}

/** The others of which all tokenizers have several in a token. */
const JOINED = new Set(
	[...'·\u200b–―━═█★♀\u2800\u3000、。・！･\ufffd'].map((sign) => sign.charCodeAt(0)),
);

/** Whether tokenizers have several of a sign in a token. */
export function isJoined(point: number): boolean {
	return JOINED.has(point);
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
		point === 0xfe0f
	);
}

const DIGIT = /\p{Nd}/u;

/** Whether a code unit is a digit, of whatever script. */
export function isDigit(code: number): boolean {
	return DIGIT.test(String.fromCharCode(code));
}
