import * as v from 'valibot';
import type { RawSettings } from '../settings/rawSettings.ts';
import { readShape } from '../settings/settingReaders.ts';

/** How messages are to be: in words, or in a file of the workspace. */
export type CommitInstruction =
	| { readonly text: string }
	/** From the top of a folder of the workspace, with slashes. */
	| { readonly file: string };

const Text = v.pipe(v.string(), v.trim());
const Instruction = v.union(
	[v.object({ text: Text }), v.object({ file: Text }), Text],
	'it must be a text, { "text": … } or { "file": … }',
);
const Instructions = v.union(
	[Text, v.array(Instruction)],
	'it must be a text, or a list of { "text": … } and { "file": … }',
);

/**
 * Those of our own setting.
 * @throws ChatError of kind badSetting
 */
export function ownInstructions(raw: RawSettings): CommitInstruction[] {
	return listOf(readShape(raw, 'commitMessageInstructions', Instructions));
}

/** Those of another extension's setting; what is none there is none of ours to complain about. */
export function otherInstructions(value: unknown): CommitInstruction[] {
	const list = Array.isArray(value) ? value : [];
	return list.flatMap((one: unknown) => {
		const parsed = v.safeParse(Instruction, one);
		return parsed.success ? listOf([parsed.output]) : [];
	});
}

function listOf(value: v.InferOutput<typeof Instructions> | undefined): CommitInstruction[] {
	const list = typeof value === 'string' ? [value] : (value ?? []);
	return list
		.map((one) => (typeof one === 'string' ? { text: one } : one))
		.filter((one) => ('text' in one ? one.text : one.file) !== '');
}
