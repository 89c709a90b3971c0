import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import type { FoundSecret } from './foundSecret.ts';

/** What a rule looks for, and what of a find is to be kept secret: all of it, unless something here says which part, or that it is none. */
interface Asked {
	readonly kind: string;
	readonly partOf?: (found: string) => Range | undefined;
}

/** By the ends of their names. A rule that is not listed here is not asked. */
const ASKED: ReadonlyMap<string, Asked> = new Map<string, Asked>([
	['1password', { kind: 'a 1Password token' }],
	['anthropic', { kind: 'an Anthropic key' }],
	['basicauth', { kind: 'a password in an address', partOf: webLogin }],
	['cloudflare', { kind: 'a Cloudflare token' }],
	['database-connection-string', { kind: 'a password in an address', partOf: databaseLogin }],
	['databricks', { kind: 'a Databricks token' }],
	['docker', { kind: 'a Docker token' }],
	['figma', { kind: 'a Figma token' }],
	['gitlab', { kind: 'a GitLab token' }],
	['grafana', { kind: 'a Grafana token' }],
	['groq', { kind: 'a Groq key' }],
	['hashicorp-vault', { kind: 'a Vault token' }],
	['huggingface', { kind: 'a Hugging Face token' }],
	['linear', { kind: 'a Linear key' }],
	['notion', { kind: 'a Notion token' }],
	['npm', { kind: 'an npm token', partOf: npmToken }],
	['openai', { kind: 'an OpenAI key' }],
	['privatekey', { kind: 'a private key' }],
	['sendgrid', { kind: 'a SendGrid key' }],
	['shopify', { kind: 'a Shopify token' }],
	['slack', { kind: 'a Slack token' }],
	['stripe', { kind: 'a Stripe key' }],
	['tailscale', { kind: 'a Tailscale key' }],
	['vercel', { kind: 'a Vercel token' }],
]);

const RULE = '@secretlint/secretlint-rule-';

/**
 * What the recommended rules of secretlint find in a text, in no order. Not among them: aws, whose range of a secret key begins at the key's
 * name and ends within the key; gcp, which reads binary files; github, of which our shapes know more and whose expression goes over a thousand
 * characters from each place; filter-comments, by which a text could say what is not looked for in it.
 */
export function findByVendorRules(text: string): FoundSecret[] {
	const found: FoundSecret[] = [];
	const source = sourceOf(setApart(text));
	for (const { kind, look } of vendorRules) {
		for (const [start, end] of look(source)) {
			found.push({ kind, start, end, text: text.slice(start, end) });
		}
	}
	return found;
}

/**
 * A text of the same length in which a key stands apart: the rules take a letter of any script before it for a part of a longer word, and
 * an address on to the next blank, whatever ends it.
 */
function setApart(text: string): string {
	return text.replace(BEYOND_ASCII, '\u00a7').replace(/["'`<>\\]/g, ' ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all that ASCII has, and nothing else.
const BEYOND_ASCII = /[^\x00-\x7f]/g;

/** The password of a database's address, of which the rule takes all. One that may be a word goes with its user: it may stand elsewhere. */
function databaseLogin(found: string): Range | undefined {
	const match = LOGIN.exec(found);
	const password = match?.[2] ?? '';
	if (STANDS_FOR_ONE.test(password) || NAME_OF_ONE.test(password)) return undefined;
	return match?.indices?.[isNoWord(password) ? 2 : 1];
}

/** The same of a page's address, where a port or the name of what is put in may stand in its place. */
function webLogin(found: string): Range | undefined {
	const password = LOGIN.exec(found)?.[2] ?? '';
	return /^\d{1,5}$|^[A-Z_]+$/.test(password) ? undefined : databaseLogin(found);
}

/** Eight signs and more, with a digit among letters or with what no name has. */
function isNoWord(password: string): boolean {
	const isMixed = /\d/.test(password) && /[a-zA-Z]/.test(password);
	return password.length >= 8 && (isMixed || /[^\w.-]/.test(password));
}

const LOGIN = /:\/\/([^:@/\s]{1,256}:([^/\s]{1,256}))@/d;

/** All of it a name in brackets, or a word that everybody writes there. */
const STANDS_FOR_ONE =
	/^(?:|\d{2,5}[,;?#].*|\$?\{.*\}|\[.*\]|\(.*\)|\$(?:env:)?[a-z_]+|%\w+%?|%\(\w+\)[sd]|(?:your|my)[-_].*|(?:your|my)?(?:change[-_]?me|password|example|placeholder|dummy|sample|redacted|x{4,}|\*+|\.+))$/i;

/** The name of what is put in, as files of settings have it. */
const NAME_OF_ONE = /^[A-Z_]*(?:PASS|PASSWORD|PASSWD|PWD|TOKEN|PAT)_*$/;

/** The other finds of its rule are of a length counted from another place. */
function npmToken(found: string): Range | undefined {
	return /^npm_[a-zA-Z0-9]{36}$/.test(found) ? [0, found.length] : undefined;
}

type Range = readonly [start: number, end: number];

interface VendorRule {
	readonly kind: string;
	look(source: SecretLintSourceCode): readonly Range[];
}

const vendorRules: readonly VendorRule[] = rules.flatMap(({ meta, create }) => {
	const asked = ASKED.get(meta.id.replace(RULE, ''));
	if (asked === undefined) return [];
	const { kind, partOf } = asked;
	let ranges: Range[] = [];
	const context: SecretLintRuleContext = {
		sharedOptions: {},
		createTranslator: () => (id, data) => ({ message: '', messageId: String(id), data }),
		report: ({ range }) => ranges.push(range),
		ignore: () => {},
	};
	const { file } = create(context, {});
	const look = (source: SecretLintSourceCode) => {
		ranges = [];
		void file?.(source);
		if (partOf === undefined) return ranges;
		return ranges.flatMap((range) => part(source.content, range, partOf));
	};
	return { kind, look };
});

function part(
	text: string,
	[start, end]: Range,
	partOf: (found: string) => Range | undefined,
): Range[] {
	const within = partOf(text.slice(start, end));
	return within === undefined ? [] : [[start + within[0], start + within[1]]];
}

/** A text as the rules take it. Those above read its content and nothing else. */
function sourceOf(content: string): SecretLintSourceCode {
	return {
		content,
		contentType: 'text',
		ext: '.txt',
		filePath: undefined,
		physicalFilePath: undefined,
		hasBOM: false,
		getFilePath: () => undefined,
		getPhysicalFilePath: () => undefined,
		locationToRange: noLines,
		rangeToLocation: noLines,
		positionToIndex: noLines,
		indexToPosition: noLines,
	};
}

function noLines(): never {
	throw new Error('A rule asked for the lines of a text, which nothing here tells.');
}
