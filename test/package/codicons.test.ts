import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ICONS } from '../../src/webview/dom/icons.ts';

const root = join(import.meta.dirname, '../..');

describe('the codicons that are shipped', () => {
	let font: DataView;
	let css: string;

	before(async () => {
		css = await readFile(join(root, 'dist/webview.css'), 'utf8');
		const [, base64 = ''] = /url\("?data:font\/ttf;base64,([\w+/=]+)/.exec(css) ?? [];
		const { buffer, byteOffset, byteLength } = Buffer.from(base64, 'base64');
		font = new DataView(buffer, byteOffset, byteLength);
	});

	it('have a rule and a glyph for each that the page uses', () => {
		for (const name of ICONS) {
			const rule = new RegExp(`\\.codicon-${name}:{1,2}before{content:"(.+?)"}`).exec(css);
			const [, content = ''] = rule ?? [];
			const point = content.startsWith('\\')
				? Number.parseInt(content.slice(1), 16)
				: content.codePointAt(0);
			assert.ok(point !== undefined, `${name} has no rule`);
			assert.ok(outlineLength(font, glyphOf(font, point)) > 0, `${name} has no glyph`);
		}
	});

	it('are all used, and take less than 12 KB', async () => {
		const named = new Set<string>();
		for await (const file of glob('src/webview/**/*.ts', { cwd: root })) {
			if (file.endsWith('icons.ts')) continue;
			for (const [, name = ''] of (await readFile(join(root, file), 'utf8')).matchAll(
				/'([\w-]+)'/g,
			)) {
				named.add(name);
			}
		}
		assert.deepEqual(
			ICONS.filter((name) => !named.has(name)),
			[],
		);
		assert.ok(font.byteLength < 12 * 1024, `the font has ${font.byteLength} bytes`);
	});

	it('come without the rules of others', () => {
		const names = [...css.matchAll(/\.codicon-([\w-]+):{1,2}before/g)].map(([, name]) => name);
		assert.deepEqual([...new Set(names)].sort(), [...ICONS].sort());
	});
});

/** Where a table of a TrueType font begins. */
function tableAt(font: DataView, tag: string): number {
	for (let at = 12; at < 12 + 16 * font.getUint16(4); at += 16) {
		const letters = [0, 1, 2, 3].map((index) => font.getUint8(at + index));
		if (String.fromCharCode(...letters) === tag) return font.getUint32(at + 8);
	}
	throw new Error(`The font has no table ${tag}`);
}

/** The number of a character's glyph, by the segments of format 4; 0 where it has none. */
function glyphOf(font: DataView, point: number): number {
	const cmap = tableAt(font, 'cmap');
	for (let entry = cmap + 4; entry < cmap + 4 + 8 * font.getUint16(cmap + 2); entry += 8) {
		const table = cmap + font.getUint32(entry + 4);
		if (font.getUint16(table) !== 4) continue;
		const size = font.getUint16(table + 6);
		for (let segment = table + 14; segment < table + 14 + size; segment += 2) {
			const start = font.getUint16(segment + size + 2);
			if (point > font.getUint16(segment) || point < start) continue;
			const delta = font.getUint16(segment + 2 * size + 2);
			const rangeAt = segment + 3 * size + 2;
			const range = font.getUint16(rangeAt);
			const glyph = range === 0 ? point : font.getUint16(rangeAt + range + 2 * (point - start));
			return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
		}
	}
	return 0;
}

/** How many bytes draw a glyph; that of number 0 stands for what is missing, and counts as none. */
function outlineLength(font: DataView, glyph: number): number {
	if (glyph === 0) return 0;
	const loca = tableAt(font, 'loca');
	const isLong = font.getUint16(tableAt(font, 'head') + 50) === 1;
	const offset = (index: number) =>
		isLong ? font.getUint32(loca + 4 * index) : 2 * font.getUint16(loca + 2 * index);
	return offset(glyph + 1) - offset(glyph);
}
