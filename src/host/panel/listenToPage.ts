import { type FromWebview, parseFromWebview } from '../../shared/panel/protocol.ts';
import type { ChatSurface } from './chatSurface.ts';

/** What a page tells. */
export interface PageEvents {
	/** A message of the page, parsed. */
	received(message: FromWebview): void;
	/** The page is gone: hidden, moved or closed. */
	gone(): void;
	/** Something that is not of the protocol arrived and was dropped. */
	dropped(): void;
}

/** From now on tells what happens in the page of a surface, with its messages parsed. */
export function listenToPage(
	surface: Pick<ChatSurface, 'listen'>,
	{ received, gone, dropped }: PageEvents,
): void {
	surface.listen({
		received: (data) => {
			const message = parseFromWebview(data);
			if (message === undefined) dropped();
			else received(message);
		},
		gone,
	});
}
