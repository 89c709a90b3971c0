import assert from 'node:assert/strict';
import {
	commands,
	type QuickPick,
	type QuickPickItem,
	type WebviewPanel,
	window,
	workspace,
} from 'vscode';
import {
	type CompareChange,
	type CompareColumn,
	parseToComparePage,
	type TokenChance,
} from '../../src/shared/compare/compareProtocol.ts';
import { ask, chatSuite } from './chatSuite.ts';
import { filesOfOurs } from './files.ts';
import { page } from './page.ts';
import { nextQuickPick } from './stubs.ts';
import { until } from './until.ts';

/** A page on which answers are compared, as seen from between it and the host. */
interface ComparedPage {
	readonly panel: WebviewPanel;
	readonly columns: Map<string, CompareColumn>;
	readonly texts: Map<string, string>;
	readonly chances: Map<string, readonly TokenChance[]>;
	closed: boolean;
	post(message: unknown): void;
}

const pages: ComparedPage[] = [];
const { createWebviewPanel } = window;
Object.assign(window, {
	createWebviewPanel: ((...args) => {
		const panel = createWebviewPanel(...args);
		if (panel.viewType === 'llamaChat.compare') pages.push(watch(panel));
		return panel;
	}) satisfies typeof createWebviewPanel,
});

function watch(panel: WebviewPanel): ComparedPage {
	const { webview } = panel;
	const listeners = new Set<(message: unknown) => unknown>();
	const seen: ComparedPage = {
		panel,
		columns: new Map(),
		texts: new Map(),
		chances: new Map(),
		closed: false,
		post: (message) => {
			for (const listener of listeners) listener(message);
		},
	};
	const see = (one: CompareChange | CompareColumn) => {
		if (!('type' in one) || one.type === 'anew') {
			const column = 'type' in one ? one.column : one;
			seen.columns.set(column.name, column);
			if (column.view) seen.texts.set(column.id, column.view.message.text);
		} else if (one.type === 'column') seen.columns.set(one.column.name, one.column);
		else if (one.type === 'chances') seen.chances.set(one.id, one.chances);
		else if (one.type === 'text')
			seen.texts.set(one.id, `${seen.texts.get(one.id) ?? ''}${one.text}`);
	};
	panel.onDidDispose(() => (seen.closed = true));
	const posting = webview.postMessage.bind(webview);
	const hearing = webview.onDidReceiveMessage.bind(webview);
	Object.defineProperty(webview, 'onDidReceiveMessage', {
		value: (listener: (message: unknown) => unknown) => {
			listeners.add(listener);
			return hearing(listener);
		},
	});
	Object.defineProperty(webview, 'postMessage', {
		value: (data: unknown) => {
			const message = parseToComparePage(data);
			assert.ok(message, 'it is of the protocol');
			for (const one of message.type === 'snapshot' ? message.columns : message.changes) see(one);
			return posting(data);
		},
	});
	return seen;
}

const LLAMA = 'meta-llama/llama-3-70b-instruct';
const CODER = 'qwen/qwen3-coder';

describe('Compare Models', () => {
	const suite = chatSuite();

	const opened = async (reply?: string) => {
		const opening = nextQuickPick();
		const done = commands.executeCommand('llamaChat.compare', reply);
		const picker = await opening;
		await until(() => picker.items.some(({ label }) => label === 'DeepSeek: R1'));
		return { picker, done };
	};
	const item = (picker: QuickPick<QuickPickItem>, words: string) => {
		const found = picker.items.find(
			({ label, description }) => label.includes(words) || description === words,
		);
		assert.ok(found, words);
		return found;
	};
	/** The rows are new ones whenever something is known of a column. */
	const choose = async (picker: QuickPick<QuickPickItem>, words: string) => {
		// VS Code is told of the active row a moment after it is set, and answers with it.
		const told = new Promise<void>((resolve) => {
			const listening = picker.onDidChangeActive(([active]) => {
				if (active?.label !== item(picker, words).label) return;
				listening.dispose();
				resolve();
			});
		});
		if (picker.activeItems[0] !== item(picker, words)) {
			picker.activeItems = [item(picker, words)];
			await told;
		}
		await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
	};
	const take = async (picker: QuickPick<QuickPickItem>, model: string, count: number) => {
		await choose(picker, model);
		await until(() => picker.title?.includes(`${count} of at most`) ?? false);
	};
	/** Chooses these models, and compares them. */
	const compare = async (models: readonly string[], how = 'Compare', reply?: string) => {
		const { picker, done } = await opened(reply);
		for (const [index, model] of models.entries()) await take(picker, model, index + 1);
		const start = how === 'Compare' ? `Compare ${models.length} Answers` : how;
		await until(() => !item(picker, `Compare ${models.length}`).description?.includes('estimat'));
		const sum = item(picker, `Compare ${models.length}`).description;
		await choose(picker, start);
		await done;
		const shown = pages.at(-1);
		assert.ok(shown);
		return { shown, sum };
	};
	const ended = (shown: ComparedPage) =>
		until(
			() =>
				shown.columns.size > 0 &&
				[...shown.columns.values()].every(
					({ view, refused }) =>
						refused !== undefined ||
						(view?.message.role === 'assistant' && view.message.status !== 'streaming'),
				),
		);

	it('has models answer the last question side by side, and the one that is kept is the chat’s branch', async () => {
		await ask();
		for (const text of ['One.', 'Two.', 'Three.']) suite.standin.script({ kind: 'reply', text });
		const { shown, sum } = await compare([LLAMA, CODER, LLAMA]);
		assert.match(
			sum ?? '',
			/≈\$.* together, without the replies; ≈\$.* more where each has 1,000 tokens$/,
		);
		await ended(shown);
		assert.deepEqual([...shown.columns.keys()], ['Llama 3 70B', 'Qwen3 Coder', 'Llama 3 70B, 2']);
		assert.deepEqual(
			suite.standin.chats.slice(1).map(({ chat }) => chat?.model),
			[LLAMA, CODER, LLAMA],
		);
		const second = shown.columns.get('Qwen3 Coder');
		shown.post({ type: 'keep', id: second?.id });
		shown.post({ type: 'keep', id: second?.id });
		await until(() => shown.columns.get('Qwen3 Coder')?.kept === true);
		await until(() => page.status?.running === null);
		const texts = [...shown.texts.values()].toSorted();
		assert.deepEqual(texts, ['One.', 'Three.', 'Two.']);
		await commands.executeCommand('workbench.action.closeActiveEditor');
		await until(() => shown.closed);
	});

	it('asks the question of an older reply; the chat stays until one is kept, which is counted once', async () => {
		const kept = async () => (await filesOfOurs()).join('\n').split('{"type":"kept"').length - 1;
		await ask();
		const older = page.replyId;
		assert.ok(older);
		await ask();
		const last = page.replyId;
		const before = await kept();
		for (const text of ['One.', 'Two.']) suite.standin.script({ kind: 'reply', text });
		const { shown } = await compare([LLAMA, CODER], 'Compare', older);
		await ended(shown);
		const [first, , ...compared] = suite.standin.chats.map(({ chat }) => chat?.messages);
		assert.deepEqual(compared, [first, first]);
		assert.equal(page.replyId, last);
		const column = shown.columns.get('Qwen3 Coder');
		for (const _press of [1, 2]) shown.post({ type: 'keep', id: column?.id });
		await until(() => page.replyId === column?.view?.message.id);
		await until(async () => (await kept()) > before);
		assert.equal(await kept(), before + 1);
	});

	it('has a model say how likely its tokens were, where that is asked', async () => {
		await ask();
		const { picker, done } = await opened();
		await take(picker, LLAMA, 1);
		await take(picker, CODER, 2);
		await choose(picker, 'Ask for Probabilities');
		await until(() => item(picker, 'Ask for Probabilities').label.includes('check'));
		for (const text of ['One cat.', 'Two.']) suite.standin.script({ kind: 'reply', text });
		await choose(picker, 'Compare 2 Answers');
		await done;
		const shown = pages.at(-1);
		assert.ok(shown);
		await ended(shown);
		shown.post({ type: 'chances' });
		await until(() => shown.chances.size === 2);
		const first = shown.chances.get(shown.columns.get('Llama 3 70B')?.id ?? '');
		assert.deepEqual(
			first?.map(({ text, others }) => [text, others.length]),
			[
				['One', 4],
				[' cat.', 4],
			],
		);
	});

	it('judges blind, and says whose they are once one is kept', async () => {
		await ask();
		const { shown } = await compare([LLAMA, CODER], 'Judge Blind');
		await ended(shown);
		assert.deepEqual([...shown.columns.keys()].toSorted(), ['A', 'B']);
		for (const { view } of shown.columns.values()) {
			assert.ok(view?.message.role === 'assistant');
			assert.deepEqual([view.message.model, view.message.facts.usage], ['', undefined]);
		}
		shown.post({ type: 'keep', id: '1' });
		await until(() => shown.columns.has('Qwen3 Coder') && shown.columns.has('Llama 3 70B'));
	});

	it('judges what the code of each would change, in no editor and no file', async () => {
		await ask();
		const block = (search: string) =>
			`\`\`\`ts debounce.ts\n<<<<<<< SEARCH\n${search}\n=======\n\tlet waits: Arguments | undefined;\n>>>>>>> REPLACE\n\`\`\``;
		for (const search of ['\tlet absent = true;', '\tlet pending: Arguments | undefined;'])
			suite.standin.script({ kind: 'reply', text: `Here:\n\n${block(search)}` });
		const { shown } = await compare([LLAMA, CODER]);
		await ended(shown);
		shown.post({ type: 'judge' });
		await until(() => [...shown.columns.values()].every(({ judged }) => judged !== undefined));
		const judged = (name: string) => shown.columns.get(name)?.judged;
		assert.equal(judged('Qwen3 Coder')?.place, 1);
		assert.match(
			judged('Qwen3 Coder')?.facts[0] ?? '',
			/^debounce\.ts: 1 change, placed cleanly; /,
		);
		assert.equal(judged('Llama 3 70B')?.place, 2);
		assert.match(judged('Llama 3 70B')?.facts[0] ?? '', /^debounce\.ts: nothing placed; /);
		assert.deepEqual(
			// The question was asked about an untitled one, which has been dirty from the start.
			workspace.textDocuments.filter(({ isDirty, isUntitled }) => isDirty && !isUntitled),
			[],
		);
		const tabs = window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
		assert.equal(tabs.includes('debounce.ts'), false);
		// Only the code of the one that is kept can be applied, to what the question was asked about.
		const coder = shown.columns.get('Qwen3 Coder');
		const changeOf = () => shown.columns.get('Qwen3 Coder')?.changes?.[0];
		shown.post({ type: 'apply', id: coder?.id, block: 0 });
		shown.post({ type: 'keep', id: coder?.id });
		await until(() => shown.columns.get('Qwen3 Coder')?.kept === true);
		assert.equal(changeOf(), undefined);
		shown.post({ type: 'apply', id: coder?.id, block: 0 });
		await until(() => changeOf() !== undefined);
		assert.equal(changeOf()?.phase, 'proposed');
	});
});
