import { type QuickPickItem, QuickPickItemKind } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import type { Prompt } from '../../core/prompts/promptCatalogue.ts';
import { cut } from '../../shared/text/shorten.ts';
import { LiveList } from '../vscode/liveList.ts';
import { notificationLabel } from '../vscode/notificationText.ts';
import { askPrompt, type PromptPorts } from './askPrompt.ts';

interface PromptItem extends QuickPickItem {
	/** Undefined for a line that says something of the list. */
	readonly prompt?: Prompt;
}

/**
 * Run Prompt…: lists the prompts until one is chosen, and sends that at once.
 * @param wanted the name of one, which a keybinding may give as `args`: that is sent without a list
 * @throws ChatError of kind refused for a name that no prompt has
 */
export async function runPrompt(ports: PromptPorts, wanted: unknown): Promise<void> {
	if (wanted !== undefined) return askPrompt(ports, await promptNamed(ports, wanted));
	const list = new LiveList<PromptItem>(
		{
			accept: async ({ prompt }) => {
				if (prompt === undefined) return;
				list.close();
				await askPrompt(ports, prompt);
			},
			idOf: ({ prompt }) => prompt?.id,
		},
		{
			title: 'Run Prompt',
			placeholder: 'Which prompt is to be sent?',
			matchOnDescription: true,
		},
	);
	await list.show(async () => {
		const { prompts, notes } = await ports.library.load();
		list.update({ items: [...prompts.map(itemOf), ...notes.map(noteOf)] });
	});
}

function itemOf(prompt: Prompt): PromptItem {
	return {
		label: `/${notificationLabel(prompt.name)}`,
		description: notificationLabel(
			[prompt.description, prompt.origin].filter((part) => part).join(' · '),
		),
		prompt,
	};
}

function noteOf(note: string): PromptItem {
	return { label: note, kind: QuickPickItemKind.Separator };
}

async function promptNamed({ library }: PromptPorts, wanted: unknown): Promise<Prompt> {
	if (typeof wanted !== 'string') {
		throw new ChatError(
			'refused',
			'The "args" of llamaChat.runPrompt must be the name of a prompt, such as "fix". Nothing was sent.',
		);
	}
	const name = wanted.replace(/^\//, '');
	const found = (await library.load()).prompts.find((prompt) => prompt.name === name);
	if (found !== undefined) return found;
	throw new ChatError('refused', `There is no prompt "/${cut(name, 64)}". Nothing was sent.`);
}
