import type { FromWebview } from '../../src/shared/panel/protocol.ts';
import type { Suggestion, Suggestions } from '../../src/shared/suggestions/suggestionProtocol.ts';
import type { ChatPage } from './chatPage.ts';

const prompt = (name: string, description: string, origin = 'Built in'): Suggestion => ({
	id: name,
	name: `/${name}`,
	description,
	origin,
	insert: '',
});

const PROMPTS: readonly Suggestion[] = [
	prompt('explain', 'Explain the code'),
	prompt('fix', 'Fix the code'),
	prompt('bugs', 'Find bugs'),
	prompt('tests', 'Write tests'),
	prompt('doc', 'Document the code'),
	prompt('improve', 'Improve the code'),
	prompt(
		'review-pull-request',
		'Looks at what a pull request changes, and at what it forgets',
		'.github/prompts',
	),
];

const file = (name: string, description: string, origin?: string): Suggestion => ({
	id: `${description}/${name}`,
	name,
	description,
	...(origin === undefined ? {} : { origin }),
	insert: `#${name}`,
});

const CONTEXT: readonly Suggestion[] = [
	{
		id: 'file',
		name: '#file',
		description: 'A file of the workspace',
		insert: '#file:',
		goesOn: true,
	},
	{ id: 'changes', name: '#changes', description: 'What is not committed', insert: '#changes' },
	file('sum.py', 'src', 'open'),
	file('sumOfMany.py', 'src/core/numbers'),
	file('שלום.md', 'docs/תיקייה'),
	...Array.from({ length: 20 }, (_, at) => file(`part${at}.ts`, 'src/parts')),
];

/** What the host answers: the items whose name has what is typed, of "file:…" what follows the colon. */
export function suggestionsFor(message: FromWebview): Suggestions | undefined {
	if (message.type !== 'suggest') return undefined;
	const { kind, query } = message;
	const typed = query.replace(/^file:/, '').toLowerCase();
	const named = (name: string) => name.replace(/^[/#]/, '').toLowerCase().includes(typed);
	const all = kind === 'prompts' ? PROMPTS : CONTEXT;
	const items = all.filter(
		({ name, goesOn }) => named(name) && !(goesOn && query.startsWith('file:')),
	);
	return { type: 'suggestions', kind, query, items };
}

/** The lists of a page, as a user meets them. */
export class ListsOnPage {
	readonly chat: ChatPage;

	constructor(chat: ChatPage) {
		this.chat = chat;
	}

	get prompts() {
		return this.chat.page.getByRole('listbox', { name: 'Prompts', exact: true });
	}

	get context() {
		return this.chat.page.getByRole('listbox', { name: 'Context', exact: true });
	}

	/** The names in the open list; none where none is open. */
	async names(): Promise<string[]> {
		await this.chat.settled();
		return this.chat.page.getByRole('option').locator('.suggestion-name').allTextContents();
	}

	/** What a screen reader is led to. */
	async active(): Promise<string> {
		await this.chat.settled();
		return this.chat.box.evaluate((box) => {
			const id = box.getAttribute('aria-activedescendant');
			const option = id === null ? null : document.getElementById(id);
			return option?.querySelector('.suggestion-name')?.textContent ?? '';
		});
	}
}
