import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What one run of mocha counted. */
export interface Counts {
	readonly passed: number;
	readonly failed: number;
}

/**
 * Mocha's spec reporter that also leaves its counts, as JSON, in the file that the environment's
 * TEST_COUNTS names. A skipped test is counted as failed: nothing here may be skipped.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
	constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
		super(runner, options);
		const file = process.env.TEST_COUNTS;
		if (file !== undefined) {
			runner.once('end', () => {
				const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
				const counts: Counts = { passed: passes, failed: failures + pending };
				writeFileSync(file, JSON.stringify(counts));
			});
		}
	}
}
