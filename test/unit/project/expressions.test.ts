import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { superLinear } from './superLinear.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** What may take its time, because what it reads is short or of one shape: by the expression as it is written. */
const BOUNDED = new Map([
	['/([.!?…。！？]|:\\/\\/\\S+)$/', 'reads at most 200 characters'],
	['/[^\\r\\n]*(?:\\r\\n|[\\r\\n])/g', 'reads up to the last line end, so each line has one'],
	[
		'/\\\\([!-/:-@[-`{-~])|\\*+|~~|`+|(?<![\\p{L}\\p{N}])_+|_+(?![\\p{L}\\p{N}])/gu',
		'takes a run of underscores whole, or all but its last',
	],
]);

/** The same for those that are put together when their file is loaded, by their beginning. */
const BOUNDED_MADE = new Map([
	[
		'^(?:<[A-Za-z][A-Za-z0-9-]*(?:\\s+[a-zA-Z_:]',
		'takes blanks before a sign or the next name, each of which fails at once where it is not there',
	],
]);

/** What is put together when the program runs, by the file: what comes from outside is in it letter by letter, without a star. */
const MADE = [
	'src/api/errors/errorDetails.ts',
	'src/api/errors/retryAfter.ts',
	'src/api/errors/wordsAbroad.ts',
	'src/api/server/thinking/thinkTag.ts',
	'src/core/access/keySearch.ts',
	// What its tables of languages say; reindentStrings.test.ts has long texts for them.
	'src/core/editor/layout.ts',
	'src/core/errors/diskReason.ts',
	// Of one character each.
	'src/core/files/glob.ts',
	'src/shared/markdown/htmlBlock.ts',
	'src/shared/text/hiddenCharacters.ts',
	// Where the user types one, a thread of its own is ended if it takes too long.
	'src/webview/find/findPattern.ts',
];

/** Of those, the ones that make theirs as they are loaded, and not from what they are given later. */
const MADE_WHEN_LOADED = MADE.filter((file) => !/keySearch|layout|glob|findPattern/.test(file));

interface Expression {
	readonly written: string;
	readonly source: string;
	readonly flags: string;
}

/** The regular expressions of a source, and how many are made when it runs. */
function expressionsIn(file: string, text: string): { literals: Expression[]; made: number } {
	const literals: Expression[] = [];
	let made = 0;
	const count = ({ callee }: { callee: { type: string; name?: unknown } }) => {
		if (callee.type === 'Identifier' && callee.name === 'RegExp') made++;
	};
	new Visitor({
		Literal: (node) => {
			if (!('regex' in node)) return;
			const { pattern, flags } = node.regex;
			literals.push({ written: text.slice(node.start, node.end), source: pattern, flags });
		},
		NewExpression: count,
		CallExpression: count,
	}).visit(parseSync(file, text).program);
	return { literals, made };
}

/** The expressions that a file of ours puts together while it is loaded. */
async function madeBy(file: string): Promise<readonly RegExp[]> {
	const made: RegExp[] = [];
	const Own = globalThis.RegExp;
	globalThis.RegExp = new Proxy(Own, {
		construct: (target, parts: ConstructorParameters<RegExpConstructor>) => {
			const one = new target(...parts);
			made.push(one);
			return one;
		},
	});
	try {
		// Under a name of its own it is loaded anew, whichever test has loaded it before.
		await import(`${pathToFileURL(join(ROOT, file)).href}?made`);
	} finally {
		globalThis.RegExp = Own;
	}
	return made;
}

describe('an expression that takes time', () => {
	for (const [written, why] of [
		[/<title[^>]*>/, 'reads again from each start: [^>]*'],
		[/<\/?[a-z][^>]*>/g, 'reads again from each start: [^>]*'],
		[/0+$/, 'reads again from each start: 0+'],
		[/(?:\s|x)+$/m, 'reads again from each start: (?:\\s|x)+'],
		[/\b[a-z][a-z.]*:/g, 'reads again from each start: [a-z.]*'],
		[/a(?=.*b)c|\$\$(.*?)\$\$/s, 'reads again from each start: .*'],
		[/^(`{3,})(?!.*`)/, 'looks ahead again from each end: (?!.*`)'],
		[/^\d+x?\d*b$/, 'goes back (Trade)'],
		[/^(?:a+)+$/, 'goes back (Self)'],
	] as const) {
		it(`is found: ${written}`, () => {
			const found = superLinear(written.source, written.flags);
			assert.ok(found.includes(why), found.join('\n'));
		});
	}

	for (const written of [
		/^<title[^>]*>/,
		/<[^<>]*>/g,
		/\s+/g,
		/\b\d+x/,
		/(?<![\d.])\d+x/,
		/<[^>]{0,100}>/,
		/<title[^>]*>/y,
		/^(`{3,})[^`]*$/,
		/^`*(?=[ \t]*$)/,
		/^\d+(?:x\d*)?b$/,
		/"[^"]*"/g,
	]) {
		it(`is told from one that does not: ${written}`, () => {
			assert.deepEqual(superLinear(written.source, written.flags), []);
		});
	}
});

describe('the expressions of the sources', () => {
	const files = globSync('src/**/*.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));
	const found = files.map((file) => ({
		file,
		...expressionsIn(file, readFileSync(join(ROOT, file), 'utf8')),
	}));

	it('are found', () => {
		assert.ok(found.flatMap(({ literals }) => literals).length > 150);
	});

	it('take time in proportion to what they read, or read something short', () => {
		const slow = found.flatMap(({ file, literals }) =>
			literals.flatMap(({ written, source, flags }) => {
				if (BOUNDED.has(written)) return [];
				return superLinear(source, flags).map((why) => `${file}: ${written} ${why}`);
			}),
		);
		assert.deepEqual(slow, []);
	});

	it('take such a time also where they are put together as their file is loaded', async () => {
		const slow: string[] = [];
		const used = new Set<string>();
		for (const file of MADE_WHEN_LOADED) {
			const made = await madeBy(file);
			assert.ok(made.length > 0, file);
			for (const { source, flags } of made) {
				const found = superLinear(source, flags);
				const bounded = [...BOUNDED_MADE.keys()].find((beginning) => source.startsWith(beginning));
				if (bounded === undefined) slow.push(...found.map((why) => `${file}: ${source} ${why}`));
				else if (found.length > 0) used.add(bounded);
			}
		}
		assert.deepEqual(slow, []);
		assert.deepEqual([...used], [...BOUNDED_MADE.keys()]);
	});

	it('have no exception that is not needed', () => {
		const all = found.flatMap(({ literals }) => literals);
		for (const written of BOUNDED.keys()) {
			const used = all.find((one) => one.written === written);
			assert.ok(used, `${written} is not there any more`);
			assert.notDeepEqual(superLinear(used.source, used.flags), [], written);
		}
	});

	it('stand as they are, but for a few that are named here', () => {
		assert.deepEqual(
			found
				.filter(({ made }) => made > 0)
				.map(({ file }) => file)
				.toSorted(),
			MADE,
		);
	});
});
