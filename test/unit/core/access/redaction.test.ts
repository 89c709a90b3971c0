import assert from 'node:assert/strict';
import {
	piecesWithoutKey,
	ReplyWithoutKey,
	withoutKey,
	withoutUserId,
} from '../../../../src/core/access/redaction.ts';
import { ExchangeRecorder } from '../../../../src/core/inspect/exchangeRecorder.ts';

const KEY = 'sk-or-v1-c4n4ry/c4n4ry+"c4n4ry"=c4n4ry_ab';

const hex = (sign: string) => sign.charCodeAt(0).toString(16).padStart(2, '0');
const each = (text: string, write: (sign: string) => string) => [...text].map(write).join('');
const signsOf = (text: string, write: (sign: string) => string) => text.replaceAll(/\W/g, write);

/** Every way to write a text that means the same. */
const WAYS: Readonly<Record<string, (text: string) => string>> = {
	'as it is': (text) => text,
	'in capitals': (text) => text.toUpperCase(),
	'in JSON': (text) => JSON.stringify(text).slice(1, -1),
	'in JSON, twice': (text) => JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
	'in JSON with escaped slashes': (text) =>
		JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
	'with its signs in Unicode escapes': (text) => signsOf(text, (sign) => `\\u00${hex(sign)}`),
	'with capital digits': (text) => signsOf(text, (sign) => `\\u00${hex(sign).toUpperCase()}`),
	'all of it in Unicode escapes': (text) => each(text, (sign) => `\\u00${hex(sign)}`),
	'in escapes with braces': (text) => each(text, (sign) => `\\u{${hex(sign)}}`),
	'in hexadecimal escapes': (text) => each(text, (sign) => `\\x${hex(sign)}`),
	'in escapes within JSON': (text) =>
		JSON.stringify(each(text, (sign) => `\\u00${hex(sign)}`)).slice(1, -1),
	'in an address': encodeURIComponent,
	'all of it in an address': (text) => each(text, (sign) => `%${hex(sign)}`),
	'in an address in an address': (text) => encodeURIComponent(encodeURIComponent(text)),
	'in numbered entities': (text) => each(text, (sign) => `&#${sign.charCodeAt(0)};`),
	'in hexadecimal entities': (text) => signsOf(text, (sign) => `&#x00${hex(sign)};`),
	'in named entities': (text) =>
		text
			.replaceAll('"', '&quot;')
			.replaceAll('+', '&plus;')
			.replaceAll('/', '&sol;')
			.replaceAll('=', '&equals;'),
	'in entities within a page within JSON': (text) =>
		JSON.stringify(each(text, (sign) => `&amp;#${sign.charCodeAt(0)};`)).slice(1, -1),
};

describe('a text without the key', () => {
	for (const [name, write] of Object.entries(WAYS)) {
		it(`has none that is written ${name}`, () => {
			const written = write(KEY);
			assert.equal(withoutKey(written, KEY), '[key]');
			assert.equal(
				withoutKey(`Bearer ${written}, and ${written}.`, KEY),
				'Bearer [key], and [key].',
			);
			assert.equal(withoutKey(`{"a\\\\": "\\"${written}\\""}`, KEY), '{"a\\\\": "\\"[key]\\""}');
		});

		it(`has none that is written ${name} and cut off at its end`, () => {
			const written = write(KEY);
			for (let length = written.length - 1; length > written.length * 0.6; length--) {
				const clean = withoutKey(`Bearer ${written.slice(0, length)}`, KEY);
				assert.equal(clean, 'Bearer [key]', String(length));
			}
		});

		it(`has none that is written ${name} and comes in pieces`, () => {
			const written = write(KEY);
			for (const size of [1, 2, 3, 5, 7, 20]) {
				const clean = new ReplyWithoutKey(KEY);
				let given = '';
				const all = `It is ${written}. So ask${written}s.`;
				for (let at = 0; at < all.length; at += size) given += clean.add(all.slice(at, at + size));
				given += clean.end();
				assert.match(given, /^It is .{0,3}\[key\]\. So ask.{0,3}\[key\]s\.$/, `${size}: ${given}`);
			}
		});
	}

	it('keeps every other escape as it is written', () => {
		for (const text of [
			'{"a":"\\u002d\\n\\\\ \\"x\\" \\/ %2D 100% & &amp; &#45; \\',
			'C:\\users\\x41',
			'sk-or-v1',
			'ask- or sk-or- what?',
			'',
		]) {
			assert.equal(withoutKey(text, KEY), text);
		}
		assert.equal(withoutKey(`\\u002d${KEY}\\u002d`, KEY), '\\u002d[key]\\u002d');
	});

	it('finds keys that are odd themselves', () => {
		for (const key of [
			'x41bcd\\efgh-ijklmnop-qrst',
			'%2Dabc&amp;def%25ghijklmnop',
			'abcdabcdxyzxyzxyzabcdabcd',
		]) {
			for (const write of [WAYS['as it is'], WAYS['in JSON'], WAYS['in an address']]) {
				assert.equal(withoutKey(`a ${write?.(key)} b`, key), 'a [key] b', key);
				const clean = new ReplyWithoutKey(key);
				const given = [...`a ${write?.(key)} b`].map((sign) => clean.add(sign)).join('');
				assert.match(given + clean.end(), /^a .{0,3}\[key\] b$/, key);
			}
		}
	});

	it('is found in a text of megabytes, wherever it stands', () => {
		const filler = '\\"%&#'.repeat(13_000);
		for (const shift of [0, 100, 400]) {
			const text = `${filler.slice(shift)}${WAYS['all of it in Unicode escapes']?.(KEY)}${filler}`;
			assert.equal(withoutKey(text, KEY), `${filler.slice(shift)}[key]${filler}`);
		}
	});

	it('leaves words alone that a short key may be', () => {
		assert.equal(withoutKey('ollama', 'ollama'), 'ollama');
		assert.equal(new ReplyWithoutKey('lm-studio').add('lm-studio'), 'lm-studio');
		assert.equal(withoutKey('any', undefined), 'any');
	});

	it('gives out the beginning of a word at once, and all of it at the end', () => {
		const clean = new ReplyWithoutKey(KEY);
		assert.equal(clean.add('tasks'), 'tasks');
		assert.equal(clean.add(' sk-'), ' sk-');
		assert.equal(clean.add('or-'), '');
		assert.equal(clean.add('else'), 'or-else');
		assert.equal(clean.add(' sk-or-v'), ' ');
		assert.equal(clean.end(), 'sk-or-v');
		assert.equal(clean.end(), '', 'once');
	});

	it('blanks at the end what is so much of a key that it is one', () => {
		const clean = new ReplyWithoutKey(KEY);
		assert.equal(clean.add(`Take ${KEY.slice(0, 11)}`), 'Take ');
		assert.equal(clean.end(), KEY.slice(0, 11));
		assert.equal(clean.add(`Take ${KEY.slice(0, 12)}`), 'Take ');
		assert.equal(clean.end(), '[key]');
		const short = new ReplyWithoutKey('lm-studio');
		assert.equal(short.add('lm-'), 'lm-');
		assert.equal(short.end(), '');
		assert.equal(withoutKey(`Take ${KEY.slice(0, 11)}`, KEY), `Take ${KEY.slice(0, 11)}`);
		assert.equal(withoutKey(`Take ${KEY.slice(0, 12)}`, KEY), 'Take [key]');
	});

	it('blanks a key of eight characters in what is said of it, and one of twenty in a reply', () => {
		assert.equal(withoutKey('a 1234567 b', '1234567'), 'a 1234567 b');
		assert.equal(withoutKey('a 12345678 b', '12345678'), 'a [key] b');
		const key = 'sk-1234567890abcdefg';
		for (const [own, said] of [
			[key, 'a [key] b'],
			[key.slice(1), `a ${key.slice(1)} b`],
		] as const) {
			const clean = new ReplyWithoutKey(own);
			assert.equal(clean.add(`a ${own} b`) + clean.end(), said);
			assert.equal(piecesWithoutKey([`a ${own}`, ' b'], own).join(''), said);
		}
	});

	it('is the same in pieces as in one where a key ends as it begins', () => {
		const key = 'abc-4567890-4567890-abc';
		const rest = key.slice(3);
		for (const before of [key, `${key} and ${key}`]) {
			const clean = new ReplyWithoutKey(key);
			const given = clean.add(before) + clean.add(rest) + clean.end();
			assert.equal(given, withoutKey(before + rest, key));
		}
	});

	it('takes out of each piece what it has of a key, and leaves its neighbours alone', () => {
		const [one, two, three] = [KEY.slice(0, 5), KEY.slice(5, 9), KEY.slice(9)];
		assert.deepEqual(piecesWithoutKey(['a ', one, two, `${three} b`, ' c'], KEY), [
			'a ',
			'[key]',
			'[key]',
			'[key] b',
			' c',
		]);
		assert.deepEqual(piecesWithoutKey([`${KEY}x`, 'y', `${KEY}${KEY}`], KEY), [
			'[key]x',
			'y',
			'[key][key]',
		]);
		const pieces = [KEY.slice(0, 5), ' ', KEY.slice(5)];
		assert.deepEqual(piecesWithoutKey(pieces, KEY), pieces);
		assert.equal(piecesWithoutKey(pieces, undefined), pieces);
	});

	it('is looked for anew with every key', () => {
		const other = KEY.replaceAll('4', '5');
		for (const [key, said] of [
			[KEY, `[key] ${other}`],
			[other, `${KEY} [key]`],
			[KEY, `[key] ${other}`],
		] as const) {
			assert.equal(withoutKey(`${KEY} ${other}`, key), said);
		}
	});
});

describe('a recorded exchange', () => {
	const recorded = (texts: readonly string[]) => {
		const recorder = new ExchangeRecorder('c1', 'r1', KEY);
		recorder.sending({
			at: 1,
			method: 'POST',
			url: `https://llm.example.com/?key=${encodeURIComponent(KEY)}`,
			headers: {},
			body: '{}',
			transport: 'undici',
			proxy: undefined,
		});
		for (const text of texts) recorder.received({ at: 1, text });
		return recorder.exchange();
	};

	it('has no key that comes token by token', () => {
		for (const field of ['content', 'reasoning', 'reasoning_content']) {
			for (const size of [1, 3, 4, 10]) {
				const pieces = [
					'Yours is ',
					...(KEY.match(new RegExp(`.{1,${size}}`, 'g')) ?? []),
					'. Good.',
				];
				const texts = pieces.map((piece) =>
					JSON.stringify({ choices: [{ index: 0, delta: { [field]: piece } }] }),
				);
				const events = recorded(texts)?.events.map(({ text }) => JSON.parse(text)) ?? [];
				const said = events.map((event) => event.choices[0].delta[field]);
				assert.equal(said.length, pieces.length);
				assert.match(said.join(''), /^Yours is (\[key\])+\. Good\.$/);
			}
		}
	});

	it('has no key in an address, and keeps what is no key as it came', () => {
		const texts = ['{"choices":[{"delta":{"content":"sk-or"}}]}', ': comment', '[DONE]'];
		const exchange = recorded(texts);
		assert.equal(exchange?.attempts[0]?.url, 'https://llm.example.com/?key=[key]');
		assert.deepEqual(
			exchange?.events.map(({ text }) => text),
			texts,
		);
	});

	it('has no id of an account, however many backslashes there are', () => {
		assert.equal(withoutUserId('{\\"user_id\\": \\"u1\\"}'), '{\\"user_id\\": \\"[not kept]\\"}');
		assert.equal(
			withoutUserId('{"user_id":17,"x":1} {"user_id" : "u"}'),
			'{"user_id":"[not kept]","x":1} {"user_id" : "[not kept]"}',
		);
		assert.equal(withoutUserId('"user_name": "u1"'), '"user_name": "u1"');
		const text = `${'\\'.repeat(100_000)}user_id`;
		assert.equal(withoutUserId(text), text);
	});
});
