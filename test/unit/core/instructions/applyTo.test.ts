import assert from 'node:assert/strict';
import fc from 'fast-check';
import { appliesTo } from '../../../../src/core/instructions/applyTo.ts';

const PY = '/home/me/shop/src/cart/sum.py';
const TS = '/home/me/shop/web/Cart.tsx';

/** As VS Code documents `applyTo`, and decides it. */
const CASES: [applyTo: string, attached: string[], applies: boolean][] = [
	// Always, whether or not a file is attached.
	['**', [], true],
	['**/*', [], true],
	['*', [], true],
	[' ** ', [], true],
	['**', [PY], true],
	// All else only with a file that it matches.
	['**/*.py', [], false],
	['**/*.py', [PY], true],
	['**/*.py', [TS], false],
	['**/*.py', [TS, PY], true],
	// What does not begin at the root is meant anywhere.
	['*.py', [PY], true],
	['sum.py', [PY], true],
	['src/**/*.py', [PY], true],
	['src/*.py', [PY], false],
	['cart/**', [PY], true],
	['cart', [PY], false],
	['./src/**', [PY], false],
	// A slash at the beginning is the root of the file system, not the workspace's.
	['/src/**', [PY], false],
	['/home/me/shop/src/**', [PY], true],
	['/home/**/*.py', [PY], true],
	// Commas between globs, not within braces.
	['**/*.ts,**/*.py', [PY], true],
	['**/*.ts, **/*.py', [PY], true],
	['*.{ts,tsx}', [TS], true],
	['*.{ts,tsx},*.py', [PY], true],
	['*.{ts,js}', [TS], false],
	['**/*.ts,', [PY], false],
	[', ,', [PY], false],
	['', [PY], false],
	['*.md,**', [], true],
	// The case of the letters does not count.
	['**/*.PY', [PY], true],
	['WEB/cart.TSX', [TS], true],
	// Where a file has no folder.
	['*.txt', ['Untitled-1.txt'], true],
	['*.txt', ['Untitled-1'], false],
	['*.ipynb', ['/w/analysis.ipynb'], true],
	// No file of its own is left out by an exclamation mark: it is a name's.
	['!*.py', [PY], false],
	['*.cs', ['/c:/Work/A.CS'], true],
];

describe('applyTo', () => {
	for (const [applyTo, attached, applies] of CASES) {
		const files = attached.length === 0 ? 'no file' : attached.join(' and ');
		it(`“${applyTo}” ${applies ? 'applies' : 'does not apply'} to ${files}`, () => {
			assert.equal(appliesTo(applyTo, attached), applies);
		});
	}

	it('applies where one of its globs would, and to no less with more files', () => {
		const glob = fc.constantFrom('*.py', 'src/**', '**', '{a,b}', '/x', '', '[', 'a{', '*.TSX');
		fc.assert(
			fc.property(fc.array(glob), fc.subarray([PY, TS]), (globs, files) => {
				// What is not closed takes the commas behind it.
				const closed = globs.filter((one) => !['[', 'a{'].includes(one));
				const some = closed.some((one) => appliesTo(one, files));
				assert.equal(appliesTo(closed.join(','), files), some);
				if (appliesTo(globs.join(','), files)) {
					assert.equal(appliesTo(globs.join(','), [...files, '/more']), true);
				}
			}),
		);
	});
});
