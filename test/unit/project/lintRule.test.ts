import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Each turns a string into HTML or code. */
const FORBIDDEN = [
	`a.innerHTML = s;`,
	`a.innerHTML += s;`,
	`a['innerHTML'] = s;`,
	`console.log(a.innerHTML);`,
	`console.log(a?.outerHTML);`,
	`a.outerHTML = s;`,
	`a.insertAdjacentHTML('beforeend', s);`,
	`document.write(s);`,
	`document.writeln(s);`,
	`new Range().createContextualFragment(s);`,
	`console.log(new DOMParser());`,
	`a.setHTMLUnsafe(s);`,
	`Document.parseHTMLUnsafe(s);`,
	`frame.srcdoc = s;`,
	`console.log(new Function(s));`,
	`console.log(Function('a', s));`,
	`eval(s);`,
];

describe('the lint rule against HTML from strings', () => {
	it('finds every way there is', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'llama-chat-lint-'));
		try {
			const plugins = [join(ROOT, 'lint/noHtmlStrings.grit')];
			await writeFile(join(folder, 'biome.json'), JSON.stringify({ plugins }));
			const lines = ['export function f(a, frame, s) {', ...FORBIDDEN, '}', ''];
			await writeFile(join(folder, 'x.js'), lines.join('\n'));
			const biome = join(ROOT, 'node_modules/.bin/biome');
			const args = ['lint', '--max-diagnostics=100', '--reporter=github'];
			const { stdout, stderr } = spawnSync(biome, args, {
				cwd: folder,
				encoding: 'utf8',
			});
			const found = new Set(
				[...stdout.matchAll(/line=(\d+).*turns a string/g)].map((match) => Number(match[1]) - 2),
			);
			assert.deepEqual(
				FORBIDDEN.filter((_line, index) => !found.has(index)),
				[],
				stdout + stderr,
			);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});

	it('is one that the page is linted with', async () => {
		const config = JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8'));
		assert.deepEqual(config.overrides, [
			{ includes: ['src/**'], plugins: ['./lint/noHtmlStrings.grit'] },
		]);
	});
});
