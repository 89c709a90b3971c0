import type { FailureKind } from '../../shared/conversation/messages.ts';
import type { SecretAnswer } from '../../shared/conversation/withheldText.ts';
import { SECRET_ANSWERS } from '../../shared/errors/secretAnswers.ts';
import type { RefusedFrom } from '../../shared/panel/chatStatus.ts';
import type { MenuItem } from '../dom/moreMenu.ts';

/** How what was refused can be sent all the same. */
type Way =
	| { readonly withoutImages: true }
	| { readonly anyway: true }
	| { readonly secrets: SecretAnswer };

/**
 * The buttons of a notice that send what it refused.
 * @param canSendAnyway where that was asked for, if an estimate or a guess has refused it
 */
export function sendWays(
	kind: FailureKind,
	canSendAnyway: RefusedFrom | undefined,
	send: (way: Way) => void,
): {
	readonly first?: readonly MenuItem[];
	readonly next?: readonly MenuItem[];
	readonly buttons?: number;
} {
	const way = (label: string, how: Way) => ({ label, run: () => send(how) });
	if (kind === 'textOnly') return { next: [way('Send Without Images', { withoutImages: true })] };
	if (canSendAnyway === undefined) return {};
	if (kind !== 'secrets') return { next: [way('Send Anyway', { anyway: true })] };
	return {
		first: [
			way(SECRET_ANSWERS.replace, { secrets: 'replace' }),
			way(SECRET_ANSWERS.leaveOut, { secrets: 'leaveOut' }),
			way(SECRET_ANSWERS.send, { secrets: 'send' }),
		],
		buttons: 3,
	};
}
