import assert from 'node:assert/strict';
import { appendFile, type FileHandle, open, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { formatEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { LogTail } from '../../../../src/storage/conversation/logTail.ts';
import { text } from '../../core/conversation/conversationSamples.ts';
import { inTemporaryFolder } from '../disk/temporaryFolder.ts';

const line = (piece: string) => formatEvent(text('r', piece));

/** A log that we and another window write, and what the tail takes for the other's. */
class World {
	readonly tail = new LogTail(0);
	readonly #path: string;

	constructor(folder: string) {
		this.#path = join(folder, 'c-1.jsonl');
	}

	async begin(): Promise<void> {
		await writeFile(this.#path, '');
	}

	async other(piece: string): Promise<void> {
		await appendFile(this.#path, `${line(piece)}\n`);
	}

	/** @param between what the other window writes after our look at the size */
	async own(piece: string, between?: string): Promise<void> {
		const before = await stat(this.#path);
		if (between !== undefined) await this.other(between);
		await appendFile(this.#path, `${line(piece)}\n`);
		this.tail.wrote([line(piece)], before.size, (await stat(this.#path)).size);
	}

	async replace(content: string): Promise<void> {
		await writeFile(this.#path, content);
	}

	async news(): Promise<string[]> {
		await using file = await open(this.#path, 'r');
		const { events } = await this.tail.read(file);
		return events.map((event) => (event.type === 'text' && event.text) || '');
	}
}

describe('the end of a log that several windows write', () => {
	async function inWorld(run: (world: World) => Promise<void>): Promise<void> {
		await inTemporaryFolder(async (folder) => {
			const world = new World(folder);
			await world.begin();
			await run(world);
		});
	}

	it('has as news what others wrote, whoever wrote when and whenever it is read', () =>
		fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom('own', 'other', 'both', 'read'), { maxLength: 25 }),
				(steps) =>
					inWorld(async (world) => {
						const expected: string[] = [];
						const news: string[] = [];
						for (const [number, step] of steps.entries()) {
							const theirs = `theirs ${number}`;
							if (step === 'read') news.push(...(await world.news()));
							if (step === 'own') await world.own(`own ${number}`);
							if (step === 'other') await world.other(theirs);
							if (step === 'both') await world.own(`own ${number}`, theirs);
							if (step === 'other' || step === 'both') expected.push(theirs);
						}
						news.push(...(await world.news()));
						assert.deepEqual(news, expected);
					}),
			),
			{ numRuns: 100 },
		));

	it('knows its lines again after one of them has gone', () =>
		inWorld(async (world) => {
			await world.own('lost', 'theirs');
			// Another program has put a file in its place that has not got it, and is as long.
			await world.replace(`${line('theirs')}\n${line('a line of another program')}\n`);
			assert.deepEqual(await world.news(), ['theirs', 'a line of another program']);
			await world.own('mine', 'theirs again');
			assert.deepEqual(await world.news(), ['theirs again']);
		}));

	it('knows its lines again after the file has become shorter, or was read anew', () =>
		inWorld(async (world) => {
			await world.other('so long that the file is shorter afterwards');
			assert.equal((await world.news()).length, 1);
			await world.own('lost', 'theirs');
			await world.replace(`${line('short')}\n`);
			assert.deepEqual(await world.news(), []);
			await world.own('mine', 'theirs again');
			assert.deepEqual(await world.news(), ['theirs again']);
			await world.own('lost as well', 'theirs');
			await world.replace('');
			world.tail.startAfter(Buffer.alloc(0));
			await world.own('mine', 'the last of theirs');
			assert.deepEqual(await world.news(), ['the last of theirs']);
		}));

	it('knows its lines again in a file that it has read a part of', () =>
		inWorld(async (world) => {
			await world.other('first');
			assert.deepEqual(await world.news(), ['first']);
			await world.own('lost', 'theirs');
			const content = ['first', 'theirs', 'one more', 'and more'].map(
				(piece) => `${line(piece)}\n`,
			);
			await world.replace(content.join(''));
			assert.deepEqual(await world.news(), ['theirs', 'one more', 'and more']);
			await world.own('mine', 'theirs again');
			assert.deepEqual(await world.news(), ['theirs again']);
		}));

	it('takes nothing for its own where its lines stood in a file that is another one now', () =>
		inWorld(async (world) => {
			await world.other('not read yet');
			await world.own('mine');
			await world.replace('');
			assert.deepEqual(await world.news(), []);
			await world.other('not');
			world.tail.startAfter(Buffer.from(`${line('not')}\n`));
			await world.other('read yet');
			await world.other('mine');
			assert.deepEqual(await world.news(), ['read yet', 'mine']);
		}));

	it('still knows its lines where a read brings less than there is', async () => {
		const pieces = ['theirs', 'ours', 'theirs too', 'ours too'].map((piece) => `${line(piece)}\n`);
		const bytes = Buffer.from(pieces.join(''));
		const [first = 0, second = 0, third = 0] = pieces.map((piece) => piece.length);
		let most = first + 5;
		const file = {
			stat: async () => ({ size: bytes.length }),
			read: async (buffer: Buffer, offset: number, length: number, position: number) => ({
				buffer,
				bytesRead: bytes.copy(buffer, offset, position, position + Math.min(most, length)),
			}),
		} as unknown as FileHandle;
		const tail = new LogTail(0);
		tail.wrote([line('ours')], first, first + second);
		// Another window wrote at the same moment.
		tail.wrote([line('ours too')], first + second, bytes.length);
		assert.deepEqual((await tail.read(file)).events, [text('r', 'theirs')]);
		most = second + third + 5;
		assert.deepEqual((await tail.read(file)).events, [text('r', 'theirs too')]);
		most = bytes.length;
		assert.deepEqual((await tail.read(file)).events, []);
		assert.ok(tail.isAt(bytes.length));
	});

	it('is at the end of what was read, up to the last line end', () => {
		const tail = new LogTail(0);
		assert.deepEqual([tail.isAt(0), tail.isAt(1)], [true, false]);
		tail.startAfter(Buffer.from('a\nb'));
		assert.deepEqual([tail.isAt(2), tail.isAt(1), tail.isAt(3)], [true, false, false]);
		tail.wrote(['c'], 2, 4);
		assert.ok(tail.isAt(4), 'what we have written behind it needs no reading');
	});

	it('has nothing to read of a file that nobody has read', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			await writeFile(path, `${line('before')}\n`);
			const tail = new LogTail(undefined);
			assert.ok(tail.isAt(0) && tail.isAt(7));
			tail.wrote([line('ours')], 7, 9);
			assert.ok(tail.isAt(9));
			await using file = await open(path, 'r');
			assert.deepEqual(await tail.read(file), { events: [], newer: false });
			await appendFile(path, `${line('ours')}\n${line('theirs')}\n`);
			assert.deepEqual((await tail.read(file)).events, [text('r', 'ours'), text('r', 'theirs')]);
		}));

	it('says that a newer version writes, and leaves out what cannot be read', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const newer = '{"type":"header","version":99,"id":"c","created":1,"workspace":null}';
			await writeFile(path, `${line('one')}\nnot a line\n${newer}\n${line('two')}\n`);
			await using file = await open(path, 'r');
			const tail = new LogTail(0);
			assert.deepEqual(await tail.read(file), {
				events: [text('r', 'one'), text('r', 'two')],
				newer: true,
			});
			assert.deepEqual(await tail.read(file), { events: [], newer: false });
			await appendFile(path, `${line('three')}\n`);
			assert.deepEqual(await tail.read(file), { events: [text('r', 'three')], newer: false });
			await truncate(path, 1);
			assert.deepEqual(await tail.read(file), { events: [], newer: false }, 'another file');
			assert.ok(tail.isAt(1));
		}));

	it('keeps nothing of what we write while nobody can read it', () => {
		setFlagsFromString('--expose-gc');
		const gc = runInNewContext('gc') as () => void;
		const tail = new LogTail(0);
		gc();
		const before = process.memoryUsage().heapUsed;
		// Another window has written one line that was not read yet.
		let size = 100;
		for (let count = 0; count < 200_000; count++) {
			const ours = line(`${count} ${'word '.repeat(10)}`);
			// And another one a moment later.
			if (count === 1) size += 100;
			const to = size + Buffer.byteLength(ours) + 1;
			tail.wrote([ours], size, to);
			size = to;
		}
		gc();
		const grown = process.memoryUsage().heapUsed - before;
		assert.ok(grown < 5_000_000, `${size} bytes were written, ${grown} are kept`);
		assert.equal(tail.isAt(size), false);
	});
});
