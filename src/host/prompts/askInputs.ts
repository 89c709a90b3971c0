import { window } from 'vscode';
import type { PromptInput } from '../../core/prompts/promptTemplate.ts';

/**
 * Asks for the inputs of a prompt, one after the other.
 * @param given those that are known already; they are not asked for
 * @returns all of them; undefined where the user has left one of the questions
 */
export async function askInputs(
	prompt: string,
	inputs: readonly PromptInput[],
	given: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string> | undefined> {
	const values = new Map(given);
	const open = inputs.filter(({ name }) => !given.has(name));
	for (const [index, input] of open.entries()) {
		const value = await askInput(prompt, input, index + 1, open.length);
		if (value === undefined) return undefined;
		values.set(input.name, value);
	}
	return values;
}

function askInput(
	prompt: string,
	{ name, placeholder }: PromptInput,
	step: number,
	steps: number,
): Promise<string | undefined> {
	const box = window.createInputBox();
	box.title = `${prompt}: ${name}`;
	box.placeholder = placeholder;
	const what = `What is put in for "${name}".`;
	box.prompt = steps === 1 ? what : `${step} of ${steps}. ${what}`;
	if (steps > 1) {
		box.step = step;
		box.totalSteps = steps;
	}
	// What was answered is not lost to a click elsewhere.
	box.ignoreFocusOut = true;
	return new Promise((resolve) => {
		box.onDidAccept(() => {
			resolve(box.value);
			box.dispose();
		});
		box.onDidHide(() => {
			resolve(undefined);
			box.dispose();
		});
		box.show();
	});
}
