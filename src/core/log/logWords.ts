import type { Failure, FailureKind, Reply } from '../../shared/conversation/messages.ts';
import { FAILURES } from '../../shared/errors/failureTable.ts';
import { shorten } from '../../shared/text/shorten.ts';

/** Longer than any name or id. In characters. */
const LONGEST = 80;

/**
 * A name or an id from a server, to stand in a line of the log: in one line, so that it makes none of its own, and too short to hold what
 * was said.
 */
export function word(text: string): string {
	return shorten(text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim(), LONGEST);
}

/** The kinds whose message is all ours: it names servers, proxies and codes, and quotes nothing. */
const OUR_WORDS: readonly FailureKind[] = [
	'noKey',
	'badKey',
	'network',
	'offline',
	'proxy',
	'certificate',
	'notTheApi',
	'badSetting',
	'overLimit',
];

/**
 * A failure as it may be logged and reported: by its kind and status; in full sentences only where no server's words are in them,
 * which can repeat a prompt or a reply.
 */
export function failureForLog(failure: Failure): string {
	const { kind, status, message, setting, parameter } = failure;
	const ours = OUR_WORDS.includes(kind) || (kind === 'timeout' && status === undefined);
	const facts = [
		ours || kind === 'brokenStream' ? codeOf(failure) : undefined,
		status === undefined ? undefined : `HTTP ${status}`,
		setting === undefined ? undefined : `setting ${setting}`,
		parameter === undefined ? undefined : `parameter ${parameter}`,
	].filter((fact) => fact !== undefined);
	const more = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
	return `${kind}${more}: ${ours ? message : FAILURES[kind].title}`;
}

/** The code of a network error, which its cause begins with: "ECONNREFUSED: connect …". */
function codeOf({ cause = '' }: Failure): string | undefined {
	return /^[A-Z][A-Z0-9_]{3,60}(?=:|$)/.exec(cause)?.[0];
}

/** What went wrong last in this window, for a report. */
export class LastFailure {
	#line: string | undefined;

	settled({ model, failure }: Reply): void {
		if (failure === undefined) return;
		this.#line = `${new Date().toISOString()}, model ${model}: ${failureForLog(failure)}`;
	}

	get line(): string | undefined {
		return this.#line;
	}
}
