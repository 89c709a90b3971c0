import { TOKEN_FAMILIES } from '../../../../src/core/tokens/tokenWeights.ts';
import { REAL_TOKENS } from './realTokenizers.ts';

/** What stands for itself: signs, digits, blanks, marks of direction, and the forms of letters that a text does not consist of. */
function standsAlone(point: number): boolean {
	const character = String.fromCodePoint(point);
	if (/\p{Cn}|\p{Co}|\p{Cs}/u.test(character)) return false;
	if (point >= 0xf900) return true;
	if (point >= 0x370 && point <= 0x3ff && (point < 0x384 || point > 0x3ce)) return true;
	return /[\p{S}\p{P}\p{Z}\p{Cf}\p{Cc}\p{N}]/u.test(character);
}

/** Into how many tokens each tokenizer cuts each sign, as `signPieces.ts` has it. */
export function signTable(): string {
	let table = '';
	let last = '';
	let run = 0;
	const close = () => {
		if (run > 0) table += last + (run > 1 ? run : '');
		run = 0;
	};
	for (let point = 0x80; point <= 0xffff; point++) {
		// The joiners of emoji count by what they join.
		const isSign = standsAlone(point) && point !== 0x200d && point !== 0xfe0f;
		const code = isSign
			? TOKEN_FAMILIES.reduce((sum, family) => {
					const pieces = REAL_TOKENS[family](String.fromCodePoint(point));
					return sum * 3 + Math.min(Math.max(pieces, 1), 3) - 1;
				}, 0)
			: -1;
		const letter = code < 0 ? '-' : String.fromCharCode(0x41 + code);
		if (letter !== last) close();
		last = letter;
		run++;
	}
	close();
	return table;
}
