// `npm run test:corpora -- DIRECTORY`: shows every string of a folder's lists (JSON arrays of strings) in the page that is shipped, as
// reply, question, code block, title and file name, and fails when one of them does anything but be read.
import { resolve } from 'node:path';
import { buildDist, HostilePage, stringsIn } from '../test/page/corpus.ts';
import { launchChromium } from '../test/vscode/browser.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name a folder: npm run test:corpora -- DIRECTORY');
const strings = await stringsIn(resolve(folder));
await buildDist();
const browser = await launchChromium();
try {
	const page = await HostilePage.open(browser);
	const problems = await page.check(strings);
	for (const problem of problems) console.error(problem);
	console.log(`${strings.length} strings, ${problems.length} with a problem`);
	process.exitCode = problems.length === 0 && strings.length > 0 ? 0 : 1;
	await page.close();
} finally {
	await browser.close();
}
