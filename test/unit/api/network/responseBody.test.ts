import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import {
	brotliCompressSync,
	createDeflateRaw,
	deflateRawSync,
	deflateSync,
	gzipSync,
} from 'node:zlib';
import { readable } from '../../../../src/api/network/responseBody.ts';

const TEXT = 'a reply, '.repeat(20);
const HALF = 512 * 1024;

async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of body) chunks.push(chunk);
	return String(Buffer.concat(chunks));
}

describe('the body of an answer', () => {
	afterEach(() => mock.timers.reset());

	it('is read without its compression', async () => {
		for (const [encoding, bytes] of [
			['gzip', gzipSync(TEXT)],
			['x-gzip', gzipSync(TEXT)],
			[' GZip ', gzipSync(TEXT)],
			['deflate', deflateSync(TEXT)],
			['deflate', deflateRawSync(TEXT)],
			['br', brotliCompressSync(TEXT)],
			['identity', Buffer.from(TEXT)],
			[undefined, Buffer.from(TEXT)],
		] as const) {
			const stream = Readable.from([bytes], { objectMode: false });
			assert.equal(await read(readable(stream, encoding).body), TEXT, encoding);
		}
	});

	for (const [name, deflated] of [
		['deflate', deflateSync(TEXT)],
		['deflate without its header', deflateRawSync(TEXT)],
	] as const) {
		it(`may be ${name} that comes byte by byte, breaks off, or is empty`, async () => {
			const bytes = [...deflated].map((byte) => Buffer.of(byte));
			const stream = Readable.from(bytes, { objectMode: false });
			assert.equal(await read(readable(stream, 'deflate').body), TEXT);
			const half = Readable.from(bytes.slice(0, -6), { objectMode: false });
			assert.ok(TEXT.startsWith(await read(readable(half, 'deflate').body)));
			const empty = Readable.from([], { objectMode: false });
			assert.equal(await read(readable(empty, 'deflate').body), '');
		});
	}

	it('fails where it is called deflate and is none', async () => {
		const stream = Readable.from([Buffer.from('no deflate at all')], { objectMode: false });
		await assert.rejects(read(readable(stream, 'deflate').body));
	});

	it('gives each word of deflate as it comes', async () => {
		const zip = createDeflateRaw();
		const chunks = readable(zip, 'deflate').body[Symbol.asyncIterator]();
		for (const text of ['one', 'two']) {
			const next = chunks.next();
			zip.write(text);
			zip.flush();
			assert.equal(String((await next).value), text);
		}
		zip.end();
		assert.equal((await chunks.next()).done, true);
	});

	it('keeps nothing of a gzip body of more than 4 MB compressed to look for its end', async () => {
		const long = gzipSync(randomBytes(5 * 1024 * 1024));
		const all = Buffer.concat([long, Buffer.from('garbage')]);
		const stream = Readable.from([all.subarray(0, -9), all.subarray(-9)], { objectMode: false });
		await assert.rejects(read(readable(stream, 'gzip').body));
	});

	it('ends with the end of a gzip body, whatever stands behind it', async () => {
		const named = gzipSync(TEXT);
		// With a name and a comment in the header.
		const header = Buffer.from([...named.subarray(0, 3), 0x18, ...named.subarray(4, 10)]);
		const whole = Buffer.concat([header, Buffer.from('name\0words\0'), named.subarray(10)]);
		for (const zipped of [gzipSync(TEXT), whole]) {
			for (const behind of ['garbage', '\r\n', '\0\0\0', '\x1f', '\x1f\x8b\x08\0broken member']) {
				const all = Buffer.concat([zipped, Buffer.from(behind, 'latin1')]);
				for (const pieces of [
					[all],
					[zipped, all.subarray(zipped.length)],
					[...all].map((byte) => Buffer.of(byte)),
				]) {
					const stream = Readable.from(pieces, { objectMode: false });
					assert.equal(await read(readable(stream, 'gzip').body), TEXT, behind);
				}
			}
		}
	});

	it('has both parts of a gzip body in two, and fails for one that is broken', async () => {
		const two = Readable.from([gzipSync('one '), gzipSync('two')], { objectMode: false });
		assert.equal(await read(readable(two, 'gzip').body), 'one two');
		const broken = gzipSync(TEXT);
		broken[12] = 0xff;
		broken[13] = 0xff;
		for (const bytes of [broken, Buffer.from('no gzip at all')]) {
			const stream = Readable.from([bytes], { objectMode: false });
			await assert.rejects(read(readable(stream, 'gzip').body));
		}
	});

	it('gives what had come before it broke off', async () => {
		const stream = new PassThrough();
		const { body } = readable(stream, undefined);
		stream.write('one');
		await setImmediate();
		stream.destroy(new Error('lost'));
		await setImmediate();
		const chunks: string[] = [];
		await assert.rejects(async () => {
			for await (const chunk of body) chunks.push(String(chunk));
		}, /lost/);
		assert.deepEqual(chunks, ['one']);
	});

	it('is given as it comes, while it is waited for', async () => {
		const stream = new PassThrough();
		const chunks = readable(stream, undefined).body[Symbol.asyncIterator]();
		for (const text of ['one', 'two']) {
			const next = chunks.next();
			stream.write(text);
			assert.equal(String((await next).value), text);
		}
		const end = chunks.next();
		stream.end();
		assert.equal((await end).done, true);
		const lost = new PassThrough();
		const failure = readable(lost, undefined).body[Symbol.asyncIterator]().next();
		lost.destroy(new Error('lost'));
		await assert.rejects(failure, /lost/);
	});

	it('is held back at a megabyte, and goes on once half of that is read', async () => {
		const stream = new PassThrough({ highWaterMark: 4 * HALF });
		const chunks = readable(stream, undefined).body[Symbol.asyncIterator]();
		for (const [size, held] of [
			[HALF, false],
			[HALF, false],
			[1, true],
		] as const) {
			stream.write(Buffer.alloc(size));
			await setImmediate();
			assert.equal(stream.isPaused(), held);
		}
		await chunks.next();
		assert.ok(stream.isPaused());
		await chunks.next();
		assert.ok(!stream.isPaused());
	});

	it('is closed where its reader leaves, but not after it was released', async () => {
		for (const released of [false, true]) {
			const stream = new PassThrough();
			const { body, release } = readable(stream, undefined);
			stream.write('one');
			for await (const _ of body) {
				if (released) release();
				break;
			}
			assert.equal(stream.destroyed, !released);
			stream.destroy();
		}
	});

	it('is closed a second after its release, if it has not ended by then', async () => {
		mock.timers.enable({ apis: ['setTimeout'] });
		const stream = new PassThrough();
		readable(stream, undefined).release();
		mock.timers.tick(999);
		assert.equal(stream.destroyed, false);
		mock.timers.tick(1);
		assert.equal(stream.destroyed, true);
	});

	it('is read on after its release, also where it was held back', async () => {
		const stream = new PassThrough({ highWaterMark: 4 * HALF });
		const { release } = readable(stream, undefined);
		stream.end(Buffer.alloc(3 * HALF));
		await setImmediate();
		release();
		await setImmediate();
		assert.ok(stream.readableEnded);
	});

	it('starts no timer for a body that has ended', async () => {
		const stream = new PassThrough();
		const { release } = readable(stream, undefined);
		stream.end();
		await setImmediate();
		await setImmediate();
		assert.ok(stream.closed);
		const timer = mock.method(globalThis, 'setTimeout');
		release();
		timer.mock.restore();
		assert.equal(timer.mock.callCount(), 0);
	});

	it('stops its timer once it has ended', async () => {
		mock.timers.enable({ apis: ['setTimeout'] });
		const stream = new PassThrough();
		readable(stream, undefined).release();
		const destroy = mock.method(stream, 'destroy');
		stream.emit('close');
		mock.timers.tick(1000);
		assert.equal(destroy.mock.callCount(), 0);
		stream.destroy();
	});
});
