import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import JSZip from 'jszip';
import MarkdownIt from 'markdown-it';

const root = join(import.meta.dirname, '../..');
const markdown = new MarkdownIt();

interface Reference {
	readonly kind: 'link' | 'image';
	readonly target: string;
}

/** What a document leads to or shows, in order. */
function referencesIn(text: string): Reference[] {
	return markdown
		.parse(text, {})
		.flatMap(({ children }) => children ?? [])
		.flatMap((token): Reference[] => {
			if (token.type === 'image') return [{ kind: 'image', target: String(token.attrGet('src')) }];
			if (token.type !== 'link_open') return [];
			return [{ kind: 'link', target: String(token.attrGet('href')) }];
		});
}

/** The heading's name in an address, as VS Code and GitHub make it. */
function slug(heading: string): string {
	return heading
		.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
		.replaceAll(/\s/g, '-');
}

describe('the documents in the VSIX', () => {
	let files: Map<string, string>;
	let documents: [string, string][];

	before(async () => {
		const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
		const path = process.env.LLAMA_CHAT_VSIX ?? join(root, `${name}-${version}.vsix`);
		const zip = await JSZip.loadAsync(await readFile(path));
		const entries = Object.values(zip.files).filter((entry) => !entry.dir);
		files = new Map(
			await Promise.all(
				entries.map(async (entry) => [entry.name, await entry.async('string')] as const),
			),
		);
		documents = [...files].filter(([file]) => file.endsWith('.md'));
	});

	const readme = () => files.get('extension/readme.md') ?? '';

	it('are the README and the guide, among others', () => {
		const names = documents.map(([file]) => file);
		for (const name of ['readme', 'docs/guide', 'docs/settings', 'docs/privacy'])
			assert.ok(names.includes(`extension/${name}.md`), name);
	});

	it('have a README for users: no picture, which the page of an extension would not show, and nothing to do with the sources', async () => {
		const whole = await readFile(join(root, 'README.md'), 'utf8');
		assert.ok(referencesIn(whole).some(({ kind }) => kind === 'image'));
		assert.deepEqual(
			referencesIn(readme()).filter(({ kind }) => kind === 'image'),
			[],
		);
		assert.doesNotMatch(readme(), /<img/i);
		const headings = (text: string): string[] => text.match(/^#+ .*$/gm) ?? [];
		const developers = ['## Install', '## Development'];
		for (const heading of developers) assert.ok(headings(whole).includes(heading), heading);
		assert.deepEqual(
			headings(readme()),
			headings(whole).filter((heading) => !developers.includes(heading)),
		);
		assert.match(readme(), /Three steps to the first answer/);
		for (const word of ['npm ', 'VSIX', 'ARCHITECTURE', 'CONTRIBUTING', '```sh']) {
			assert.ok(!readme().includes(word), word);
		}
	});

	it('lead to no file that is not there, and to no heading either', () => {
		let relative = 0;
		for (const [document, text] of documents) {
			for (const { target } of referencesIn(text)) {
				if (/^[a-z]+:/.test(target)) {
					assert.match(target, /^(https|mailto):/, document);
					continue;
				}
				relative++;
				const [path = '', heading] = target.split('#');
				const file = path === '' ? document : posix.join(posix.dirname(document), path);
				const there = files.get(file);
				assert.ok(there !== undefined, `${document} leads to ${target}`);
				if (heading === undefined) continue;
				const headings = [...there.matchAll(/^#+ (.*)$/gm)].map(([, words = '']) => slug(words));
				assert.ok(headings.includes(heading), `${document} leads to ${target}`);
			}
		}
		assert.ok(relative > 20, `there are ${relative}`);
	});
});
