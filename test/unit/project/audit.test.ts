import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

const ROOT = resolve(import.meta.dirname, '../../..');

/** An advisory as registries send it: by the names of packages. */
const ADVISORIES = {
	undici: [
		{
			id: 1,
			url: 'https://github.com/advisories/GHSA-0000-0000-0000',
			title: 'Keys are sent elsewhere',
			severity: 'high',
			vulnerable_versions: '<=99.0.0',
			cwe: ['CWE-200'],
			cvss: { score: 7.5, vectorString: null },
		},
	],
};

describe('npm run audit', () => {
	let cache: string;
	let version: string;
	before(async () => {
		cache = await mkdtemp(join(tmpdir(), 'llama-chat-audit-'));
		const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
		version = lock.packages['node_modules/undici'].version;
	});
	after(() => rm(cache, { recursive: true, force: true }));

	/** Runs the script, with the real npm, against a registry that answers questions about flaws like this. */
	async function audit(answer: RequestListener): Promise<{ code: number; output: string }> {
		const registry = createServer((request, response) => {
			if (request.method === 'POST') return answer(request, response);
			// What npm looks up of a package with a flaw.
			const versions = { [version]: { name: 'undici', version } };
			const packument = { name: 'undici', 'dist-tags': { latest: version }, versions };
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(packument));
		});
		registry.listen(0, '127.0.0.1');
		await once(registry, 'listening');
		const { port } = registry.address() as AddressInfo;
		const child = spawn(process.execPath, ['scripts/audit.ts'], {
			cwd: ROOT,
			env: {
				...process.env,
				npm_config_registry: `http://127.0.0.1:${port}/`,
				npm_config_cache: cache,
				npm_config_noproxy: '127.0.0.1',
				npm_config_fetch_retries: '0',
			},
		});
		const ended = once(child, 'close');
		const output = await text(child.stdout);
		const [code] = await ended;
		registry.close();
		registry.closeAllConnections();
		return { code, output };
	}

	const json = (body: object): RequestListener => {
		return (_request, response) =>
			void response
				.writeHead(200, { 'content-type': 'application/json' })
				.end(JSON.stringify(body));
	};

	it('fails for a known flaw, and says how bad it is', async () => {
		const { code, output } = await audit(json(ADVISORIES));
		assert.match(output, /^1 high$/m);
		assert.equal(code, 1);
	});

	it('is content where there is none, having asked about what is in the lock file', async () => {
		let asked = '';
		const { code, output } = await audit((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const body = Buffer.concat(chunks);
				asked = String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
				json({})(request, response);
			});
		});
		assert.deepEqual(JSON.parse(asked).undici, [version]);
		assert.match(output, /No known flaws/);
		assert.equal(code, 0);
	});

	it('says that nothing is known where the registry does not answer', async () => {
		const { code, output } = await audit((_request, response) => {
			response.writeHead(405).end();
		});
		assert.match(output, /Not audited/);
		assert.equal(code, 2);
	});
});
