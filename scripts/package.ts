// `npm run package [-- --out FILE]`: packs what .vscodeignore lets through into a VSIX, with a README of its own: VS Code's page of an
// extension shows no picture that is not on the web, and a link to a file that is not in the package leads nowhere. Who reads that
// page has the extension and no sources.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

const root = join(import.meta.dirname, '..');
/** What is packed is copied here first: vsce compares every file beneath its folder, a whole VS Code among them, with every rule. */
const stage = join(root, 'out/package');
/** Sections for those who have the sources. */
const FOR_DEVELOPERS = ['Install', 'Development'];
/** What vsce packages under another name. */
const RENAMED: Readonly<Record<string, string>> = {
	'README.md': 'readme.md',
	'CHANGELOG.md': 'changelog.md',
	LICENSE: 'LICENSE.txt',
};

const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const packagePath = resolve(root, values.out ?? `${name}-${version}.vsix`);

await rm(stage, { recursive: true, force: true });
await mkdir(stage, { recursive: true });
for (const entry of ['.vscodeignore', 'README.md', ...(await packedEntries())]) {
	await cp(join(root, entry), join(stage, entry), { recursive: true });
}
const readme = await readFile(join(stage, 'README.md'), 'utf8');
const listed = await listFiles({ cwd: stage, packageManager: PackageManager.None });
await writeFile(join(stage, 'README.md'), forPackage(readme, new Set(listed)));
// vsce has no setting for how it packs: searched longer, and in smaller blocks, each with codes of its own, it is 5 KB less.
const { DeflateRaw } = zlib;
Object.assign(zlib, {
	DeflateRaw: class extends DeflateRaw {
		constructor(options?: zlib.ZlibOptions) {
			super({ ...options, level: 9, memLevel: 6 });
		}
	},
});
await createVSIX({
	cwd: stage,
	packagePath,
	dependencies: false,
	allowMissingRepository: true,
	rewriteRelativeLinks: false,
});

/** The files and folders of the root that .vscodeignore lets something of through. */
async function packedEntries(): Promise<ReadonlySet<string>> {
	const rules = (await readFile(join(root, '.vscodeignore'), 'utf8')).split('\n');
	const kept = rules.filter((rule) => rule.startsWith('!'));
	return new Set(kept.map((rule) => rule.slice(1).split('/')[0] ?? ''));
}

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
