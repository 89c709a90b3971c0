/** A text that looks like a secret, of a kind that vendors describe. Made by chance from a seed: nobody was ever given one of them. */
export interface GeneratedSecret {
	readonly vendor: string;
	/** What it stands in. */
	readonly line: string;
	readonly secret: string;
}

const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS = `${UPPER}${UPPER.toLowerCase()}`;
const WORD = `${LETTERS}${DIGITS}`;
const URL_SAFE = `${WORD}-_`;

type Part = string | readonly [alphabet: string, length: number];

/** What a secret of each kind is made of, as its vendor says. */
const KINDS: readonly (readonly [vendor: string, ...parts: Part[]])[] = [
	['GitHub', 'ghp_', [WORD, 36]],
	['GitHub OAuth', 'gho_', [WORD, 36]],
	['GitHub app', 'ghs_', [WORD, 36]],
	['GitHub fine-grained', 'github_pat_', [WORD, 22], '_', [WORD, 59]],
	['GitLab', 'glpat-', [URL_SAFE, 20]],
	['AWS', 'AKIA', [`${UPPER}234567`, 16]],
	['AWS session', 'ASIA', [`${UPPER}234567`, 16]],
	['Google API', 'AIza', [URL_SAFE, 35]],
	['Google OAuth', 'GOCSPX-', [URL_SAFE, 28]],
	['OpenRouter', 'sk-or-v1-', [HEX, 64]],
	['OpenAI', 'sk-proj-', [URL_SAFE, 74], 'T3BlbkFJ', [URL_SAFE, 74]],
	['OpenAI, before 2024', 'sk-', [WORD, 20], 'T3BlbkFJ', [WORD, 20]],
	['Anthropic', 'sk-ant-api03-', [URL_SAFE, 93], 'AA'],
	['Groq', 'gsk_', [WORD, 52]],
	['Hugging Face', 'hf_', [LETTERS, 34]],
	['Replicate', 'r8_', [WORD, 37]],
	['xAI', 'xai-', [WORD, 80]],
	['Perplexity', 'pplx-', [WORD, 48]],
	['Slack bot', 'xoxb-', [DIGITS, 12], '-', [DIGITS, 12], '-', [WORD, 24]],
	['Slack app', 'xapp-1-', [`${UPPER}${DIGITS}`, 11], '-', [DIGITS, 13], '-', [HEX, 64]],
	[
		'Slack webhook',
		'https://hooks.slack.com/services/T',
		[`${UPPER}${DIGITS}`, 10],
		'/B',
		[`${UPPER}${DIGITS}`, 10],
		'/',
		[WORD, 24],
	],
	['Stripe', 'sk_live_', [WORD, 24]],
	['Stripe restricted', 'rk_test_', [WORD, 99]],
	['SendGrid', 'SG.', [URL_SAFE, 22], '.', [URL_SAFE, 43]],
	['Shopify', 'shpat_', [HEX, 32]],
	['Twilio', 'SK', [HEX, 32]],
	['Mailgun', 'key-', [HEX, 32]],
	['Telegram', [DIGITS, 10], ':AA', [URL_SAFE, 33]],
	['Linear', 'lin_api_', [WORD, 40]],
	['Notion', 'ntn_', [DIGITS, 11], [WORD, 35]],
	['Figma', 'figd_', [URL_SAFE, 40]],
	['Postman', 'PMAK-', [HEX, 24], '-', [HEX, 34]],
	['npm', 'npm_', [WORD, 36]],
	['PyPI', 'pypi-AgEIcHlwaS5vcmc', [URL_SAFE, 130]],
	['RubyGems', 'rubygems_', [HEX, 48]],
	['Docker', 'dckr_pat_', [URL_SAFE, 27]],
	['DigitalOcean', 'dop_v1_', [HEX, 64]],
	['Databricks', 'dapi', [HEX, 32]],
	['Vault', 'hvs.', [URL_SAFE, 92]],
	['Grafana', 'glsa_', [WORD, 32], '_', [HEX, 8]],
	['Supabase', 'sbp_', [HEX, 40]],
	['Discord bot', [WORD, 24], '.', [WORD, 6], '.', [URL_SAFE, 38]],
	['New Relic', 'NRAK-', [`${UPPER}${DIGITS}`, 27]],
	['Vercel', 'vck_', [WORD, 40]],
	['Tailscale', 'tskey-auth-', [WORD, 12], '-', [WORD, 32]],
	['Cloudflare', 'cfut_', [WORD, 40], [HEX, 8]],
	['Grafana cloud', 'glc_', [WORD, 60], '=='],
	['GitHub app, with a JSON web token', 'ghs_123456_eyJ', [URL_SAFE, 60], '.eyJ', [URL_SAFE, 80]],
	['Databricks, in capitals', 'dapi', [HEX.toUpperCase(), 32]],
	['age', 'AGE-SECRET-KEY-1', [`${UPPER}${DIGITS}`, 58]],
	['JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOi', [URL_SAFE, 40], '.', [URL_SAFE, 43]],
	[
		'private key',
		'-----BEGIN PRIVATE KEY-----\n',
		[WORD, 64],
		'\n',
		[WORD, 64],
		'\n',
		[WORD, 64],
		'\n-----END PRIVATE KEY-----',
	],
	['Hugging Face organisation', 'api_org_', [LETTERS, 34]],
	['Heroku', 'HRKU-AA', [URL_SAFE, 58]],
	['Azure client secret', 'x8q8', 'Q~', [URL_SAFE, 34]],
	['OpenShift', 'sha256~', [URL_SAFE, 43]],
	['Fly.io', 'fm2_', [WORD, 120], '='],
	['Facebook', 'EAAM', [WORD, 150]],
	['Octopus Deploy', 'API-', [`${UPPER}${DIGITS}`, 26]],
	['SonarQube', 'squ_', [HEX, 40]],
	['Sourcegraph', 'sgp_', [HEX, 16], '_', [HEX, 40]],
	['Infracost', 'ico-', [WORD, 32]],
	['GitLab runner', 'glrt-', [URL_SAFE, 20]],
];

/** What stands around what has no shape of its own; the secret is where the parts are. */
const NAMED: readonly (readonly [vendor: string, before: string, Part, after: string])[] = [
	['AWS secret', 'aws_secret_access_key = "', [`${WORD}+/`, 40], '"'],
	['AWS secret, without quotes', 'AWS_SECRET_ACCESS_KEY = ', [`${WORD}+/`, 40], ''],
	['client secret in Go', 'clientSecret := "', [URL_SAFE, 40], '"'],
	['Azure storage', 'AccountName=a;AccountKey=', [`${WORD}+/`, 86], '==;'],
	['password in an address', 'postgres://app:', [WORD, 16], '@db.internal/app'],
	['password', 'password: "', [`${WORD}!#%`, 14], '",'],
	['settings', 'DB_PASSWORD=', [WORD, 18], ''],
	['client secret', '"client_secret": "', [URL_SAFE, 40], '"'],
	['API key', "const apiKey = '", [WORD, 32], "';"],
	['header', 'Authorization: Bearer ', [URL_SAFE, 40], ''],
];

/** So many of each kind, the same ones every time. */
export function generatedSecrets(each: number, seed = 1): GeneratedSecret[] {
	const random = numbers(seed);
	const next = (alphabet: string) => alphabet[Math.floor(random() * alphabet.length)] ?? '';
	return Array.from({ length: each }).flatMap(() => [
		...ofKinds(next),
		...NAMED.map(([vendor, before, part, after]) => {
			const secret = made([part], next);
			return { vendor, secret, line: `${before}${secret}${after}` };
		}),
	]);
}

/** One of each kind that has a beginning of its own, as people write them into tests and manuals: letters and digits in their order. */
export function writtenSecrets(): GeneratedSecret[] {
	let place = 0;
	return ofKinds((alphabet) => alphabet[place++ % alphabet.length] ?? '');
}

function ofKinds(next: (alphabet: string) => string): GeneratedSecret[] {
	return KINDS.map(([vendor, ...parts]) => {
		const secret = made(parts, next);
		return { vendor, secret, line: `value: ${secret}` };
	});
}

function made(parts: readonly Part[], next: (alphabet: string) => string): string {
	return parts
		.map((part) => {
			if (typeof part === 'string') return part;
			const [alphabet, length] = part;
			return Array.from({ length }, () => next(alphabet)).join('');
		})
		.join('');
}

/** Between 0 and 1, by mulberry32. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
