import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Mocha from 'mocha';
import CountingReporter, { type Counts } from '../../reporter/countingReporter.ts';

describe('the counts of a run', () => {
	let folder: string;
	const { consoleLog } = Mocha.reporters.Base;
	const before = process.env['TEST_COUNTS'];
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'llama-chat-counts-'));
	});
	afterEach(async () => {
		Mocha.reporters.Base.consoleLog = consoleLog;
		if (before === undefined) delete process.env['TEST_COUNTS'];
		else process.env['TEST_COUNTS'] = before;
		await rm(folder, { recursive: true, force: true });
	});

	/** Runs tests of which so many pass at the second try only. */
	async function run(flaky: number, broken = 0): Promise<{ counts: Counts; printed: string }> {
		const file = join(folder, 'counts.json');
		const printed: string[] = [];
		process.env['TEST_COUNTS'] = file;
		Mocha.reporters.Base.consoleLog = (...args: unknown[]) => printed.push(args.join(' '));
		const mocha = new Mocha({ reporter: CountingReporter, retries: 1 });
		const suite = Mocha.Suite.create(mocha.suite, 'of a sample');
		for (let index = 0; index < flaky; index++) {
			let tries = 0;
			suite.addTest(
				new Mocha.Test(`flake ${index}`, () => assert.ok(++tries > 1, 'too early\nmore')),
			);
		}
		for (let index = 0; index < broken; index++) {
			suite.addTest(new Mocha.Test(`broken ${index}`, () => assert.fail('never')));
		}
		suite.addTest(new Mocha.Test('firm', () => {}));
		await new Promise((resolve) => mocha.run(resolve));
		return { counts: JSON.parse(await readFile(file, 'utf8')), printed: printed.join('\n') };
	}

	it('say how often a second try was needed', async () => {
		const { counts, printed } = await run(2);
		assert.deepEqual(counts, {
			passed: 3,
			failed: 0,
			remarks: [
				'tried a second time: of a sample flake 0: too early',
				'tried a second time: of a sample flake 1: too early',
			],
		});
		assert.match(
			printed,
			/2 tried a second time:\n {2}of a sample flake 0: too early\n {2}of a sample flake 1: too early/,
		);
	});

	it('fail where it was needed more than twice', async () => {
		const { counts, printed } = await run(4);
		assert.equal(counts.passed, 5);
		assert.equal(counts.failed, 2);
		assert.match(printed, /4 tried a second time, and more than 2 count as failed/);
	});

	it('name what failed, with why', async () => {
		const { counts } = await run(0, 1);
		assert.equal(counts.failed, 1);
		assert.ok(counts.remarks.includes('failed: of a sample broken 0: never'));
	});

	it('name why a test failed in another process, from where only the fields of an error come', async () => {
		const file = join(folder, 'counts.json');
		process.env['TEST_COUNTS'] = file;
		Mocha.reporters.Base.consoleLog = () => {};
		const mocha = new Mocha({ reporter: CountingReporter });
		const test = new Mocha.Test('afar', () => {});
		Mocha.Suite.create(mocha.suite, 'of a sample').addTest(test);
		await new Promise((resolve) => {
			mocha.run(resolve).emit('fail', test, { message: 'too far\nmore', stack: '' });
		});
		const counts: Counts = JSON.parse(await readFile(file, 'utf8'));
		assert.deepEqual(counts.remarks, ['failed: of a sample afar: too far']);
	});

	it('say nothing of it where all passed at once', async () => {
		const { counts, printed } = await run(0);
		assert.deepEqual(counts, { passed: 1, failed: 0, remarks: [] });
		assert.doesNotMatch(printed, /second time/);
	});
});
