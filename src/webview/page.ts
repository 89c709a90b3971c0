import type { ChatStatus } from '../shared/panel/chatStatus.ts';
import type { Answer, Change, ToWebview } from '../shared/panel/protocol.ts';
import type { Place, Reveal } from '../shared/reading/readingProtocol.ts';
import { takeDrops } from './attachments/drops.ts';
import { Thumbnails } from './attachments/thumbnails.ts';
import { attachmentLists, Composer, queueLists } from './composer/composer.ts';
import { EditDrafts } from './conversation/editDrafts.ts';
import { articles } from './conversation/lazyArticles.ts';
import { Transcript } from './conversation/transcript.ts';
import { element, iconButton } from './dom/element.ts';
import { focusPlace, moveFocus, returnFocus } from './dom/focusPlace.ts';
import type { HostPort } from './dom/hostPort.ts';
import { SendKeys, takeEscape } from './dom/keys.ts';
import { Lazy } from './dom/lazy.ts';
import { ignoreRepeats } from './dom/repeats.ts';
import { toolbar } from './dom/toolbar.ts';
import { alerts } from './errors/lazyAlert.ts';
import { FindBar, results } from './find/findBar.ts';
import { PlaceTeller } from './reading/placeTeller.ts';
import { ScrollFollower } from './reading/scrollFollower.ts';
import { Announcer } from './speech/announcer.ts';
import type { Narrator } from './speech/narrator.ts';
import type { Welcome } from './welcome.ts';

const narrators = new Lazy(() => import('./speech/narrator.ts'));
const welcomes = new Lazy(() => import('./welcome.ts'));

type Snapshot = Extract<ToWebview, { type: 'snapshot' }>;

/** The whole page: the conversation above, the box below. */
export class Page {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #announcer = new Announcer();
	readonly #sendKeys = new SendKeys();
	#narrator: Narrator | undefined;
	readonly #thumbnails: Thumbnails;
	readonly #edits: EditDrafts;
	readonly #transcript: Transcript;
	readonly #welcomeRoot = element('section', {
		class: 'welcome',
		'aria-label': 'Getting started',
	});
	#welcome: Welcome | undefined;
	readonly #composer: Composer;
	readonly #follower: ScrollFollower;
	readonly #find: FindBar;
	readonly #spent = element('button', {
		type: 'button',
		class: 'chat-sum',
		title: 'Show Usage and Cost',
	});
	readonly #title = element('span', { class: 'chat-title', 'aria-hidden': 'true' });
	readonly #places: PlaceTeller;
	#running: string | null = null;
	#queued = 0;
	#conversation: string | undefined;
	/** What is to be brought in view as soon as it has come. */
	#wanted: Reveal | undefined;

	constructor(host: HostPort) {
		this.#host = host;
		this.#thumbnails = new Thumbnails(host);
		this.#edits = new EditDrafts(host);
		const parts = {
			host,
			sendKeys: this.#sendKeys,
			thumbnails: this.#thumbnails,
			edits: this.#edits,
		};
		this.#transcript = new Transcript(parts, (put) => this.#follower.growAbove(put));
		this.#composer = new Composer(host, {
			sendKeys: this.#sendKeys,
			thumbnails: this.#thumbnails,
			onSend: () => this.#follower.follow(),
			prompts: () => this.#transcript.prompts(),
		});
		const scroller = element(
			'div',
			{ class: 'scroller' },
			this.#welcomeRoot,
			this.#transcript.root,
			this.#spent,
		);
		this.#spent.addEventListener('click', () => host.post({ type: 'showUsage' }));
		this.#places = new PlaceTeller(host, () => this.#follower.place());
		this.#follower = new ScrollFollower(scroller, this.#transcript, () => this.#places.moved());
		this.#find = new FindBar(this.#transcript, () => this.#follower.release());
		this.root = element(
			'main',
			{ class: 'page' },
			this.#find.root,
			element('div', { class: 'chat-head' }, this.#title, this.#chatButtons()),
			scroller,
			this.#follower.button,
			this.#composer.root,
			this.#announcer.root,
		);
		this.root.addEventListener('keydown', (event) => this.#moveByKey(event));
		takeEscape(this.root, () => this.#composer.meter.close() || this.#find.close());
		ignoreRepeats(this.root);
		takeDrops(this.root, this.#composer.attaching);
	}

	/** Loads what the message needs, so that it is shown in one piece. What cannot be loaded is reported, and not shown. */
	static async prepare(message: ToWebview): Promise<void> {
		await loadAll(neededFor(message));
	}

	/** Loads what an empty chat shows, while the host is still asked what there is to be shown. */
	static async prepareEmpty(): Promise<void> {
		await loadAll([welcomes]);
	}

	/** Loads what most chats need sooner or later: what comes first is then not to wait for it. */
	static async prepareRest(): Promise<void> {
		await loadAll([articles, narrators, alerts]);
	}

	/** The keyboard is on the page: before there is a chat, that is for the box, which keeps what is typed for the first one. */
	takeKeyboard(): void {
		if (this.#conversation === undefined) this.#composer.focus();
	}

	/** What was asked for has come. */
	async answered(answer: Answer): Promise<void> {
		if (answer.type === 'loadedImage') await this.#thumbnails.loaded(answer);
		else if (answer.type === 'changedAttachments') this.#edits.answered(answer);
		else if (answer.type === 'references') this.#transcript.showReferences(answer);
		else this.#composer.suggestions.answered(answer);
	}

	/** Shows a message for which the page is prepared. */
	show(message: ToWebview): void {
		this.#takeLoaded();
		if (message.type === 'snapshot') this.#showSnapshot(message);
		for (const change of message.changes) this.#apply(change);
		this.#reveal();
		this.#welcomeRoot.hidden = !this.#transcript.isEmpty;
		this.#follower.contentChanged();
	}

	#takeLoaded(): void {
		if (narrators.loaded) this.#narrator ??= new narrators.loaded.Narrator(this.#announcer);
		if (welcomes.loaded) {
			this.#welcome ??= new welcomes.loaded.Welcome(
				this.#welcomeRoot,
				this.#host,
				this.#sendKeys,
				(text) => this.#composer.suggest(text),
			);
		}
	}

	#showSnapshot(snapshot: Snapshot): void {
		const isSame = this.#conversation === snapshot.conversation;
		const place = isSame ? this.#follower.place() : snapshot.place;
		if (!isSame) {
			this.#places.open(snapshot.conversation);
			this.#wanted = undefined;
		}
		const { conversation, edits = [], messages } = snapshot;
		this.#host.shows(conversation);
		this.#edits.open(conversation, edits, (id) =>
			messages.some(({ message }) => message.id === id),
		);
		this.#showMessages(snapshot, place);
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
	#showMessages({ messages, earlier = 0 }: Snapshot, place: Place | null): void {
		const focus = focusPlace(this.#transcript.shown);
		const wanted = [place?.id, focus?.id]
			.map((id) => messages.findIndex(({ message }) => message.id === id))
			.filter((index) => index >= 0);
		const focused = focus ? focus.index + this.#transcript.hidden : messages.length;
		this.#transcript.replace(messages, Math.min(focused, ...wanted), earlier);
		const index = focused - this.#transcript.hidden;
		if (focus && !returnFocus(this.#transcript.shown, { ...focus, index })) this.#composer.focus();
	}

	#reveal(): void {
		const wanted = this.#wanted;
		const article = wanted && this.#transcript.article(wanted.id);
		if (!article) return;
		this.#wanted = undefined;
		results.loaded?.revealFound(article, wanted, this.#follower);
	}

	#apply(change: Change): void {
		switch (change.type) {
			case 'reveal':
				this.#wanted = change;
				break;
			case 'message':
				this.#transcript.upsert(change.view);
				break;
			case 'earlier':
				this.#transcript.prepend(change.views);
				break;
			case 'blockChanges':
				this.#transcript.showBlockChanges(change);
				break;
			case 'text':
				this.#transcript.appendText(change.id, change.text);
				this.#narrator?.append(change.id, change.text);
				break;
			case 'reasoning':
				this.#transcript.appendReasoning(change.id, change.text);
				break;
			case 'status':
				this.#announceTurn(change.status.running);
				this.#announceQueue(change.status.queued.length);
				this.#showStatus(change.status);
				break;
			case 'done':
				this.#host.done(change.key);
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
			case 'intoBox':
				this.#composer.putIn(change.text);
				break;
			case 'focus':
				this.#composer.focus();
				break;
			case 'find':
				this.#find.open();
				break;
			case 'imageFile':
				this.#composer.attaching.images([{ name: change.name, file: new Blob([change.bytes]) }]);
				break;
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
		this.#title.dataset['title'] = status.title;
		this.#title.title = status.title;
		this.#composer.showStatus(status);
		this.#transcript.showUnsent(status.context?.unsent);
		this.#spent.textContent = status.spent === undefined ? '' : `This chat: ${status.spent}`;
		this.#spent.hidden = status.spent === undefined;
		this.#welcome?.show(status);
	}

	#announceTurn(running: string | null): void {
		if (running !== null && running !== this.#running) this.#narrator?.begin(running);
		if (running === null && this.#running !== null) {
			this.#narrator?.end(this.#running, this.#transcript.endInWords(this.#running));
		}
		this.#running = running;
	}

	#announceQueue(queued: number): void {
		if (queued > this.#queued) this.#announcer.say('The message is queued.');
		this.#queued = queued;
	}

	/** What is loaded is not read out; what goes on in the same chat is. */
	#announceSnapshot({ conversation, messages, status }: Snapshot): void {
		const { running } = status;
		if (this.#conversation !== conversation) {
			this.#announcer.silence();
			this.#narrator?.join(running, messages);
			this.#running = running;
			return;
		}
		this.#announceTurn(running);
		if (running !== null) this.#narrator?.resume(running, messages);
	}

	/** Alt with an arrow leads from message to message; up from the box to the last one, down from that to the box. */
	#moveByKey(event: KeyboardEvent): void {
		if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
		event.preventDefault();
		const { shown } = this.#transcript;
		if (event.key === 'ArrowUp') moveFocus(shown, -1);
		else if (shown.lastElementChild?.contains(document.activeElement)) this.#composer.focus();
		else moveFocus(shown, 1);
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

/** What is in files of its own and must be there before the message is shown. */
function neededFor(message: ToWebview): Lazy<unknown>[] {
	const isSnapshot = message.type === 'snapshot';
	const statuses = message.changes.flatMap((change) =>
		change.type === 'status' ? [change.status] : [],
	);
	if (isSnapshot) statuses.push(message.status);
	const isEmpty = isSnapshot && message.messages.length === 0;
	const changes = (kind: Change['type']) => message.changes.some(({ type }) => type === kind);
	const needed: [Lazy<unknown>, boolean][] = [
		[articles, changes('message') || (isSnapshot && !isEmpty)],
		[welcomes, isEmpty],
		[results, changes('reveal') || changes('find')],
		[narrators, statuses.some(({ running }) => running !== null)],
		[
			attachmentLists,
			statuses.some(
				({ attachments, instructions = [] }) => attachments.length + instructions.length > 0,
			),
		],
		[queueLists, statuses.some(({ queued }) => queued.length > 0)],
		[alerts, statuses.some(({ notice }) => notice !== null)],
	];
	return needed.flatMap(([part, isNeeded]) => (isNeeded ? [part] : []));
}

async function loadAll(parts: readonly Lazy<unknown>[]): Promise<void> {
	await Promise.all(parts.map((part) => part.load().catch(reportError)));
}
