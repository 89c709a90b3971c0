import type { Change, ChatStatus, ToWebview } from '../shared/protocol.ts';
import { Announcer } from './announcer.ts';
import { Composer } from './composer.ts';
import { element, iconButton } from './element.ts';
import { FindBar } from './findBar.ts';
import type { Host } from './host.ts';
import { SendKeys } from './keys.ts';
import { ScrollFollower } from './scrollFollower.ts';
import { Transcript } from './transcript.ts';
import { Welcome } from './welcome.ts';

/** The whole page: the conversation above, the box below. */
export class Page {
	readonly root: HTMLElement;
	readonly #host: Host;
	readonly #announcer = new Announcer();
	readonly #sendKeys = new SendKeys();
	readonly #transcript: Transcript;
	readonly #welcome: Welcome;
	readonly #composer: Composer;
	readonly #follower: ScrollFollower;
	#running: string | null = null;
	#queued = 0;
	#conversation: string | undefined;

	constructor(host: Host) {
		this.#host = host;
		this.#transcript = new Transcript(host, this.#sendKeys);
		this.#welcome = new Welcome(host, this.#sendKeys, (text) => this.#composer.suggest(text));
		this.#composer = new Composer(host, {
			sendKeys: this.#sendKeys,
			onSend: () => this.#follower.follow(),
			prompts: () => this.#transcript.prompts(),
		});
		const scroller = element(
			'div',
			{ class: 'scroller' },
			this.#welcome.root,
			this.#transcript.root,
		);
		this.#follower = new ScrollFollower(scroller, this.#transcript.root, (scrollTop) =>
			host.keep({ scrollTop }),
		);
		this.root = element(
			'main',
			{ class: 'page' },
			new FindBar(this.#transcript.root, () => this.#follower.release()).root,
			this.#chatButtons(),
			scroller,
			this.#follower.button,
			this.#composer.root,
			this.#announcer.root,
		);
	}

	show(message: ToWebview): void {
		if (message.type === 'snapshot') this.#showSnapshot(message);
		for (const change of message.changes) this.#apply(change);
		this.#welcome.root.hidden = !this.#transcript.isEmpty;
		this.#follower.contentChanged();
	}

	#showSnapshot(snapshot: Extract<ToWebview, { type: 'snapshot' }>): void {
		const kept = this.#host.state;
		this.#transcript.replace(snapshot.messages);
		this.#running = snapshot.status.running;
		this.#queued = snapshot.status.queued.length;
		this.#showStatus(snapshot.status);
		if (this.#conversation !== snapshot.conversation) {
			this.#composer.open(snapshot.conversation, snapshot.draft);
		}
		this.#conversation = snapshot.conversation;
		const samePlace = kept.conversation === snapshot.conversation;
		this.#host.keep({ conversation: snapshot.conversation });
		this.#follower.restore(samePlace ? kept.scrollTop : null);
	}

	#apply(change: Change): void {
		switch (change.type) {
			case 'message':
				this.#transcript.upsert(change.view);
				break;
			case 'text':
				this.#transcript.appendText(change.id, change.text);
				break;
			case 'reasoning':
				this.#transcript.appendReasoning(change.id, change.text);
				break;
			case 'status':
				this.#announceTurn(change.status.running);
				this.#announceQueue(change.status.queued.length);
				this.#showStatus(change.status);
				break;
			case 'accepted':
				this.#composer.accepted();
				this.#follower.follow();
				break;
			case 'refused':
				this.#composer.refused();
				break;
			case 'unqueued':
				this.#composer.unqueued(change.text);
				break;
			case 'returned':
				this.#composer.returned(change.text);
				break;
			case 'focus':
				this.#composer.focus();
				break;
		}
	}

	#showStatus(status: ChatStatus): void {
		this.#sendKeys.setting = status.sendKey;
		this.#composer.showStatus(status);
		this.#welcome.show(status);
	}

	#announceTurn(running: string | null): void {
		if (running !== null && this.#running === null) this.#announcer.say('The reply begins.');
		if (running === null && this.#running !== null) {
			this.#announcer.say(this.#transcript.endInWords(this.#running));
		}
		this.#running = running;
	}

	#announceQueue(queued: number): void {
		if (queued > this.#queued) this.#announcer.say('The message is queued.');
		this.#queued = queued;
	}

	/** For the keyboard and screen readers; the mouse has the same two in the view's title. Shown when reached. */
	#chatButtons(): HTMLElement {
		return element(
			'div',
			{ class: 'chat-buttons', role: 'toolbar', 'aria-label': 'Chat' },
			iconButton('New Chat', 'add', () => this.#host.post({ type: 'newChat' })),
			iconButton('History', 'history', () => this.#host.post({ type: 'showHistory' })),
		);
	}
}
