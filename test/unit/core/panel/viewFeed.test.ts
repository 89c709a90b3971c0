import assert from 'node:assert/strict';
import { ViewFeed } from '../../../../src/core/panel/viewFeed.ts';
import type { MessageView } from '../../../../src/shared/conversation/conversationProtocol.ts';
import type { ChatStatus } from '../../../../src/shared/panel/chatStatus.ts';
import type { Change, ToWebview } from '../../../../src/shared/panel/protocol.ts';
import type { Place } from '../../../../src/shared/reading/readingProtocol.ts';

const STATUS: ChatStatus = {
	title: 'New Chat',
	running: null,
	modelName: 'Llama',
	parameters: [],
	attachments: [],
	notice: null,
	needsKey: false,
	sendKey: 'enter',
	queued: [],
	waiting: null,
};

/** What the host has to show; a test may change it. */
interface Shown {
	conversation: string;
	messages: MessageView[];
	place: Place | null;
	beside?: Change[];
}

function feedWithPosts(shown: Shown = { conversation: 'c', messages: [], place: null }) {
	const posts: ToWebview[] = [];
	const left: string[] = [];
	const feed = new ViewFeed({
		post: (message) => posts.push(message),
		conversation: () => shown.conversation,
		snapshot: () => ({ ...shown, status: STATUS, draft: '' }),
		viewOf: (id) => shown.messages.find(({ message }) => message.id === id),
		left: (conversation, text) => left.push(`${conversation}: ${text}`),
	});
	const acknowledge = () => feed.acknowledge(posts.at(-1)?.sequence ?? -1);
	return { feed, posts, acknowledge, left };
}

const text = (id: string, piece: string): Change => ({ type: 'text', id, text: piece });

describe('ViewFeed', () => {
	it('tells with the snapshot what is beside the messages, and not twice', () => {
		const told: Change = { type: 'blockChanges', reply: 'a', blocks: [] };
		const shown = { conversation: 'c', messages: [], place: null, beside: [told] };
		const { feed, posts, acknowledge } = feedWithPosts(shown);
		feed.push(told);
		feed.connect();
		assert.deepEqual(posts[0]?.changes, [told]);
		assert.ok(posts[0] && !('beside' in posts[0]));
		acknowledge();
		feed.push(told);
		assert.deepEqual(posts[1]?.changes, [told]);
	});

	it('posts nothing before the page is there, then one snapshot', () => {
		const { feed, posts } = feedWithPosts();
		feed.push(text('a', 'lost in the snapshot'));
		assert.equal(posts.length, 0);
		feed.connect();
		assert.deepEqual(
			posts.map(({ type }) => type),
			['snapshot'],
		);
		assert.deepEqual(posts[0]?.changes, []);
	});

	it('holds the next batch until the last is acknowledged, joining pieces of one text', () => {
		const { feed, posts, acknowledge } = feedWithPosts();
		feed.connect();
		feed.push(text('a', '1'));
		feed.push(text('a', '2'));
		feed.push({ type: 'reasoning', id: 'a', text: 'r' });
		feed.push(text('a', '3'));
		feed.push(text('b', '4'));
		assert.equal(posts.length, 1);
		acknowledge();
		assert.deepEqual(posts[1]?.changes, [
			text('a', '12'),
			{ type: 'reasoning', id: 'a', text: 'r' },
			text('a', '3'),
			text('b', '4'),
		]);
		acknowledge();
		assert.equal(posts.length, 2);
		feed.push(text('b', '5'));
		assert.equal(posts.length, 3);
	});

	it('ignores the acknowledgement of an older batch', () => {
		const { feed, posts, acknowledge } = feedWithPosts();
		feed.connect();
		acknowledge();
		feed.push(text('a', '1'));
		feed.push(text('a', '2'));
		feed.acknowledge(1);
		assert.equal(posts.length, 2);
	});

	it('sends a new page a snapshot even when the old one never acknowledged', () => {
		const { feed, posts } = feedWithPosts();
		feed.connect();
		feed.push(text('a', '1'));
		feed.disconnect();
		feed.push(text('a', '2'));
		feed.connect();
		assert.deepEqual(
			posts.map(({ type, changes }) => [type, changes]),
			[
				['snapshot', []],
				['snapshot', []],
			],
		);
	});

	it('drops what the coming snapshot holds already', () => {
		const { feed, posts, acknowledge } = feedWithPosts();
		feed.connect();
		feed.replaceAll();
		feed.push(text('a', 'is in the snapshot'));
		acknowledge();
		assert.deepEqual(posts[1]?.changes, []);
		assert.equal(posts[1]?.type, 'snapshot');
	});

	it('keeps what is for the box and the focus while no page is there', () => {
		const { feed, posts } = feedWithPosts();
		const changes: Change[] = [
			{ type: 'returned', text: 'draft' },
			{ type: 'focus' },
			{ type: 'find' },
			{ type: 'intoBox', text: 'put in the box' },
			{ type: 'reveal', id: 'm1', query: 'needle', word: 'needle', line: 'a needle' },
		];
		for (const change of changes) feed.push(change);
		feed.connect();
		assert.deepEqual(posts[0]?.changes, changes);
	});

	it('takes nothing from the box of one chat into that of another, and leaves a text in its own', () => {
		const shown = { conversation: 'a', messages: [], place: null };
		const { feed, posts, left } = feedWithPosts(shown);
		const forBox: Change[] = [
			{ type: 'accepted' },
			{ type: 'refused' },
			{ type: 'returned', text: 'asked in a' },
			{ type: 'unqueued', text: 'queued in a' },
			{ type: 'intoBox', text: 'pasted in a' },
			{ type: 'reveal', id: 'm1', query: 'needle', word: 'needle', line: 'a needle' },
		];
		for (const change of [...forBox, { type: 'focus' } as const]) feed.push(change);
		feed.replaceAll();
		assert.deepEqual(left, [], 'another branch of the same chat');
		shown.conversation = 'b';
		feed.replaceAll();
		assert.deepEqual(left, ['a: queued in a', 'a: pasted in a']);
		feed.push({ type: 'returned', text: 'asked in b' });
		feed.connect();
		assert.deepEqual(posts[0]?.changes, [
			{ type: 'focus' },
			{ type: 'returned', text: 'asked in b' },
		]);
	});

	describe('with a long chat', () => {
		const view = (at: number, text = `text ${at}`): MessageView => ({
			message: { role: 'user', id: `m${at}`, parent: null, at: 1, text, excerpts: [] },
			name: 'You',
			sibling: 1,
			siblings: 1,
		});
		const chatOf = (count: number): Shown => ({
			conversation: 'c',
			messages: Array.from({ length: count }, (_, at) => view(at)),
			place: null,
		});
		const idsIn = (post: ToWebview | undefined) => {
			const views =
				post?.type === 'snapshot'
					? post.messages
					: (post?.changes ?? []).flatMap((change) =>
							change.type === 'earlier' ? change.views : [],
						);
			return views.map(({ message }) => message.id);
		};
		const ids = (from: number, to: number) =>
			Array.from({ length: to - from }, (_, at) => `m${from + at}`);

		it('posts its end with the snapshot, and the rest in batches, the newest first', () => {
			const { feed, posts, acknowledge } = feedWithPosts(chatOf(70));
			feed.connect();
			for (let batch = 0; batch < 5; batch++) acknowledge();
			assert.deepEqual(posts.map(idsIn), [ids(50, 70), ids(10, 50), ids(0, 10)]);
			assert.equal(posts[0]?.type === 'snapshot' && posts[0].earlier, 50);
		});

		it('posts all from the place on where the reader was', () => {
			const shown = { ...chatOf(70), place: { id: 'm30', offset: 0 } };
			const { feed, posts } = feedWithPosts(shown);
			feed.connect();
			assert.deepEqual(idsIn(posts[0]), ids(30, 70));
		});

		it('posts all of a chat that the page shows already, for the keyboard may be anywhere in it', () => {
			const { feed, posts, acknowledge } = feedWithPosts(chatOf(70));
			feed.connect();
			acknowledge();
			feed.replaceAll();
			acknowledge();
			assert.deepEqual(idsIn(posts.at(-1)), ids(0, 70));
			acknowledge();
			assert.equal(posts.length, 3);
			feed.connect();
			assert.deepEqual(idsIn(posts.at(-1)), ids(50, 70));
		});

		it('posts a message that changes before its batch as it is by then, and once', () => {
			const shown = chatOf(70);
			const { feed, posts, acknowledge } = feedWithPosts(shown);
			feed.connect();
			shown.messages[20] = view(20, 'changed');
			feed.push({ type: 'message', view: view(20, 'changed') });
			feed.push(text('m21', 'is in its batch'));
			feed.push(text('m69', 'more'));
			acknowledge();
			const changes = posts[1]?.changes ?? [];
			assert.deepEqual(
				changes.map(({ type }) => type),
				['text', 'earlier'],
			);
			const earlier = changes.flatMap((change) => (change.type === 'earlier' ? change.views : []));
			assert.equal(earlier.find(({ message }) => message.id === 'm20')?.message.text, 'changed');
		});
	});
});
