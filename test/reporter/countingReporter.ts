import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What one run of mocha counted. */
export interface Counts {
	readonly passed: number;
	readonly failed: number;
	/** Each test that failed or needed a second try, with the first line of why. */
	readonly remarks: readonly string[];
}

/** A workbench on a busy machine now and then swallows a key. More second tries than this are no accident any more. */
export const MAX_RETRIES = 2;

/**
 * Mocha's spec reporter that also leaves its counts, as JSON, in the file that the environment's
 * TEST_COUNTS names. A skipped test is counted as failed: nothing here may be skipped. So is each second try above MAX_RETRIES; how
 * many there were is printed, with what failed at the first.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
	constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
		super(runner, options);
		const retried: string[] = [];
		const failed: string[] = [];
		runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test, error) => {
			retried.push(remark(test, error));
		});
		runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test, error) => {
			failed.push(remark(test, error));
		});
		runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
			if (retried.length > 0) Mocha.reporters.Base.consoleLog(retriesInWords(retried));
			const tooMany = Math.max(0, retried.length - MAX_RETRIES);
			const file = process.env.TEST_COUNTS;
			if (file === undefined) return;
			const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
			const remarks = [
				...failed.map((test) => `failed: ${test}`),
				...retried.map((test) => `tried a second time: ${test}`),
			];
			const counts: Counts = { passed: passes, failed: failures + pending + tooMany, remarks };
			writeFileSync(file, JSON.stringify(counts));
		});
	}
}

function remark(test: Mocha.Runnable, error: unknown): string {
	const [reason = ''] = messageOf(error).split('\n');
	return `${test.fullTitle()}: ${reason}`;
}

/** Where files run side by side, an error comes from another process: it has its message, but is no Error. */
function messageOf(error: unknown): string {
	const isObject = typeof error === 'object' && error !== null;
	return isObject && 'message' in error ? String(error.message) : String(error);
}

function retriesInWords(tests: readonly string[]): string {
	const verdict =
		tests.length > MAX_RETRIES ? `, and more than ${MAX_RETRIES} count as failed` : '';
	return [`${tests.length} tried a second time${verdict}:`, ...tests].join('\n  ');
}
