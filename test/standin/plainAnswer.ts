import { textOf } from './envelope.ts';
import { codeSpan, fenced, table } from './markdown.ts';
import type { ChatBody, ChatMessage } from './requestSchema.ts';

const SAMPLING_FIELDS = new Set([
	'temperature',
	'top_p',
	'top_k',
	'min_p',
	'top_a',
	'frequency_penalty',
	'presence_penalty',
	'repetition_penalty',
	'max_tokens',
	'max_completion_tokens',
	'seed',
	'stop',
]);

/** Messages longer than this many characters are shown cut. */
const LONGEST_SHOWN = 1500;

/** What the stand-in says to a plain question: what it is, and all that it was sent. */
export function plainAnswer(body: ChatBody): string {
	const { messages, ...parameters } = body;
	const sampled = Object.keys(parameters).some((field) => SAMPLING_FIELDS.has(field));
	return [
		'## What the server received',
		'This is the **local stand-in**, not a model: nothing has left your machine, and the parameters change nothing in this text. It shows the request as it came in.',
		'### Parameters',
		table(
			['Field', 'Value'],
			Object.entries(parameters).map(([field, value]) => [
				codeSpan(field),
				codeSpan(JSON.stringify(value)),
			]),
		),
		sampled
			? 'Every sampling parameter that was sent is in the table; those that are not set are not sent.'
			: 'No sampling parameters were sent, so a real model would run with its own defaults.',
		'### Messages',
		...messages.map((message, index) => shown(message, index, messages.length)),
		'### What to try next',
		[
			'1. Set a temperature under **Parameters** and ask again: it joins the table above.',
			'2. Select some code and run **Llama Chat: Explain Selection**.',
			'3. Press **Stop** while a reply is running, then **Regenerate**.',
			'4. For answers from a real model, set `llamaChat.baseUrl` back to its default, run **Llama Chat: Set API Key**, and choose a model with **Select Model**.',
		].join('\n'),
	].join('\n\n');
}

function shown(message: ChatMessage, index: number, count: number): string {
	const text = textOf(message);
	const cut = text.length > LONGEST_SHOWN;
	// Never half of a surrogate pair.
	const start = cut ? text.slice(0, LONGEST_SHOWN).replace(/[\uD800-\uDBFF]$/, '') : text;
	const note = cut ? `\n\n*…and ${text.length - start.length} more characters.*` : '';
	const name = message.name === undefined ? '' : `, ${codeSpan(message.name)}`;
	return `**${message.role}**${name} (${index + 1} of ${count})\n\n${fenced(start, 'text')}${note}`;
}
