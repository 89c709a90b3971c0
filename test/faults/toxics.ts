/** A piece of what a connection carries. */
export interface Chunk {
	readonly bytes: Buffer;
	/** When it came, by performance.now(). */
	readonly at: number;
}

/** One direction of a connection, as a toxic sees it. */
export interface Link {
	/** From 0 to 1, excluded. */
	readonly random: () => number;
	/** Milliseconds. Rejects when the connection is gone. */
	pause(ms: number): Promise<void>;
	/** Has the connection end with a reset, whenever it ends. */
	reset(): void;
}

/**
 * What can be wrong with one direction of a connection. Names and meanings are Toxiproxy's (github.com/Shopify/toxiproxy, folder
 * "toxics"); times are in milliseconds.
 */
export type Toxic =
	| { readonly type: 'latency'; readonly latency: number; readonly jitter: number }
	/** Kilobytes a second. */
	| { readonly type: 'bandwidth'; readonly rate: number }
	| { readonly type: 'slow_close'; readonly delay: number }
	/** Nothing gets through, and the connection is closed after the time; never for 0. */
	| { readonly type: 'timeout'; readonly timeout: number }
	/** Nothing gets through; the first byte has the connection reset after the time. */
	| { readonly type: 'reset_peer'; readonly timeout: number }
	/** Sizes in bytes. */
	| {
			readonly type: 'slicer';
			readonly averageSize: number;
			readonly sizeVariation: number;
			readonly delay: number;
	  }
	| { readonly type: 'limit_data'; readonly bytes: number };

/** What comes out behind a toxic. Where it ends before what goes in, the connection is closed. */
export async function* behind(
	toxic: Toxic,
	input: AsyncIterable<Chunk>,
	link: Link,
): AsyncGenerator<Chunk, void> {
	switch (toxic.type) {
		case 'latency':
			for await (const { bytes, at } of input) {
				const due = at + toxic.latency + (2 * link.random() - 1) * toxic.jitter;
				await link.pause(due - performance.now());
				yield { bytes, at: due };
			}
			return;
		case 'bandwidth':
			for await (const { bytes, at } of input) {
				for (const piece of pieces(bytes, toxic.rate * 100)) {
					await link.pause(piece.length / toxic.rate);
					yield { bytes: piece, at };
				}
			}
			return;
		case 'slow_close':
			yield* input;
			await link.pause(toxic.delay);
			return;
		case 'timeout': {
			const ended = dropped(input);
			await (toxic.timeout === 0 ? ended : Promise.race([ended, link.pause(toxic.timeout)]));
			return;
		}
		case 'reset_peer':
			link.reset();
			for await (const _ of input) {
				await link.pause(toxic.timeout);
				return;
			}
			return;
		case 'slicer':
			for await (const { bytes, at } of input) {
				for (const piece of slices(bytes, toxic, link.random)) {
					yield { bytes: piece, at };
					await link.pause(toxic.delay);
				}
			}
			return;
		case 'limit_data': {
			let left = toxic.bytes;
			for await (const { bytes, at } of input) {
				yield { bytes: bytes.subarray(0, left), at };
				left -= bytes.length;
				if (left <= 0) return;
			}
		}
	}
}

async function dropped(input: AsyncIterable<Chunk>): Promise<void> {
	for await (const _ of input);
}

function* pieces(bytes: Buffer, size: number): Generator<Buffer, void> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Halves, and the halves of those, each off by the variation, until all are about as small as they are to be. */
function slices(
	bytes: Buffer,
	size: { readonly averageSize: number; readonly sizeVariation: number },
	random: () => number,
): Buffer[] {
	const { averageSize, sizeVariation } = size;
	if (bytes.length - averageSize <= sizeVariation) return [bytes];
	const off = Math.floor((2 * random() - 1) * sizeVariation);
	const middle = Math.min(bytes.length - 1, Math.max(1, (bytes.length >> 1) + off));
	return [bytes.subarray(0, middle), bytes.subarray(middle)].flatMap((half) =>
		slices(half, size, random),
	);
}

/** One to three toxics for either direction, mild enough to be waited for. */
export function randomToxics(random: () => number): {
	readonly downstream: readonly Toxic[];
	readonly upstream: readonly Toxic[];
} {
	const upTo = (limit: number) => Math.floor(random() * limit);
	const one = (): Toxic => {
		switch (upTo(8)) {
			case 0:
				return { type: 'latency', latency: upTo(60), jitter: upTo(30) };
			case 1:
				return { type: 'bandwidth', rate: 2 + upTo(30) };
			case 2:
				return { type: 'slow_close', delay: upTo(500) };
			case 3:
				return { type: 'timeout', timeout: upTo(3) * 100 };
			case 4:
				return { type: 'reset_peer', timeout: upTo(200) };
			case 5:
			case 6:
				return {
					type: 'slicer',
					averageSize: 2 + upTo(200),
					sizeVariation: upTo(2),
					delay: upTo(3),
				};
			default:
				return { type: 'limit_data', bytes: upTo(4000) };
		}
	};
	const count = 1 + upTo(3);
	const all = Array.from({ length: count }, () => ({ toxic: one(), up: random() < 0.2 }));
	return {
		downstream: all.filter(({ up }) => !up).map(({ toxic }) => toxic),
		upstream: all.filter(({ up }) => up).map(({ toxic }) => toxic),
	};
}
