import MarkdownIt from 'markdown-it';
import { BlockParser } from '../../../../src/shared/markdown/blockParser.ts';
import type { Block, LinkDefinition } from '../../../../src/shared/markdown/blocks.ts';
import { inlineSource } from '../../../../src/shared/markdown/blocks.ts';
import { latexOf, mathsSource } from '../../../../src/shared/markdown/maths.ts';
import { addReferences, parseInline } from '../../../../src/webview/markdown/inline.ts';
import type { Inline } from '../../../../src/webview/markdown/inlineNodes.ts';

export interface Rendering {
	/** Makes HTML of the source of a paragraph, heading or cell. */
	inline(source: string, definitions: readonly LinkDefinition[]): string;
	/** Whether raw HTML is HTML, or the text of a paragraph. */
	readonly passHtml: boolean;
}

const { escapeHtml, unescapeAll, normalizeReference } = new MarkdownIt().utils;

/** The HTML that CommonMark's examples expect of a text. */
export function toHtml(markdown: string, { inline, passHtml }: Rendering): string {
	const parser = new BlockParser();
	parser.append(markdown);
	parser.end();
	const lineBreak = '\n';

	function text(lines: readonly string[]): string {
		return inline(inlineSource(lines), parser.definitions);
	}

	function children(blocks: readonly Block[], tight = false): string {
		return blocks.map((block) => html(block, tight)).join('');
	}

	function html(block: Block, tight: boolean): string {
		switch (block.type) {
			case 'root':
				return children(block.children);
			case 'quote':
				return `<blockquote>\n${children(block.children)}</blockquote>\n`;
			case 'list': {
				const tag = block.start === undefined ? 'ul' : 'ol';
				const start =
					block.start === undefined || block.start === 1 ? '' : ` start="${block.start}"`;
				return `<${tag}${start}>\n${children(block.children, !block.loose)}</${tag}>\n`;
			}
			case 'item': {
				const content = children(block.children, tight);
				const first = block.children[0];
				const begin = !first || (tight && first.type === 'paragraph') ? '' : lineBreak;
				const end =
					tight && block.children.at(-1)?.type === 'paragraph' ? content.slice(0, -1) : content;
				return `<li>${begin}${end}</li>\n`;
			}
			case 'paragraph':
				return tight ? `${text(block.lines)}\n` : `<p>${text(block.lines)}</p>\n`;
			case 'heading':
				return `<h${block.level}>${text(block.lines)}</h${block.level}>\n`;
			case 'thematicBreak':
				return '<hr />\n';
			case 'code': {
				const word = /^\S*/.exec(unescapeAll(block.info))?.[0];
				const attribute = word ? ` class="language-${escapeHtml(word)}"` : '';
				const code = block.lines.map((line) => `${escapeHtml(line)}\n`).join('');
				return `<pre><code${attribute}>${code}</code></pre>\n`;
			}
			case 'maths':
				return `<math>${escapeHtml(latexOf(block) ?? mathsSource(block))}</math>\n`;
			case 'html':
				return passHtml
					? `${block.lines.join('\n')}\n`
					: `<p>${escapeHtml(block.lines.join('\n'))}</p>\n`;
			case 'table': {
				const rows = block.rows.map((cells, row) => {
					const tag = row === 0 ? 'th' : 'td';
					const rendered = cells.map((cell, column) => {
						const alignment = block.alignments[column];
						const attribute = alignment ? ` align="${alignment}"` : '';
						return `<${tag}${attribute}>${text([cell])}</${tag}>\n`;
					});
					return `<tr>\n${rendered.join('')}</tr>\n`;
				});
				const body = rows.length > 1 ? `<tbody>\n${rows.slice(1).join('')}</tbody>\n` : '';
				return `<table>\n<thead>\n${rows[0]}</thead>\n${body}</table>\n`;
			}
		}
	}

	return html(parser.root, false);
}

/** markdown-it's own inline HTML. */
export function markdownItInline(md: InstanceType<typeof MarkdownIt>): Rendering['inline'] {
	return (source, definitions) => {
		const references: Record<string, { href: string; title: string }> = Object.create(null);
		for (const { label, destination, title } of definitions) {
			const href = md.normalizeLink(unescapeAll(destination));
			references[normalizeReference(label)] ??= { href, title: unescapeAll(title) };
		}
		return md.renderInline(source, { references });
	};
}

/** The page's own inline nodes as HTML. */
export const pageInline: Rendering['inline'] = (source, definitions) => {
	const references = Object.create(null);
	addReferences(references, definitions);
	return parseInline(source, references).map(inlineHtml).join('');
};

function inlineHtml(node: Inline): string {
	if (node.type === 'text') return escapeHtml(node.text);
	if (node.type === 'maths') return `<math>${escapeHtml(node.latex)}</math>`;
	if (node.type === 'footnote') return `<sup>${escapeHtml(node.label)}</sup>`;
	if (node.type === 'hidden') return `<i>${node.code}</i>`;
	const content = node.children.map(inlineHtml).join('');
	if (node.type === 'link') return `<a href="${escapeHtml(node.href)}">${content}</a>`;
	return node.tag === 'br' ? '<br />\n' : `<${node.tag}>${content}</${node.tag}>`;
}
