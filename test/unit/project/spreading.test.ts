import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

const ROOT = resolve(import.meta.dirname, '../../..');

/** What takes a list of any length, if it is given one by one. */
const TAKES_MANY = /^(?:push|unshift|splice|min|max|fromCharCode|fromCodePoint)$/;

/** What may be handed over so, by how it is written, and why it is short. */
const SHORT = new Map([
	['bytes', 'random bytes of our own, or a hash'],
	['digest', 'a hash'],
	['failed(choice, failure)', 'what was held back of one choice'],
	['found', 'the ways in which a key can be escaped'],
	['this.#further.breakOff()', 'what was held back of 127 choices at most'],
	['this.#pairs.map(([from]) => beginsAtEnd(done.slice(end), from))', 'the secrets of a chat'],
	['tags.map((tag) => tag.length)', 'a table'],
	["character.split('').map((unit) => one(new RegExp(escaped(unit), flags)))", 'one or two'],
	['wanted', 'messages with an open editor'],
	['notebooks.map((notebook) => notSaved(pathOf(notebook)))', 'notebooks that are not saved'],
	['excerpts', 'what one reference stands for'],
	['reasons.map((text) => ({ of, text }))', 'why images of one drop are refused'],
	['checked', 'the answer to one batch'],
	['(await Promise.all(all.slice(start, start + AT_ONCE).map(action)))', 'one batch'],
	['registerCommands(run)', 'what is disposed of'],
	['lendModels(opened)', 'what is disposed of'],
	['registerCodeActions(async () => (await opened()).chat.front)', 'what is disposed of'],
	['watchActiveEditor()', 'what is disposed of'],
]);

interface Spread {
	/** What is called, by its last name. */
	readonly called: string;
	/** What is handed over, as it is written. */
	readonly list: string;
}

/** Lists that are handed over as so many arguments, but for those that a function has got itself as such. */
function spreadsIn(file: string, source: string): Spread[] {
	const found: Spread[] = [];
	const taken = new Set(
		[...source.matchAll(/\(?\.\.\.(\w+)(?:: [^)]*)?\)(?::[^=;]+)?(?:\s*=>| \{)/g)].map(
			([, name]) => name,
		),
	);
	const look = (
		callee: { start: number; end: number },
		args: readonly { type: string; start: number; end: number }[],
	) => {
		for (const argument of args) {
			if (argument.type !== 'SpreadElement') continue;
			const list = source.slice(argument.start + '...'.length, argument.end);
			const called = source.slice(callee.start, callee.end).split('.').at(-1) ?? '';
			if (TAKES_MANY.test(called) && !taken.has(list)) found.push({ called, list });
		}
	};
	new Visitor({
		CallExpression: (call) => look(call.callee, call.arguments),
		NewExpression: (call) => look(call.callee, call.arguments),
	}).visit(parseSync(file, source).program);
	return found;
}

describe('a list that is handed over as so many arguments', () => {
	it('is found, but where a function has got it so itself', () => {
		assert.deepEqual(spreadsIn('a.ts', 'list.push(...lines); Math.max(0, ...a.map(f));'), [
			{ called: 'push', list: 'lines' },
			{ called: 'max', list: 'a.map(f)' },
		]);
		assert.deepEqual(
			spreadsIn('a.ts', 'const f = (...asked: string[]) => g(...asked); [...a];'),
			[],
		);
	});

	it('is short everywhere in the sources: a call takes some hundred thousand at most', () => {
		const found = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((file) =>
			spreadsIn(file, readFileSync(join(ROOT, file), 'utf8')).map((spread) => ({
				file,
				...spread,
			})),
		);
		const long = found.filter(({ list }) => !SHORT.has(list) && !list.endsWith('.register()'));
		assert.deepEqual(
			long.map(({ file, called, list }) => `${file}: ${called}(...${list})`),
			[],
		);
		const lists = new Set(found.map(({ list }) => list));
		const gone = [...SHORT.keys()].filter((list) => !lists.has(list));
		assert.deepEqual(gone, [], 'not there any more');
	});
});
