import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { settingsDoc } from '../../../scripts/settingsDoc.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('the documents', () => {
	it('have every setting as package.json has it: npm run docs:settings writes it anew', () => {
		const manifest = JSON.parse(read('package.json'));
		assert.equal(read('docs/settings.md'), settingsDoc(manifest));
	});

	it('name each setting, a range, a scope and what can be chosen in settings.md', () => {
		const text = read('docs/settings.md');
		for (const { properties } of JSON.parse(read('package.json')).contributes.configuration)
			for (const name of Object.keys(properties)) assert.ok(text.includes(`### \`${name}\``), name);
		assert.match(text, /### `llamaChat\.temperature`[^#]*Type: number, 0 to 2 · Default: empty\n/);
		assert.match(text, /### `llamaChat\.baseUrl`[^#]*· User settings only\n/);
		assert.match(text, /- `ctrlEnter`: Ctrl\+Enter/);
		assert.doesNotMatch(text, /command:|undefined/);
	});

	it('lead to a first use from the README: short, both commands near the top, and the picture there is', () => {
		const readme = read('README.md');
		const words = readme.split(/\s+/).filter((word) => word !== '');
		assert.ok(words.length <= 1200, `README.md has ${words.length} words`);
		const top = readme.split('\n').slice(0, 60).join('\n');
		const commands = ['npm install && npm start', 'npm install && npm test'];
		const [start = -1, test = -1] = commands.map((command) => top.indexOf(command));
		assert.ok(start > 0 && test > start, `${commands} stand in the first 60 lines, in this order`);
		assert.match(top, /!\[[^\]]+\]\(docs\/images\/answer\.webp\)/);
	});

	it('promise in honesty.md only what a test holds that is there', () => {
		const rows = read('docs/honesty.md')
			.split('\n')
			.filter((line) => line.startsWith('| ') && !/^\| (?:promise|---) /.test(line));
		assert.ok(rows.length >= 10);
		for (const row of rows) {
			const [, file, title] = /\| `([^`]+)`: “([^”]+)” \|/.exec(row) ?? [];
			assert.ok(file !== undefined && title !== undefined, row);
			const source = read(`test/${file}.test.ts`);
			assert.ok(source.includes(`it('${title}'`), `${file}: ${title}`);
		}
	});

	it('have all pictures in 120 KB', () => {
		const guide = read('docs/guide.md');
		const pictures = globSync('docs/images/*', { cwd: ROOT });
		const bytes = pictures.map((file) => statSync(join(ROOT, file)).size);
		assert.ok(bytes.length > 0);
		assert.ok(bytes.reduce((sum, size) => sum + size, 0) <= 120 * 1024);
		for (const file of pictures)
			assert.ok(
				guide.includes(`](${file.slice('docs/'.length)})`),
				`${file} is shown in the guide`,
			);
	});
});
