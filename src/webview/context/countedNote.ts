import type { CountedShort } from '../../shared/conversation/shortCount.ts';
import { shortCountInWords } from '../../shared/conversation/shortCountWords.ts';
import { element } from '../dom/element.ts';

/** Says below a reply that its server cannot have read all that was sent, and what helps. */
export function countedNote(short: CountedShort): HTMLElement {
	return element(
		'details',
		{ class: 'counted-note' },
		element('summary', {}, `${shortCountInWords(short)}. It may not have read all that was sent.`),
		element(
			'p',
			{},
			'Some servers cut a prompt to their own context window without a word. Others count only what their cache did not hold. ',
			'To have all of it read, give the model a larger window at the server (OLLAMA_CONTEXT_LENGTH for Ollama, --ctx-size for llama.cpp, Context Length in LM Studio), or send less: shorten what is attached, leave out earlier messages, or begin a new chat.',
		),
	);
}
