import assert from 'node:assert/strict';
import { SpendingGuard } from '../../../../src/core/spending/spendingGuard.ts';
import { SpendingTotals } from '../../../../src/core/spending/spendingTotals.ts';
import type { ReplyRequestsPorts } from '../../../../src/host/inspect/replyRequests.ts';
import { provideVscode, window } from '../../../vscode/apiStandin.ts';
import { ChatInTest } from '../../core/chat/chatInTest.ts';
import { settingsFor, standinForSuite } from '../../core/chat/standinForSuite.ts';
import { LedgerInMemory } from '../../core/spending/ledgerSamples.ts';

provideVscode();
const { ReplyRequests } = await import('../../../../src/host/inspect/replyRequests.ts');

describe('What Ask for Details finds to have cost something else', () => {
	const suite = standinForSuite();
	const { showInformationMessage } = window;
	const told: unknown[] = [];

	beforeEach(() => {
		told.length = 0;
		window.showInformationMessage = async (words) => {
			told.push(words);
			return undefined;
		};
	});
	afterEach(() => {
		window.showInformationMessage = showInformationMessage;
	});

	it('is told in a notification, once, with what had been counted', async () => {
		const test = new ChatInTest(suite.standin, suite.server);
		await test.ask('Well?', 'Yes.');
		const { chat } = test;
		const { id, model } = chat.conversation.lastReply() ?? assert.fail();
		const ledger = new LedgerInMemory();
		const server = 'https://openrouter.ai';
		const counted = { prompt_tokens: 10, estimated: '0.001' };
		await ledger.append({ type: 'reply', at: 1, chat: 'c', reply: id, server, model, ...counted });
		let billed = 0.0012;
		let now = 1_800_000_000_000;
		const requests = new ReplyRequests({
			chats: { chat, notify: (failure: unknown) => assert.fail(JSON.stringify(failure)) },
			guard: new SpendingGuard({
				totals: new SpendingTotals(ledger),
			} as unknown as ConstructorParameters<typeof SpendingGuard>[0]),
			asking: {
				server: { ...suite.server, replyDetails: async () => ({ total_cost: billed }) },
				now: () => ++now,
				prepare: async () => ({
					settings: settingsFor(suite.standin),
					destination: { baseUrl: `${server}/api/v1` },
				}),
			},
		} as unknown as ReplyRequestsPorts);
		await requests.askForDetails(id);
		const sentence = (cost: string, before: string) =>
			`OpenRouter billed $${cost} for this reply, and ${before} had been counted. The sums are corrected.`;
		assert.deepEqual(told, [sentence('0.0012', '≈$0.001')]);
		await requests.askForDetails(id);
		assert.equal(told.length, 1, 'the same again is no news');
		billed = 0.002;
		await requests.askForDetails(id);
		assert.deepEqual(told.slice(1), [sentence('0.002', '$0.0012')]);
	});
});
