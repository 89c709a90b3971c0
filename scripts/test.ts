// `npm test`: builds, packages and runs every kind of test. A failure fails the run but not the stages
// after it. The last line is `N passed, N failed`.
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf, outputOf, type RunOptions } from './run.ts';
import { installHeadlessChromium } from './vscode/chromium.ts';
import { installVsCodeServer } from './vscode/codeServer.ts';
import { hasDisplay } from './vscode/desktop.ts';

interface Counts {
	readonly passed: number;
	readonly failed: number;
	/** Each test that failed or needed a second try. */
	readonly remarks?: readonly string[];
}

interface Result extends Counts {
	readonly name: string;
	readonly seconds: number;
}

const root = join(import.meta.dirname, '..');
const reporter = 'test/reporter/countingReporter.ts';
const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
/** Where `npm run package` leaves the extension, and where the tests look for it. */
const vsix = join(root, `${name}-${version}.vsix`);

/** The files of integration, a part in each window: one answers more slowly after hundreds of tests. Those that take longest come first. */
const WINDOWS = ['c*', '[abd-l]*', '[m-p]*', '[!a-p]*'];
/** VS Code's default keys differ by system; this machine's are in one of the windows above. */
const OTHER_SYSTEMS = ['macOS', 'Windows'];

/** A window of integration keeps one processor busy. On a screen they would take the keyboard from each other. */
const WINDOWS_AT_ONCE = hasDisplay() ? 1 : 2;

const stages: ReadonlyArray<readonly [string, () => Promise<Counts>]> = [
	// A build that succeeds shows in everything after it, so only one that fails counts.
	['build', async () => ({ ...(await script('build')), passed: 0 })],
	['types', () => script('types')],
	['lint', () => script('lint')],
	['unit', () => mocha('unit')],
	['page', () => mocha('page')],
	['package', packaged],
	['integration', integrated],
	['e2e', () => mocha('e2e')],
	['oldest', inOldestVsCode],
	['faults', () => mocha('faults')],
];
/** Shows no window. It runs beside the end-to-end tests, which leave a quarter of two processors idle, and gives way to them. */
const BESIDE = 'unit';
const WINDOWED = 'e2e';

/** Takes some 40 minutes, so it runs only when it is asked for; the others have a sample of it. */
const LONG = 'faults';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((stage) => !stages.some(([known]) => known === stage));
if (unknown.length > 0) {
	throw new Error(
		`No such stage: ${unknown.join(', ')}. There are ${stages.map(([stage]) => stage).join(', ')}`,
	);
}
/** What needs nothing of what has to be installed first. */
const BARE = ['build', 'types', 'lint'];
const installing = install();
// Where it fails, whoever waits for it is told.
installing.catch(() => {});
const results: Result[] = [];
for (const [stage, run] of stages) {
	if (!runs(stage) || (stage === BESIDE && runs(WINDOWED))) continue;
	if (!BARE.includes(stage)) await installing;
	const beside = stage === WINDOWED && runs(BESIDE) ? [timed(BESIDE, givingWay)] : [];
	results.push(...(await Promise.all([...beside, timed(stage, run)])));
}
summarise(results);

/** What has to be installed takes longer than a test may. */
async function install(): Promise<void> {
	if (runs('page', 'integration', 'e2e', 'oldest', LONG)) {
		// For all processes that run tests.
		process.env.CHROMIUM = await installHeadlessChromium();
	}
	if (runs('page', 'integration', 'e2e', LONG)) await installVsCodeServer();
	if (runs('oldest')) await installVsCodeServer('oldest');
}

function runs(...stages: readonly string[]): boolean {
	return wanted.length === 0
		? stages.some((stage) => stage !== LONG)
		: stages.some((stage) => wanted.includes(stage));
}

async function timed(stage: string, run: () => Promise<Counts>): Promise<Result> {
	console.log(`\n── ${stage} ──`);
	const start = performance.now();
	const counts = await run();
	return { name: stage, ...counts, seconds: (performance.now() - start) / 1000 };
}

/** An npm script that is one test: it succeeds or it does not. */
async function script(name: string): Promise<Counts> {
	return oneTest((await exitCodeOf('npm', ['run', '--silent', name], { cwd: root })) === 0);
}

function oneTest(succeeded: boolean): Counts {
	return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function mocha(folder: string, run = exitCodeOf): Promise<Counts> {
	const config = ['--config', `test/${folder}/.mocharc.json`];
	return counted('mocha', [...config, '--reporter', reporter], {}, run);
}

function givingWay(): Promise<Counts> {
	return mocha(BESIDE, (program, args, options) =>
		codeAfterOutput(program, args, { ...options, givesWay: true }),
	);
}

/** The main job once more, in the oldest VS Code that package.json promises. */
function inOldestVsCode(): Promise<Counts> {
	const args = ['--config', 'test/e2e/.mocharc.oldest.json', '--reporter', reporter];
	return counted('mocha', args, { LLAMA_CHAT_VSCODE: 'oldest' });
}

/** A program that leaves its counts in a file. One that fails, or ran no test, has failed once at least. */
async function counted(
	program: string,
	args: readonly string[],
	more: Readonly<Record<string, string>> = {},
	run = exitCodeOf,
): Promise<Counts> {
	const file = join(tmpdir(), `llama-chat-counts-${randomUUID()}.json`);
	const env = { ...more, TEST_COUNTS: file, LLAMA_CHAT_VSIX: vsix };
	const code = await run(program, args, { cwd: root, env });
	const { passed, failed, remarks = [] } = await readCounts(file);
	await rm(file, { force: true });
	const broken = code !== 0 || passed === 0;
	return { passed, remarks, failed: broken ? Math.max(1, failed) : failed };
}

async function readCounts(file: string): Promise<Counts> {
	try {
		return JSON.parse(await readFile(file, 'utf8'));
	} catch {
		return { passed: 0, failed: 0 };
	}
}

/** Packages the extension, which must not warn, and then tests what came out. */
async function packaged(): Promise<Counts> {
	await rm(vsix, { force: true });
	const { code, output } = await outputOf('npm', ['run', '--silent', 'package'], { cwd: root });
	console.log(output);
	const made = oneTest(code === 0 && !output.includes('WARNING'));
	return together(made, await mocha('package'));
}

async function integrated(): Promise<Counts> {
	const left: { files: string; env: Record<string, string> }[] = [
		...WINDOWS.map((files) => ({ files, env: {} })),
		...OTHER_SYSTEMS.map((system) => ({
			files: 'commandsKeys',
			env: { LLAMA_CHAT_TEST_SYSTEM: system },
		})),
	];
	let counts: Counts = { passed: 0, failed: 0 };
	const open = async () => {
		for (let next = left.shift(); next !== undefined; next = left.shift()) {
			const args = ['test/integration/run.ts', `test/integration/${next.files}.test.ts`];
			const more = await counted(process.execPath, args, next.env, codeAfterOutput);
			counts = together(counts, more);
		}
	};
	await Promise.all(Array.from({ length: WINDOWS_AT_ONCE }, open));
	return counts;
}

/** As `exitCodeOf`, but what it writes comes as a whole at its end, for programs side by side. */
async function codeAfterOutput(
	program: string,
	args: readonly string[],
	options: RunOptions = {},
): Promise<number> {
	const { code, output } = await outputOf(program, args, options);
	console.log(output);
	return code;
}

function together(one: Counts, other: Counts): Counts {
	return {
		passed: one.passed + other.passed,
		failed: one.failed + other.failed,
		remarks: [...(one.remarks ?? []), ...(other.remarks ?? [])],
	};
}

function summarise(all: readonly Result[]): void {
	console.log('\n── summary ──');
	for (const { name: stage, passed, failed, remarks = [], seconds } of all) {
		const verdict = failed === 0 ? 'ok    ' : 'FAILED';
		console.log(
			`${verdict} ${stage.padEnd(12)} ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s`,
		);
		for (const remark of remarks) console.log(`       ${remark}`);
	}
	const passed = all.reduce((sum, stage) => sum + stage.passed, 0);
	const failed = all.reduce((sum, stage) => sum + stage.failed, 0);
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed === 0 ? 0 : 1;
}
