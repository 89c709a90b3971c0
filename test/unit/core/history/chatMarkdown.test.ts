import assert from 'node:assert/strict';
import { adopted, forkTitle } from '../../../../src/core/conversation/fork.ts';
import { chatAsMarkdown } from '../../../../src/core/history/chatMarkdown.ts';
import { chat, ORIGIN } from '../conversation/conversationSamples.ts';
import { conversationOf } from './exportSchema.ts';

describe('a chat as Markdown', () => {
	it('says where it was forked from, under its title and as the chat does; no other chat says so', () => {
		const whole = conversationOf(chat);
		assert.doesNotMatch(chatAsMarkdown(whole), /Forked/);
		let ids = 0;
		const origin = { ...ORIGIN, title: 'Two\nlines' };
		const messages = [...adopted(whole.path(), origin, () => `f${++ids}`)];
		const fork = conversationOf([
			...messages.map((message) => ({ type: 'message', message }) as const),
			{ type: 'title', title: forkTitle(whole.title) },
		]);
		const [title, from, you] = chatAsMarkdown(fork).split('\n\n');
		assert.deepEqual(
			[title, from, you],
			['# Escapes (fork)', 'Forked from “Two lines”.', '## You'],
		);
	});
});
