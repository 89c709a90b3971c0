import type { Message } from '../../shared/conversation/messages.ts';
import { plainLine } from '../../shared/markdown/plainLine.ts';
import { cut } from '../../shared/text/shorten.ts';

const TITLE_LENGTH = 60;
/** Where the first line is looked for that says something, in UTF-16 units. */
const TITLE_FROM = 2000;

/** A title from the first question: its first line that says something, cut to 60 characters; empty where there is none. */
export function titleOf(message: Message | undefined): string {
	const prompts = message?.role === 'user' ? message.excerpts : [];
	// What was asked by its name is told by what it says.
	const first = message?.text || (prompts.find(({ source }) => source === 'prompt')?.text ?? '');
	const lines = cut(first.trim(), TITLE_FROM).split(/[\r\n]+/);
	const line = lines.map(plainLine).find((plain) => plain !== '') ?? lines[0] ?? '';
	const characters = [...line.replace(/\s+/g, ' ').trim()];
	const whole = characters.length <= TITLE_LENGTH;
	return whole ? characters.join('') : `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}
