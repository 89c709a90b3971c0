import { commands, type ExtensionContext, env, UIKind, version, window, workspace } from 'vscode';
import { EXTENSION_ID, SECTION } from '../settings/vscodeSettings.ts';

/** Which of the values that are neither a number nor yes or no are for the eyes of others: of the rest a report says only that they are set. */
const TOLD = [
	'model',
	'sendKey',
	'transport',
	'reasoningEffort',
	'routing',
	'fallbackModels',
	'proxySupport',
];

/** Where an address is all that may be told, not what stands around it. */
const ADDRESSES = ['baseUrl', 'proxy'];

export interface ReportFacts {
	/** The versions of all that runs, a line each. */
	readonly versions: readonly string[];
	readonly lastFailure: string | undefined;
}

/** What runs here, a line each: for the log and for reports. */
export function versionsOf({ extension }: ExtensionContext): readonly string[] {
	const own: unknown = Reflect.get(Object(extension.packageJSON), 'version');
	const where = env.uiKind === UIKind.Web ? 'web' : 'desktop';
	const remote = env.remoteName === undefined ? '' : `, remote ${env.remoteName}`;
	const { node, electron } = process.versions;
	return [
		`Llama Chat ${typeof own === 'string' ? own : 'of an unknown version'}`,
		`${env.appName} ${version}, ${where}${remote}`,
		`Node ${node}${electron === undefined ? '' : `, Electron ${electron}`}, ${process.platform} ${process.arch}`,
	];
}

/**
 * Opens VS Code's issue reporter, filled in. Where there is none, or the manifest names no place for reports, which the reporter needs, opens
 * a document with the same text. Nothing is sent.
 */
export async function reportIssue(
	facts: ReportFacts,
	{ extension }: Pick<ExtensionContext, 'extension'>,
): Promise<void> {
	const text = reportText(facts);
	const known = await commands.getCommands(true);
	const hasPlace = placeForReports(extension.packageJSON) !== undefined;
	if (hasPlace && known.includes('workbench.action.openIssueReporter')) {
		try {
			await commands.executeCommand('workbench.action.openIssueReporter', {
				extensionId: EXTENSION_ID,
				issueBody: text,
			});
			return;
		} catch {
			// Some products have the command and nowhere to report to.
		}
	}
	const document = await workspace.openTextDocument({ language: 'markdown', content: text });
	await window.showTextDocument(document);
	if (hasPlace) return;
	void window.showInformationMessage(
		'This build of Llama Chat names no place for reports. Say what happened in this document, and give it to whoever gave you the extension.',
	);
}

/** Where a manifest sends reports: its page for bugs, or its repository. */
function placeForReports(manifest: unknown): string | undefined {
	const { bugs, repository } = Object(manifest);
	return [bugs, repository]
		.flatMap((one: unknown) => [one, Object(one).url])
		.find((address): address is string => typeof address === 'string' && URL.canParse(address));
}

function reportText({ versions, lastFailure }: ReportFacts): string {
	return [
		'## What happened',
		'',
		'(What did you do, what did you expect, what happened instead?)',
		'',
		'## Versions',
		'',
		...versions.map((line) => `- ${line}`),
		'',
		'## Settings that differ from their defaults',
		'',
		...settingLines(),
		'',
		'## The last error of this window',
		'',
		lastFailure ?? 'None.',
		'',
		'The log (Llama Chat: Show Log) says more; it holds no key, no prompt and no reply unless its level is Trace.',
		'',
	].join('\n');
}

function settingLines(): string[] {
	const ours = workspace.getConfiguration(SECTION);
	const names = Object.keys(ours).filter((name) => typeof ours[name] !== 'function');
	const lines = names.flatMap((name) => {
		const value = ours.get<unknown>(name);
		if (same(value, ours.inspect(name)?.defaultValue)) return [];
		return [`- llamaChat.${name}: ${shown(name, value)}`];
	});
	const http = workspace.getConfiguration('http');
	for (const name of ['proxy', 'proxySupport', 'proxyStrictSSL', 'noProxy', 'systemCertificates']) {
		const value = http.get<unknown>(name);
		if (same(value, http.inspect(name)?.defaultValue)) continue;
		lines.push(`- http.${name}: ${shown(name, value)}`);
	}
	return lines.length === 0 ? ['None.'] : lines;
}

function shown(name: string, value: unknown): string {
	if (ADDRESSES.includes(name)) return addressOf(value);
	// Their names and stop sequences are the user's own words.
	if (name === 'presets') return `(${Object.keys(Object(value)).length} set)`;
	const isPlain = typeof value === 'number' || typeof value === 'boolean' || value === null;
	return isPlain || TOLD.includes(name) ? JSON.stringify(value) : '(set)';
}

/** Without a user, a password or a path, which can all be secret. */
function addressOf(value: unknown): string {
	const text = String(value);
	return URL.canParse(text) ? `${new URL(text).protocol}//${new URL(text).host}` : '(set)';
}

function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
