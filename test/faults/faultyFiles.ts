import type { FileHandle } from 'node:fs/promises';
import { type Files, nodeFiles } from '../../src/storage/disk/files.ts';

/** One operation on the disk: what is done, and to which file. */
export interface Operation {
	/** Counted from 1. */
	readonly number: number;
	/** The name of the function, of `fs` or of a file handle. */
	readonly name: string;
	readonly path: string;
	readonly args: readonly unknown[];
}

/** What is to happen instead of an operation, or before it; nothing lets it be. */
export type Fault = (operation: Operation) => FaultKind | undefined;

/** An error code; "short": half of what is written gets there, and the disk says so: by the count, or that it is full. */
export type FaultKind = 'ENOSPC' | 'EIO' | 'EROFS' | 'EACCES' | 'short';

/** What writes a file in one operation. */
const WHOLE: readonly (string | symbol)[] = ['writeFile', 'appendFile'];

/** Real files, over which any operation can be made to fail. */
export class FaultyFiles {
	readonly files: Files;
	operations = 0;
	/** Which paths' operations count at all; the others are let be. */
	counts: (path: string) => boolean = () => true;
	injected = 0;
	fault: Fault = () => undefined;
	/** Called before each operation that is let be: a disk can be slow, or be looked at. */
	before: (operation: Operation) => Promise<void> | void = () => {};
	/** Called after each operation that went well. */
	after: (operation: Operation) => Promise<void> | void = () => {};

	constructor() {
		this.files = new Proxy(nodeFiles, {
			get: (target, name) => {
				const call: (...args: unknown[]) => Promise<unknown> = Reflect.get(target, name);
				return async (...args: unknown[]) => {
					const path = String(args[0]);
					const done = await this.#step(
						{ name: String(name), path, args },
						() => call(...args),
						(kind) =>
							kind === 'short' && WHOLE.includes(name) ? halfAFile(call, path, args) : undefined,
					);
					return name === 'open' ? this.#handle(done as FileHandle, path) : done;
				};
			},
		});
	}

	#handle(handle: FileHandle, path: string): FileHandle {
		return new Proxy(handle, {
			get: (target, name) => {
				const value: unknown = Reflect.get(target, name, target);
				if (typeof value !== 'function') return value;
				return (...args: unknown[]) => {
					const call = () => value.apply(target, args);
					// What has been opened is closed whatever happens: the system does that too.
					if (name === Symbol.asyncDispose || name === 'close') return call();
					return this.#step({ name: String(name), path, args }, call, (kind) =>
						kind === 'short' && name === 'write' ? writeHalf(target, args) : undefined,
					);
				};
			},
		});
	}

	async #step(
		what: Omit<Operation, 'number'>,
		call: () => Promise<unknown>,
		instead: (kind: FaultKind) => Promise<unknown> | undefined,
	): Promise<unknown> {
		if (!this.counts(what.path)) return call();
		const operation = { number: ++this.operations, ...what };
		const kind = this.fault(operation);
		if (kind !== undefined) {
			const done = instead(kind);
			if (done !== undefined || kind !== 'short') this.injected++;
			if (done !== undefined) return done;
			if (kind !== 'short') throw failure(kind, what.name, what.path);
		}
		await this.before(operation);
		const done = await call();
		await this.after(operation);
		return done;
	}
}

function failure(code: string, name: string, path: string): Error {
	return Object.assign(new Error(`${code}: injected, ${name} '${path}'`), { code });
}

/** @param args those of writeFile: path, content, options */
async function halfAFile(
	call: (...args: unknown[]) => Promise<unknown>,
	path: string,
	[, content, ...options]: readonly unknown[],
): Promise<never> {
	const bytes = Buffer.from(content as string);
	await call(path, bytes.subarray(0, bytes.length / 2), ...options);
	throw failure('ENOSPC', 'writeFile', path);
}

/** @param args those of FileHandle.write: a buffer, and where in it to begin */
async function writeHalf(handle: FileHandle, [bytes, offset = 0]: unknown[]): Promise<unknown> {
	const buffer = bytes as Buffer;
	const from = Number(offset);
	return handle.write(buffer, from, Math.ceil((buffer.length - from) / 2));
}
