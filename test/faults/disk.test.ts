import { chat } from '../unit/core/conversation/conversationSamples.ts';
import { inTemporaryFolder } from '../unit/storage/disk/temporaryFolder.ts';
import {
	countOperations,
	cutPower,
	failNth,
	flipBit,
	slowDown,
	truncateLog,
	vanish,
} from './disk.ts';
import { figuresOf } from './figures.ts';
import { withRandom } from './seededRandom.ts';
import { bytesOfLog } from './useOfTheStore.ts';

const AREA = 'Conversations on disk';
const KINDS = ['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'short', 'torn'] as const;

describe('the disk', () => {
	for (const kind of KINDS) {
		it(`fails once, at every operation (${kind})`, async () => {
			const figures = figuresOf(AREA, `every single operation fails once: ${kind}`);
			const operations = await countOperations();
			for (let n = 1; n <= operations; n++) await failNth(n, kind, false, figures);
		});
		it(`fails from every operation on, until it is repaired (${kind})`, async () => {
			const figures = figuresOf(
				AREA,
				`every operation fails from the nth on, for every n: ${kind}`,
			);
			const operations = await countOperations();
			for (let n = 1; n <= operations; n++) await failNth(n, kind, true, figures);
		});
	}

	it('loses its power after every operation, ten times each', async () => {
		const figures = figuresOf(
			AREA,
			'power cut after every operation: unsynced writes lost, torn, zeroed',
		);
		const operations = await countOperations();
		await withRandom(async (random) => {
			for (let n = 1; n <= operations; n++) {
				for (let time = 0; time < 10; time++) await cutPower(n, random, figures);
			}
		}, figures);
	});

	it('has cut a log off at every byte', () =>
		inTemporaryFolder(async (folder) => {
			const figures = figuresOf(AREA, 'log cut off at every byte');
			for (let length = 0; length <= bytesOfLog(chat); length++) {
				await truncateLog(folder, chat, length, figures);
			}
		}));

	it('has flipped a bit of a log, 5,000 times', () =>
		inTemporaryFolder(async (folder) => {
			const figures = figuresOf(AREA, 'a bit of a log flipped');
			await withRandom(async (random) => {
				for (let time = 0; time < 5000; time++) await flipBit(folder, chat, random, figures);
			}, figures);
		}));

	it('takes 100 ms for everything', async () => {
		await slowDown(100, figuresOf(AREA, 'every operation takes 100 ms (operations)'));
	});

	it('is gone for a while', async () => {
		const figures = figuresOf(AREA, 'the folder of the chats vanishes and comes back');
		for (let time = 0; time < 20; time++) await vanish(figures);
	});
});
