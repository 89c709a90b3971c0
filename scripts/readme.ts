// Writes out/readme.md, the README that is packaged: VS Code's page of an extension shows no picture that is not on the web, and a
// link to a file that is not in the package leads nowhere. Who reads that page has the extension and no sources.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

const root = join(import.meta.dirname, '..');
/** Sections for those who have the sources. */
const FOR_DEVELOPERS = ['Install', 'Development'];
/** What vsce packages under another name. */
const RENAMED: Readonly<Record<string, string>> = {
	'README.md': 'readme.md',
	'CHANGELOG.md': 'changelog.md',
	LICENSE: 'LICENSE.txt',
};

const readme = await readFile(join(root, 'README.md'), 'utf8');
const listed = await listFiles({ cwd: root, packageManager: PackageManager.None });
await mkdir(join(root, 'out'), { recursive: true });
await writeFile(join(root, 'out/readme.md'), forPackage(readme, new Set(listed)));

/** The text without pictures, without sections for developers, and without links to files that are not among these. */
function forPackage(text: string, files: ReadonlySet<string>): string {
	return text
		.split(/^(?=## )/m)
		.filter((section) => !FOR_DEVELOPERS.some((name) => section.startsWith(`## ${name}\n`)))
		.join('')
		.replaceAll(/^!\[[^\]]*\]\([^)]*\)\n\n?/gm, '')
		.replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, (link: string, words: string, target: string) => {
			const [file = '', heading] = target.split('#');
			if (/^[a-z]+:/.test(target) || file === '') return link;
			if (!files.has(file)) return words;
			const place = heading === undefined ? '' : `#${heading}`;
			return `[${words}](${RENAMED[file] ?? file}${place})`;
		});
}
