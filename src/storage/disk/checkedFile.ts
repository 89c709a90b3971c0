import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Files, readOrEmpty, replaceFile } from './files.ts';

const START = /^\{"sha256":"([0-9a-f]{64})","value":/;

const Json = v.pipe(v.string(), v.parseJson());

/** Writes a value as JSON with its checksum: a damaged digit would else be taken for what was written. Rejects with node's error. */
export async function writeChecked(files: Files, path: string, json: string): Promise<void> {
	await replaceFile(files, path, `{"sha256":"${checksum(json)}","value":${json}}`);
}

/** The value as it was written; undefined where there is none, or a damaged one. Rejects with node's error when it cannot be read. */
export async function readChecked<T>(
	files: Files,
	path: string,
	schema: v.GenericSchema<unknown, T>,
): Promise<T | undefined> {
	const text = await readOrEmpty(files, path);
	const [start = '', sum] = START.exec(text) ?? [];
	const json = text.slice(start.length, -1);
	if (sum !== checksum(json)) return undefined;
	const value = v.safeParse(v.pipe(Json, schema), json);
	return value.success ? value.output : undefined;
}

function checksum(json: string): string {
	return createHash('sha256').update(json).digest('hex');
}
