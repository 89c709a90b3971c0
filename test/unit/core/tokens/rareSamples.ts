/** The same code points each time, spread over a range. */
function spread(first: number, last: number, count = 120): string {
	let at = 7;
	return Array.from({ length: count }, () => {
		at = (at * 7919 + 104_729) % (last - first + 1);
		return String.fromCodePoint(first + at);
	}).join('');
}

/** Characters that few texts have, and what cannot be seen. */
export const RARE_SAMPLES: Readonly<Record<string, string>> = {
	'rare Chinese': '饕餮魑魅魍魎囹圄龘靐齉爩麤鱻矗甾囧槑彧翀犇猋骉淼焱垚'.repeat(6),
	'rarer Chinese': spread(0x9000, 0x9fa5),
	'traditional names':
		'陳冠霖、蔡宛蓁、謝錡鴻、鄧麗嫺、譚詠麟、龔煒宸、顏鈺澐、蕭煥鈞、簡瑋瑩、羅蔚縈'.repeat(4),
	'traditional words': '憂鬱的臺灣烏龜踏過幾塊滿是青苔的礫巖,蘿蔔糰、鹹鴨、魷魚羹與豬腳麵線'.repeat(
		4,
	),
	'Japanese names': '髙橋、齋藤、渡邊、櫻井、廣瀨、澤村、嶋﨑、眞鍋、龍ヶ崎、邉見'.repeat(6),
	'compatible Chinese': spread(0xf900, 0xfa6d),
	'rare Korean': '뷁쀍쫡뜕꿻쒧햏믜쓟춣퉳뾃'.repeat(10),
	'Korean syllables in parts': '한국어 문장을 낱자로 나눈 것입니다. '.repeat(10).normalize('NFD'),
	'Korean vowels': '\u1161\u1163\u1165\u116d'.repeat(40),
	'direction marks': 'שלום\u200f (abc\u200e) '.repeat(20),
	'only direction marks': '\u200e\u200f\u061c'.repeat(60),
	isolates: '\u2066abc\u2069 \u2067def\u2069 '.repeat(25),
	embeddings: '\u202aabc\u202c\u202bdef\u202c\u202d\u202e'.repeat(25),
	'soft hyphens': 'hy\u00adphen\u00ada\u00adtion '.repeat(20),
	joiners: 'می\u200cخواهم نمی\u200cدانم '.repeat(20),
	'words that do not break': 'a\u2060b\u2060c\ufeff '.repeat(30),
	'selectors of text': '☎\ufe0e✂\ufe0e▶\ufe0e'.repeat(30),
	'selectors of ideographs': '葛\u{e0100}辻\u{e0101}'.repeat(30),
	'tags of a flag': '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'.repeat(15),
	'private use': '\ue0a0\ue0b0\ue0b2\uf015\uf113 main '.repeat(20),
	'private planes': '\u{f0001}\u{f0345}\u{100000}'.repeat(30),
	'lone halves': 'a\ud83d b\ude00 '.repeat(30),
	'what cannot be read': '\ufffd'.repeat(150),
	guillemets: '« Oui », dit-il, « mais ‹ non › ».'.repeat(15),
	'only guillemets': '«»‹›'.repeat(50),
	'German quotes': '„Ja“, ‚nein‘ »doch« ›nie‹ '.repeat(20),
	'quotes of many': '“a” ‘b’ ‟c‛ 「d」 『e』 〈f〉 《g》 〝h〞 '.repeat(12),
	'rare brackets': '〔〕〖〗〘〙⟦⟧⟨⟩⟪⟫⦃⦄⸢⸣'.repeat(12),
	'general punctuation': spread(0x2010, 0x205e),
	arrows: spread(0x2190, 0x21ff),
	'signs of mathematics': spread(0x2200, 0x22ff),
	'technical signs': spread(0x2300, 0x23ff),
	'boxes and shapes': spread(0x2500, 0x25ff),
	'old emoji': spread(0x2600, 0x27bf),
	'signs of Latin-1': spread(0xa1, 0xbf),
	'signs of CJK': spread(0x3003, 0x303d),
	'squared words': spread(0x3300, 0x33ff),
	'presentation forms': spread(0xfe70, 0xfefc),
	'letters of mathematics': '𝐓𝐡𝐢𝐬 𝘪𝘴 𝓫𝓸𝓵𝓭, 𝕋𝕙𝕒𝕥 𝚒𝚜 𝔬𝔩𝔡. '.repeat(10),
	'mahjong and cards': '🀀🀄🀫🂡🂮🃏🄰🅰🅿'.repeat(12),
	'digits of Arabic': '١٢٣٤٥ في ٢٠٢٤ '.repeat(20),
	'digits of India': '१२३४ ৫৬৭৮ ௧௨௩ ๑๒๓ '.repeat(15),
	'Sinhala, a story': `අපේ ගමේ වෙල්යාය මැදින් ගලා යන කුඩා ඇළ දොළේ ළමයි හවසට නාන්න එති. ආච්චි අම්මා කොස් ඇට තම්බලා පොල් එක්ක දෙනවා.
ඥාතියෝ ඈත සිට පැමිණෙන දාට කිරිබත් උයලා, රබන් ගසා, කවි කියමින් සැණකෙළි පවත්වති. වැස්ස වහින කාලෙට ඓතිහාසික කතා අහමින් හිඳිති.`,
	'Sinhala letters': 'ක ඛ ග ඝ ඞ ච ඡ ජ ඣ ඤ ට ඨ ඩ ඪ ණ ත ථ ද ධ න ප ඵ බ භ ම '.repeat(3),
	'old Greek': 'μῆνιν ἄειδε θεὰ Πηληϊάδεω Ἀχιλῆος οὐλομένην, ἣ μυρί᾽ Ἀχαιοῖς ἄλγε᾽ ἔθηκε '.repeat(
		4,
	),
	Coptic: 'ϢϣϤϥϦϧϨϩϪϫϬϭϮϯ'.repeat(10),
	'old Georgian': spread(0x10a0, 0x10c5),
	cuneiform: spread(0x12000, 0x12399),
	hieroglyphs: spread(0x13000, 0x1342f),
	runes: 'ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾᛁᛃ '.repeat(12),
	Cherokee: 'ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎤᏍᏗ '.repeat(10),
	Inuktitut: 'ᐃᓄᒃᑎᑐᑦ ᐅᖃᐅᓯᖅ ᓄᓇᕗᑦ '.repeat(10),
	'Mongolian letters': 'ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ '.repeat(12),
	Tifinagh: 'ⵜⴰⵎⴰⵣⵉⵖⵜ ⵜⴰⵏⴰⵡⴰⵢⵜ '.repeat(12),
	'one letter again and again': 'ქქქქქქ កកកកកក ქქქ පපපපපප মমমমমম '.repeat(8),
};
