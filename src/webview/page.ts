import type { LoadedImage } from '../shared/attachments/attachmentProtocol.ts';
import type { MessageView } from '../shared/conversation/conversationProtocol.ts';
import type { ChatStatus } from '../shared/panel/chatStatus.ts';
import type { Change, ToWebview } from '../shared/panel/protocol.ts';
import type { Place } from '../shared/reading/readingProtocol.ts';
import { takeDrops } from './attachments/drops.ts';
import { Thumbnails } from './attachments/thumbnails.ts';
import { Composer } from './composer/composer.ts';
import { Transcript } from './conversation/transcript.ts';
import { element, iconButton } from './dom/element.ts';
import { focusPlace, moveFocus, returnFocus } from './dom/focusPlace.ts';
import type { HostPort } from './dom/hostPort.ts';
import { SendKeys } from './dom/keys.ts';
import { toolbar } from './dom/toolbar.ts';
import { FindBar } from './find/findBar.ts';
import { PlaceTeller } from './reading/placeTeller.ts';
import { ScrollFollower } from './reading/scrollFollower.ts';
import { Announcer } from './speech/announcer.ts';
import { Narrator } from './speech/narrator.ts';
import { Welcome } from './welcome.ts';

/** The whole page: the conversation above, the box below. */
export class Page {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #announcer = new Announcer();
	readonly #sendKeys = new SendKeys();
	readonly #narrator = new Narrator(this.#announcer);
	readonly #thumbnails: Thumbnails;
	readonly #transcript: Transcript;
	readonly #welcome: Welcome;
	readonly #composer: Composer;
	readonly #follower: ScrollFollower;
	readonly #spent = element('button', {
		type: 'button',
		class: 'chat-sum',
		title: 'Show Usage and Cost',
	});
	readonly #places: PlaceTeller;
	#running: string | null = null;
	#queued = 0;
	#conversation: string | undefined;

	constructor(host: HostPort) {
		this.#host = host;
		this.#thumbnails = new Thumbnails(host);
		const parts = { host, sendKeys: this.#sendKeys, thumbnails: this.#thumbnails };
		this.#transcript = new Transcript(parts, (put) => this.#follower.growAbove(put));
		this.#welcome = new Welcome(host, this.#sendKeys, (text) => this.#composer.suggest(text));
		this.#composer = new Composer(host, {
			sendKeys: this.#sendKeys,
			thumbnails: this.#thumbnails,
			onSend: () => this.#follower.follow(),
			prompts: () => this.#transcript.prompts(),
		});
		const scroller = element(
			'div',
			{ class: 'scroller' },
			this.#welcome.root,
			this.#transcript.root,
			this.#spent,
		);
		this.#spent.addEventListener('click', () => host.post({ type: 'showUsage' }));
		this.#places = new PlaceTeller(host, () => this.#follower.place());
		this.#follower = new ScrollFollower(scroller, this.#transcript.root, () =>
			this.#places.moved(),
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
		this.root.addEventListener('keydown', (event) => this.#moveByKey(event));
		takeDrops(this.root, this.#composer.attaching);
	}

	/** An image that was asked for has come. */
	loaded(image: LoadedImage): Promise<void> {
		return this.#thumbnails.loaded(image);
	}

	show(message: ToWebview): void {
		if (message.type === 'snapshot') this.#showSnapshot(message);
		for (const change of message.changes) this.#apply(change);
		this.#welcome.root.hidden = !this.#transcript.isEmpty;
		this.#follower.contentChanged();
	}

	#showSnapshot(snapshot: Extract<ToWebview, { type: 'snapshot' }>): void {
		const isSame = this.#conversation === snapshot.conversation;
		const place = isSame ? this.#follower.place() : snapshot.place;
		if (!isSame) this.#places.open(snapshot.conversation);
		this.#showMessages(snapshot.messages, place);
		this.#thumbnails.forgetGone();
		this.#announceSnapshot(snapshot);
		if (snapshot.status.canUndoDelete) this.#announcer.say('Message deleted.');
		this.#queued = snapshot.status.queued.length;
		this.#showStatus(snapshot.status);
		if (!isSame) this.#composer.open(snapshot.conversation, snapshot.draft);
		this.#conversation = snapshot.conversation;
		this.#follower.restore(place);
	}

	/** Shows the messages, at once at least those from the reader's and the keyboard's place on. */
	#showMessages(messages: readonly MessageView[], place: Place | null): void {
		const { root } = this.#transcript;
		const focus = focusPlace(root);
		const wanted = [place?.id, focus?.id]
			.map((id) => messages.findIndex(({ message }) => message.id === id))
			.filter((index) => index >= 0);
		const focused = focus ? focus.index + this.#transcript.hidden : messages.length;
		this.#transcript.replace(messages, Math.min(focused, ...wanted));
		if (!focus) return;
		const index = focused - this.#transcript.hidden;
		if (!returnFocus(root, { ...focus, index })) this.#composer.focus();
	}

	#apply(change: Change): void {
		switch (change.type) {
			case 'message':
				this.#transcript.upsert(change.view);
				break;
			case 'text':
				this.#transcript.appendText(change.id, change.text);
				this.#narrator.append(change.id, change.text);
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
			case 'imageFile': {
				const { name, bytes } = change;
				this.#composer.attaching.images([{ name, file: new Blob([bytes]) }]);
				break;
			}
			case 'showParameters':
				this.#composer.parameters.open(change.setting);
				break;
			case 'parameters':
				void this.#composer.parameters.show(change.view);
				break;
		}
	}

	#showStatus(status: ChatStatus): void {
		this.#sendKeys.setting = status.sendKey;
		this.#composer.showStatus(status);
		this.#transcript.showUnsent(status.context?.unsent);
		this.#spent.textContent = status.spent === undefined ? '' : `This chat: ${status.spent}`;
		this.#spent.hidden = status.spent === undefined;
		this.#welcome.show(status);
	}

	#announceTurn(running: string | null): void {
		if (running !== null && running !== this.#running) this.#narrator.begin(running);
		if (running === null && this.#running !== null) {
			this.#narrator.end(this.#running, this.#transcript.endInWords(this.#running));
		}
		this.#running = running;
	}

	#announceQueue(queued: number): void {
		if (queued > this.#queued) this.#announcer.say('The message is queued.');
		this.#queued = queued;
	}

	/** What is loaded is not read out; what goes on in the same chat is. */
	#announceSnapshot({
		conversation,
		messages,
		status,
	}: Extract<ToWebview, { type: 'snapshot' }>): void {
		const { running } = status;
		if (this.#conversation !== conversation) {
			this.#narrator.join(running, messages);
			this.#running = running;
			return;
		}
		this.#announceTurn(running);
		if (running !== null) this.#narrator.resume(running, messages);
	}

	/** Alt with an arrow leads from message to message; up from the box to the last one, down from that to the box. */
	#moveByKey(event: KeyboardEvent): void {
		if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
		event.preventDefault();
		const { root } = this.#transcript;
		if (event.key === 'ArrowUp') moveFocus(root, -1);
		else if (root.lastElementChild?.contains(document.activeElement)) this.#composer.focus();
		else moveFocus(root, 1);
	}

	/** For the keyboard and screen readers; the mouse has the same two in the view's title. Shown when reached. */
	#chatButtons(): HTMLElement {
		return toolbar(
			'Chat',
			'chat-buttons',
			iconButton('New Chat', 'add', () => this.#host.post({ type: 'newChat' })),
			iconButton('History', 'history', () => this.#host.post({ type: 'showHistory' })),
		);
	}
}
