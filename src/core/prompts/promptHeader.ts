import type { FieldValue, HeaderFields } from './headerFields.ts';
import { type LineProblem, splitHeader } from './splitHeader.ts';

/** What the header of a prompt file or a skill says, as far as a chat has a use for it. */
export interface PromptHeader {
	/** What is typed after "/"; undefined: the file's name is. */
	readonly name: string | undefined;
	readonly description: string | undefined;
	/** What may be typed after the name: "[file] [what to look for]". */
	readonly argumentHint: string | undefined;
	/** The models it was written for, the best first. They are offered, and never switched to. */
	readonly models: readonly string[];
	/** Whether a person may ask it: some skills are for agents alone. */
	readonly isForPeople: boolean;
	/** What it asks for that a chat does not do: "tools", "agent". */
	readonly unused: readonly string[];
}

/** A file of a prompt. */
export interface PromptFile {
	readonly header: PromptHeader;
	/** Without blank lines around it. */
	readonly text: string;
}

/** What only an agent has. `mode` is the older name of `agent`. */
const OF_AGENTS = [
	'tools',
	'allowed-tools',
	'agent',
	'mode',
	'agents',
	'mcp-servers',
	'hooks',
	'handoffs',
];

/** The agent that does what a chat does. */
const CHAT = 'ask';

/** Reads a prompt file. The library for YAML is loaded only where there is a header. */
export async function readPromptFile(text: string): Promise<PromptFile | LineProblem> {
	const split = splitHeader(text);
	if ('problem' in split) return split;
	const fields = await fieldsOf(split.header);
	if ('problem' in fields) return fields;
	return { header: headerOf(fields), text: split.body.replace(/^\s*\n/, '').trimEnd() };
}

async function fieldsOf(header: string | undefined): Promise<HeaderFields | LineProblem> {
	if (header === undefined || header.trim() === '') return new Map();
	const { readHeaderFields } = await import('./headerFields.ts');
	return readHeaderFields(header);
}

function headerOf(fields: HeaderFields): PromptHeader {
	const unused = OF_AGENTS.filter((name) => {
		const value = fields.get(name);
		const isChat = (name === 'agent' || name === 'mode') && value === CHAT;
		return !isEmpty(value) && !isChat;
	});
	if (textOf(fields.get('context')) === 'fork') unused.push('context');
	return {
		name: textOf(fields.get('name')),
		description: textOf(fields.get('description')),
		argumentHint: hintOf(fields.get('argument-hint')),
		models: textsOf(fields.get('model')),
		isForPeople: textOf(fields.get('user-invocable')) !== 'false',
		unused,
	};
}

/** A text in one line; undefined where there is none. */
function textOf(value: FieldValue | undefined): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.replaceAll(/\s/g, ' ').trim();
	return text === '' ? undefined : text;
}

/** `[file]` is a list in YAML and a hint to people. */
function hintOf(value: FieldValue | undefined): string | undefined {
	if (!Array.isArray(value)) return textOf(value);
	const words = textsOf(value);
	return words.length === 0 ? undefined : `[${words.join(', ')}]`;
}

function textsOf(value: FieldValue | undefined): string[] {
	const items: readonly FieldValue[] = Array.isArray(value)
		? value
		: value === undefined
			? []
			: [value];
	return items.flatMap((item) => textOf(item) ?? []);
}

function isEmpty(value: FieldValue | undefined): boolean {
	if (value === undefined || typeof value === 'string') return textOf(value) === undefined;
	return value instanceof Map ? value.size === 0 : Array.isArray(value) && value.length === 0;
}
