import type { Browser, Page } from 'playwright-core';
import { ViewFeed } from '../src/core/panel/viewFeed.ts';
import type { MessageView } from '../src/shared/conversation/conversationProtocol.ts';
import type { Reply } from '../src/shared/conversation/messages.ts';
import { answered, asked, statusOf } from '../test/page/samples.ts';
import { HostedPage } from './hostedPage.ts';
import { replyTokens } from './replyTokens.ts';

/** The shipped page in Chromium, with the extension host's own feed in front of it. */
export class BenchPage extends HostedPage {
	readonly feed: ViewFeed;
	#conversation = 0;
	#messages: readonly MessageView[] = [];
	#running: string | null = null;

	private constructor(page: Page) {
		super(page, 'webview');
		this.feed = new ViewFeed({
			post: (message) => this.post(message),
			conversation: () => `c${this.#conversation}`,
			snapshot: () => ({
				conversation: `c${this.#conversation}`,
				messages: [...this.#messages],
				status: statusOf({ running: this.#running }),
				draft: '',
				place: null,
			}),
			viewOf: (id) => this.#messages.find(({ message }) => message.id === id),
			left: () => {},
		});
	}

	static async open(browser: Browser): Promise<BenchPage> {
		const page = await browser.newPage({ viewport: { width: 400, height: 800 } });
		const opened = new BenchPage(page);
		await opened.load(opened.feed);
		return opened;
	}

	/** Shows another chat; resolves when its end is on the screen. */
	async show(messages: readonly MessageView[]): Promise<void> {
		this.#conversation++;
		this.#messages = messages;
		this.#running = null;
		const shown = this.acknowledged();
		this.feed.replaceAll();
		await shown;
		await this.painted();
	}

	/** Resolves when so many messages are in the page. */
	async holds(count: number): Promise<void> {
		await this.page.waitForFunction(
			(wanted) => document.querySelectorAll('.transcript:not([inert]) article').length === wanted,
			count,
			{ timeout: 120_000, polling: 100 },
		);
	}

	/** Resolves when all code is coloured, after which the page has nothing to do. */
	async rests(): Promise<void> {
		await this.page.waitForFunction(
			() => {
				const blocks = [...document.querySelectorAll('.transcript:not([inert]) .code-block')];
				return blocks.every((block) => block.querySelector('[class^="hljs"]'));
			},
			undefined,
			{ timeout: 120_000, polling: 200 },
		);
		await this.page.evaluate(
			() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 })),
		);
	}

	/** Adds a reply that is to stream. */
	async beginReply(id: string): Promise<void> {
		const shown = this.acknowledged();
		this.feed.push({ type: 'message', view: replyOf(id, '', { status: 'streaming', facts: {} }) });
		await shown;
	}

	async endReply(id: string, text: string): Promise<void> {
		const shown = this.acknowledged();
		this.feed.push({ type: 'message', view: replyOf(id, text) });
		await shown;
	}
}

function replyOf(id: string, text: string, part: Partial<Reply> = {}): MessageView {
	return answered({ id, text, ...part });
}

/** A chat with so many messages, questions and replies in turn, each reply of about 150 tokens with lists, code and a table. */
export function longChat(count: number): MessageView[] {
	const text = replyTokens('mixed', 150).join('');
	return Array.from({ length: count }, (_, index) => {
		const parent = index === 0 ? 'm' : `m${index - 1}`;
		const id = `m${index}`;
		return index % 2 === 0
			? asked({ id, parent, text: `Question ${index}: how is the configuration read?` })
			: answered({ id, parent, text: `Reply ${index}.\n\n${text}` });
	});
}
