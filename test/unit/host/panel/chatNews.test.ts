import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { ChatNews } = await import('../../../../src/host/panel/chatNews.ts');

describe('what was done for the chat', () => {
	const questions = { ...window };
	afterEach(() => Object.assign(window, questions));

	function newsOf(seen: boolean) {
		const told: (string | undefined)[] = [];
		let opened = 0;
		const news = new ChatNews({
			isSeen: () => seen,
			open: async () => void opened++,
			changed: () => told.push(news.shown?.text),
		});
		return { news, told, opened: () => opened };
	}

	it('is said over the box where the chat is seen, and the keyboard goes there', async () => {
		Object.assign(window, { showInformationMessage: () => assert.fail('It covers the box') });
		const { news, told, opened } = newsOf(true);
		const answer = news.say({ text: 'It is stored.' });
		assert.deepEqual(news.shown, {
			id: '0',
			text: 'It is stored.',
			isError: false,
			buttons: [],
		});
		assert.deepEqual([told, opened()], [['It is stored.'], 1]);
		news.answer('0', undefined);
		assert.equal(await answer, undefined);
		assert.deepEqual([told, news.shown], [['It is stored.', undefined], undefined]);
	});

	it('leaves the keyboard in the editor or terminal that was just opened', async () => {
		const { news, told, opened } = newsOf(true);
		const answer = news.say({ text: 'Line 1 of 2.', buttons: ['Next'], keepsKeyboard: true });
		assert.deepEqual([told, opened()], [['Line 1 of 2.'], 0]);
		news.answer('0', 'Next');
		assert.equal(await answer, 'Next');
	});

	it('is said in a notification where the chat is not seen, which stays so', async () => {
		const said: unknown[] = [];
		Object.assign(window, {
			showInformationMessage: async (...all: string[]) => void said.push(['info', ...all]),
			showErrorMessage: async (...all: string[]) => {
				said.push(['error', ...all]);
				return all[1];
			},
		});
		const { news, told, opened } = newsOf(false);
		assert.equal(await news.say({ text: 'It is stored.' }), undefined);
		const refused = { text: 'No [x](command:y)', isError: true, buttons: ['Again'] };
		assert.equal(await news.say(refused), 'Again');
		assert.deepEqual(said, [
			['info', 'It is stored.'],
			['error', 'No [x] (command:y)', 'Again'],
		]);
		assert.deepEqual([told, opened(), news.shown], [[], 0, undefined]);
	});

	it('is answered by its own button only, and once', async () => {
		const { news, told } = newsOf(true);
		const answer = news.say({ text: 'Refused.', isError: true, buttons: ['Again', 'Other'] });
		assert.deepEqual(news.shown?.buttons, ['Again', 'Other']);
		assert.equal(news.shown?.isError, true);
		news.answer('another', 'Again');
		assert.equal(news.shown?.text, 'Refused.');
		news.answer('0', 'Other');
		assert.equal(await answer, 'Other');
		news.answer('0', 'Again');
		assert.deepEqual(told, ['Refused.', undefined]);
	});

	it('gives way to the next, which is another one', async () => {
		const { news } = newsOf(true);
		const first = news.say({ text: 'One.' });
		void news.say({ text: 'Two.' });
		assert.equal(await first, undefined);
		news.answer('0', undefined);
		assert.equal(news.shown?.text, 'Two.');
	});

	it('is old once another reply begins, and not while the same one goes on', async () => {
		const { news } = newsOf(true);
		news.running('a');
		const answer = news.say({ text: 'It is stored.' });
		for (const reply of ['a', null, null]) {
			news.running(reply);
			await setImmediate();
			assert.equal(news.shown?.text, 'It is stored.');
		}
		news.running('b');
		assert.equal(news.shown, undefined);
		assert.equal(await answer, undefined);
	});
});
