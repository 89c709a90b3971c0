import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

export interface RunOptions {
	/** The working folder. */
	readonly cwd?: string;
	/** Added to this process's environment. */
	readonly env?: Readonly<Record<string, string>>;
	/** Milliseconds after which it is killed; for ever unless told. */
	readonly timeout?: number;
	/** Gives way to whatever else wants a processor, with all that it starts. */
	readonly givesWay?: boolean;
}

/** How a program ended: with an exit code, or by a signal, as at the end of its `timeout`. */
interface Ended {
	readonly code: number;
	readonly killed: boolean;
}

/** Runs a program with its output going to ours and resolves with its exit code. */
export async function exitCodeOf(
	program: string,
	args: readonly string[],
	options: RunOptions = {},
): Promise<number> {
	const child = spawn(program, args, {
		...spawnOptions(program, options),
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	return (await ended(child)).code;
}

/** Runs a program and resolves with what it wrote, errors included, and how it ended. */
export async function outputOf(
	program: string,
	args: readonly string[],
	options: RunOptions = {},
): Promise<Ended & { readonly output: string }> {
	const child = spawn(program, args, {
		...spawnOptions(program, options),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	if (options.givesWay === true && child.pid !== undefined) {
		setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
	}
	let output = '';
	const read = (chunk: unknown) => {
		output += String(chunk);
	};
	child.stdout.on('data', read);
	child.stderr.on('data', read);
	return { ...(await ended(child)), output };
}

/** Like `exitCodeOf`, but throws unless the program succeeds. */
export async function run(
	program: string,
	args: readonly string[],
	options: RunOptions = {},
): Promise<void> {
	const code = await exitCodeOf(program, args, options);
	if (code !== 0) {
		throw new Error(`\`${program} ${args.join(' ')}\` ended with exit code ${code}`);
	}
}

function spawnOptions(program: string, { cwd, env, timeout }: RunOptions): SpawnOptions {
	return {
		env: { ...process.env, ...env },
		...(cwd === undefined ? {} : { cwd }),
		timeout,
		killSignal: 'SIGKILL',
		// npm, tsc and the like are .cmd files on Windows, which only a shell can start.
		shell: process.platform === 'win32' && program !== process.execPath,
	};
}

function ended(child: ChildProcess): Promise<Ended> {
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve({ code: code ?? 1, killed: signal !== null }));
	});
}
