import assert from 'node:assert/strict';
import {
	asAttached,
	attachmentNamed,
	attachmentsOf,
	imagesIn,
	imagesToSend,
	readNamed,
	refusesImages,
	withoutNamed,
} from '../../../../src/core/attachments/attachments.ts';
import { wireMessages } from '../../../../src/core/prompts/prompt.ts';
import { attachmentId } from '../../../../src/shared/attachments/attachmentId.ts';
import { imageInWords, sizeInWords } from '../../../../src/shared/attachments/attachmentWords.ts';
import type { Image, Message, Question } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';

const image = (name: string): Image => ({
	hash: name.padEnd(64, '0'),
	mediaType: 'image/png',
	width: 640,
	height: 480,
	bytes: 1234,
	name,
});
const A = image('a');
const B = image('b');
function asked(id: string, more: Partial<Question> = {}): Message {
	return { role: 'user', id, parent: null, at: 1, text: id, excerpts: [], ...more };
}

const answered: Message = {
	role: 'assistant',
	id: 'r',
	parent: 'q',
	at: 2,
	model: 'm',
	text: 'Seen.',
	reasoning: '',
	status: 'complete',
	facts: {},
};

const url = ({ name }: Image) => `data:${name}`;
const part = (name: string) => ({ type: 'image_url', image_url: { url: `data:${name}` } });

describe('images on the wire', () => {
	it('go out as parts behind the text', () => {
		const path = [asked('Look', { excerpts: [EXCERPT], images: [A, B] })];
		const [message] = wireMessages(path, url);
		assert.deepEqual(message?.content, [
			{ type: 'text', text: 'Look\n\na.ts, line 1 (typescript):\n\n```typescript\nlet a;\n```' },
			part('a'),
			part('b'),
		]);
	});

	it('say how closely the model is to look, where that was chosen', () => {
		const path = [asked('Look', { images: [{ ...A, detail: 'low' }, B] })];
		const [message] = wireMessages(path, url);
		assert.deepEqual(message?.content.slice(1), [
			{ type: 'image_url', image_url: { url: 'data:a', detail: 'low' } },
			part('b'),
		]);
		assert.equal(imageInWords({ ...A, detail: 'high' }), 'a, 640×480 png, high detail');
	});

	it('need no text beside them, and a text without images is a string', () => {
		const [only] = wireMessages([asked('', { images: [A] })], url);
		const [none] = wireMessages([asked('Hi')], url);
		assert.deepEqual(only?.content, [part('a')]);
		assert.equal(none?.content, 'Hi');
	});

	it('that cannot be read are said to be missing, and nothing else is left out', () => {
		const path = [asked('Both', { images: [A, B] })];
		const [message] = wireMessages(path, (one) => (one === A ? undefined : url(one)));
		assert.deepEqual(message?.content, [
			{ type: 'text', text: 'Both\n\n[image, not sent: a, 640×480 png]' },
			part('b'),
		]);
	});

	it('above a question without images are no longer sent; what comes later is', () => {
		const path = [
			asked('', { images: [A] }),
			answered,
			asked('without', { withoutImages: true }),
			answered,
			asked('later', { images: [B] }),
		];
		assert.deepEqual(
			wireMessages(path, url).map(({ content }) => content),
			[
				'[image, not sent: a, 640×480 png]',
				'Seen.',
				'without',
				'Seen.',
				[{ type: 'text', text: 'later' }, part('b')],
			],
		);
		assert.deepEqual(imagesToSend(path), [B]);
		assert.deepEqual(imagesToSend([asked('x', { images: [A, B] }), asked('y', { images: [A] })]), [
			A,
			B,
		]);
	});
});

describe('attachments', () => {
	it('are a question’s excerpts and then its images', () => {
		const attached = asAttached([A, EXCERPT, B]);
		assert.deepEqual(attached, { excerpts: [EXCERPT], images: [A, B] });
		assert.deepEqual(attachmentsOf(attached), [EXCERPT, A, B]);
		assert.deepEqual(Object.keys(asAttached([EXCERPT])), ['excerpts']);
	});

	it('with images are kept from a model that is known to read text only, and from no other', () => {
		assert.equal(refusesImages({ inputModalities: ['text'] }), true);
		for (const inputModalities of [['text', 'image'], [], undefined]) {
			assert.equal(refusesImages({ inputModalities }), false);
		}
		assert.equal(refusesImages(undefined), false);
	});

	it('have a name and a size in words', () => {
		assert.equal(imageInWords(A), 'a, 640×480 png');
		assert.deepEqual(
			[0, 999, 1000, 1023, 10_200, 512 * 1024, 1_000_000, 20 * 1024 * 1024, 2_000_000_000].map(
				sizeInWords,
			),
			['0 B', '999 B', '1 KB', '1 KB', '10 KB', '512 KB', '977 KB', '20 MB', '1,907 MB'],
		);
	});
});

describe('the images of a message', () => {
	it('are those that a question has, or that a reply brought', () => {
		assert.deepEqual(imagesIn(asked('q', { images: [A, B] })), [A, B]);
		assert.deepEqual(imagesIn(asked('q')), []);
		assert.deepEqual(imagesIn(answered), []);
		const extras = [{ type: 'audio' }, { type: 'image', image: B }] as const;
		assert.deepEqual(imagesIn({ ...answered, extras: [...extras] }), [B]);
	});
});

describe('attachments that the page names', () => {
	const all = [EXCERPT, A, EXCERPT];
	const name = attachmentId(EXCERPT);

	it('are found, or gone', () => {
		assert.equal(attachmentNamed(all, A.hash), A);
		assert.equal(attachmentNamed(all, name), EXCERPT);
		assert.equal(attachmentNamed(all, B.hash), undefined);
	});

	it('are taken off one for each name', () => {
		assert.deepEqual(withoutNamed(all, [name]), [A, EXCERPT]);
		assert.deepEqual(withoutNamed(all, [name, name, A.hash]), []);
		assert.deepEqual(withoutNamed(all, [B.hash]), all);
	});

	it('are read anew, in their places, and the others stay', async () => {
		const newer = { ...EXCERPT, text: 'newer' };
		const other = { ...EXCERPT, label: 'b.ts', text: 'let b;' };
		const given = [A, other, EXCERPT];
		assert.deepEqual(await readNamed(given, [name], async () => [newer]), [A, other, newer]);
		assert.deepEqual(await readNamed(given, [], async () => assert.fail()), given);
		assert.deepEqual(await readNamed(given, [name], undefined), given);
	});
});
