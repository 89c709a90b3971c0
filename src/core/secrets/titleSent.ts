import type { Withheld } from '../../shared/conversation/withheldText.ts';
import { withhold } from './withheld.ts';

/** A chat's title as it is to leave this machine. */
export function titleSent(title: string, withheld: readonly Withheld[]): string {
	return beginningSent(title, withheld, 'Chat');
}

/**
 * The beginning of a text as it is to leave this machine: it can end within a secret, which then is found in it no more.
 * @param instead what stands for it then
 */
export function beginningSent(
	beginning: string,
	withheld: readonly Withheld[],
	instead: string,
): string {
	const sent = withhold(beginning, withheld);
	return withheld.some(({ text }) => endsInBeginning(sent, text)) ? instead : sent;
}

/** Whether a text ends in the first characters of another, so many that they say something of it. */
function endsInBeginning(text: string, other: string): boolean {
	// The title of a fork goes on after it.
	const end = text.replace(/ \(fork(?: \d+)?\)$/, '').replace(/…$/, '');
	for (let length = Math.min(other.length, end.length); length >= 4; length--) {
		if (end.endsWith(other.slice(0, length))) return true;
	}
	return false;
}
