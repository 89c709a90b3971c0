import type { BlockChange } from '../../shared/changes/changeProtocol.ts';
import type { MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Failure, Reply, ReplyStatus } from '../../shared/conversation/messages.ts';
import type { Action } from '../../shared/errors/action.ts';
import { FAILURES } from '../../shared/errors/failureTable.ts';
import type { References as Answer } from '../../shared/markdown/markdownProtocol.ts';
import { MAX_ADDRESS } from '../../shared/text/fields.ts';
import { cut } from '../../shared/text/shorten.ts';
import { hasBroken } from '../attachments/thumbnails.ts';
import { showBlockChange } from '../changes/blockChange.ts';
import { markPinned } from '../context/contextItems.ts';
import { countedNote } from '../context/countedNote.ts';
import { SummaryView } from '../context/summaryView.ts';
import { unsentFold } from '../context/unsentMarks.ts';
import { element, textButton } from '../dom/element.ts';
import { focusControl, nameOf } from '../dom/focusPlace.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { failureAlert } from '../errors/failureAlert.ts';
import { MarkdownView } from '../markdown/markdownView.ts';
import { References } from '../markdown/references/lazyReferences.ts';
import { codeToolbar } from './actions/codeToolbar.ts';
import { takeContextMenu } from './actions/messageMenu.ts';
import { type MessageActions, messageRow } from './actions/messageRow.ts';
import { replyActions } from './actions/replyActions.ts';
import { siblingPager } from './actions/siblingPager.ts';
import { ExtraList } from './extraList.ts';
import { isAlike } from './kept/sameValue.ts';
import { dayLine, showLinesOver } from './messageTime.ts';
import type { QuestionParts } from './questionParts.ts';
import { ReasoningFold } from './reasoningFold.ts';
import { endNote } from './replyEndNote.ts';
import { answeredNote, factsView, inPartNote } from './replyFacts.ts';
import { RetryNotice } from './retryNotice.ts';

const ENDS: Record<ReplyStatus, string> = {
	streaming: 'The reply is not finished.',
	complete: 'The reply is complete.',
	stopped: 'The reply was stopped.',
	failed: 'The reply failed.',
	interrupted: 'The reply was interrupted.',
};

/** A reply: the text as it comes, then what can be done with it and what is known about it. */
export class ReplyArticle {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #text = element('div', { class: 'markdown' });
	readonly #extras: ExtraList;
	#view: MarkdownView;
	readonly #references: References;
	readonly #reasoning: ReasoningFold;
	readonly #unsent = element('div', {});
	readonly #waiting = element('div', { class: 'waiting', 'aria-hidden': 'true' });
	readonly #end = element('div', { class: 'reply-end' });
	readonly #summary: SummaryView;
	#retry: RetryNotice | undefined;
	#status: ReplyStatus = 'streaming';
	/** All of its text, as it was written. */
	#source = '';
	/** When the server was asked for the details that are shown: 0 for none, undefined before the end was shown. */
	#laterAt: number | undefined;
	/** What it was told last, but for its texts. */
	#told: MessageView | undefined;
	/** Undefined while it comes in. */
	#actions: MessageActions | undefined;
	#blockChanges: readonly BlockChange[] = [];

	constructor(parts: Omit<QuestionParts, 'sendKeys'>, view: MessageView, reply: Reply) {
		this.#host = parts.host;
		this.#extras = new ExtraList(parts);
		const { id } = reply;
		this.#view = this.#newView(id);
		this.#references = referencesOf(parts.host, id, this.#text);
		this.#reasoning = new ReasoningFold(reply.reasoning);
		this.#summary = new SummaryView(parts, id, reply.summary);
		this.root = element(
			'article',
			{ class: 'message reply', tabindex: '-1', 'data-id': id },
			this.#unsent,
			this.#reasoning.root,
			this.#text,
			this.#extras.root,
			this.#waiting,
			this.#end,
			this.#summary.root,
		);
		takeContextMenu(this.root, {
			actions: () => this.#actions,
			text: () => this.#source,
			ask: (text) => parts.ask(text),
		});
		this.appendText(reply.text);
		this.update(view, reply);
	}

	#newView(id: string): MarkdownView {
		const host = this.#host;
		return new MarkdownView(this.#text, {
			onLink: (href, text) => host.post({ type: 'openLink', href, text: cut(text, MAX_ADDRESS) }),
			codeBlockToolbar: (block) => codeToolbar(host, id, block, (menu) => this.root.append(menu)),
		});
	}

	appendText(text: string): void {
		if (text === '') return;
		this.#source += text;
		this.#reasoning.settle();
		this.#view.append(text);
	}

	/** Shows under its code blocks what became of them. */
	showBlockChanges(blocks: readonly BlockChange[]): void {
		this.#blockChanges = blocks;
		for (const change of blocks) {
			const code = this.#text.querySelector(`.code-block[data-index="${change.block}"]`);
			if (code instanceof HTMLElement)
				showBlockChange(this.#host, this.root.dataset['id'] ?? '', code, change);
		}
	}

	/** Which of the places in files that it names are there. */
	showReferences(answer: Answer): void {
		this.#references.answered(answer);
	}

	appendReasoning(text: string): void {
		this.#reasoning.append(text);
	}

	/**
	 * Whether it can go on showing this message, where its chat is shown anew: its texts are the same, or go on where they end here, and
	 * so does what came beside them.
	 */
	canShow({ message }: MessageView): boolean {
		if (message.role !== 'assistant') return false;
		const { text, reasoning, status, extras = [] } = message;
		const known = this.#extras.shown;
		if (!isAlike(known, extras.slice(0, known.length)) || hasBroken(this.root)) return false;
		if (text === this.#source && reasoning === this.#reasoning.text) return true;
		const isOpen = this.#status === 'streaming' || status === 'streaming';
		return isOpen && text.startsWith(this.#source) && reasoning.startsWith(this.#reasoning.text);
	}

	/** Goes on showing a message that it can show, and returns its element. */
	renew(view: MessageView): HTMLElement {
		const { message } = view;
		if (message.role !== 'assistant') return this.root;
		this.appendReasoning(message.reasoning.slice(this.#reasoning.text.length));
		if (this.#status === 'streaming') this.appendText(message.text.slice(this.#source.length));
		// What is shown of it, and what the reader has opened, stays where nothing else is told.
		if (!isAlike(this.#told, withoutTexts(view, message))) this.update(view, message);
		return this.root;
	}

	/** Takes on a new name, status and facts; the text has come on its own. */
	update(view: MessageView, reply: Reply): void {
		this.#told = withoutTexts(view, reply);
		this.root.setAttribute('aria-label', view.name);
		const { writtenBefore } = view;
		const day = writtenBefore === undefined ? undefined : dayLine(reply.at, writtenBefore);
		showLinesOver(this.root, day, modelChange(view));
		const ended = this.#status === 'streaming' && reply.status !== 'streaming';
		const goesOn = this.#status !== 'streaming' && reply.status === 'streaming';
		this.#status = reply.status;
		this.root.dataset['status'] = reply.status;
		this.root.setAttribute('aria-busy', String(reply.status === 'streaming'));
		if (ended) {
			this.#reasoning.settle();
			this.#view.settle();
			this.#references.find();
		}
		if (reply.reasoningMs !== undefined) this.#reasoning.took(reply.reasoningMs);
		if (goesOn) this.#reopen(reply);
		this.#showUnsent(reply);
		this.#summary.show(reply.summary);
		this.#extras.show(reply.extras ?? []);
		this.#retry?.dispose();
		this.#retry = view.retry && new RetryNotice(this.#host, reply.id, view.retry);
		this.#waiting.hidden = reply.status !== 'streaming' || this.#retry !== undefined;
		const focused = this.#end.contains(document.activeElement) ? document.activeElement : null;
		this.#actions = undefined;
		markPinned(this.root, reply.inContext);
		if (this.#retry !== undefined) this.#end.replaceChildren(this.#retry.root);
		else if (reply.status === 'streaming') this.#end.replaceChildren(...elsewhereNote(view));
		else this.#showEnd(view, reply);
		// The buttons are new: the keyboard goes to the one that was under it.
		if (focused) focusControl(this.root, nameOf(focused));
	}

	/** A fold that the reader has opened stays as it is. */
	#showUnsent({ unsent = [] }: Reply): void {
		const key = JSON.stringify(unsent);
		if (this.#unsent.dataset['shown'] === key) return;
		this.#unsent.dataset['shown'] = key;
		this.#unsent.replaceChildren(...[unsentFold(unsent)].filter((fold) => fold !== undefined));
	}

	/** The reply goes on: its Markdown was closed, and what comes may belong to its last block. */
	#reopen({ id, text }: Reply): void {
		this.#references.takeBack();
		if (!text.startsWith(this.#source) || !this.#view.reopen(this.#source)) {
			this.#view.dispose();
			this.#text.replaceChildren();
			this.#view = this.#newView(id);
			this.#source = '';
		}
		// The reasoning may have come with it.
		if (text !== this.#source) this.#reasoning.settle();
		this.#view.append(text.slice(this.#source.length));
		this.#source = text;
		this.showBlockChanges(this.#blockChanges);
	}

	/** Lets go of what still waits to be done for this reply; it is not shown any more. */
	dispose(): void {
		this.#retry?.dispose();
		this.#reasoning.dispose();
		this.#view.dispose();
		this.#references.dispose();
		this.#summary.dispose();
	}

	endInWords(): string {
		return ENDS[this.#status];
	}

	#failure(
		view: MessageView,
		reply: Reply,
		regenerate: () => void,
		goOn: () => void,
	): HTMLElement | undefined {
		const { id, failure } = reply;
		if (failure === undefined) return undefined;
		const passes = mayPass(failure);
		const continues = offersContinue(view, reply);
		// Nothing is sent by itself once the network is back.
		const again = { label: failure.kind === 'offline' ? 'Send Now' : 'Try Again', run: regenerate };
		const goesOn = continues ? [{ label: 'Continue', run: goOn }] : [];
		const leaveOut = () => this.#host.post({ type: 'askWithoutImages', id });
		const withoutImages = view.canLeaveOutImages
			? [{ label: 'Send Without Images', run: leaveOut }]
			: [];
		// What was refused for good is refused again, unless something is seen to first.
		const ways = passes
			? { first: [...goesOn, again, ...withoutImages] }
			: failure.kind === 'badKey'
				? { next: [again] }
				: { next: withoutImages, last: [again] };
		const act = (action: Action, model?: string) =>
			this.#host.post({ type: 'act', action, id, ...(model !== undefined && { model }) });
		return failureAlert(failure, act, ways);
	}

	#showEnd(view: MessageView, reply: Reply): void {
		const { id } = reply;
		const post = this.#host;
		const regenerate = () => post.post({ type: 'regenerate', id });
		const goOn = () => post.post({ type: 'continue', id });
		const failure = this.#failure(view, reply, regenerate, goOn);
		const note =
			reply.failure === undefined || reply.status !== 'failed' ? endNote(reply) : undefined;
		const inPart = inPartNote(reply);
		const isOpen = this.#end.querySelector('.facts[aria-expanded="true"]') !== null;
		const facts = factsView(reply, view, this.#laterAt);
		if (isOpen && facts?.list.hidden) facts.button.click();
		this.#laterAt = reply.facts.later?.at ?? 0;
		const answered = answeredNote(reply, view.answeredBy);
		const canContinue = view.canContinue === true && !offersContinue(view, reply);
		this.#actions = replyActions(
			post,
			view,
			reply,
			this.#source !== '',
			() => canContinue && this.root.matches('.transcript > :last-child'),
		);
		const ends: (HTMLElement | undefined)[] = [
			inPart === undefined ? undefined : element('p', { class: 'end-note' }, inPart),
			note === undefined
				? undefined
				: element('p', { class: 'end-note' }, note, canContinue ? continueButton(goOn) : undefined),
			answered === undefined
				? undefined
				: element('p', { class: 'end-note answered-note' }, answered),
			reply.facts.counted_short && countedNote(reply.facts.counted_short),
			lateError(reply),
			failure,
			messageRow('Reply', this.root, this.#actions, {
				at: reply.at,
				facts: facts?.button,
				pager: siblingPager(post, view),
			}),
			facts?.list,
		];
		this.#end.replaceChildren(...ends.filter((part) => part !== undefined));
	}
}

function withoutTexts(view: MessageView, reply: Reply): MessageView {
	return { ...view, message: { ...reply, text: '', reasoning: '' } };
}

function referencesOf(host: HostPort, id: string, text: HTMLElement): References {
	return new References(text, {
		check: (references) => host.post({ type: 'checkReferences', id, references }),
		open: (reference) => host.post({ type: 'openReference', id, reference }),
	});
}

/** Goes on with the last reply; the style sheet hides it at all others. */
function continueButton(goOn: () => void): HTMLButtonElement {
	const button = textButton('Continue', 'secondary', goOn);
	button.classList.add('continue');
	return button;
}

function mayPass({ kind }: Failure): boolean {
	return FAILURES[kind].passes === true;
}

/** Whether Continue stands in the alert, as the first thing to do, rather than beside the note. */
function offersContinue({ canContinue }: MessageView, { failure }: Reply): boolean {
	return canContinue === true && failure !== undefined && mayPass(failure);
}

/** A quiet line where another model was asked than before. */
function modelChange({ modelChange: change }: MessageView): HTMLElement | undefined {
	if (change === undefined) return undefined;
	return element('p', { class: 'model-change' }, `Model: ${change.from} → ${change.to}`);
}

/** Where a reply comes from that cannot be stopped here. */
function elsewhereNote({ elsewhere }: MessageView): HTMLElement[] {
	return elsewhere
		? [element('p', { class: 'end-note' }, 'This reply is coming in in another window.')]
		: [];
}

/** What the server said once the reply was whole. */
function lateError({ facts: { late_error: said } }: Reply): HTMLElement | undefined {
	return said === undefined
		? undefined
		: element('p', { class: 'end-note' }, `An error came after the end of this reply: ${said}`);
}
