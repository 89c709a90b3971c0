// Part of the build (esbuild.js): the icons' font has 120 KB and their style sheet 25, of which the page uses a twentieth.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import subsetFont from 'subset-font';
import { ICONS } from '../src/webview/dom/icons.ts';

/** Cuts font and style sheet of the codicons down to those that the page uses. */
export const codiconsWeUse: Plugin = {
	name: 'codicons-we-use',
	setup(build) {
		build.onLoad({ filter: /codicons[\\/]dist[\\/]codicon\.css$/ }, async ({ path }) => ({
			contents: rulesWeUse(await readFile(path, 'utf8')),
			loader: 'css',
		}));
		build.onLoad({ filter: /codicons[\\/]dist[\\/]codicon\.ttf$/ }, async ({ path }) => {
			const css = await readFile(path.replace(/ttf$/, 'css'), 'utf8');
			const glyphs = [...glyphRules(css)].map(([, { point }]) => String.fromCodePoint(point));
			const font = await subsetFont(await readFile(path), glyphs.join(''), {
				targetFormat: 'truetype',
			});
			return { contents: font, loader: 'dataurl' };
		});
	},
};

/** The font, what all icons share, and the rules of those that are used. */
function rulesWeUse(css: string): string {
	const shared = [/@font-face\s*\{[^}]*\}/, /\.codicon\[class\*='codicon-'\]\s*\{[^}]*\}/].map(
		(pattern) => {
			const [rule] = pattern.exec(css) ?? [];
			if (rule === undefined) throw new Error(`The codicons have no ${pattern} any more`);
			return rule;
		},
	);
	return [...shared, ...[...glyphRules(css)].map(([, { rule }]) => rule)].join('\n');
}

/** The rule and the code point of each icon that is used. */
function glyphRules(css: string): Map<string, { rule: string; point: number }> {
	const rules = new Map<string, { rule: string; point: number }>();
	for (const [rule, name = '', hex = ''] of css.matchAll(
		/\.codicon-([\w-]+):before\s*\{\s*content:\s*"\\([0-9a-f]+)"\s*\}/g,
	)) {
		rules.set(name, { rule, point: Number.parseInt(hex, 16) });
	}
	return new Map(
		ICONS.map((name) => {
			const rule = rules.get(name);
			if (rule === undefined) throw new Error(`There is no codicon ${name}`);
			return [name, rule];
		}),
	);
}
