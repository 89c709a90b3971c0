import { createHash } from 'node:crypto';

const hash = (seed: number | string) => createHash('sha256').update(String(seed)).digest();
const hex = (seed: number | string) => hash(seed).toString('hex');
const bytes = Buffer.concat(Array.from({ length: 28 }, (_, at) => hash(at)));
const lines = (count: number, line: (at: number) => string) =>
	Array.from({ length: count }, (_, at) => line(at)).join('\n');
const eachByte = (count: number, sign: (byte: number) => string, between = '') =>
	[...bytes.subarray(0, count)].map(sign).join(between);
const twoDigits = (byte: number) => byte.toString(16).padStart(2, '0');

/** What people paste that is no language, and characters that few texts have; made here, so that it is the same each time. */
export const ODD_SAMPLES: Readonly<Record<string, string>> = {
	base64: bytes.toString('base64'),
	'base64 in lines': bytes.toString('base64').replaceAll(/.{64}/g, '$&\n'),
	hexadecimal: bytes.toString('hex'),
	'hexadecimal in capitals': bytes.toString('hex').toUpperCase(),
	'hexadecimal by bytes': eachByte(300, twoDigits, ' '),
	'bytes of an array': eachByte(200, (byte) => `0x${twoDigits(byte)}`, ', '),
	'escaped bytes': eachByte(200, (byte) => `\\x${twoDigits(byte)}`),
	'percent signs': eachByte(200, (byte) => `%${twoDigits(byte).toUpperCase()}`),
	'binary numbers': eachByte(150, (byte) => byte.toString(2).padStart(8, '0'), ' '),
	'hash sums': lines(20, (at) => `${hex(at)}  ./file${at}.txt`),
	integrity: lines(12, (at) => `"integrity": "sha512-${hash(at).toString('base64')}",`),
	commits: lines(25, (at) => `${hex(at).slice(0, 7)} Fix the parser (#${1000 + at * 7})`),
	'short numbers': eachByte(300, String, ', '),
	fractions: eachByte(200, (byte) => String(byte / 7), ' '),
	times: lines(60, (at) => `2024-05-1${at % 10}T0${at % 9}:30:${10 + at}.${100 + at}Z`),
	'a path of SVG': eachByte(200, (byte) => `${'MLCZ'[byte % 4]}${byte / 10} ${255 - byte}`, ' '),
	'letters at random': eachByte(800, (byte) => String.fromCharCode(97 + (byte % 26))),
	'minified code':
		'function a(b,c){var d=b.e;return d&&h(d.i,function(j){k[j]=l(j)?m:n.o(j,!0)}),p(d,{q:1})}',
	'minified style':
		'.a{margin:0 auto}.b>.c:hover{color:#fff;background:rgba(0,0,0,.5)}@media(max-width:9px){.d{top:0}}',
	expressions: String.raw`^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}|[\w.+-]+@[\w-]+\.[\w.-]+$`,
	'lines of Perl': String.raw`$_=~s/(\w+)\s*=>\s*"([^"]*)"/$h{$1}=$2/ge;@{$x->{y}}{qw(a b)}=@$z;`,
	'escapes of a terminal': lines(40, (at) => `\u001b[3${at % 8}mword\u001b[0m`),
	tabs: '\t'.repeat(400),
	'lines that begin with tabs': lines(60, (at) => `${'\t'.repeat(at % 9)}x`),
	'line ends': '\n'.repeat(500),
	'line ends of Windows': '\r\n'.repeat(200),
	'wide spaces': 'a\u2003\u2003b'.repeat(60),
	'one emoji again and again': '\u{1f602}'.repeat(200),
	families: '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'.repeat(40),
	professions: '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}\u{1f468}\u{1f3ff}\u200d\u{1f680}'.repeat(30),
	flags: '\u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}\u{1f1ef}\u{1f1f5}'.repeat(40),
	'new emoji': '\u{1fae0}\u{1fae1}\u{1fabf}\u{1fa77}\u{1faad}'.repeat(25),
	'emoji in text':
		'Great \u{1f389}! Ship \u{1f680} it today \u2705 and fix \u274c the bug \u{1f41b}. '.repeat(15),
	'French in parts': 'Ça été créé à l’été, déjà prêt où naïve. '.repeat(15).normalize('NFD'),
	'Vietnamese in parts': 'Tiếng Việt có nhiều dấu thanh khác nhau. '.repeat(12).normalize('NFD'),
	'kana in parts': 'ガギグゲゴ パピプペポ がぎぐげご。'.repeat(20).normalize('NFD'),
	'half-width kana': 'ｱｲｳｴｵ ﾃｽﾄ ﾒｯｾｰｼﾞ '.repeat(20),
	'wide letters': 'Ｈｅｌｌｏ　Ｗｏｒｌｄ！１２３'.repeat(15),
	'letters in circles': '①②③④⑤ⒶⒷⓐⓑ'.repeat(20),
	currencies: '₽₩₿₹₴₦ 5€ '.repeat(25),
	Braille: '⠓⠑⠇⠇⠕ ⠺⠕⠗⠇⠙ '.repeat(20),
	'a line of blocks': '▁▂▃▄▅▆▇█'.repeat(25),
	'boxes and trees': lines(50, (at) => `│   ├── file${at}.ts`),
	'signs of APL': '⍳10 ⋄ +/⍵÷≢⍵ ⋄ {⍺←⍵⍴⍨⌊⍵*÷2}'.repeat(15),
};
