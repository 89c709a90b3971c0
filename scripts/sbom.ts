// Part of `npm run package`: writes what the bundles are made of beside the VSIX, as CycloneDX 1.6. Only what is bundled is in it, not
// what builds and tests; versions, licences and hashes are the lock file's. The same bundles give the same file.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Locked {
	readonly version: string;
	readonly license?: string;
	/** "sha512-" and base64. */
	readonly integrity: string;
}

const root = join(import.meta.dirname, '..');
const readJson = async (file: string) => JSON.parse(await readFile(join(root, file), 'utf8'));

const { name, version, license } = await readJson('package.json');
const { packages }: { packages: Record<string, Locked> } = await readJson('package-lock.json');
const inputs: string[] = await readJson('out/bundled.json');

const paths = inputs.flatMap(
	(input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
);
const components = [...new Set(paths)].sort().map(component);
const bom = {
	bomFormat: 'CycloneDX',
	specVersion: '1.6',
	version: 1,
	metadata: {
		component: {
			type: 'application',
			'bom-ref': `${name}@${version}`,
			name,
			version,
			licenses: [{ license: { id: license } }],
		},
	},
	components,
};
const file = `${name}-${version}.cdx.json`;
await writeFile(join(root, file), `${JSON.stringify(bom, undefined, '\t')}\n`);
console.log(`${file}: ${components.length} components`);

function component(path: string) {
	const locked = packages[path];
	if (locked === undefined) throw new Error(`${path} is bundled and not in package-lock.json`);
	const full = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
	const purl = `pkg:npm/${full.replace('@', '%40')}@${locked.version}`;
	const hash = Buffer.from(locked.integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
	return {
		type: 'library',
		'bom-ref': purl,
		name: full,
		version: locked.version,
		purl,
		hashes: [{ alg: 'SHA-512', content: hash }],
		...(locked.license === undefined ? {} : { licenses: [{ license: { id: locked.license } }] }),
	};
}
