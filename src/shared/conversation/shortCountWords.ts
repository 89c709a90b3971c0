import type { CountedShort } from './shortCount.ts';

/** Both numbers where a server cannot have read all of a prompt, as a sentence without its end. */
export function shortCountInWords({ counted, sent }: CountedShort): string {
	const tokens = (count: number) => count.toLocaleString('en');
	return `The server counted ${tokens(counted)} of about ${tokens(sent)} tokens`;
}
