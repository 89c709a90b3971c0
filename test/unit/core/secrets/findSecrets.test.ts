import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSecrets } from '../../../../src/core/secrets/findSecrets.ts';
import { HIDDEN } from '../../../../src/core/secrets/foundSecret.ts';
import { generatedSecrets, writtenSecrets } from '../../../samples/generatedSecrets.ts';

const [RLO, PDI] = ['\u202e', '\u2069'];

describe('Finding what looks like a secret', () => {
	it('finds 95 of 100 in the shapes that vendors publish', () => {
		const made = generatedSecrets(20, 7);
		const missed = made.filter(
			({ line, secret }) =>
				!findSecrets(`a\n${line}\nb`).some(
					({ text }) => text.includes(secret) || secret.includes(text),
				),
		);
		assert.ok(missed.length < made.length * 0.05, missed.map(({ line }) => line).join('\n'));
	});

	it('finds those that were written by hand, as in tests and manuals', () => {
		const missed = writtenSecrets().filter(
			({ line, secret }) => !findSecrets(line).some(({ text }) => secret.includes(text)),
		);
		// What they begin with says too little.
		assert.deepEqual(
			missed.map(({ vendor }) => vendor),
			['Discord bot'],
		);
		for (const line of [
			'const MYSQL = "jdbc:mysql://admin:m4riaP4ss@db.company.test:3306/app";',
			'MONGO=mongodb+srv://app:my2ndP@ssw0rd@cluster0.host.test/mydb',
			'STRIPE_KEY=sk_live_AAAAAAAAAAAAAAAAAAAAAAAA',
			'MY_tskey-api-AAAAAAAAAAAA-BBBBBBBBBBBBBBBBBBBBBBBB',
			'https://hooks.slack.com/services/TAAAAA/BAAAAA/AAAAAAAAAA',
			'https://hooks.slack.com/workflows/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',
			"curl -s -v --user 'ann:p4ssW0rd!x' https://host.test/api",
			'curl -u "ann:p4ssW0rd!x" https://host.test',
			'curl -X POST https://host.test -u ann:p4ssW0rd!x -d @body',
			'curl -su ann:p4ssW0rd!x https://host.test',
			'curl -uann:p4ssW0rd!x https://host.test',
			'curl https://host.test --user=ann:p4ssW0rd!x',
			"headers: { 'Authorization': 'Basic YW5uOnA0c3NXMHJkIXg=' }",
			'Authorization: Basic YW5uOnA0c3NXMHJkIXg=',
			'A3-ABC2DE-FGH3IJ-4KLMN-OPQ5R-6STUV-WX7YZ',
			`xoxe.xoxp-1-${'Mi0yL'.repeat(32)}`,
			'hooks.slack.com/services/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',
			'"https:\\/\\/hooks.slack.com\\/services\\/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"',
			`sk_live_${'aB3d'.repeat(30)}`,
			`hf_${'aB3dE'.repeat(6)}fG7h`,
			`glpat-${'aB3-'.repeat(50)}`,
		]) {
			assert.equal(findSecrets(line).length, 1, line);
		}
	});

	it('says of which kind it is and where it stands', () => {
		const [token] = generatedSecrets(1, 3);
		assert.equal(token?.vendor, 'GitHub');
		const text = `const a = '${token?.secret}';`;
		assert.deepEqual(findSecrets(text), [
			{ kind: 'a GitHub token', start: 11, end: 51, text: token?.secret },
		]);
	});

	it('says whose token it is where it has a name beside it as well', () => {
		const [token] = generatedSecrets(1, 3);
		const found = findSecrets(`const token = '${token?.secret}';`);
		assert.deepEqual(
			found.map(({ kind, start }) => [kind, start]),
			[['a GitHub token', 15]],
		);
	});

	it('finds what Azure gives out, whatever signs stand in it', () => {
		const secret = `x8q8Q~${'aB3.d~-_'.repeat(5).slice(0, 34)}`;
		const [found] = findSecrets(`SECRET: ${secret}\n`);
		assert.deepEqual([found?.kind, found?.text], ['an Azure client secret', secret.slice(4)]);
	});

	it('takes no name of a file with a hash in it for a key', () => {
		const hash = 'd41d8cd98f00b204e9800998ecf8427e';
		for (const text of [
			`ico-${hash}.png`,
			`class="ico-${hash}"`,
			'ico-aB3dE6gH9jK2mN5pQ8sT1vW4xY7zB0cD.svg',
		])
			assert.deepEqual(findSecrets(text), [], text);
		assert.equal(findSecrets('The key is ico-aB3dE6gH9jK2mN5pQ8sT1vW4xY7zB0cD.').length, 1);
	});

	it('takes a password in an address, and leaves the address', () => {
		const [found] = findSecrets('redis://cache:hG7dk2LpQx9v@10.0.0.1:6379');
		assert.deepEqual([found?.kind, found?.text], ['a password in an address', 'hG7dk2LpQx9v']);
	});

	it('leaves alone what only looks like a way to give one', () => {
		for (const line of [
			'curl -u user:password https://host.test',
			'curl -u "$USER:$PASS4" https://host.test && curl https://a.test',
			'curl http://my-user-service:8080/api/v1/items/42',
			'curl https://api-us-east.acme.test:8443/v2/orders/list',
			'curl --url=https://api.acme.test/v1/chat/completions2',
			'curl -O https://acme.test/foo-ubuntu:22.04-amd64.tar.gz',
			'curl -xu http://host.test:8080/abc1',
			'curl -u ann https://host.test:8443/v2/orders/list',
			'Basic authentication uses YW5uOnA0c3NXMHJkIXg= as text',
			'See Basic YW5uOnA0c3NXMHJkIXg= there',
			'Authorization: Basic <credentials>',
		]) {
			assert.deepEqual(findSecrets(line), [], line);
		}
	});

	it('leaves alone what only stands for a secret', () => {
		for (const text of [
			'AKIAIOSFODNN7EXAMPLE',
			'password = "your-password-here1"',
			'token: "xxxxxxxxxxxxxxxxxxxxxxxx"',
			'API_KEY=' + '$' + '{API_KEY}',
			'https://user:' + '$' + '{PASSWORD}@host.test',
			'const token = "accessTokenOfTheUser";',
			`sha512-${'b'.repeat(86)}==`,
		])
			assert.deepEqual(findSecrets(text), [], text);
	});

	it('finds characters that cannot be seen, those in a row as one', () => {
		const found = findSecrets(`if (a) {${RLO}${PDI} }\n${RLO}`);
		assert.deepEqual(
			found.map(({ kind, start, end }) => [kind, start, end]),
			[
				[HIDDEN, 8, 10],
				[HIDDEN, 13, 14],
			],
		);
	});

	it('finds characters without width in prose where two follow each other, each one elsewhere', () => {
		const spelled = [
			'\u200b',
			'\u200c',
			'\u200d',
			'\u2060',
			'\u2063',
			'\ufe0f',
			'\ufe01',
			'\u00ad',
		];
		for (const one of spelled) {
			const pair = `${one}\u200b`;
			assert.deepEqual(findSecrets(`a${one}b`), [], 'alone');
			for (const reading of ['text', 'code'] as const)
				assert.deepEqual(
					findSecrets(`a${pair}b`, reading).map(({ kind, text }) => [kind, text]),
					[[HIDDEN, pair]],
				);
			assert.deepEqual(
				[`a${one}b`, `😀 é${one}`, `a🚀${one === '\ufe0f' ? '\ufe01' : one}`].flatMap((text) =>
					findSecrets(text, 'code').map((found) => found.text),
				),
				[`a${one}`, `é${one}`, `🚀${one === '\ufe0f' ? '\ufe01' : one}`],
				'with what it stands behind: others are written with it',
			);
			assert.deepEqual(
				findSecrets(one, 'code').map(({ text }) => text),
				[one],
			);
		}
		const unseen = [...'Say yes.'].map((one) => String.fromCodePoint(0xe0100 + one.charCodeAt(0)));
		assert.equal(findSecrets(`😀${unseen.join('')}`)[0]?.text, unseen.join(''));
		const bits = '\u200b\u200c\u200c\u200b\u200e\u200d';
		assert.equal(findSecrets(`Why${bits}?`)[0]?.text, bits);
	});

	it('finds none of them in prose of languages and signs that are written with them', () => {
		for (const text of [
			'🏳️‍⚧️ 👩🏽‍❤️‍💋‍👨🏿 👁️‍🗨️ 1️⃣ #️⃣ ©️ ▶️',
			'می‌خواهم نمی‌دانم क्‍ष',
			'ภาษา\u200bไทย\u200b ภาษา',
			'\u200f\u200fשלום\u200e\u200f',
			'⠀⠀⠀⠀⣿⠀⠀ ㅤㅤ \u2028\u2028',
			'\ufeffone\u00adtwo\u2060three',
		])
			assert.deepEqual(findSecrets(text), [], text);
	});

	it('finds none in the joiners of emoji, and in the sources of this product', () => {
		assert.deepEqual(findSecrets('👩‍💻 ❤️ می‌خواهم'), []);
		const source = readFileSync(
			join(import.meta.dirname, '../../../../src/core/secrets/secretShapes.ts'),
			'utf8',
		);
		assert.deepEqual(findSecrets(source), []);
	});

	it('finds all of a private key, whatever stands between its lines', () => {
		const lines = Array.from({ length: 6 }, (_, at) => `MII${'aB3d'.repeat(15)}${at}`);
		for (const between of [
			'\n',
			'\r\n',
			'\\n',
			'\n# ',
			'\n * ',
			'",\n"',
			'\n3| ',
			'\u200b\n',
			'<br>',
			'%0A',
		]) {
			const key = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join(
				between,
			);
			const [found, ...more] = findSecrets(`key: ${key} and more`, 'code');
			assert.deepEqual([found?.text, more], [key, []], JSON.stringify(between));
		}
		const head =
			'-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,3F17F5316E2BAC89\n\n';
		const encrypted = `${head}${lines.join('\n')}\n-----END RSA PRIVATE KEY-----`;
		assert.deepEqual(
			findSecrets(`key:\n${encrypted}\nmore`).map(({ text }) => text),
			[encrypted],
		);
		const code = `if (text.startsWith('-----BEGIN PRIVATE KEY-----')) {\n${'\tread(text);\n'.repeat(20)}}`;
		assert.deepEqual(findSecrets(code), []);
	});

	it('finds a secret also where a hidden character stands before, in or behind it', () => {
		const zero = '\u200b';
		for (const [text, secret] of [
			[`password: "${zero}S3cr3tPw9x77"`, 'S3cr3tPw9x77'],
			[`DB_PASSWORD=${zero}S3cr3tPw9x77`, 'S3cr3tPw9x77'],
			[`postgres://u:${zero}S3cr3tPw9x@h/db`, 'S3cr3tPw9x'],
			[`curl -u a:${zero}S3cr3tPw9x77 https://a.test`, 'S3cr3tPw9x77'],
		] as const)
			assert.ok(
				findSecrets(text, 'code').some((found) => found.text.includes(secret)),
				text,
			);
		const token = `ghp_${'aB3dE6gH9j'.repeat(3)}aB3dE6`;
		assert.deepEqual(
			findSecrets(`${token}${zero}b`, 'code').map(({ text }) => text),
			[token, `${zero}b`],
		);
	});

	it('asks about marks of direction that spell a text, and not about the one that a file begins with', () => {
		assert.equal(findSecrets(`Look at this${'\u200e\u200f'.repeat(40)} thanks`).length, 1);
		assert.deepEqual(findSecrets('שלום\u200f (ab)\u200e'), []);
		assert.deepEqual(findSecrets('\ufeffconst a = 1;', 'code'), []);
		assert.deepEqual(
			findSecrets('\u200dconst a = 1;', 'code').map(({ text }) => text),
			['\u200dc'],
		);
	});

	it('gives what lies on each other once', () => {
		const [token] = generatedSecrets(1, 5);
		const found = findSecrets(`auth_token: "${token?.secret}"`);
		assert.deepEqual(
			found.map(({ text }) => text),
			[token?.secret],
		);
	});
});
