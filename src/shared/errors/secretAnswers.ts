import type { SecretAnswer } from '../conversation/withheldText.ts';

/** What can be done with what looks like a secret, in the words of the buttons, in their order. */
export const SECRET_ANSWERS = {
	replace: 'Replace by Placeholder',
	leaveOut: 'Leave Out',
	send: 'Send Anyway',
} as const satisfies Record<SecretAnswer, string>;
