import assert from 'node:assert/strict';
import { DAMAGEABLE, damage } from '../../../faults/damage.ts';
import {
	countOperations,
	cutPower,
	failNth,
	flipBit,
	slowDown,
	truncateLog,
	vanish,
} from '../../../faults/disk.ts';
import { cutPowerOf, failNthOf, operationsOf } from '../../../faults/diskUse.ts';
import { figuresOf } from '../../../faults/figures.ts';
import { USES } from '../../../faults/filesBeside.ts';
import { withRandom } from '../../../faults/seededRandom.ts';
import { sendAndStop } from '../../../faults/sendAndStop.ts';
import { writeInTwoProcesses } from '../../../faults/twoProcesses.ts';
import { chat } from '../../core/conversation/conversationSamples.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

/** A sample of what `npm run test:faults` does in full. */
describe('faults, a sample', function () {
	// What stands here starts processes and uses the disk, which a busy machine makes wait.
	this.timeout(60_000);

	const figures = () => figuresOf('sample', 'sample');

	it('every tenth operation on the disk fails, once or until it is repaired', async () => {
		const kinds = ['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'short', 'torn'] as const;
		const operations = await countOperations();
		const counted = figures();
		for (let n = 1; n <= operations; n += 10) {
			const kind = kinds[((n - 1) / 10) % kinds.length] ?? 'EIO';
			await failNth(n, kind, n % 20 === 1, counted);
		}
		assert.ok(counted.survived > operations / 20);
		assert.equal(counted.bytesLost, 0);
	});

	it('the power is cut after every tenth operation', async () => {
		const operations = await countOperations();
		const counted = figures();
		await withRandom(async (random) => {
			for (let n = 5; n <= operations; n += 10) await cutPower(n, random, counted);
		});
		assert.ok(counted.survived > 10);
	});

	for (const [name, use] of Object.entries(USES)) {
		it(`the disk fails and loses its power under ${name}`, async () => {
			const operations = await operationsOf(use);
			const counted = figures();
			const step = Math.ceil(operations / 4);
			await withRandom(async (random) => {
				for (let n = 1 + (operations % step); n <= operations; n += step) {
					await failNthOf(use, n, 'ENOSPC', false, counted);
					await failNthOf(use, n, 'EIO', true, counted);
					await cutPowerOf(use, n, random, counted);
				}
			});
			assert.ok(counted.survived > 5);
		});
	}

	for (const [name, file] of Object.entries(DAMAGEABLE)) {
		it(`${name} is cut off or has a bit flipped, anywhere`, async () => {
			const counted = figures();
			await withRandom((random) => damage(file, 10, 10, random, counted));
			assert.equal(counted.survived, counted.injected);
		});
	}

	it('a log is cut off or has a bit flipped, anywhere', () =>
		inTemporaryFolder(async (folder) => {
			const counted = figures();
			await withRandom(async (random) => {
				for (let length = 0; length < 1000; length += 23) {
					await truncateLog(folder, chat, length, counted);
					await flipBit(folder, chat, random, counted);
				}
			});
			assert.equal(counted.survived, counted.injected);
		}));

	it('the disk loses something, and it is counted', () => {
		const counted = figures();
		counted.compare('žluťoučký', 'žluťoučký');
		assert.equal(counted.remarks, '0 of 13 bytes lost');
		counted.compare('one two', 'one');
		counted.compare('one two', 'one too, and more');
		assert.equal(counted.bytesLost, 6);
		counted.notes = '2 minutes';
		assert.equal(counted.remarks, '6 of 27 bytes lost; 2 minutes');
		assert.equal(figures().remarks, '', 'where nothing is compared nothing is said of it');
	});

	it('what fails by chance says how it fails again', async () => {
		const chosen: number[] = [];
		const before = process.env['FAULT_SEED'];
		process.env['FAULT_SEED'] = '4711';
		try {
			for (let time = 0; time < 2; time++) {
				await withRandom(async (random) => void chosen.push(random(), random()));
			}
			assert.deepEqual(chosen.slice(0, 2), chosen.slice(2));
			const failing = () => assert.fail('It is lost');
			await assert.rejects(withRandom(failing), /It is lost\nFAULT_SEED=4711 chooses them again/);
		} finally {
			if (before === undefined) delete process.env['FAULT_SEED'];
			else process.env['FAULT_SEED'] = before;
		}
	});

	it('the disk is slow', async () => {
		const counted = figures();
		await slowDown(20, counted);
		assert.ok(counted.survived > 5);
	});

	it('the folder of the chats vanishes and comes back', async () => {
		const counted = figures();
		await vanish(counted);
		assert.equal(counted.survived, 1);
	});

	it('two processes write one chat', async () => {
		const counted = figures();
		await writeInTwoProcesses(500, counted);
		assert.ok(counted.survived > 2);
	});

	it('sends and stops leave nothing open and nothing behind', async () => {
		const counted = figures();
		await sendAndStop(100, counted);
		assert.equal(counted.survived, 100);
	});
});
