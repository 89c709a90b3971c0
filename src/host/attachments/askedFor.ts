import { Uri } from 'vscode';
import type { Excerpt } from '../../shared/conversation/messages.ts';

/** What a text is about that stands in no document, as it was said when it was made: which problems, which chat. */
export function askedFor({ uri }: Excerpt): string {
	return Uri.parse(uri, true).query;
}
