import assert from 'node:assert/strict';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { findSecrets } from '../../../../src/core/secrets/findSecrets.ts';
import { findByVendorRules } from '../../../../src/core/secrets/vendorRules.ts';
import { generatedSecrets } from '../../../samples/generatedSecrets.ts';

/** The rules that are not asked, with the reason beside the list of those that are. */
const NOT_ASKED = ['aws', 'gcp', 'github', 'filter-comments'];

const asked = rules
	.map(({ meta }) => meta.id.replace('@secretlint/secretlint-rule-', ''))
	.filter((name) => !NOT_ASKED.includes(name));

describe('The rules of secretlint', () => {
	it('are all asked but four, so that an update which brings one is noticed', () => {
		assert.deepEqual(asked.toSorted(), [
			'1password',
			'anthropic',
			'basicauth',
			'cloudflare',
			'database-connection-string',
			'databricks',
			'docker',
			'figma',
			'gitlab',
			'grafana',
			'groq',
			'hashicorp-vault',
			'huggingface',
			'linear',
			'notion',
			'npm',
			'openai',
			'privatekey',
			'sendgrid',
			'shopify',
			'slack',
			'stripe',
			'tailscale',
			'vercel',
		]);
	});

	it('say whose key it is, and where', () => {
		const line = `figma: figd_${'aB3-'.repeat(10)};`;
		assert.deepEqual(findByVendorRules(line), [
			{ kind: 'a Figma token', start: 7, end: 52, text: line.slice(7, -1) },
		]);
	});

	it('find in the middle of a long text what they find in a short one', () => {
		const filler = 'const value = await read(file); // 1\n'.repeat(2_000);
		const made = generatedSecrets(2, 11).filter(({ line }) => findByVendorRules(line).length > 0);
		const text = made.map(({ line }) => `${filler}${line}\n`).join('');
		const found = findSecrets(text).map((one) => one.text);
		const isFound = (secret: string) => found.some((one) => secret.endsWith(one));
		assert.ok(made.length > 40, String(made.length));
		assert.deepEqual(
			made.filter(({ secret }) => !isFound(secret)).map(({ vendor }) => vendor),
			[],
		);
	});

	it('find passwords that look like no secret where an address or a database has them', () => {
		for (const [address, secret] of [
			['ftp://user:pass@example.com', 'user:pass'],
			['mongodb://app:letmein@db.test/app', 'app:letmein'],
			['mysql://app:letme@in@db.test/app', 'letme@in'],
			[
				`git+https://${'0a1b'.repeat(10)}:x-oauth-basic@github.com/o/r`,
				`${'0a1b'.repeat(10)}:x-oauth-basic`,
			],
			// Of what our shape finds as well only the password.
			['postgres://app:hG7dk2LpQx9v@db.test/app', 'hG7dk2LpQx9v'],
			['postgres://app:hG7dk2@LpQx9v@db.test/app', 'hG7dk2@LpQx9v'],
			['postgres://app:hG71@dk2L@pQx9@vB@db.test/app', 'hG71@dk2L@pQx9@vB'],
			['https://app:hG7dk2@LpQx:9v@web.test', 'hG7dk2@LpQx:9v'],
			['postgres://app:$hG7dk2L@db.test/app', '$hG7dk2L'],
			['postgres://app:SUPER_SECRET@db.test/app', 'app:SUPER_SECRET'],
			['mysql://root:83746@db.test/app', 'root:83746'],
			['mysql://root:correct-your-horse@db.test', 'root:correct-your-horse'],
			['mysql://app:database@db/app', 'app:database'],
			['postgres://app:postgres@db.test/app', 'app:postgres'],
		] as const)
			assert.deepEqual(
				findSecrets(`a ${address} b`).map(({ kind, text }) => [kind, text]),
				[['a password in an address', secret]],
			);
	});

	it('take nothing along that stands behind an address, and hide no secret there', () => {
		const token = `figd_${'aB3-'.repeat(10)}`;
		const google = `AIza${'Sy3_'.repeat(8)}abc`;
		for (const [text, ...secrets] of [
			[
				`{"db":"mongodb://app:letmein@db.test/app","name":"${'orders'.repeat(9)}","k":"${token}"}`,
				'app:letmein',
				token,
			],
			[`["postgres://app:letmein@db.test","${'x'.repeat(60)}","${token}"]`, 'app:letmein', token],
			[
				`["mysql://app:letmein@db1.test/${'a'.repeat(70)}","mysql://adm:opensesame@db2.test"]`,
				'app:letmein',
				'adm:opensesame',
			],
			[`{"db":"mysql://app:letmein@db.test/app","k":"${google}"}`, 'app:letmein', google],
			['postgres://app:letmein@db.test\\nNEXT=1\\nOTHER=abc', 'app:letmein'],
		] as const)
			assert.deepEqual(
				findSecrets(text).map((found) => found.text),
				secrets,
			);
	});

	it('find a key right behind a word of any script', () => {
		const key = `figd_${'aB3-'.repeat(10)}`;
		for (const word of ['我的令牌是', 'キーは', 'ключ', '🔑'])
			assert.deepEqual(
				findSecrets(`${word}${key} ${word}`).map(({ text }) => text),
				[key],
				word,
			);
	});

	it('leave alone what only has the form of one', () => {
		for (const text of [
			'mongodb+srv://<username>:<password>@cluster0.mongodb.net/?retryWrites=true',
			'mongodb://user:<db_password>@host/db',
			'postgresql://postgres:[YOUR-PASSWORD]@db.abc.supabase.co:5432/postgres',
			'postgresql://app:changeme@db/app',
			'https://x-access-token:GITHUB_TOKEN@github.com',
			'http://proxy:3128@x.test',
			'postgresql://DB_USER:DB_PASSWORD@HOST/db',
			'mongodb+srv://user:YOUR_DB_PASSWORD@cluster0.mongodb.net',
			'postgres://u:your-password-here@host/db',
			'postgres://%(DB_USER)s:%(DB_PASS)s@db/x',
			'postgres://app:$env:PW@db.test/app',
			'postgres://app:__PASSWORD__@db.test/app',
			'https://oauth2:TOKEN@gitlab.com/a/b.git',
			'mongodb://h1:27017,h2:27018@rs0',
			'amqp://host1:5672,host2:5672@vh',
			'http://localhost:3000?t=12:30&to=bob1@example.com',
			'{"db":"mongodb://localhost:27017","mail":"joe@x.test"}',
			'line 12: npm_package_devDependencies_babel_eslint',
		])
			assert.deepEqual(findSecrets(text), [], text);
	});

	it('are not asked by a text itself to look away', () => {
		const text = `// secretlint-disable\nfigd_${'aB3-'.repeat(10)}`;
		assert.equal(findSecrets(text).length, 1);
	});

	it('take no longer for each character of a long text', () => {
		const spent = (text: string) => {
			const before = process.cpuUsage();
			findSecrets(text);
			const { user, system } = process.cpuUsage(before);
			return user + system;
		};
		const key = `figd_${'aB3-'.repeat(10)}`;
		for (const piece of [
			'https://',
			'mongodb://a:b',
			'eyJa.eyJ',
			'ghs_1_',
			'xoxb-a-',
			`${key}${' '.repeat(100)}`,
		]) {
			const text = piece.repeat(Math.ceil(200_000 / piece.length));
			spent(text);
			// Four times the text: sixteen times as long where each looks at all the others.
			const times = Math.min(...[1, 2, 3].map(() => spent(text.repeat(4)) / spent(text)));
			assert.ok(times < 9, `${piece}: ${times}`);
		}
	}).timeout(60_000);
});
