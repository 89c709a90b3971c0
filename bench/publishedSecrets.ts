import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { run } from '../scripts/run.ts';

/** Keys that nobody was ever given, as the tests of secretlint (MIT) have them. */
const REPOSITORY = 'https://github.com/secretlint/secretlint.git';
const TAG = 'v13.1.0';
/** Below the root, as git clone takes it. */
const CLONE = `out/secretlint-${TAG}`;
const FOLDER = join(import.meta.dirname, '..', CLONE);

/** What its recommended rules are asked to find; what is no secret (the id of an account), and what is in files that are no text, is left out. */
const SNAPSHOTS = 'packages/@secretlint/secretlint-rule-*/test/snapshots/ng*/output.json';
const NO_PART_OF_IT =
	/-rule-(?:azure|example|filter-comments|gcp|no-\w+|pattern|preset-\w+|secp256k1-\w+)\//;
const NO_SECRETS = new Set(['AWSAccountID']);

const Snapshot = v.object({
	sourceContent: v.string(),
	messages: v.array(v.object({ messageId: v.string(), range: v.tuple([v.number(), v.number()]) })),
});

/** A key of the set: the text that it stands in, and where, in UTF-16 code units. */
export interface PublishedSecret {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	/** The name that the set has for what it is. */
	readonly name: string;
}

/**
 * The keys of a published set. They are no part of this project: the bench gets them once, and where it cannot, says so.
 * @returns undefined where they cannot be had
 */
export async function publishedSecrets(): Promise<PublishedSecret[] | undefined> {
	if (globSync(SNAPSHOTS, { cwd: FOLDER }).length === 0) {
		const clone = ['clone', '--quiet', '--depth', '1', '--branch', TAG, REPOSITORY, FOLDER];
		try {
			await run('git', clone, { timeout: 60_000, env: { GIT_TERMINAL_PROMPT: '0' } });
		} catch {
			return undefined;
		}
	}
	return globSync(SNAPSHOTS, { cwd: FOLDER })
		.filter((file) => !NO_PART_OF_IT.test(file))
		.flatMap((file) => {
			const read: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
			const { sourceContent, messages } = v.parse(Snapshot, read);
			return messages
				.filter(({ messageId }) => !NO_SECRETS.has(messageId))
				.map(({ messageId, range: [start, end] }) => ({
					text: sourceContent,
					start,
					end,
					name: messageId,
				}));
		});
}

/** How to have the set where the bench cannot get it. */
export const GET_PUBLISHED = `git clone --depth 1 --branch ${TAG} ${REPOSITORY} ${CLONE}`;
