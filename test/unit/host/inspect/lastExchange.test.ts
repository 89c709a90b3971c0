import assert from 'node:assert/strict';
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

describe('what was exchanged for the last reply', () => {
	function looking(kept: readonly string[]) {
		const asked: string[] = [];
		const told: boolean[] = [];
		const archive = {
			keeps: async (chat: string, id: string) => {
				asked.push(`${chat} ${id}`);
				return kept.includes(id);
			},
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
		const last = new LastExchange({ keeps }, (isKept) => told.push(isKept));
		const both = [last.look('c', reply('one')), last.look('c', reply('two'))];
		answers[1]?.(true);
		answers[0]?.(false);
		await Promise.all(both);
		assert.deepEqual(told, [true]);
	});
});
