import assert from 'node:assert/strict';
import { newFileProblem } from '../../../../src/core/changes/named/newFileProblem.ts';

describe('the name of a new file', () => {
	for (const path of [
		'a.ts',
		'src/new folder/a.ts',
		'.github/ci.yml',
		'./a.ts',
		'Ünï/日本.md',
		'/a.ts',
	]) {
		it(`can be ${path}`, () => assert.equal(newFileProblem(path), undefined));
	}

	for (const [path, problem] of [
		['', /Name the file/],
		['src/', /Name the file/],
		['../a.ts', /leave out “\.\.”/],
		['src/../../a.ts', /leave out “\.\.”/],
		['~/a.ts', /leave out “~”/],
		['C:/a.ts', /sign :/],
		['src\\a.ts', /sign \\/],
		['a?.ts', /sign \?/],
		['a\u202Ets.exe', /cannot be seen: RIGHT-TO-LEFT OVERRIDE/],
		['a\nb.ts', /cannot be seen/],
		['con.txt', /Windows .* con\.txt/],
		['src/NUL', /Windows .* NUL/],
		['src./a.ts', /ends like “src\.”/],
	] as const) {
		it(`cannot be ${JSON.stringify(path)}`, () =>
			assert.match(newFileProblem(path) ?? '', problem));
	}
});
