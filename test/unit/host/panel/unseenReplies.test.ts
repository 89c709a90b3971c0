import assert from 'node:assert/strict';
import type { News } from '../../../../src/host/vscode/say.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { UnseenReplies } = await import('../../../../src/host/panel/unseenReplies.ts');

/** With its retries: the last try alone was short. */
const LONG_MS = 20_000;
const CHAT = { id: 'c-1', title: 'How do I add?' };

function long(part: Partial<Reply> = {}): Reply {
	return {
		role: 'assistant',
		id: 'r',
		parent: 'q',
		at: 2,
		model: 'meta-llama/llama-3-70b-instruct',
		text: 'Done.',
		reasoning: '',
		status: 'complete',
		facts: { timing: { total: 5_000 } },
		...part,
	};
}

function watching({ on = true, answer = undefined as string | undefined } = {}) {
	const said: News[] = [];
	const opened: string[] = [];
	const badges: number[] = [];
	const seen = new Set<string>();
	const replies = new UnseenReplies({
		isOn: () => on,
		isSeen: (chat, reply) => seen.has(chat) || seen.has(reply),
		open: async (...where) => void opened.push(...where),
		badge: (count) => badges.push(count),
		say: async (news) => {
			said.push(news);
			return answer;
		},
	});
	return { replies, said, opened, badges, seen };
}

describe('a long reply that ends unseen', () => {
	it('is told of, and leads to it in its chat', async () => {
		const { replies, said, opened, badges } = watching({ answer: 'Show' });
		await replies.ended(long(), CHAT, LONG_MS);
		assert.deepEqual(said, [
			{ text: 'The reply in “How do I add?” is complete.', buttons: ['Show'] },
		]);
		assert.deepEqual([opened, badges], [['c-1', 'r'], [1]]);
	});

	it('is told of as failed, with what has failed', async () => {
		const { replies, said, opened } = watching();
		const failure = { kind: 'rateLimit', message: 'Too many requests.' } as const;
		await replies.ended(long({ status: 'failed', failure }), CHAT, LONG_MS);
		assert.equal(said[0]?.text, 'The reply in “How do I add?” has failed: Rate limited.');
		assert.equal(said[0]?.isError, true);
		assert.deepEqual(opened, []);
	});

	it('is not told of when it was short, stopped, interrupted or seen, or where that is not wanted', async () => {
		const { replies, said, badges, seen } = watching();
		await replies.ended(long(), CHAT, 19_999);
		await replies.ended(long({ status: 'stopped' }), CHAT, LONG_MS);
		await replies.ended(long({ status: 'interrupted' }), CHAT, LONG_MS);
		seen.add('c-1');
		await replies.ended(long(), CHAT, LONG_MS);
		assert.deepEqual([said, badges], [[], []]);
		const off = watching({ on: false });
		await off.replies.ended(long(), CHAT, LONG_MS);
		assert.deepEqual(off.said, []);
	});

	it('is counted once for each chat on the view, until that is seen', async () => {
		const { replies, badges, seen } = watching();
		await replies.ended(long(), CHAT, LONG_MS);
		await replies.ended(long(), CHAT, LONG_MS);
		await replies.ended(long(), { ...CHAT, id: 'c-2' }, LONG_MS);
		replies.look();
		assert.deepEqual(badges, [1, 1, 2]);
		seen.add('c-1');
		replies.look();
		seen.add('c-2');
		replies.look();
		replies.look();
		assert.deepEqual(badges, [1, 1, 2, 1, 0]);
	});

	it('is none to be told of where it is seen elsewhere, and is counted until then', async () => {
		const { replies, said, badges, seen } = watching();
		seen.add('r');
		await replies.ended(long(), CHAT, LONG_MS);
		assert.deepEqual([said, badges], [[], []]);
		await replies.ended(long({ id: 'r2' }), CHAT, LONG_MS);
		replies.look();
		assert.deepEqual(badges, [1]);
		seen.add('r2');
		replies.look();
		assert.deepEqual(badges, [1, 0]);
	});

	it('is not counted any more where its chat was deleted', async () => {
		const { replies, badges } = watching();
		await replies.ended(long(), CHAT, LONG_MS);
		replies.forget('c-2');
		replies.forget('c-1');
		replies.forget('c-1');
		assert.deepEqual(badges, [1, 0]);
	});
});
