import { Range, Uri, window, workspace } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { fileReferences } from '../../core/prompts/fileReferences.ts';
import { givenInputs } from '../../core/prompts/givenInputs.ts';
import type { Prompt } from '../../core/prompts/promptCatalogue.ts';
import { fillIn, promptNeeds } from '../../core/prompts/promptTemplate.ts';
import type { LineProblem } from '../../core/prompts/splitHeader.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { unawaited } from '../vscode/say.ts';
import { askInputs } from './askInputs.ts';
import { editorVariables } from './editorVariables.ts';
import { linkedFiles, scriptsOf } from './linkedFiles.ts';
import { promptFileAt } from './promptLibrary.ts';

/** A prompt with all put in that it needs. */
export interface ResolvedPrompt {
	/** Its text, as it is sent. */
	readonly chip: Excerpt;
	/** What is selected stands in its text. */
	readonly hasSelection: boolean;
	/** The files that it refers to. */
	readonly files: readonly Uri[];
	/** The user was asked something, so the keyboard has left the box. */
	readonly asked: boolean;
	/** What was typed besides its inputs. */
	readonly rest: string;
	/** The models that it was written for. */
	readonly models: readonly string[];
	/** What is to be known of it, a sentence each: files that are not there, what is no variable. */
	readonly notes: readonly string[];
}

interface PromptText {
	readonly text: string;
	readonly models: readonly string[];
	/** What of it a chat does not use. */
	readonly unused: readonly string[];
}

const SELECTED = ['selection', 'selectedText'] as const;

/** The scheme of prompts without a file: their address leads nowhere. */
const NOWHERE = 'llama-chat-prompt';

/**
 * Puts into a prompt what it needs, and asks for what nobody knows.
 * @param typed what was typed after its name
 * @returns undefined where the user has left a question, or the file cannot be read, which has been told by then
 * @throws ChatError of kind refused for a variable that stands for nothing now, and for a prompt without a text
 */
export async function resolvePrompt(
	prompt: Prompt,
	typed: string,
): Promise<ResolvedPrompt | undefined> {
	const title = `/${prompt.name}`;
	const file = 'uri' in prompt.from ? Uri.parse(prompt.from.uri, true) : undefined;
	const read = await textOf(prompt, file);
	if (read === undefined) return undefined;
	const needs = promptNeeds(read.text);
	const variables = editorVariables(needs.variables, title, file);
	const given = givenInputs(
		typed,
		needs.inputs.map(({ name }) => name),
	);
	const inputs = await askInputs(title, needs.inputs, given.values);
	if (inputs === undefined) return undefined;
	const values = { inputs, variables };
	const text = fillIn(read.text, values);
	if (text.trim() === '') throw new ChatError('refused', `${title} has no text. Nothing was sent.`);
	const paths = fileReferences(read.text).map((path) => fillIn(path, values));
	const { files, missing } = await linkedFiles(file, paths);
	return {
		chip: chipOf(title, text, file, read.unused),
		hasSelection: SELECTED.some((name) => variables.get(name)),
		files,
		asked: inputs.size > given.values.size,
		rest: given.rest,
		models: read.models,
		notes: [
			...missing.map((clause) => `${title}: ${clause}.`),
			...needs.unknown.map(
				(written) => `${title}: ${written} is no variable; it goes as it stands.`,
			),
		],
	};
}

function chipOf(
	label: string,
	text: string,
	file: Uri | undefined,
	unused: readonly string[],
): Excerpt {
	const uri = file ?? Uri.from({ scheme: NOWHERE, path: `${label}.md` });
	return {
		uri: uri.toString(),
		label,
		language: 'markdown',
		startLine: 1,
		endLine: text.split('\n').length,
		version: 0,
		text,
		source: 'prompt',
		...(unused.length === 0 ? {} : { leftOut: [...unused] }),
	};
}

async function textOf(
	{ name, from }: Prompt,
	file: Uri | undefined,
): Promise<PromptText | undefined> {
	if ('text' in from || file === undefined) {
		return { text: 'text' in from ? from.text : '', models: [], unused: [] };
	}
	const read = await promptFileAt(file);
	if ('gone' in read) {
		throw new ChatError('refused', `/${name} cannot be read: ${read.gone} Nothing was sent.`);
	}
	if ('problem' in read) {
		tellUnreadable(file, read);
		return undefined;
	}
	const scripts = from.isSkill ? await scriptsOf(file) : [];
	const { models, unused } = read.header;
	return { text: read.text, models, unused: [...unused, ...scripts] };
}

/** Says what is wrong with a file, and in which line, and opens it there. */
function tellUnreadable(file: Uri, { problem, line }: LineProblem): void {
	const where = `${workspace.asRelativePath(file)}, line ${line}`;
	const message = notificationText(`${where}: ${problem}. The prompt was not sent.`);
	const asked = window.showErrorMessage(message, 'Open');
	unawaited(
		asked.then(async (choice) => {
			if (choice === undefined) return;
			const at = new Range(line - 1, 0, line - 1, 0);
			await window.showTextDocument(file, { selection: at });
		}),
	);
}
