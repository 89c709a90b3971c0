/**
 * The variables of a prompt, as VS Code documents them for prompt files. VS Code sends them as they are, and the model is to know what they
 * mean; here each is put in before it is sent. What is put in is never looked through for variables again.
 */

/** A value that the user is asked for: `${input:name}` or `${input:name:placeholder}`. */
export interface PromptInput {
	readonly name: string;
	/** What is shown in the empty field; "" for none. */
	readonly placeholder: string;
}

/** What is known without asking. `selectedText` is `selection`. */
export const VARIABLES = [
	'selection',
	'selectedText',
	'file',
	'fileBasename',
	'fileBasenameNoExtension',
	'fileDirname',
	'workspaceFolder',
	'workspaceFolderBasename',
] as const;

export type VariableName = (typeof VARIABLES)[number];

/** What stands in a prompt. */
export interface PromptNeeds {
	/** Each once, in the order in which they come. */
	readonly inputs: readonly PromptInput[];
	readonly variables: readonly VariableName[];
	/** What looks like a variable and is none, as it is written: "${env:HOME}". It stays. */
	readonly unknown: readonly string[];
}

const VARIABLE = /\$\{([^{}$\n]{1,500})\}/g;

/** What a prompt is to be given before it can be sent. */
export function promptNeeds(template: string): PromptNeeds {
	const inputs = new Map<string, PromptInput>();
	const variables = new Set<VariableName>();
	const unknown = new Set<string>();
	for (const [written, inside = ''] of template.matchAll(VARIABLE)) {
		const input = inputOf(inside);
		const variable = variableOf(inside);
		if (variable !== undefined) variables.add(variable);
		else if (input === undefined) unknown.add(written);
		else if (!inputs.get(input.name)?.placeholder) inputs.set(input.name, input);
	}
	return { inputs: [...inputs.values()], variables: [...variables], unknown: [...unknown] };
}

/** What is put in, by the names of inputs and variables. */
export interface PromptValues {
	readonly inputs: ReadonlyMap<string, string>;
	readonly variables: ReadonlyMap<VariableName, string>;
}

/** The prompt with all in it that is given; what is not given stays as it is written. */
export function fillIn(template: string, { inputs, variables }: PromptValues): string {
	return template.replace(VARIABLE, (written: string, inside: string) => {
		const variable = variableOf(inside);
		if (variable !== undefined) return variables.get(variable) ?? written;
		return inputs.get(inputOf(inside)?.name ?? '') ?? written;
	});
}

function variableOf(inside: string): VariableName | undefined {
	return VARIABLES.find((name) => name === inside.trim());
}

function inputOf(inside: string): PromptInput | undefined {
	const [kind, name = '', ...placeholder] = inside.split(':');
	if (kind?.trim() !== 'input' || name.trim() === '') return undefined;
	return { name: name.trim(), placeholder: placeholder.join(':').trim() };
}
