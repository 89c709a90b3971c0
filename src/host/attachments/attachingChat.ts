import type { ContextRoom } from '../../core/context/folderRoom.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { ImageFile } from './readFiles.ts';

/** The chat that things are attached to. */
export interface AttachingChat {
	readonly chats: Pick<OpenChats, 'chat' | 'box' | 'notify'>;
	/** Shows the chat with the keyboard in its box. */
	open(): Promise<void>;
	/** How much of the model's context is free; undefined where that is not known. */
	room(): ContextRoom | undefined;
	/** Hands the page an image to look at and to attach to the message of this chat, as soon as the page is there. */
	showImage(image: ImageFile, conversation: string): void;
}
