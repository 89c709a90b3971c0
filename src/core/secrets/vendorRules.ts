import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import type { FoundSecret } from './foundSecret.ts';

/** What the rules look for, by the ends of their names. What is not listed here is not looked for. */
const KINDS: ReadonlyMap<string, string> = new Map([
	['1password', 'a 1Password token'],
	['anthropic', 'an Anthropic key'],
	['basicauth', 'a password in an address'],
	['cloudflare', 'a Cloudflare token'],
	['database-connection-string', 'a password in an address'],
	['databricks', 'a Databricks token'],
	['docker', 'a Docker token'],
	['figma', 'a Figma token'],
	['github', 'a GitHub token'],
	['gitlab', 'a GitLab token'],
	['grafana', 'a Grafana token'],
	['groq', 'a Groq key'],
	['hashicorp-vault', 'a Vault token'],
	['huggingface', 'a Hugging Face token'],
	['linear', 'a Linear key'],
	['notion', 'a Notion token'],
	['npm', 'an npm token'],
	['openai', 'an OpenAI key'],
	['privatekey', 'a private key'],
	['sendgrid', 'a SendGrid key'],
	['shopify', 'a Shopify token'],
	['slack', 'a Slack token'],
	['stripe', 'a Stripe key'],
	['tailscale', 'a Tailscale key'],
	['vercel', 'a Vercel token'],
]);

const RULE = '@secretlint/secretlint-rule-';

/**
 * What the recommended rules of secretlint find in a text, in no order. Not among them: aws, whose range of a secret key begins at the key's name and
 * ends within the key; gcp, which reads binary files; filter-comments, by which a text could say what is not looked for in it.
 */
export function findByVendorRules(text: string): FoundSecret[] {
	const found: FoundSecret[] = [];
	for (const { kind, look } of vendorRules) {
		for (const [start, end] of look(text))
			found.push({ kind, start, end, text: text.slice(start, end) });
	}
	return found;
}

type Range = readonly [start: number, end: number];

interface VendorRule {
	readonly kind: string;
	look(text: string): readonly Range[];
}

const vendorRules: readonly VendorRule[] = rules.flatMap(({ meta, create }) => {
	const kind = KINDS.get(meta.id.replace(RULE, ''));
	if (kind === undefined) return [];
	let ranges: Range[] = [];
	const context: SecretLintRuleContext = {
		sharedOptions: {},
		createTranslator: () => (id, data) => ({ message: '', messageId: String(id), data }),
		report: ({ range }) => ranges.push(range),
		ignore: () => {},
	};
	const { file } = create(context, {});
	const look = (text: string) => {
		ranges = [];
		void file?.(sourceOf(text));
		return ranges;
	};
	return { kind, look };
});

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
