import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import { commands, provideVscode, Uri } from '../../../vscode/apiStandin.ts';

provideVscode();
const { ContextKeySetter } = await import('../../../../src/host/vscode/contextKeys.ts');

describe('context keys', () => {
	const { executeCommand } = commands;
	const told: unknown[][] = [];
	beforeEach(() => {
		told.length = 0;
		Object.assign(commands, { executeCommand: async (...words: unknown[]) => told.push(words) });
	});
	afterEach(() => Object.assign(commands, { executeCommand }));

	it('are told under their names, and again only once they are others', () => {
		const keys = new ContextKeySetter();
		keys.update({ running: true });
		keys.update({ running: true, noReply: false });
		keys.update({ running: false });
		assert.deepEqual(told, [
			['setContext', 'llamaChat.running', true],
			['setContext', 'llamaChat.noReply', false],
			['setContext', 'llamaChat.running', false],
		]);
	});

	it('that are lists are told once what is in them is another', () => {
		const keys = new ContextKeySetter();
		const uri = (path: string) => new Uri(path) as unknown as RealUri;
		for (const roots of [['/one'], ['/one'], ['/one', '/two'], []]) {
			keys.update({ commitMessageRoots: roots.map(uri) });
		}
		assert.deepEqual(
			told.map(([, , value]) => value),
			[[uri('/one')], [uri('/one'), uri('/two')], []],
		);
	});
});
