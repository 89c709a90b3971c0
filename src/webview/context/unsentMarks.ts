import type { UnsentMessage } from '../../shared/conversation/messages.ts';
import { element } from '../dom/element.ts';

const WHY: Record<UnsentMessage['why'], string> = {
	noRoom: 'Will not be sent: no room in the model’s context',
	leftOut: 'Will not be sent: left out',
	inSummary: 'In the summary: not sent itself',
};

const AFTERWARDS: Record<UnsentMessage['why'], string> = {
	noRoom: 'no room',
	leftOut: 'left out',
	inSummary: 'in the summary',
};

/** What stands between a message and the one before it. */
const ABOVE = ':scope > :is(.day-line, .fork-origin, .model-change)';

/** Marks a message that the next request leaves out, with a line that says why; undefined takes the mark away. */
export function markUnsent(article: HTMLElement, reason: UnsentMessage['why'] | undefined): void {
	if (article.dataset['unsent'] === reason) return;
	article.querySelector(':scope > .unsent-mark')?.remove();
	if (reason === undefined) {
		delete article.dataset['unsent'];
		return;
	}
	article.dataset['unsent'] = reason;
	const mark = element('p', { class: 'unsent-mark' }, WHY[reason]);
	const above = [...article.querySelectorAll(ABOVE)].at(-1);
	if (above === undefined) article.prepend(mark);
	else above.after(mark);
}

/** What the model did not see when it gave a reply, in a fold; undefined where it saw all. */
export function unsentFold(unsent: readonly UnsentMessage[] = []): HTMLElement | undefined {
	const count = unsent.length;
	if (count === 0) return undefined;
	return element(
		'details',
		{ class: 'unsent-fold' },
		element(
			'summary',
			{},
			count === 1 ? '1 earlier message was not sent' : `${count} earlier messages were not sent`,
		),
		element(
			'ul',
			{},
			...unsent.map(({ text, why }) =>
				element(
					'li',
					{},
					text === '' ? '(no text)' : element('span', { dir: 'auto' }, text),
					element('span', { class: 'unsent-why' }, ` ${AFTERWARDS[why]}`),
				),
			),
		),
	);
}
