import { extraInWords } from '../../shared/attachments/extraWords.ts';
import type { ReplyExtra } from '../../shared/conversation/messages.ts';
import { element } from '../dom/element.ts';
import { markedText } from '../dom/hiddenMark.ts';
import { imageButton } from './imageButton.ts';
import type { QuestionParts } from './questionParts.ts';

/** What came beside the text of a reply: images, and of everything else what it was. */
export class ExtraList {
	readonly root = element('div', { class: 'reply-extras' });
	readonly #parts: Pick<QuestionParts, 'host' | 'thumbnails'>;
	#shown: readonly ReplyExtra[] = [];

	constructor(parts: Pick<QuestionParts, 'host' | 'thumbnails'>) {
		this.#parts = parts;
	}

	/** Adds what was not there before: nothing of it ever changes. */
	show(extras: readonly ReplyExtra[]): void {
		for (const extra of extras.slice(this.#shown.length)) this.root.append(this.#extra(extra));
		this.#shown = extras;
	}

	/** All that is shown. */
	get shown(): readonly ReplyExtra[] {
		return this.#shown;
	}

	#extra(extra: ReplyExtra): HTMLElement {
		if (extra.type === 'toolCall' && extra.result !== undefined) return toolFold(extra);
		return extra.type === 'image'
			? element('div', { class: 'images' }, imageButton(this.#parts, extra.image))
			: element('p', { class: 'end-note' }, markedText(extraInWords(extra), 'text'));
	}
}

/** A call with what the tool was given and what it answered, folded: it can be as long as a file. */
function toolFold(call: Extract<ReplyExtra, { type: 'toolCall' }>): HTMLElement {
	const words = markedText(extraInWords(call), 'text');
	const fold = element('details', { class: 'reasoning' }, element('summary', {}, words));
	const show = () => {
		for (const text of [call.input ?? '', call.result ?? '']) {
			if (text !== '')
				fold.append(element('pre', { class: 'reasoning-text' }, markedText(text, 'text')));
		}
	};
	fold.addEventListener('toggle', show, { once: true });
	return fold;
}
