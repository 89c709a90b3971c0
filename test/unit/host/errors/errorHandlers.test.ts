import assert from 'node:assert/strict';
import type { ErrorPage } from '../../../../src/host/errors/errorHandlers.ts';
import type { Action } from '../../../../src/shared/errors/action.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { errorHandlers } = await import('../../../../src/host/errors/errorHandlers.ts');

describe('the buttons of a failure', () => {
	async function done(action: Action): Promise<string[]> {
		const did: string[] = [];
		const page = {
			chats: { notice: null },
			run: async (name: string) => {
				await Promise.resolve();
				did.push(name);
			},
			open: async () => {
				did.push('open');
			},
			showParameters: () => did.push('parameters'),
		} as unknown as ErrorPage;
		await errorHandlers(page).act({ type: 'act', action });
		return did;
	}

	it('give the keyboard back to the box once there is a server to ask', async () => {
		assert.deepEqual(await done('setApiKey'), ['setApiKey', 'open']);
		assert.deepEqual(await done('signIn'), ['signIn', 'open']);
		assert.deepEqual(await done('connectServer'), ['connectServer', 'open']);
	});

	it('leave it where the button has led to', async () => {
		assert.deepEqual(await done('showLog'), ['showLog']);
		assert.deepEqual(await done('selectModel'), ['selectModel']);
		assert.deepEqual(await done('openParameters'), ['parameters']);
	});
});
