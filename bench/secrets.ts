import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { findSecrets } from '../src/core/secrets/findSecrets.ts';
import { generatedSecrets } from '../test/samples/generatedSecrets.ts';
import { GET_PUBLISHED, type PublishedSecret, publishedSecrets } from './publishedSecrets.ts';
import { median } from './samples.ts';
import { printTable } from './table.ts';

const SCANNED = 512 * 1024;
const SOURCES = 10 * 1024 * 1024;
/** A file by itself is rarely larger, and one that is larger is mostly made by a program. */
const LARGEST_FILE = 200_000;
const EACH = 50;
const ROUNDS = 25;

/** Looking for what looks like a secret: how long it takes, how often it is wrong in real sources, how many keys of a published set and made by chance it finds. */
export async function benchSecrets(): Promise<void> {
	const sources = realSources();
	const text = sources.join('\n');
	const scanned = text.slice(0, SCANNED);
	const times = Array.from({ length: ROUNDS }, () => {
		const start = performance.now();
		findSecrets(scanned);
		return performance.now() - start;
	});
	const alarms = sources.flatMap((source) => findSecrets(source));
	const made = generatedSecrets(EACH);
	const isFound = made.map(({ line, secret }) =>
		findSecrets(line).some((found) => found.text.includes(secret) || secret.includes(found.text)),
	);
	const missed = new Set(
		made.filter((_, index) => isFound[index] === false).map(({ vendor }) => vendor),
	);
	const share = isFound.filter(Boolean).length / made.length;
	const published = await publishedSecrets();
	const unfound = published?.filter(isMissed).map(({ name }) => name) ?? [];
	const perSize = (alarms.length / text.length) * 100 * 1024;
	printTable(
		'secrets',
		['what', 'is', 'is to be'],
		[
			[
				'ms for 512 KB',
				`${median(times).toFixed(1)} [${Math.min(...times).toFixed(1)} … ${Math.max(...times).toFixed(1)}]`,
				'< 10',
			],
			['alarms in 100 KB of real sources', perSize.toFixed(2), '< 1'],
			[
				'keys of a published set found',
				published === undefined ? 'not here' : shareOf(unfound.length, published.length),
				'> 95 %',
			],
			['made secrets found', `${(share * 100).toFixed(1)} %`, '> 95 %'],
		],
		[
			`Sources: ${sources.length.toLocaleString('en')} files of node_modules, ${(text.length / 1024 / 1024).toFixed(1)} MB, ${alarms.length} alarms: ${byKind(alarms)}.`,
			published === undefined
				? `The published set could not be had. To have it: ${GET_PUBLISHED}`
				: `The set: what the recommended rules of secretlint find in its own tests; not found: ${unfound.join(', ') || 'none'}.`,
			`Secrets: ${EACH} of each of ${made.length / EACH} kinds, made by chance in the shapes that vendors publish; not all found: ${[...missed].join(', ') || 'none'}.`,
		],
	);
}

function shareOf(missed: number, all: number): string {
	const found = all - missed;
	return `${((found / all) * 100).toFixed(1)} % (${found} of ${all})`;
}

/** Of these the set has an address, or the name of the key as well. */
const IN_A_LONGER_RANGE = /^(?:BasicAuth|\w+Connection|IncomingWebhook|AWSSecretAccessKey)$/;

function isMissed({ text, start, end, name }: PublishedSecret): boolean {
	return !findSecrets(text).some((found) =>
		IN_A_LONGER_RANGE.test(name)
			? found.start < end && found.end > start
			: found.start <= start && found.end >= end,
	);
}

/** What people wrote: the sources in node_modules, until there is enough. */
function realSources(): string[] {
	const folder = join(import.meta.dirname, '..', 'node_modules');
	const sources: string[] = [];
	let size = 0;
	for (const file of globSync('**/*.{ts,js,mjs,cjs,json,md}', { cwd: folder }).toSorted()) {
		const path = join(folder, file);
		const stat = statSync(path);
		if (!stat.isFile() || stat.size > LARGEST_FILE) continue;
		const source = readFileSync(path, 'utf8');
		sources.push(source);
		size += source.length;
		if (size >= SOURCES) break;
	}
	return sources;
}

function byKind(found: readonly { readonly kind: string }[]): string {
	const counts = Map.groupBy(found, ({ kind }) => kind);
	return [...counts].map(([kind, all]) => `${kind} ${all.length}`).join(', ') || 'none';
}
