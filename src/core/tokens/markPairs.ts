/**
 * Which pairs of marks tokenizers know as one token: for each first mark, what may follow it. What Llama 3, o200k and Qwen have in
 * common, as they cut each pair by itself. Code and prose are made of these; marks in an order that no text has are a token each.
 */
const PAIRS: readonly (readonly [first: string, seconds: string])[] = [
	['!', '"\'()*,./:=?[\\]'],
	['"', "#$%&'()*+,-./:;<>?[\\]_`{|}"],
	['#', '!"$+,./:[{'],
	['$', '(,./:\\_{'],
	['%', '!"\'(),-.;=@\\^'],
	['&', '#(),_'],
	["'", '"#$%()*+,-./:;<=>?[\\]^_{}'],
	['(', '!"#$%&\')*+-./:;<?@[\\^_`{|~'],
	[')', '!"#$%&\'(*+,-./:;<=>?[\\]^_`{|}'],
	['*', '"$&(),-./:=>@[\\_'],
	['+', '"#$\'(),-./:=[\\]'],
	[',', '!"#$%&\'()*+-./:<@[\\_{'],
	['-', '"$%&\'()*,./=>[\\_{'],
	['.', '!"#$%&\'()*+,-/:;<=?@[\\]^_`{|'],
	['/', '"#$%&\'()*+,-.:<=>?@[\\]^_{~'],
	[':', '"#$%&\'()*+,-./<=?@[\\]^_`{'],
	[';', '"$%&\'(),-./<\\}'],
	['<', "!$&'(-/=>?[_{"],
	['=', '!"#$%&\'(*-./:<>?@[\\_`{}'],
	['>', '"#$%&\'()*,-./:;<=?@[\\]`{|}'],
	['?', '!"$\'(),-.:<>[\\'],
	['@', '"$([\\'],
	['[', '"#$%\'(*,-/:@\\]^_`{'],
	['\\', '"$\'(-./:<['],
	[']', '"%&\'()*+,-./:;<=>?[\\^{|}'],
	['^', '(-.[\\{'],
	['_', '"$%\'()*,-./:;<=[\\]^{|'],
	['`', '),.:;\\]}'],
	['{', '"$%\'-/:@\\|}'],
	['|', '"(-\\'],
	['}', '"$%&\'(),-./:;<=>?@[\\]_`{|'],
	['~', ',-/='],
];

const ASCII = 0x80;
const known = new Uint8Array(ASCII * ASCII);
for (const [first, seconds] of PAIRS) {
	for (const second of seconds) known[first.charCodeAt(0) * ASCII + second.charCodeAt(0)] = 1;
}

/** @param first and @param second the codes of two marks of ASCII, not the same */
export function isKnownPair(first: number, second: number): boolean {
	return known[first * ASCII + second] === 1;
}
