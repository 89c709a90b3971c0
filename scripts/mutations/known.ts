import type { Change } from './change.ts';

/** A change that no test noticed once. Each undoes one promise of the product. */
export interface KnownMutant extends Change {
	readonly what: string;
}

export const KNOWN: readonly KnownMutant[] = [
	{
		what: 'a turn teaches nothing about tokens',
		file: 'core/chat/replyTurn.ts',
		from: 'learnTokens(tokens, planned, outcome.facts);',
		to: '',
	},
	{
		what: 'Continue takes the model of the settings',
		file: 'core/chat/prepareTurn.ts',
		from: "last?.role === 'assistant' && !anew ? last.model : settings.model",
		to: 'settings.model',
	},
	{
		what: 'nothing is counted around a message',
		file: 'core/context/messageTokens.ts',
		from: 'const AROUND_MESSAGE = 5;',
		to: 'const AROUND_MESSAGE = 0;',
	},
	{
		what: 'what is taken down of one exchange has no bound',
		file: 'core/inspect/exchangeRecorder.ts',
		from: 'this.#characters + size > MAX_EVENT_CHARACTERS',
		to: 'false',
	},
	{
		what: 'lines of our own are not told from those of other windows',
		file: 'storage/conversation/logTail.ts',
		from: 'if (to !== from + length) for (const line of lines) this.#own.push(line);',
		to: 'if (to !== from + length) return;',
	},
	{
		what: 'lines of our own that were not met stay expected',
		file: 'storage/conversation/logTail.ts',
		from: 'if (end === size - from) this.#forget();',
		to: '',
	},
	{
		what: 'a cut-off reply is counted without looking at what other windows have counted',
		file: 'core/spending/spendingGuard.ts',
		from: 'await loaded(baseUrl);\n\t\tawait totals.refresh();',
		to: 'await loaded(baseUrl);',
	},
	{
		what: 'the wait between two writes that fail grows without end',
		file: 'core/chat/chatRecorder.ts',
		from: 'Math.min(2 * this.#retryMs, LAST_RETRY_MS)',
		to: '2 * this.#retryMs',
	},
	{
		what: 'a wait of more than a day is believed',
		file: 'api/errors/retryAfter.ts',
		from: 'wait > 0 && wait < 86_400',
		to: 'wait > 0',
	},
	{
		what: 'dead sockets are tried without end',
		file: 'api/network/deadSockets.ts',
		from: ' || attempt === MAX_DEAD_SOCKETS',
		to: '',
	},
	{
		what: 'the exchanges on disk have no bound in bytes',
		file: 'storage/inspect/exchangeFolder.ts',
		from: 'index >= MAX_FILES || bytes > MAX_BYTES',
		to: 'index >= MAX_FILES',
	},
];
