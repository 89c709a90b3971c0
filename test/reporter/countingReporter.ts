import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What one run of mocha counted. */
export interface Counts {
	readonly passed: number;
	readonly failed: number;
}

/** A workbench on a busy machine now and then swallows a key. More second tries than this are no accident any more. */
export const MAX_RETRIES = 2;

/**
 * Mocha's spec reporter that also leaves its counts, as JSON, in the file that the environment's
 * TEST_COUNTS names. A skipped test is counted as failed: nothing here may be skipped. So is each second try above MAX_RETRIES; how
 * many there were is printed.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
	constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
		super(runner, options);
		const retried: string[] = [];
		runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test) => {
			retried.push(test.fullTitle());
		});
		runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
			if (retried.length > 0) Mocha.reporters.Base.consoleLog(retriesInWords(retried));
			const tooMany = Math.max(0, retried.length - MAX_RETRIES);
			const file = process.env.TEST_COUNTS;
			if (file === undefined) return;
			const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
			const counts: Counts = { passed: passes, failed: failures + pending + tooMany };
			writeFileSync(file, JSON.stringify(counts));
		});
	}
}

function retriesInWords(tests: readonly string[]): string {
	const verdict =
		tests.length > MAX_RETRIES ? `, and more than ${MAX_RETRIES} count as failed` : '';
	return [`${tests.length} tried a second time${verdict}:`, ...tests].join('\n  ');
}
