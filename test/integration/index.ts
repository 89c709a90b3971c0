import { format } from 'node:util';
import Mocha from 'mocha';
import CountingReporter from '../reporter/countingReporter.ts';
import { TEST_OUTPUT } from './output.ts';

/**
 * Called by VS Code in its extension host. Mocha's functions are globals, which the test files use
 * as they are evaluated; run.ts lists those files in the virtual module `test-files`.
 */
export async function run(): Promise<void> {
	Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
		console.log(TEST_OUTPUT + format(...args));
	};
	const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, retries: 1, reporter: CountingReporter });
	// `describe` and `it` become globals when the interface is set up for a file.
	mocha.suite.emit('pre-require', globalThis, 'test-files', mocha);
	await import('test-files');
	const failures = await new Promise<number>((resolve) => {
		// VS Code moves the focus in its own time; a second try is allowed, and said.
		mocha.run(resolve).on('retry', (test) => {
			console.log(`${TEST_OUTPUT}      (tried a second time: ${test.fullTitle()})`);
		});
	});
	if (failures > 0) {
		throw new Error(`${failures} tests failed`);
	}
}
