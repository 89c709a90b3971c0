/**
 * How likely a tokenizer cuts between two letters of a word, in tenths: a row for each first letter, in it a digit for each second
 * one. Counted over prose, code and random letters as Llama 3 and o200k cut them; English and code counted most, so a word that is
 * neither has rarer pairs, and more tokens.
 */
const PAIRS = [
	'40004101110000406000100001', // a
	'22351848117065189235198408', // b
	'12130560290024038230168814', // c
	'21410425166366169213248136', // d
	'14101015452000311000411004', // e
	'16541046097115057020184139', // f
	'22550851278331359122236837', // g
	'14840783177224157320276645', // h
	'10000003720000005000605040', // i
	'25751898445675178707298999', // j
	'36641923374563349513484929', // k
	'16700157194076117511236908', // l
	'11610757294124115614228518', // m
	'25000103242442129700148615', // n
	'21003002240100207000010115', // o
	'14410640165004019010147218', // p
	'57767989699277872264074889', // q
	'24210417191210043110125506', // r
	'27150340271345115500135615', // s
	'24240280297349119111262505', // t
	'20000124141000509000545113', // u
	'15340927185737169548576758', // v
	'16441460187851059124872829', // w
	'37252698499559529550799248', // x
	'33352979798332109412893644', // y
	'36731785487855399995483242', // z
].join('');

const LETTERS = 26;

/** By first and second letter, from 0 to 1. */
const shares = Float64Array.from(PAIRS, (digit) => Number(digit) / 10);

/** @param first and @param second letters' places in the alphabet, from 0 */
export function cutBetween(first: number, second: number): number {
	return shares[first * LETTERS + second] ?? 0;
}
