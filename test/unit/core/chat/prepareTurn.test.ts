import assert from 'node:assert/strict';
import { preparePreview, prepareTurn, questionOf } from '../../../../src/core/chat/prepareTurn.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

describe('the preview of a request', () => {
	const settings = parseSettings(
		(name) => ({ baseUrl: 'http://localhost:1/v1', model: 'm' })[name],
	);
	let refusal: ChatError | undefined;
	const ports = {
		prepare: async () => {
			if (refusal !== undefined) throw refusal;
			const { baseUrl } = settings;
			const destination = { baseUrl, apiKey: undefined, siteUrl: undefined, siteName: undefined };
			return { settings, destination };
		},
		models: { model: () => catalogueModel('m', { contextLength: 200 }) },
		tokens: new TokenCorrections({ get: () => undefined, update: async () => {} }),
	};
	const asking = (text: string) =>
		questionOf({ id: '', text, attachments: [], parent: null, withoutImages: false }, 1);

	beforeEach(() => {
		refusal = undefined;
	});

	it('is what Send would send', async () => {
		const question = asking('What is this?');
		const { prepared, ...rest } = await preparePreview([question], question, {}, ports);
		assert.deepEqual(prepared, await prepareTurn([question], question, {}, ports));
		assert.deepEqual(rest, {});
	});

	it('is what Send Anyway would send where Send refuses, and says why it does', async () => {
		const question = asking('many words '.repeat(400));
		await assert.rejects(prepareTurn([question], question, {}, ports), { kind: 'contextTooLong' });
		const { prepared, refusal: words } = await preparePreview([question], question, {}, ports);
		assert.deepEqual(
			prepared,
			await prepareTurn([question], question, {}, ports, { anyway: true }),
		);
		assert.deepEqual(
			prepared.planned.request.messages.map(({ content }) => content),
			[question.text],
		);
		assert.match(words ?? '', /^This does not fit: /);
	});

	describe('with an image', () => {
		const image = {
			hash: 'h',
			mediaType: 'image/png',
			width: 1,
			height: 1,
			bytes: 3,
			name: 'dot.png',
		} as const;
		const withImage = (data: string | undefined) => ({
			...ports,
			models: { model: () => undefined },
			images: {
				refusesImages: () => false,
				images: { put: () => assert.fail(), readBase64: async () => data },
			},
		});
		const question = questionOf(
			{ id: 'q', text: 'What is this?', attachments: [image], parent: null, withoutImages: false },
			1,
		);

		it('has it as it is on the disk', async () => {
			const { planned } = await prepareTurn([question], question, {}, withImage('QUJD'));
			assert.match(JSON.stringify(planned.request.messages), /"data:image\/png;base64,QUJD"/);
		});

		it('is refused where the question’s own is gone, and goes out without one of long ago', async () => {
			await assert.rejects(prepareTurn([question], question, {}, withImage(undefined)), {
				kind: 'refused',
				message: /dot\.png cannot be read/,
			});
			const next = { ...asking('And now?'), parent: 'q' };
			const { planned } = await prepareTurn([question, next], next, {}, withImage(undefined));
			assert.doesNotMatch(JSON.stringify(planned.request.messages), /data:image/);
		});

		it('goes out again with a reply that goes on, which asks no new question', async () => {
			const answer: Reply = {
				role: 'assistant',
				id: 'r',
				parent: 'q',
				at: 2,
				model: 'of long ago',
				text: 'It is',
				reasoning: '',
				status: 'stopped',
				facts: {},
			};
			const { planned } = await prepareTurn([question, answer], undefined, {}, withImage('QUJD'));
			assert.equal(planned.request.model, 'of long ago');
			assert.match(JSON.stringify(planned.request.messages), /QUJD/);
		});
	});

	it('is refused where nothing could be sent in any way', async () => {
		refusal = new ChatError('noKey', 'There is no key.');
		const question = asking('What is this?');
		let prepared = 0;
		const counting = { ...ports, prepare: () => ports.prepare().finally(() => prepared++) };
		await assert.rejects(preparePreview([question], question, {}, counting), { kind: 'noKey' });
		assert.equal(prepared, 1, 'nobody is asked a second time');
	});
});
