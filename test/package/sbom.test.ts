import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface Component {
	readonly name: string;
	readonly version: string;
	readonly licenses: { license: { id: string } }[];
	readonly hashes: { alg: string; content: string }[];
	readonly purl: string;
}

describe('the list of components beside the VSIX', () => {
	let components: Component[];

	before(async () => {
		const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
		const bom = JSON.parse(await readFile(join(root, `${name}-${version}.cdx.json`), 'utf8'));
		assert.deepEqual([bom.bomFormat, bom.specVersion], ['CycloneDX', '1.6']);
		components = bom.components;
	});

	it('names each with a version, a licence and a hash', () => {
		assert.ok(components.some(({ name }) => name === 'undici'));
		for (const { name, version, purl, hashes, licenses } of components) {
			assert.equal(purl, `pkg:npm/${name.replace('@', '%40')}@${version}`);
			assert.match(hashes[0]?.content ?? '', /^[0-9a-f]{128}$/, name);
			assert.equal(licenses.length, 1, name);
		}
	});

	it('is what THIRD_PARTY_NOTICES.md is about, no more and no less', async () => {
		const notices = await readFile(join(root, 'THIRD_PARTY_NOTICES.md'), 'utf8');
		const noticed = [...notices.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading).sort();
		const listed = components
			.map(({ name, version, licenses }) => `${name} ${version} (${licenses[0]?.license.id})`)
			.sort();
		assert.deepEqual(noticed, listed);
	});
});
