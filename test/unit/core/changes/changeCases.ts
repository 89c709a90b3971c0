import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { DocumentSymbol, Unplaced } from '../../../../src/core/changes/change.ts';
import { outlineOf } from './outline.ts';

const FOLDER = resolve(import.meta.dirname, '../../../changes');

/** A document, a reply's block, and what is to become of them. */
export interface ChangeCase {
	readonly title: string;
	readonly document: string;
	readonly language: string;
	readonly block: string;
	/** As the fence names it. */
	readonly blockLanguage: string;
	readonly range?: { readonly start: number; readonly end: number };
	readonly symbols?: readonly DocumentSymbol[];
	/** The document as it is to be; absent where nothing is to be placed. */
	readonly expected?: string;
	readonly refusals: readonly Unplaced['why'][];
	/** Lines or names that the refusals give, in their order. */
	readonly given: readonly string[];
}

/** All cases of test/changes, whose readme says how they are written. */
export function changeCases(): ChangeCase[] {
	return globSync('*.cases', { cwd: FOLDER })
		.toSorted()
		.flatMap((file) => {
			const [, ...cases] = readFileSync(join(FOLDER, file), 'utf8').split(/^§§ /m);
			return cases.map((text) => readCase(basename(file, '.cases'), text));
		});
}

function readCase(kind: string, text: string): ChangeCase {
	const [head = '', ...parts] = text.split(/^§ /m);
	const [name = '', ...options] = head.trim().split(/\s*;\s*/);
	const part = (wanted: string) => {
		const found = parts.find((one) => one.split(/\s/, 1)[0] === wanted);
		if (found === undefined) return undefined;
		const end = found.indexOf('\n');
		return { words: found.slice(0, end).trim().split(/\s+/).slice(1), text: found.slice(end + 1) };
	};
	const has = (option: string) => options.includes(option);
	const own = (written: string) => {
		let result = written.replace(/\n$/, '');
		if (!has('no newline')) result += '\n';
		if (has('tabs'))
			result = result.replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4));
		if (has('crlf')) result = result.replaceAll('\n', '\r\n');
		return has('bom') ? `\uFEFF${result}` : result;
	};
	const document = part('document');
	const block = part('block');
	if (document === undefined || block === undefined)
		throw new Error(`${kind}: ${name}: no document or block`);
	const marked = own(document.text);
	const start = marked.indexOf('«');
	const end = marked.indexOf('»') - 1;
	const bare = marked.replaceAll(/[«»]/g, '');
	const language = document.words[0] ?? '';
	const symbols = outlineOf(bare, language);
	const expected = part('expected');
	const refusal = part('refused');
	const [why = '', ...given] = refusal?.words ?? [];
	return {
		title: `${kind}: ${name}`,
		document: bare,
		language,
		block: block.text.replace(/\n$/, ''),
		blockLanguage: block.words[0] ?? language,
		...(start >= 0 && { range: { start, end } }),
		...(symbols && !has('no symbols') && { symbols }),
		...(expected && { expected: has('unchanged') ? bare : own(expected.text) }),
		...(has('unchanged') && { expected: bare }),
		refusals: why === '' ? [] : (why.split(',') as Unplaced['why'][]),
		given: given.map((word) => word.replaceAll('_', ' ')),
	};
}
