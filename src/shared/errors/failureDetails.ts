import type { Failure, FailureKind } from '../conversation/messages.ts';
import { shorten } from '../text/shorten.ts';

/** As much of a server's words as stands beside the sentence; all of them are in the details. */
const MAX_WORDS = 400;

/** A server's words are taken for told where the sentence has so many characters of their beginning. */
const BEGINNING = 40;

/** Failures of which no server speaks: older logs have the library's words as theirs. */
const WITHOUT_SERVER: readonly FailureKind[] = ['network', 'offline', 'proxy', 'certificate'];

const CODE = /^[A-Z][A-Z0-9_]{3,60}(?=:|$)/;

/** What the server says, where the failure's own sentence does not repeat it; else empty. */
export function wordsApart(failure: Failure): string {
	const words = serverWords(failure);
	return isTold(words.slice(0, BEGINNING), failure) ? '' : shorten(words, MAX_WORDS);
}

/** A line for each thing that is for whoever looks into it, or helps with it: numbers, names and addresses. */
export function technicalLines(failure: Failure): readonly string[] {
	const { status, code, address, requestId, detail = '', cause, setting, parameter } = failure;
	const words = serverWords(failure);
	const whole = words !== '' && (isTold(words, failure) || wordsApart(failure) === words);
	const rows: [name: string, value: string | undefined][] = [
		['Status', status === undefined ? undefined : `HTTP ${status}`],
		['Code', code],
		['Address', address],
		['Request', requestId],
		['Setting', setting === undefined ? undefined : `llamaChat.${setting}`],
		['Parameter', parameter],
		['Cause', cause ?? (words === '' && detail !== '' ? detail : undefined)],
		['The server says', words === '' || whole ? undefined : detail],
	];
	return rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
}

/** In one line. */
function serverWords({ kind, detail = '' }: Failure): string {
	if (WITHOUT_SERVER.includes(kind) || CODE.test(detail)) return '';
	return detail.replaceAll(/\s+/g, ' ').trim();
}

function isTold(words: string, { message }: Failure): boolean {
	return message.includes(words.replace(/\.$/, ''));
}
