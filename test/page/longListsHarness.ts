import type { UsageRow } from '../../src/shared/spending/usageProtocol.ts';
import { excerptBlock } from '../../src/webview/attachments/excerptBlock.ts';
import { questionText } from '../../src/webview/conversation/questionText.ts';
import { ReasoningFold } from '../../src/webview/conversation/reasoningFold.ts';
import { element } from '../../src/webview/dom/element.ts';
import { markHidden } from '../../src/webview/dom/hiddenMark.ts';
import { FindResults } from '../../src/webview/find/findResults.ts';
import { highlightLines } from '../../src/webview/markdown/code/highlight.ts';
import { parseInline } from '../../src/webview/markdown/inline.ts';
import { mergeTexts, patchInline } from '../../src/webview/markdown/inlineView.ts';
import { Announcer } from '../../src/webview/speech/announcer.ts';
import { Narrator } from '../../src/webview/speech/narrator.ts';
import { columnChart } from '../../src/webview/spending/usageChart.ts';
import { UsagePage } from '../../src/webview/spending/usagePage.ts';
import { excerpt } from './samples.ts';

/** Each shows a text of very many pairs, a letter and a hidden character, or as many of what it shows; gives back how many. */
const makers = {
	question: (text: string) => marksIn(questionText(text)),
	excerpt: (text: string) => marksIn(excerptBlock({ ...excerpt, text }, () => {})),
	reasoning: (text: string) => {
		const fold = new ReasoningFold(text);
		fold.append(text);
		fold.dispose();
		return marksIn(fold.root) / 2;
	},
	code: (text: string) => {
		const code = element('code', {}, text);
		markHidden(code);
		return marksIn(code);
	},
	inline: (text: string) => {
		const paragraph = element('p');
		const nodes = parseInline(text, {});
		patchInline(paragraph, [], nodes);
		mergeTexts(paragraph, nodes, null);
		return marksIn(paragraph);
	},
	colours: (text: string) => {
		const root = element('code');
		const coloured = highlightLines([text.replaceAll('a\x1b', '1;')], 'javascript');
		root.append(...(coloured?.lines ?? []));
		return root.querySelectorAll('.hljs-number').length;
	},
	'coloured lines': (text: string) => {
		const lines = text.replaceAll('a\x1b', '1\n').trimEnd().split('\n');
		return highlightLines(lines, 'javascript')?.lines.length ?? 0;
	},
	matches: (text: string) => {
		const content = element('div', {}, text.replaceAll('\x1b', ' '));
		document.body.append(content);
		let counted = '';
		const box = element('input');
		box.value = 'a';
		const results = new FindResults({
			content: { root: content, shown: content },
			bar: element('div', {}, box),
			box,
			follower: { hasMoved: false, release: () => {}, place: () => null, restore: () => {} },
			onReveal: (reveal) => reveal(),
			counted: (words) => {
				counted = words;
			},
		});
		results.open();
		results.close();
		content.remove();
		return Number(/\d+$/.exec(counted)?.[0]);
	},
	columns: (text: string) => columnChart(rowsFor(text), '').querySelectorAll('rect').length,
	usage: (text: string) => {
		const page = new UsagePage(() => {});
		page.show({ sums: [], days: rowsFor(text), models: [], chats: [], lastDays: [] });
		return page.root.querySelectorAll('tbody tr').length;
	},
	sentences: (text: string) => {
		const announcer = new Told();
		const narrator = new Narrator(announcer);
		narrator.begin('r');
		narrator.append('r', text.replaceAll('a\x1b', 'Line.\n\n'));
		return announcer.count('Line.');
	},
	'sentences of one line': (text: string) => {
		const announcer = new Told();
		const narrator = new Narrator(announcer);
		narrator.begin('r');
		narrator.append('r', text.replaceAll('a\x1b', 'Part. '));
		narrator.end('r', 'It ended.');
		return announcer.count('Part.');
	},
	announcements: async (text: string) => {
		const announcer = new Announcer();
		announcer.say('First.');
		const said = new Promise((resolve) => {
			new MutationObserver(resolve).observe(announcer.root, { childList: true });
		});
		for (const _ of rowsFor(text)) announcer.say('Next.');
		await said;
		announcer.silence();
		return announcer.root.textContent.split(' ').length;
	},
};

/** Keeps what is to be said. */
class Told extends Announcer {
	#all = '';

	override say(text: string): void {
		this.#all += ` ${text}`;
	}

	count(sentence: string): number {
		return this.#all.split(sentence).length - 1;
	}
}

function rowsFor(text: string): UsageRow[] {
	return Array.from({ length: text.length / 2 }, () => ({
		label: 'A day',
		replies: 1,
		promptTokens: 1,
		completionTokens: 1,
		billed: '0',
		estimated: '0',
	}));
}

export type LongLists = keyof typeof makers;

Object.assign(globalThis, { makers });

function marksIn(root: HTMLElement): number {
	return root.querySelectorAll('.hidden-character').length;
}
