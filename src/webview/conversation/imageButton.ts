import type { Image } from '../../shared/conversation/messages.ts';
import { element } from '../dom/element.ts';
import type { QuestionParts } from './questionParts.ts';

/** A small picture of an image of a message, which opens the whole one. */
export function imageButton(
	{ host, thumbnails }: Pick<QuestionParts, 'host' | 'thumbnails'>,
	image: Image,
): HTMLElement {
	const { hash, name } = image;
	const open = element(
		'button',
		{ type: 'button', class: 'image-open', title: `Open ${name}` },
		thumbnails.show(image),
	);
	open.addEventListener('click', () => host.post({ type: 'openImage', hash }));
	return open;
}
