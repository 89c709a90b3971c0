import type { Answer, ToWebview } from '../../shared/panel/protocol.ts';

/** What the page of a surface tells. */
export interface SurfaceEvents {
	/** A message of the page, as it came. */
	received(data: unknown): void;
	/** The page is gone: hidden, moved or closed. */
	gone(): void;
}

/** What a page with a chat stands in: the side bar's view, or an editor. */
export interface ChatSurface {
	/** Whether it is seen. */
	readonly visible: boolean;
	/** From now on tells what happens in its page, and at once what that has said before. */
	listen(events: SurfaceEvents): void;
	/** Hands its page a message; one that is not there drops it. */
	post(message: ToWebview | Answer): void;
	/** Shows it; with `preserveFocus` the keyboard stays where it is. */
	show(preserveFocus: boolean): Promise<void>;
	/** The title of the chat that is shown, for one that has a tab. */
	entitle?(title: string): void;
}
