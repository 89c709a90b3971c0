import assert from 'node:assert/strict';
import { readFilePath } from '../../../../src/shared/markdown/filePath.ts';

describe('the file that a link leads to', () => {
	for (const [href, path, line, endLine] of [
		['a.ts', 'a.ts', undefined, undefined],
		['src/a.ts#L10', 'src/a.ts', 10, 10],
		['./src/a.ts#L10-L20', './src/a.ts', 10, 20],
		['src/a.ts#L10C3-L20C1', 'src/a.ts', 10, 20],
		['a.ts:10', 'a.ts', 10, 10],
		['a.ts:10:5', 'a.ts', 10, 10],
		['a.ts:10-12', 'a.ts', 10, 12],
		['src/Makefile', 'src/Makefile', undefined, undefined],
		['/src/a.ts', '/src/a.ts', undefined, undefined],
		['../b/c.md#heading', '../b/c.md', undefined, undefined],
		['my%20file.ts', 'my file.ts', undefined, undefined],
		['src%5Ca.ts', 'src/a.ts', undefined, undefined],
		['.env', '.env', undefined, undefined],
	] as const) {
		it(`is read from ${href}`, () => assert.deepEqual(readFilePath(href), { path, line, endLine }));
	}

	for (const href of [
		...['x', '', '#a', '?a.b', '//host/a.ts', '%2F%2Fhost/a.ts', 'https://a.b/c.ts', 'C:/a.ts'],
		...['command:a.b', 'javascript:a.b', 'javascript:1', 'data:a/b', 'file:///a.ts', 'a/b%00.ts'],
		...['a%3Ab/c.ts', 'src/', '.', '..', '/', '%zz/a.ts', '\\\\host\\a.ts'],
	]) {
		it(`is none for ${href}`, () => assert.equal(readFilePath(href), undefined));
	}
});
