import assert from 'node:assert/strict';
import { preparePreview, prepareTurn, questionOf } from '../../../../src/core/chat/prepareTurn.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
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
		assert.deepEqual(prepared, await prepareTurn([question], question, {}, ports, {}, true));
		assert.deepEqual(
			prepared.planned.request.messages.map(({ content }) => content),
			[question.text],
		);
		assert.match(words ?? '', /^This does not fit: /);
	});

	it('is refused where nothing could be sent in any way', async () => {
		refusal = new ChatError('noKey', 'There is no key.');
		const question = asking('What is this?');
		await assert.rejects(preparePreview([question], question, {}, ports), { kind: 'noKey' });
	});
});
