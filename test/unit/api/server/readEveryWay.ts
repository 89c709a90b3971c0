import assert from 'node:assert/strict';
import { ReplyReader } from '../../../../src/api/server/replyReader.ts';
import type { ReplyEvent } from '../../../../src/core/server/chatServer.ts';
import { asChatError, type Outcome, summary } from '../network/testServer.ts';

export const CONTEXT = {
	url: new URL('http://127.0.0.1:4011/v1/chat/completions'),
	apiKey: 'sk-secret-0123456789',
	model: 'maker/model',
};

export function read(pieces: readonly Uint8Array[], contentType: string): Outcome {
	const reader = new ReplyReader(CONTEXT, contentType);
	const seen: ReplyEvent[] = [];
	for (const piece of pieces) {
		reader.feed(piece);
		seen.push(...reader.take());
		if (reader.outcome !== undefined) break;
	}
	if (reader.outcome === undefined) {
		reader.end();
		seen.push(...reader.take());
	}
	return summary(seen, reader.outcome === 'whole' ? undefined : reader.outcome);
}

/**
 * Reads the answer in one piece, byte by byte and cut in two, and insists that nothing differs. It is cut where a cut can matter: about the
 * ends of lines and in a character of several bytes; within a line the reader only waits for its end, so of the other places each seventh.
 */
export function readEveryWay(answer: string, contentType = 'text/event-stream'): Outcome {
	const bytes = Buffer.from(answer);
	const whole = read([bytes], contentType);
	const ways = [
		[...bytes].map((byte) => Uint8Array.of(byte)),
		...cuts(bytes).map((at) => [bytes.subarray(0, at), bytes.subarray(at)]),
	];
	for (const way of ways) {
		const other = read(way, contentType);
		assert.deepEqual(other.events, whole.events);
		assert.deepEqual(failure(other), failure(whole));
	}
	return whole;
}

function cuts(bytes: Uint8Array): number[] {
	const isEnd = (at: number) => bytes[at] === 10 || bytes[at] === 13;
	return Array.from(bytes, (_, at) => at).filter(
		(at) =>
			at % 7 === 0 ||
			(bytes[at] ?? 0) > 127 ||
			[at - 2, at - 1, at, at + 1].some((near) => isEnd(near)),
	);
}

export function failure(outcome: Outcome): object | undefined {
	return outcome.error === undefined ? undefined : asChatError(outcome.error).toFailure();
}

export function kindOf(outcome: Outcome): string | undefined {
	return outcome.error === undefined ? undefined : asChatError(outcome.error).kind;
}
