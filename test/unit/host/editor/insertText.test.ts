import { provideVscode, window } from '../../../vscode/apiStandin.ts';

provideVscode();
const { insertText } = await import('../../../../src/host/editor/insertText.ts');

describe('inserting where there is no editor', () => {
	const { showWarningMessage } = window;
	afterEach(() => Object.assign(window, { showWarningMessage }));

	it('is done while the notification stands unanswered: the next Insert says so again', async () => {
		let said = 0;
		const answer = new Promise<undefined>(() => {});
		const saidTwice = new Promise<void>((resolve) => {
			Object.assign(window, {
				showWarningMessage: () => {
					said++;
					if (said === 2) resolve();
					return answer;
				},
			});
		});
		await insertText({ text: 'a', language: '' });
		await insertText({ text: 'a', language: '' });
		await saidTwice;
	});
});
