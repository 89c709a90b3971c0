import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import { appendLines, isBeginningOf } from '../../../../src/storage/disk/appendLines.ts';

/** A file in memory that takes so many bytes at a time, and so many in all. */
class SmallFile {
	#content: Buffer;
	readonly #atOnce: number;
	#room: number;

	constructor(content: string, atOnce: number, room: number) {
		this.#content = Buffer.from(content);
		this.#atOnce = atOnce;
		this.#room = room;
	}

	get text(): string {
		return String(this.#content);
	}

	async stat() {
		return { size: this.#content.length };
	}

	async read(buffer: Buffer, offset: number, length: number, position: number) {
		return {
			buffer,
			bytesRead: this.#content.copy(buffer, offset, position, position + length),
		};
	}

	async write(bytes: Buffer, offset: number) {
		if (this.#room === 0) throw new Error('ENOSPC');
		const bytesWritten = Math.min(this.#atOnce, this.#room, bytes.length - offset);
		this.#room -= bytesWritten;
		const written = bytes.subarray(offset, offset + bytesWritten);
		this.#content = Buffer.concat([this.#content, written]);
		return { bytesWritten };
	}
}

/** What is in a file after lines were appended, and how many were said to be whole. */
async function appended(
	content: string,
	lines: readonly string[],
	{ atOnce = 1000, room = 1000 } = {},
): Promise<[text: string, whole: number | undefined]> {
	const file = new SmallFile(content, atOnce, room);
	let whole: number | undefined;
	const append = appendLines(file as unknown as FileHandle, lines, (count) => {
		whole = count;
	});
	if (room === 1000) await append;
	else await assert.rejects(append, /ENOSPC/);
	return [file.text, whole];
}

describe('lines that are appended', () => {
	it('stand behind what is there, each with its end', async () => {
		assert.deepEqual(await appended('', ['ab', 'cd']), ['ab\ncd\n', 2]);
		assert.deepEqual(await appended('x\n', ['ab']), ['x\nab\n', 1]);
	});

	it('begin a line of their own where the last was torn', async () => {
		assert.deepEqual(await appended('x', ['ab', 'cd']), ['x\nab\ncd\n', 2]);
	});

	it('are written piece by piece where the system takes them so', async () => {
		assert.deepEqual(await appended('', ['ab', 'cd'], { atOnce: 1 }), ['ab\ncd\n', 2]);
	});

	for (const torn of [false, true]) {
		it(`are counted as far as they are whole${torn ? ', behind a torn one' : ''}`, async () => {
			// "é" has two bytes; a line that lacks its end alone is whole.
			const counts = [0, 0, 0, 1, 1, 1, 2];
			for (const [written, count] of counts.entries()) {
				const room = written + (torn ? 1 : 0);
				if (room === 0) continue;
				const [, whole] = await appended(torn ? 'x' : '', ['aé', 'cd'], { room });
				assert.equal(whole, count, `${written} bytes`);
			}
		});
	}
});

describe('a line that was torn off', () => {
	it('is the beginning of the one that came whole, whatever character it ends in', () => {
		assert.ok(isBeginningOf('{"a', '{"a":1}'));
		assert.ok(isBeginningOf('{"\ufffd\ufffd', '{"é":1}'));
		assert.equal(isBeginningOf('{"b', '{"a":1}'), false);
		assert.equal(isBeginningOf('{"a'), false);
	});
});
