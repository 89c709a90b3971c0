import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isImage } from '../../../../src/core/attachments/attachments.ts';
import type { NewQuestion } from '../../../../src/core/chat/prepareTurn.ts';
import { messageViews } from '../../../../src/core/panel/messageViews.ts';
import { attachmentId } from '../../../../src/shared/attachments/attachmentId.ts';
import type { Image } from '../../../../src/shared/conversation/messages.ts';
import { FaultyFiles } from '../../../faults/faultyFiles.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { png } from '../../../samples/images.ts';
import { type SessionInTest, State, type WindowInTest } from '../chat/sessionInTest.ts';
import { sessionsInTest } from '../chat/sessionsInTest.ts';

const BYTES = png(30, 20);
const URL = `data:image/png;base64,${Buffer.from(BYTES).toString('base64')}`;
const PART = { type: 'image_url', image_url: { url: URL } };

describe('images in a chat', () => {
	const sessions = sessionsInTest(() => test.session.flush());
	let state: State;
	let test: SessionInTest;

	beforeEach(async () => {
		sessions.standin.setDefault({ kind: 'reply', text: 'Seen.' });
		state = new State();
		await open();
	});

	async function open(window: WindowInTest = {}): Promise<void> {
		test = sessions.window(window, state);
		await test.chats.restore();
	}

	const add = (name = 'plan.png', bytes: Uint8Array = BYTES) =>
		test.chats.box.addImage(test.chats.chat.conversation.id, name, bytes);
	const idle = () => test.until(() => !test.chats.chat.turns.busy);
	const sent = () => sessions.standin.chats.at(-1)?.chat?.messages.map(({ content }) => content);
	const attached = () =>
		test.chats.box.attachments.map((one) => (isImage(one) ? one.name : one.label));
	const fileOf = ([one]: readonly unknown[] = test.chats.box.attachments) =>
		join(sessions.folder, 'images', `${(one as Image).hash}.png`);

	async function send(text: string): Promise<void> {
		await test.chats.box.send(text);
		await idle();
	}

	it('go out behind the text, lie beside the log once and are not in it', async () => {
		const adding = add();
		// The message is on its way while the image is still being written.
		await Promise.all([adding, test.chats.box.send('What is this?')]);
		await idle();
		assert.deepEqual(sent(), [[{ type: 'text', text: 'What is this?' }, PART]]);
		assert.deepEqual(attached(), []);
		await add('the same.png');
		await send('And this?');
		assert.deepEqual(sent(), [
			[{ type: 'text', text: 'What is this?' }, PART],
			'Seen.',
			[{ type: 'text', text: 'And this?' }, PART],
		]);
		await test.session.flush();
		assert.equal((await readdir(join(sessions.folder, 'images'))).length, 1);
		const log = await readFile(
			join(sessions.folder, `${test.chats.chat.conversation.id}.jsonl`),
			'utf8',
		);
		assert.ok(log.includes('"mediaType":"image/png","width":30,"height":20'));
		assert.ok(!log.includes(Buffer.from(BYTES).toString('base64').slice(0, 24)));
	});

	it('go with what is asked in another way than by Send, whatever chat is shown once they are kept', async () => {
		const { chats } = test;
		const { id } = chats.chat.conversation;
		chats.box.keepDraft(id, 'What is this?');
		const adding = add();
		const asked: NewQuestion[] = [];
		const asking = chats.box.askInstead(async (question) => {
			asked.push(question);
		});
		chats.showNew();
		chats.box.keepDraft(chats.chat.conversation.id, 'Half a thought');
		await Promise.all([adding, asking]);
		assert.deepEqual(
			asked.map(({ text, attachments }) => [text, attachments.length]),
			[['What is this?', 1]],
		);
		assert.equal(chats.box.draft, 'Half a thought');
		assert.deepEqual(test.box, []);
	});

	it('belong to the draft of their chat and come back after a reload, with excerpts', async () => {
		test.chats.box.attach([EXCERPT]);
		await add();
		await add();
		assert.deepEqual(attached(), ['a.ts', 'plan.png']);
		await open();
		assert.deepEqual(attached(), ['a.ts', 'plan.png']);
		test.chats.box.removeAttachment(attachmentId(EXCERPT));
		await send('');
		assert.deepEqual(sent(), [[PART]]);
		assert.deepEqual(attached(), []);
		assert.equal(state.get('attachments'), undefined);
	});

	it('go with queued messages, over a reload and back into the box', async () => {
		sessions.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
		await test.chats.box.send('One?');
		await sessions.standin.waitForHold();
		await add();
		await test.chats.box.queue('Two?');
		await add();
		await test.chats.box.queue('Three?');
		assert.deepEqual(attached(), []);
		test.chats.chat.turns.stop();
		await test.session.flush();
		await open();
		const [two, three] = test.chats.box.messageQueue.messages;
		assert.equal(test.chats.box.messageQueue.views()[0]?.attachments, 1);
		test.chats.box.editQueued(three?.id ?? '');
		assert.deepEqual(attached(), ['plan.png']);
		await test.chats.box.sendQueued();
		await idle();
		assert.deepEqual(sent()?.at(-1), [{ type: 'text', text: 'Two?' }, PART]);
		assert.equal(two?.text, 'Two?');
	});

	it('come back with a question that the server gave back', async () => {
		sessions.standin.requireKey('sk-test');
		await add();
		await send('What is this?');
		sessions.standin.requireKey(undefined);
		assert.deepEqual(attached(), ['plan.png']);
		assert.deepEqual(test.box, ['accepted', 'returned What is this?']);
	});

	it('stay with an edited question, unless they are taken out, with another reply and in a fork', async () => {
		test.chats.box.attach([EXCERPT]);
		await add();
		await send('One?');
		const [question, reply] = test.chats.chat.messages();
		await test.chats.regenerate(reply?.id ?? '');
		await idle();
		assert.deepEqual(JSON.stringify(sent()).match(/image_url":\{/g)?.length, 1);
		assert.ok(question?.role === 'user');
		const [image] = question.images ?? [];
		assert.ok(image);
		await test.chats.edit(question.id, 'Two?');
		await idle();
		assert.match(JSON.stringify(sent()), /Two\?\\n\\na\.ts.*image_url/);
		await test.chats.edit(question.id, 'Three?', [attachmentId(image)]);
		await idle();
		assert.match(String(sent()), /^Three\?\n\na\.ts/);
		await test.chats.edit(question.id, 'Four?', [attachmentId(EXCERPT)]);
		await idle();
		assert.deepEqual(sent(), [[{ type: 'text', text: 'Four?' }, PART]]);
		test.chats.fork(test.chats.chat.messages()[1]?.id ?? '');
		await send('Five?');
		assert.deepEqual(sent()?.[0], [{ type: 'text', text: 'Four?' }, PART]);
	});

	it('that are no images are refused with the reason', async () => {
		await add('notes.bmp', new TextEncoder().encode('BM not at all'));
		assert.match(test.chats.notice?.message ?? '', /^notes\.bmp is no PNG, JPEG, WebP or GIF/);
		assert.deepEqual(attached(), []);
	});

	it('are kept from a model that reads text only: nothing is sent until they are left out', async () => {
		const model = 'meta-llama/llama-3-70b-instruct';
		test.models.set(model, { inputModalities: ['text'] });
		await add();
		await send('What is this?');
		assert.equal(test.chats.notice?.kind, 'textOnly');
		assert.match(test.chats.notice?.message ?? '', /^Llama 3 70B Instruct reads text only/);
		assert.equal(sessions.standin.chats.length, 0);
		assert.deepEqual(attached(), ['plan.png']);
		assert.deepEqual(test.texts, []);
		await test.chats.box.send('What is this?', { withoutImages: true });
		await idle();
		assert.deepEqual(sent(), ['What is this?']);
		assert.deepEqual(attached(), []);
		test.models.set(model, { inputModalities: ['text', 'image'] });
		await add();
		await send('And now?');
		assert.deepEqual(sent()?.at(-1), [{ type: 'text', text: 'And now?' }, PART]);
	});

	it('that the server refuses can be taken out, and do not stand in the way of what is asked later', async () => {
		await add();
		await send('One?');
		const refusal = { shape: 'object', message: 'Image is too large' } as const;
		sessions.standin.script({ kind: 'error', status: 400, body: refusal });
		await send('Two?');
		const failed = messageViews(test.chats.chat).at(-1);
		assert.equal(failed?.canLeaveOutImages, true);
		await test.chats.askWithoutImages(failed?.message.id ?? '');
		await idle();
		const words = '[image, not sent: plan.png, 30×20 png]';
		assert.deepEqual(sent(), [`One?\n\n${words}`, 'Seen.', 'Two?']);
		const [view] = messageViews(test.chats.chat).slice(-2);
		assert.deepEqual([view?.sibling, view?.siblings], [2, 2]);
		await add();
		await send('Three?');
		assert.equal(sent()?.[0], `One?\n\n${words}`);
		assert.deepEqual(sent()?.at(-1), [{ type: 'text', text: 'Three?' }, PART]);
		sessions.standin.script({ kind: 'error', status: 402, body: refusal });
		await send('Four?');
		assert.equal(messageViews(test.chats.chat).at(-1)?.canLeaveOutImages, undefined);
	});

	it('that the disk has no room for are not attached, which is said, and the chat goes on', async () => {
		const disk = new FaultyFiles();
		disk.fault = ({ path }) => (path.includes('/images') ? 'ENOSPC' : undefined);
		await open({ files: disk.files });
		await add();
		assert.deepEqual(attached(), []);
		assert.equal(
			test.chats.notice?.message,
			'plan.png was not attached: the disk is full. Free some space on it. Then attach it again.',
		);
		assert.match(test.chats.notice?.cause ?? '', /^ENOSPC/);
		await send('Without?');
		assert.deepEqual(test.texts, ['Without?', 'Seen.']);
		disk.fault = () => undefined;
		await add();
		await send('With?');
		assert.deepEqual(sent()?.at(-1), [{ type: 'text', text: 'With?' }, PART]);
	});

	it('whose file is gone keep a new question from being sent, and an old one is told without', async () => {
		await add();
		const file = fileOf();
		await rm(file);
		await send('One?');
		assert.match(test.chats.notice?.message ?? '', /^The image plan\.png cannot be read/);
		assert.equal(sessions.standin.chats.length, 0);
		await add();
		const [image] = test.chats.box.attachments;
		assert.ok(image);
		test.chats.box.removeAttachment(attachmentId(image));
		await add();
		await send('One?');
		await writeFile(file, 'something else');
		await send('Two?');
		assert.deepEqual(sent(), ['One?\n\n[image, not sent: plan.png, 30×20 png]', 'Seen.', 'Two?']);
	});
});
