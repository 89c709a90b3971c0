import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Reply } from '../../src/shared/conversation.ts';
import type { Change, ChatStatus, FromWebview, MessageView } from '../../src/shared/protocol.ts';
import { bundle, openPage } from './chromium.ts';
import { statusOf } from './samples.ts';

export const STATUS = statusOf({});

export function questionView(id: string, text: string): MessageView {
	const message = { role: 'user', id, parent: null, at: 1, text, excerpts: [] } as const;
	return { message: { ...message, excerpts: [] }, name: 'You', sibling: 1, siblings: 1 };
}

export function replyView(id: string, text: string, more: Partial<Reply> = {}): MessageView {
	const message: Reply = {
		role: 'assistant',
		id,
		parent: 'q',
		at: 1,
		model: 'meta-llama/llama-3-70b-instruct',
		text,
		reasoning: '',
		status: 'complete',
		facts: {},
		...more,
	};
	return { message, name: 'Llama 3 70B Instruct', sibling: 1, siblings: 1 };
}

/** The page as the extension loads it, with the test in the host's place. */
export class WholePage {
	readonly page: Page;
	readonly errors: Error[];
	#sequence = 0;

	private constructor(page: Page, errors: Error[]) {
		this.page = page;
		this.errors = errors;
	}

	static async open(browser: Browser): Promise<WholePage> {
		const [main, ...styles] = await Promise.all([
			bundle('src/webview/main.ts'),
			readFile('media/chat.css', 'utf8'),
			readFile('media/markdown.css', 'utf8'),
		]);
		const api = `globalThis.posted = [];
			globalThis.acquireVsCodeApi = () => ({
				postMessage: (message) => posted.push(message), getState: () => undefined, setState: () => {} });`;
		const script = `${api}\n${main}`;
		const { page, errors } = await openPage(browser, { script, style: styles.join('\n') });
		return new WholePage(page, errors);
	}

	get box(): Locator {
		return this.page.getByRole('textbox', { name: 'Message', exact: true });
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true });
	}

	/** Shows a conversation from its beginning. */
	async showChat(
		messages: MessageView[],
		status: Partial<ChatStatus> = {},
		{ conversation = 'c', draft = '' } = {},
	): Promise<void> {
		const whole = { ...STATUS, ...status };
		await this.#tell({
			type: 'snapshot',
			conversation,
			messages,
			status: whole,
			draft,
			place: null,
			changes: [],
		});
	}

	async change(...changes: Change[]): Promise<void> {
		await this.#tell({ type: 'changes', changes });
	}

	/** Tells the page something and waits until it has shown it. */
	async #tell(message: object): Promise<void> {
		const sequence = ++this.#sequence;
		await this.page.evaluate((data) => postMessage(data, '*'), { ...message, sequence });
		await this.page.waitForFunction(
			(wanted) =>
				Reflect.get(globalThis, 'posted').some(
					(m: FromWebview) => 'sequence' in m && m.sequence === wanted,
				),
			sequence,
		);
	}

	/** What the page has posted of a kind, oldest first. */
	posted<T extends FromWebview['type']>(type: T): Promise<Extract<FromWebview, { type: T }>[]> {
		return this.page.evaluate(
			(wanted) => Reflect.get(globalThis, 'posted').filter((m: FromWebview) => m.type === wanted),
			type,
		);
	}
}
