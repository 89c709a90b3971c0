import { figuresOf } from './figures.ts';
import { sendAndStop } from './sendAndStop.ts';
import { writeInTwoProcesses } from './twoProcesses.ts';

const AREA = 'Conversations on disk';

describe('many writers and many writes', () => {
	it('two processes write one chat for a minute', async () => {
		const figures = figuresOf(AREA, 'two processes write one chat for a minute (lines)');
		await writeInTwoProcesses(60_000, figures);
	});

	it('a thousand sends and stops in a row', async () => {
		await sendAndStop(1000, figuresOf(AREA, 'send and stop, one after the other'));
	});
});
