import { DAMAGEABLE, damage } from './damage.ts';
import { cutPowerOf, failNthOf, operationsOf } from './diskUse.ts';
import { figuresOf } from './figures.ts';
import { USES } from './filesBeside.ts';
import { withRandom } from './seededRandom.ts';

const AREA = 'Files beside the chats';
const KINDS = ['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'short', 'torn'] as const;

describe('the disk, under what is kept beside the chats', () => {
	for (const [name, use] of Object.entries(USES)) {
		it(`fails at every operation, once or from there on: ${name}`, async () => {
			const figures = figuresOf(AREA, `${name}: every operation fails, once and from the nth on`);
			const operations = await operationsOf(use);
			for (const kind of KINDS) {
				for (let n = 1; n <= operations; n++) {
					await failNthOf(use, n, kind, false, figures);
					await failNthOf(use, n, kind, true, figures);
				}
			}
		});

		it(`loses its power after every operation, ten times each: ${name}`, async () => {
			const figures = figuresOf(AREA, `${name}: power cut after every operation`);
			const operations = await operationsOf(use);
			await withRandom(async (random) => {
				for (let n = 1; n <= operations; n++) {
					for (let time = 0; time < 10; time++) await cutPowerOf(use, n, random, figures);
				}
			}, figures);
		});
	}

	for (const [name, file] of Object.entries(DAMAGEABLE)) {
		it(`has damaged ${name}, anywhere`, async () => {
			const figures = figuresOf(
				AREA,
				file.most === undefined
					? `${name}: cut off at every byte, 1,000 bits flipped`
					: `${name}: each file cut off at ${file.most} places, ${file.most} bits flipped`,
			);
			await withRandom(
				(random) => damage(file, Number.POSITIVE_INFINITY, 1000, random, figures),
				figures,
			);
		});
	}
});
