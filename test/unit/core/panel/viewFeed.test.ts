import assert from 'node:assert/strict';
import { ViewFeed } from '../../../../src/core/panel/viewFeed.ts';
import type { ChatStatus } from '../../../../src/shared/panel/chatStatus.ts';
import type { Change, ToWebview } from '../../../../src/shared/panel/protocol.ts';

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

function feedWithPosts() {
	const posts: ToWebview[] = [];
	const feed = new ViewFeed(
		(message) => posts.push(message),
		() => ({ conversation: 'c', messages: [], status: STATUS, draft: '', place: null }),
	);
	const acknowledge = () => feed.acknowledge(posts.at(-1)?.sequence ?? -1);
	return { feed, posts, acknowledge };
}

const text = (id: string, piece: string): Change => ({ type: 'text', id, text: piece });

describe('ViewFeed', () => {
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
		feed.push({ type: 'returned', text: 'draft' });
		feed.push({ type: 'focus' });
		feed.connect();
		assert.deepEqual(posts[0]?.changes, [{ type: 'returned', text: 'draft' }, { type: 'focus' }]);
	});
});
