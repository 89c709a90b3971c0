// `npm run test:corpora -- DIRECTORY`: inserts every function of a folder's code into a file of its own style, and fails when one
// comes out otherwise than it went in. Or shows every string of a folder's lists (JSON arrays of strings) in the page that is shipped, as
// reply, question, code block, title and file name, and fails when one of them does anything but be read.
import { resolve } from 'node:path';
import { reindent } from '../src/core/editor/reindent.ts';
import { buildDist, HostilePage, stringsIn } from '../test/page/corpus.ts';
import { codeBelow } from '../test/samples/codeCorpus.ts';
import { launchChromium } from '../test/vscode/browser.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name a folder: npm run test:corpora -- DIRECTORY');
const code = await checkCode(resolve(folder));
// A tree of code has JSON files of other kinds.
const strings = code > 0 ? [] : await stringsIn(resolve(folder));
if (strings.length > 0) await checkStrings();
else if (code === 0) throw new Error('There is neither code nor a list of strings.');

/** How many functions there are. */
async function checkCode(below: string): Promise<number> {
	let count = 0;
	let changed = 0;
	for await (const { text, style, language, file, line } of codeBelow(below)) {
		count++;
		if (reindent(text, { line: '', column: 0 }, style, language) === text) continue;
		changed++;
		console.error(`${file}:${line} changes`);
	}
	if (count > 0) console.log(`${count} functions, ${changed} changed`);
	if (changed > 0) process.exitCode = 1;
	return count;
}

async function checkStrings(): Promise<void> {
	await buildDist();
	const browser = await launchChromium();
	try {
		const page = await HostilePage.open(browser);
		const problems = await page.check(strings);
		for (const problem of problems) console.error(problem);
		console.log(`${strings.length} strings, ${problems.length} with a problem`);
		if (problems.length > 0) process.exitCode = 1;
		await page.close();
	} finally {
		await browser.close();
	}
}
