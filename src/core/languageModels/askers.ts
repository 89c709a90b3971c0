import * as v from 'valibot';
import type { LedgerEntry } from '../spending/ledger.ts';

/** Who is behind a request where VS Code does not say. */
const UNKNOWN = 'another extension';

/** What requests of other extensions are kept under, in the place of a chat, goes on with who asked. */
const PREFIX = 'lent:';

/** VS Code has it outside its stable API: the id of the extension, or "core" for its own chat. */
const Asking = v.object({ requestInitiator: v.pipe(v.string(), v.trim(), v.nonEmpty()) });

/** @returns "publisher.name", "VS Code" for itself, or "another extension" */
export function askerOf(options: unknown): string {
	const parsed = v.safeParse(Asking, options);
	if (!parsed.success) return UNKNOWN;
	const { requestInitiator } = parsed.output;
	return requestInitiator === 'core' ? 'VS Code' : requestInitiator;
}

/** What the requests of an asker are kept under, in ledger and archive. */
export function lentKey(asker: string): string {
	return PREFIX + asker;
}

/** Who asked for what is kept under this; undefined for what is not lent. */
export function askerIn(chat: string): string | undefined {
	return chat.startsWith(PREFIX) ? chat.slice(PREFIX.length) : undefined;
}

/** What the ledger calls its lent requests: a title for each key. */
export function lentTitles(entries: readonly Pick<LedgerEntry, 'chat'>[]): Map<string, string> {
	return new Map(
		entries.flatMap(({ chat }) => {
			const asker = askerIn(chat);
			return asker === undefined ? [] : [[chat, `Lent to ${asker}`] as const];
		}),
	);
}
