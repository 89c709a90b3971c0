import assert from 'node:assert/strict';
import type { Sending } from '../../../../src/core/chat/turnObserver.ts';
import type { Exchanges } from '../../../../src/core/inspect/exchangeRecord.ts';
import { TurnArchive } from '../../../../src/core/inspect/turnArchive.ts';
import type { SentRequest } from '../../../../src/core/network/exchangeObserver.ts';
import type { SpendingGuard } from '../../../../src/core/spending/spendingGuard.ts';
import { LastExchange } from '../../../../src/host/inspect/lastExchange.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';

function reply(id: string, part: Partial<Reply> = {}): Reply {
	return {
		role: 'assistant',
		id,
		parent: 'q',
		at: 1,
		model: 'a/b',
		text: 'Yes.',
		reasoning: '',
		status: 'complete',
		facts: {},
		...part,
	};
}

const neverSent = () => ({ dispose: () => {} });

describe('what was exchanged for the last reply', () => {
	function looking(kept: readonly string[]) {
		const asked: string[] = [];
		const told: boolean[] = [];
		const archive = {
			keeps: async (chat: string, id: string) => {
				asked.push(`${chat} ${id}`);
				return kept.includes(id);
			},
			onDidSend: neverSent,
		};
		return { last: new LastExchange(archive, (isKept) => told.push(isKept)), asked, told };
	}

	it('is looked up where the reply is another one or has ended, and again where it is not kept', async () => {
		const { last, asked, told } = looking(['r']);
		await last.look('c', reply('r', { status: 'streaming' }));
		await last.look('c', reply('r', { status: 'streaming' }));
		await last.look('c', reply('r'));
		await last.look('c', reply('imported'));
		await last.look('c', reply('imported'));
		await last.look('c', undefined);
		assert.deepEqual(asked, ['c r', 'c r', 'c imported', 'c imported']);
		assert.deepEqual(told, [true, true, false, false, false]);
	});

	it('is looked up again, though it was kept, where it may have been removed', async () => {
		const kept = ['r'];
		const { last, told } = looking(kept);
		await last.look('c', reply('r'));
		kept.pop();
		await last.look('c', reply('r'));
		assert.deepEqual(told, [true]);
		await last.look('c', reply('r'), true);
		assert.deepEqual(told, [true, false]);
	});

	it('is that of the answer which a choice belongs to', async () => {
		const { last, told } = looking(['r']);
		await last.look('c', reply('other', { choiceOf: 'r' }));
		assert.deepEqual(told, [true]);
	});

	it('is told of the reply that was named last alone', async () => {
		const answers: ((isKept: boolean) => void)[] = [];
		const told: boolean[] = [];
		const keeps = () => new Promise<boolean>((resolve) => void answers.push(resolve));
		const last = new LastExchange({ keeps, onDidSend: neverSent }, (isKept) => told.push(isKept));
		const both = [last.look('c', reply('one')), last.look('c', reply('two'))];
		answers[1]?.(true);
		answers[0]?.(false);
		await Promise.all(both);
		assert.deepEqual(told, [true]);
	});

	it('is told as the last look has it, also of several at the same reply', async () => {
		const answers: ((isKept: boolean) => void)[] = [];
		const told: boolean[] = [];
		const keeps = () => new Promise<boolean>((resolve) => void answers.push(resolve));
		const last = new LastExchange({ keeps, onDidSend: neverSent }, (isKept) => told.push(isKept));
		const both = [last.look('c', reply('r')), last.look('c', reply('r'), true)];
		answers[1]?.(true);
		answers[0]?.(false);
		await Promise.all(both);
		assert.deepEqual(told, [true]);
	});

	it('is known as soon as the request goes out, of a reply that was named before', async () => {
		for (const part of [{}, { choiceOf: 'first' }] as Partial<Reply>[]) {
			const told: boolean[] = [];
			const guard = { begin: () => {} } as unknown as SpendingGuard;
			const disk = { has: async () => false } as unknown as Exchanges;
			const archive = new TurnArchive(guard, disk, () => 1);
			const last = new LastExchange(archive, (isKept) => told.push(isKept));
			const sending = { chat: 'c', reply: part.choiceOf ?? 'r', destination: {} };
			const { observer } = archive.begin(sending as unknown as Sending);
			const sent = { url: '', headers: {} } as unknown as SentRequest;
			await last.look('c', reply('r', { status: 'streaming', ...part }));
			assert.deepEqual(told, [false]);
			observer.sending(sent);
			await new Promise(setImmediate);
			assert.deepEqual(told, [false, true]);
			// While the disk is asked, too.
			const next = archive.begin({ ...sending, reply: 'next' } as unknown as Sending);
			const look = archive.keeps('c', 'next');
			next.observer.sending(sent);
			assert.equal(await look, true);
		}
	});
});
