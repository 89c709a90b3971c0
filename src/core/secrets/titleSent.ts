import type { Withheld } from '../../shared/conversation/withheldText.ts';
import { withhold } from './withheld.ts';

/** A chat's title as it is to leave this machine: a first line can end within a secret, which then is found in it no more. */
export function titleSent(title: string, withheld: readonly Withheld[]): string {
	const sent = withhold(title, withheld);
	return withheld.some(({ text }) => endsInBeginning(sent, text)) ? 'Chat' : sent;
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
