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

/** Reads the answer in one piece, byte by byte and cut in two at every byte, and insists that nothing differs. */
export function readEveryWay(answer: string, contentType = 'text/event-stream'): Outcome {
	const bytes = Buffer.from(answer);
	const whole = read([bytes], contentType);
	const ways = [
		[...bytes].map((byte) => Uint8Array.of(byte)),
		...Array.from(bytes, (_, at) => [bytes.subarray(0, at), bytes.subarray(at)]),
	];
	for (const way of ways) {
		const other = read(way, contentType);
		assert.deepEqual(other.events, whole.events);
		assert.deepEqual(failure(other), failure(whole));
	}
	return whole;
}

export function failure(outcome: Outcome): object | undefined {
	return outcome.error === undefined ? undefined : asChatError(outcome.error).toFailure();
}

export function kindOf(outcome: Outcome): string | undefined {
	return outcome.error === undefined ? undefined : asChatError(outcome.error).kind;
}
