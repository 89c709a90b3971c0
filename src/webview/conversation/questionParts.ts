import type { Thumbnails } from '../attachments/thumbnails.ts';
import type { HostPort } from '../dom/hostPort.ts';
import type { SendKeys } from '../dom/keys.ts';
import type { EditDrafts } from './editDrafts.ts';

/** What a question needs of the rest of the page. */
export interface QuestionParts {
	readonly host: HostPort;
	readonly sendKeys: SendKeys;
	readonly thumbnails: Thumbnails;
	readonly edits: EditDrafts;
	/** Puts a quotation into the box, before what is typed. */
	ask(text: string): void;
}
