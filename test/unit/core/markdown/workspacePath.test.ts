import assert from 'node:assert/strict';
import { placesInWorkspace } from '../../../../src/core/markdown/workspacePath.ts';

const folders = [
	{ name: 'api', path: '/work/api' },
	{ name: 'web', path: '/work/web' },
];

describe('where in the workspace a path of a reply may lead', () => {
	for (const [path, places] of [
		['src/a.ts', ['api: src/a.ts', 'web: src/a.ts']],
		['./src/../b.ts', ['api: b.ts', 'web: b.ts']],
		['/b.ts', ['api: b.ts', 'web: b.ts']],
		['web/b.ts', ['api: web/b.ts', 'web: web/b.ts', 'web: b.ts']],
		['/work/web/b.ts', ['web: b.ts', 'api: work/web/b.ts', 'web: work/web/b.ts']],
		['../b.ts', []],
		['src/../../b.ts', []],
		['/../etc/passwd', []],
		['.', []],
	] as const) {
		it(path, () => {
			assert.deepEqual(
				placesInWorkspace(path, folders).map(
					({ folder, segments }) => `${folder.name}: ${segments.join('/')}`,
				),
				places,
			);
		});
	}
});
