// `npm run audit`: asks the registry for known flaws of what package-lock.json names. 0: there are none; 1: there are; 2: the registry
// answers no such question, so that nothing is known. Not a part of `npm test`, which needs no network once it is set up.
import { join } from 'node:path';
import { outputOf } from './run.ts';

const { output } = await outputOf('npm', ['audit', '--json'], {
	cwd: join(import.meta.dirname, '..'),
});
const report = parsed(output);
const counts: Record<string, number> | undefined = report?.metadata?.vulnerabilities;
if (counts === undefined) {
	console.log(`Not audited: the registry did not answer. ${report?.message ?? output.trim()}`);
	process.exitCode = 2;
} else {
	const found = Object.entries(counts).filter(([level, count]) => level !== 'total' && count > 0);
	for (const [level, count] of found) console.log(`${count} ${level}`);
	console.log(found.length === 0 ? 'No known flaws.' : 'See `npm audit` for where.');
	process.exitCode = found.length === 0 ? 0 : 1;
}

/** npm writes warnings around its report. */
function parsed(text: string) {
	const start = text.indexOf('{');
	const end = text.lastIndexOf('}');
	try {
		return JSON.parse(text.slice(start, end + 1));
	} catch {
		return undefined;
	}
}
