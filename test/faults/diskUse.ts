import type { Files } from '../../src/storage/disk/files.ts';
import { inTemporaryFolder } from '../unit/storage/disk/temporaryFolder.ts';
import { faultAt } from './disk.ts';
import { type FaultKind, FaultyFiles } from './faultyFiles.ts';
import type { Figures } from './figures.ts';
import { PowerCut } from './powerCut.ts';

/** Something that is kept on the disk beside the chats, and how it is used. */
export interface DiskUse {
	/** Puts there what was there before, on a disk in which nothing fails. */
	readonly prepare?: (folder: string) => Promise<void>;
	/** Which paths' operations may fail; all if not given. */
	readonly counts?: (path: string) => boolean;
	/**
	 * Uses it, and takes no failure for an end that the product does not take for one.
	 *
	 * @param isOn false once the machine has lost its power: what is said then nobody hears
	 */
	run(folder: string, files: Files, isOn: () => boolean): Promise<Promised>;
}

/** What is to be so afterwards. */
export interface Promised {
	/** The disk works again, in the same window. */
	afterRepair(): Promise<void>;
	/** Another window, after the power came back; nothing that was in memory is there. */
	afterPowerCut(): Promise<void>;
}

/** How many operations a use takes when none of them fails. */
export async function operationsOf(use: DiskUse): Promise<number> {
	let operations = 0;
	await prepared(use, async (folder, disk) => {
		await use.run(folder, disk.files, () => true);
		operations = disk.operations;
	});
	return operations;
}

/** What was there before is in the folder, and nothing fails yet. */
async function prepared(
	use: DiskUse,
	test: (folder: string, disk: FaultyFiles) => Promise<void>,
): Promise<void> {
	await inTemporaryFolder(async (folder) => {
		await use.prepare?.(folder);
		const disk = new FaultyFiles();
		disk.counts = use.counts ?? disk.counts;
		await test(folder, disk);
	});
}

/**
 * Lets the nth operation of a use fail, and sees that what is promised is so once the disk works again.
 *
 * @param forGood all operations from the nth on fail
 */
export async function failNthOf(
	use: DiskUse,
	n: number,
	kind: FaultKind | 'torn',
	forGood: boolean,
	figures: Figures,
): Promise<void> {
	await prepared(use, async (folder, disk) => {
		disk.fault = ({ number }) => faultAt(number - n, kind, forGood);
		const promised = await use.run(folder, disk.files, () => true);
		if (disk.injected === 0) return;
		figures.injected++;
		disk.fault = () => undefined;
		await promised.afterRepair();
		figures.survived++;
	});
}

/**
 * Cuts the power after the nth operation of a use, and sees that what is promised is so.
 *
 * @param random a number from 0 to 1, excluded
 */
export async function cutPowerOf(
	use: DiskUse,
	n: number,
	random: () => number,
	figures: Figures,
): Promise<void> {
	await prepared(use, async (folder, disk) => {
		const power = new PowerCut(disk, folder, n);
		await power.keepAll();
		const promised = await use.run(folder, disk.files, () => power.isOn);
		figures.injected++;
		await power.lose(random);
		await promised.afterPowerCut();
		figures.survived++;
	});
}
