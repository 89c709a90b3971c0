import * as v from 'valibot';
import type { LedgerEntry } from '../spending/ledger.ts';

/** Who is behind a request where VS Code does not say. */
const UNKNOWN = 'another extension';

/** Who asks where you do, in VS Code's own chat. */
export const PARTICIPANT = 'VS Code’s chat, @llama';

/** What requests of other extensions are kept under, in the place of a chat, goes on with who asked. */
const PREFIX = 'lent-';

/** VS Code has it outside its stable API: the id of the extension, or "core" for its own chat. */
const Asking = v.object({ requestInitiator: v.pipe(v.string(), v.trim(), v.nonEmpty()) });

/** @returns "publisher.name", "VS Code" for itself, or "another extension" */
export function askerOf(options: unknown): string {
	const parsed = v.safeParse(Asking, options);
	if (!parsed.success) return UNKNOWN;
	const { requestInitiator } = parsed.output;
	return requestInitiator === 'core' ? 'VS Code' : requestInitiator;
}

/** As long as the id of a chat may be: it becomes a part of a file's name. */
const MOST_CODED = 100 - PREFIX.length;

/** What the requests of an asker are kept under, in ledger and archive. It has the form of a chat's id. */
export function lentKey(asker: string): string {
	const coded = asker.replace(/[^a-z0-9]/gu, (sign) => `-${sign.codePointAt(0)?.toString(16)}-`);
	return PREFIX + coded.slice(0, MOST_CODED);
}

/** Who asked for what is kept under this; undefined for what is not lent. */
export function askerIn(chat: string): string | undefined {
	if (!chat.startsWith(PREFIX)) return undefined;
	return chat.slice(PREFIX.length).replace(/-([0-9a-f]{1,6})-/g, (coded, hex: string) => {
		const sign = Number.parseInt(hex, 16);
		return sign > 0x10ffff ? coded : String.fromCodePoint(sign);
	});
}

/** What the ledger calls its lent requests: a title for each key. */
export function lentTitles(entries: readonly Pick<LedgerEntry, 'chat'>[]): Map<string, string> {
	return new Map(
		entries.flatMap(({ chat }) => {
			const asker = askerIn(chat);
			return asker === undefined ? [] : [[chat, titleOf(asker)] as const];
		}),
	);
}

function titleOf(asker: string): string {
	return asker === PARTICIPANT ? asker : `Lent to ${asker}`;
}
