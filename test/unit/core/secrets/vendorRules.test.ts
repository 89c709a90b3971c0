import assert from 'node:assert/strict';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { findSecrets } from '../../../../src/core/secrets/findSecrets.ts';
import { findByVendorRules } from '../../../../src/core/secrets/vendorRules.ts';
import { generatedSecrets } from '../../../samples/generatedSecrets.ts';

/** The rules that are not asked, with the reason beside the list of those that are. */
const NOT_ASKED = ['aws', 'gcp', 'filter-comments'];

const asked = rules
	.map(({ meta }) => meta.id.replace('@secretlint/secretlint-rule-', ''))
	.filter((name) => !NOT_ASKED.includes(name));

describe('The rules of secretlint', () => {
	it('are all asked but three, so that an update which brings one is noticed', () => {
		assert.deepEqual(asked.toSorted(), [
			'1password',
			'anthropic',
			'basicauth',
			'cloudflare',
			'database-connection-string',
			'databricks',
			'docker',
			'figma',
			'github',
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
		const found = new Set(findSecrets(text).map((one) => one.text));
		assert.ok(made.length > 40, String(made.length));
		assert.deepEqual(
			made.filter(({ secret }) => !found.has(secret)).map(({ vendor }) => vendor),
			[],
		);
	});

	it('find passwords that look like no secret where an address or a database has them', () => {
		for (const [address, ours] of [
			['ftp://user:pass@example.com', 'ftp://user:pass@example.com'],
			['mongodb://app:letmein@db.test/app', 'mongodb://app:letmein@db.test/app'],
			// Of what our shape finds as well only the password.
			['postgres://app:hG7dk2LpQx9v@db.test/app', 'hG7dk2LpQx9v'],
		] as const)
			assert.deepEqual(
				findSecrets(`a ${address} b`).map(({ kind, text }) => [kind, text]),
				[['a password in an address', ours]],
			);
	});

	it('are not asked by a text itself to look away', () => {
		const text = `// secretlint-disable\nfigd_${'aB3-'.repeat(10)}`;
		assert.equal(findSecrets(text).length, 1);
	});

	it('take no longer for what begins like a key again and again', () => {
		for (const start of ['https://', 'mongodb://a:b', 'eyJa.eyJ', 'ghs_1_', 'xoxb-a-', 'tskey-ab-'])
			assert.deepEqual(findSecrets(start.repeat(20_000)), [], start);
	}).timeout(20_000);
});
