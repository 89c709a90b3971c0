import { type FromWebview, parseFromWebview } from '../../shared/panel/protocol.ts';
import type { ChatWebview } from './chatWebview.ts';

/** What a page tells. */
export interface PageEvents {
	/** A message of the page, parsed. */
	received(message: FromWebview): void;
	/** The page is gone: hidden, moved or closed. */
	gone(): void;
	/** Something that is not of the protocol arrived and was dropped. */
	dropped(): void;
}

/** Where the messages of a page come from. */
export interface PageSource {
	/** From now on tells what happens in it. */
	listen(events: PageEvents): void;
}

/** The page of the view, with its messages parsed. */
export function pageOf(view: ChatWebview): PageSource {
	return {
		listen: ({ received, gone, dropped }) =>
			view.listen({
				received: (data) => {
					const message = parseFromWebview(data);
					if (message === undefined) dropped();
					else received(message);
				},
				gone,
			}),
	};
}
