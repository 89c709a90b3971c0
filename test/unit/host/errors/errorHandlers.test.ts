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

	it('choose a model that the server has named for this reply, and no other', async () => {
		const chosen: string[] = [];
		const failure = { kind: 'modelUnavailable', message: 'It is gone.', instead: ['a/b', 'c/d'] };
		const page = {
			chats: {
				notice: null,
				chat: { conversation: { reply: (id: string) => (id === 'r1' ? { failure } : undefined) } },
				chooseModel: (id: string) => chosen.push(id),
			},
		} as unknown as ErrorPage;
		const act = { type: 'act', action: 'useModel' } as const;
		for (const part of [
			{ id: 'r1', model: 'c/d' },
			{ id: 'r1', model: 'x/y' },
			{ id: 'r1' },
			{ id: 'r2', model: 'c/d' },
			{ model: 'c/d' },
		])
			await errorHandlers(page).act({ ...act, ...part });
		assert.deepEqual(chosen, ['c/d']);
	});

	it('leave it where the button has led to', async () => {
		assert.deepEqual(await done('showLog'), ['showLog']);
		assert.deepEqual(await done('selectModel'), ['selectModel']);
		assert.deepEqual(await done('openParameters'), ['parameters']);
	});
});
