import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** `cwd` is the working folder, `env` is added to this process's environment. */
export interface RunOptions {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program with its output going to ours and resolves with its exit code. */
export function exitCodeOf(
	program: string,
	args: readonly string[],
	options: RunOptions = {},
): Promise<number> {
	return ended(
		spawn(program, args, { ...spawnOptions(options), stdio: ['ignore', 'inherit', 'inherit'] }),
	);
}

/** Runs a program and resolves with what it wrote, errors included, and its exit code. */
export async function outputOf(
	program: string,
	args: readonly string[],
	options: RunOptions = {},
): Promise<{ code: number; output: string }> {
	const child = spawn(program, args, {
		...spawnOptions(options),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	const read = (chunk: unknown) => {
		output += String(chunk);
	};
	child.stdout.on('data', read);
	child.stderr.on('data', read);
	return { code: await ended(child), output };
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

function spawnOptions({ cwd, env }: RunOptions): SpawnOptions {
	return {
		env: { ...process.env, ...env },
		...(cwd === undefined ? {} : { cwd }),
		// npm, tsc and the like are .cmd files on Windows, which only a shell can start.
		shell: process.platform === 'win32',
	};
}

function ended(child: ChildProcess): Promise<number> {
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}
