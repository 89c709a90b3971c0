import * as v from 'valibot';

/** A piece of text that looked like a secret, and what goes out in its place. It stays on this machine: no export has it. */
export const Withheld = v.object({
	text: v.pipe(v.string(), v.minLength(1)),
	sent: v.string(),
});
export type Withheld = v.InferOutput<typeof Withheld>;

/** What the user wants of what looks like a secret. */
export const SecretAnswer = v.picklist(['replace', 'leaveOut', 'send']);
export type SecretAnswer = v.InferOutput<typeof SecretAnswer>;
