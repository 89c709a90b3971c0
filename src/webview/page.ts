import type { ChatStatus } from '../shared/panel/chatStatus.ts';
import type { Answer, Change, ToWebview } from '../shared/panel/protocol.ts';
import type { Place, Reveal } from '../shared/reading/readingProtocol.ts';
import { takeDrops } from './attachments/drops.ts';
import { Thumbnails } from './attachments/thumbnails.ts';
import { Composer } from './composer/composer.ts';
import { showReread } from './context/showReread.ts';
import { EditDrafts } from './conversation/editDrafts.ts';
import { articles } from './conversation/lazyArticles.ts';
import { Transcript } from './conversation/transcript.ts';
import { element } from './dom/element.ts';
import { focusPlace, moveFocus, reach, returnFocus } from './dom/focusPlace.ts';
import type { HostPort } from './dom/hostPort.ts';
import { SendKeys, takeEscape } from './dom/keys.ts';
import { ignoreRepeats } from './dom/repeats.ts';
import { FindBar } from './find/findBar.ts';
import { ChatHeader } from './header/chatHeader.ts';
import { Questions } from './header/questions.ts';
import { welcomes } from './neededParts.ts';
import { PlaceTeller } from './reading/placeTeller.ts';
import { QuestionInView } from './reading/questionInView.ts';
import { ScrollFollower } from './reading/scrollFollower.ts';
import { TurnVoice } from './speech/turnVoice.ts';
import type { Welcome } from './welcome.ts';

type Snapshot = Extract<ToWebview, { type: 'snapshot' }>;

/** The whole page: the conversation above, the box below. */
export class Page {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #voice: TurnVoice;
	readonly #sendKeys = new SendKeys();
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
	readonly #header: ChatHeader;
	readonly #questions: Questions;
	/** The one that is being read. */
	readonly #question: QuestionInView;
	readonly #places: PlaceTeller;
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
			ask: (text: string) => this.#composer.quote(text),
		};
		this.#transcript = new Transcript(parts, (put) => this.#follower.growAbove(put));
		this.#voice = new TurnVoice((id) => this.#transcript.endInWords(id));
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
		);
		this.#places = new PlaceTeller(host, () => this.#follower.place());
		this.#question = new QuestionInView({
			scroller,
			content: this.#transcript,
			asked: () => this.#transcript.asked(),
			goTo: (id) => this.#goTo(id),
		});
		this.#follower = new ScrollFollower(scroller, this.#transcript, () => {
			this.#places.moved();
			this.#question.moved();
		});
		this.#find = new FindBar(this.#transcript, this.#follower, () => this.#composer.focus());
		this.#questions = new Questions({
			asked: () => this.#transcript.asked(),
			current: () => this.#question.current(),
			goTo: (id) => this.#goTo(id),
		});
		this.#header = new ChatHeader(host, this.#questions.button, this.#composer.meter.button);
		this.root = element(
			'main',
			{ class: 'page' },
			this.#header.root,
			this.#composer.meter.fold,
			this.#find.root,
			scroller,
			this.#follower.button,
			this.#composer.root,
			this.#voice.root,
		);
		this.root.addEventListener('keydown', (event) => this.#moveByKey(event));
		const { button } = this.#follower;
		button.addEventListener('click', () => this.#keepKeyboard(button));
		takeEscape(() => this.#composer.meter.close() || this.#find.close());
		ignoreRepeats(this.root);
		takeDrops(this.root, this.#composer.attaching);
	}

	/** The keyboard is on the page: before there is a chat, that is for the box, which keeps what is typed for the first one. */
	takeKeyboard(): void {
		if (this.#conversation === undefined) this.#composer.focus();
	}

	/** What was asked for has come. */
	async answered(answer: Answer): Promise<void> {
		if (answer.type === 'loadedImage') await this.#thumbnails.loaded(answer);
		else if (answer.type === 'changedAttachments') this.#edits.answered(answer);
		else if (answer.type === 'reread') showReread(answer);
		else if (answer.type === 'references') this.#transcript.showReferences(answer);
		else this.#composer.suggestions.answered(answer);
	}

	/** Shows a message for which the page is prepared. */
	show(message: ToWebview): void {
		const { activeElement } = document;
		this.#takeLoaded();
		if (message.type === 'snapshot') this.#showSnapshot(message);
		for (const change of message.changes) this.#apply(change);
		this.#reveal();
		this.#questions.show(this.#transcript.questions);
		this.#welcomeRoot.hidden = !this.#transcript.isEmpty;
		this.#host.keep(!this.#transcript.isEmpty);
		this.#follower.contentChanged();
		this.#keepKeyboard(activeElement);
	}

	/** Gives the box the keyboard where what had it is gone: what is typed next would go nowhere. */
	#keepKeyboard(had: Element | null): void {
		const lost = () => {
			const { activeElement, body } = document;
			return activeElement === body || !activeElement?.checkVisibility();
		};
		if (had === document.body || !lost()) return;
		// It is not taken from the rest of VS Code, where something may have been opened.
		if (document.hasFocus()) this.#composer.focus();
		else addEventListener('focus', () => lost() && this.#composer.focus(), { once: true });
	}

	#takeLoaded(): void {
		this.#voice.takeLoaded();
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
			this.#find.chatChanged();
		}
		const { conversation, edits = [], messages } = snapshot;
		this.#header.open(conversation);
		this.#host.shows(conversation);
		this.#edits.open(conversation, edits, (id) =>
			messages.some(({ message }) => message.id === id),
		);
		this.#showMessages(snapshot, place, isSame);
		this.#thumbnails.forgetGone();
		this.#voice.snapshot(snapshot, this.#conversation);
		this.#showStatus(snapshot.status);
		if (!isSame) this.#composer.open(snapshot.conversation, snapshot.draft);
		this.#conversation = snapshot.conversation;
		this.#follower.restore(place);
		this.#question.moved();
	}

	/** Shows the messages, at once at least those from the reader's and the keyboard's place on. */
	#showMessages({ messages, earlier = 0 }: Snapshot, place: Place | null, isSame: boolean): void {
		const focus = focusPlace(this.#transcript.shown);
		const wanted = [place?.id, focus?.id]
			.map((id) => messages.findIndex(({ message }) => message.id === id))
			.filter((index) => index >= 0);
		const focused = focus ? focus.index + this.#transcript.hidden : messages.length;
		this.#transcript.replace(messages, Math.min(focused, ...wanted), earlier, isSame);
		const { hidden, shown } = this.#transcript;
		// What goes on being shown has kept it.
		if (!focus || shown.contains(document.activeElement)) return;
		if (!returnFocus(shown, { ...focus, index: focused - hidden })) this.#composer.focus();
	}

	#reveal(): void {
		const wanted = this.#wanted;
		const article = wanted && this.#transcript.article(wanted.id);
		if (!article) return;
		this.#wanted = undefined;
		this.#find.reveal(article, wanted);
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
				this.#voice.append(change.id, change.text);
				break;
			case 'reasoning':
				this.#transcript.appendReasoning(change.id, change.text);
				break;
			case 'status':
				this.#voice.status(change.status);
				this.#showStatus(change.status);
				break;
			case 'done':
				this.#host.done(change.key);
				break;
			case 'accepted':
				this.#composer.accepted(change.text);
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
				this.#composer.attaching.images(
					[{ name: change.name, file: new Blob([change.bytes]) }],
					change.conversation,
				);
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
		this.root.classList.toggle('wrap-code', status.wrapCode === true);
		this.#header.show(status);
		this.#composer.showStatus(status);
		this.#transcript.showUnsent(status.context?.unsent);
		articles.loaded?.showOffer(this.#composer.summaryOffer, this.#host, status.context);
		this.#welcome?.show(status);
	}

	/** Brings a question in view, with the keyboard at it, and stays there whatever is put above. */
	#goTo(id: string): void {
		const article = this.#transcript.article(id);
		if (article === undefined) return;
		this.#follower.release();
		article.scrollIntoView();
		this.#follower.restore(this.#follower.place());
		reach(article, { preventScroll: true });
	}

	/** Alt alone with an arrow leads from message to message; up from the box to the last one, down from that to the box. */
	#moveByKey(event: KeyboardEvent): void {
		if (!event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return;
		if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
		event.preventDefault();
		const { shown } = this.#transcript;
		if (event.key === 'ArrowUp') moveFocus(shown, -1);
		else if (shown.lastElementChild?.contains(document.activeElement)) this.#composer.focus();
		else moveFocus(shown, 1);
	}
}
