import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The constants of a source that are plain objects to be looked up by any text. */
function plainTables(file: string, source: string): string[] {
	const found: string[] = [];
	new Visitor({
		VariableDeclarator: ({ id, init }) => {
			if (id.type !== 'Identifier' || init?.type !== 'ObjectExpression') return;
			const type = id.typeAnnotation;
			const written = type ? source.slice(type.start, type.end) : '';
			if (/\bRecord<\s*string\b|\[\w+: string\]/.test(written) && init.properties.length > 0) {
				found.push(`${file}: ${id.name}`);
			}
		},
	}).visit(parseSync(file, source).program);
	return found;
}

describe('a table that is looked up by any name', () => {
	it('is found where it is a plain object, which has "constructor" and "toString" too', () => {
		const found = (source: string) => plainTables('a.ts', source);
		assert.deepEqual(found('const A: Readonly<Record<string, string>> = { b: "c" };'), ['a.ts: A']);
		assert.deepEqual(found('const A: { [name: string]: string } = { b: "c" };'), ['a.ts: A']);
		assert.deepEqual(found('const A: Record<Kind, string> = { b: "c" };'), []);
		assert.deepEqual(found('const A: Record<string, string> = {};'), []);
		assert.deepEqual(found('const A: ReadonlyMap<string, string> = new Map([["b", "c"]]);'), []);
	});

	it('is a Map everywhere in the sources', () => {
		const found = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((file) =>
			plainTables(file.replaceAll('\\', '/'), readFileSync(join(ROOT, file), 'utf8')),
		);
		assert.deepEqual(found, []);
	});
});
