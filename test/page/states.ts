import type { ChatPage } from './chatPage.ts';
import { contextSample, parametersSample } from './requestSamples.ts';
import { answered, asked, busyStatus, everything } from './samples.ts';
import { suggestionsFor } from './suggestionHost.ts';

const CODE = Array.from(
	{ length: 30 },
	(_, line) => `export const part${line} = (value: number): string => String(value * ${line});`,
).join('\n');

const WIDE = `| function | what it takes and gives | since | cost of a call | used in | remarks |
| :-- | :-- | :-: | --: | :-- | :-- |
| sum | any list of numbers, and gives their sum, one after the other | 1.0 | 1 | report, invoice, stock | the one to use |
| fsum | the same with care for each digit that would be lost | 2.6 | 4 | invoice | slower |
| reduce | a function of two, and a list | 1.0 | 2 | – | read the guide first |

\`\`\`ts src/total.ts
export function total(values: readonly number[], options: { start?: number; skipNaN?: boolean } = {}): number {
	return values.filter((value) => !options.skipNaN || !Number.isNaN(value)).reduce((sum, value) => sum + value, options.start ?? 0);
}
\`\`\`
`;

/** What a page can look like, each put on an open page: made into pictures, and looked through for what is not accessible. */
export const STATES: Readonly<Record<string, (chat: ChatPage) => Promise<void>>> = {
	'first run': (chat) => chat.snapshot([], { needsKey: true }),
	'sent without a key': (chat) =>
		chat.snapshot([asked(), answered()], {
			title: 'How do I add numbers?',
			needsKey: true,
			notice: { kind: 'noKey', message: 'OpenRouter needs an API key, and none is set.' },
		}),
	'empty chat': (chat) => chat.snapshot([], { context: contextSample }),
	'short turns': (chat) =>
		chat.snapshot(
			[
				asked({ id: 'q1', text: 'Is it sorted?' }),
				answered({ id: 'r1', text: 'Yes.' }),
				asked(
					{ id: 'q2', parent: 'r1', at: Date.UTC(2024, 8, 25, 12), text: 'Stable?' },
					{ sibling: 1, siblings: 2, writtenBefore: Date.UTC(2024, 8, 24, 12) },
				),
				answered({ id: 'r2', parent: 'q2', text: 'Yes, too.' }),
				asked({ id: 'q3', parent: 'r2', text: 'And fast?' }),
				answered({
					id: 'r3',
					parent: 'q3',
					text: 'For what it does.',
					facts: {
						finish_reason: 'stop',
						usage: { prompt_tokens: 80, completion_tokens: 6, total_tokens: 86, cost: 0.0000412 },
					},
				}),
			],
			{ title: 'Is it sorted?', context: contextSample, spent: '$0.0000824' },
		),
	'list of questions': async (chat) => {
		await chat.snapshot(
			['Is it sorted?', 'Stable?', 'And fast?'].flatMap((text, index) => [
				asked({ id: `q${index}`, parent: index === 0 ? null : `r${index - 1}`, text }),
				answered({ id: `r${index}`, parent: `q${index}` }),
			]),
			{ title: 'Is it sorted?' },
		);
		await chat.button('Questions').press('Enter');
		await chat.page.getByRole('listbox', { name: 'Questions' }).waitFor();
	},
	streaming: async (chat) => {
		await chat.snapshot(
			[
				asked({ text: 'How do I add many numbers with care for what is lost?' }),
				answered({
					status: 'streaming',
					reasoning: 'They want no rounding errors. ',
					text: `Use \`fsum\`:\n\n\`\`\`ts\n${CODE.slice(0, 400)}`,
					facts: {},
				}),
			],
			{ running: 'r1', title: 'Adding many numbers with care', context: contextSample },
		);
		// The last of the lines that are complete has its colours.
		await chat.page.locator('.hljs-number', { hasText: '4' }).waitFor();
	},
	everything: async (chat) => {
		await chat.snapshot(everything, { ...busyStatus, context: contextSample, spent: '$0.00031' });
		await chat.page.locator('.hljs-keyword').first().waitFor();
	},
	'everything open': async (chat) => {
		await chat.snapshot(everything, busyStatus, { draft: 'What is typed' });
		await chat.page.locator('.hljs-keyword').first().waitFor();
		for (const fold of await chat.page.locator('summary, [aria-expanded]').all()) {
			await fold.press('Enter');
		}
		await chat.page.locator('[data-id="q2"]').getByRole('button', { name: 'Edit' }).press('Enter');
	},
	'wide things': async (chat) => {
		await chat.snapshot([asked({ text: 'Which is best?' }), answered({ text: WIDE })], {
			title: 'Which is best?',
			context: contextSample,
		});
		await chat.page.locator('.hljs-keyword').first().waitFor();
	},
	failure: (chat) =>
		chat.snapshot(
			[
				asked({ text: 'Are you there?' }),
				answered({
					text: '',
					status: 'failed',
					facts: {},
					failure: {
						kind: 'network',
						message: 'Nothing answers at 127.0.0.1:11434.',
						cause: 'ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:11434',
						address: 'http://127.0.0.1:11434/v1/chat/completions',
					},
				}),
			],
			{ title: 'Are you there?' },
		),
	refusal: async (chat) => {
		await chat.snapshot(
			[asked(), answered()],
			{
				title: 'How do I add numbers?',
				notice: {
					kind: 'noCredit',
					message: 'The credit at openrouter.ai is enough for a reply of 27,342 tokens.',
					detail: 'You requested up to 32000 tokens, but can only afford 27342.',
					status: 402,
					address: 'https://openrouter.ai/api/v1/chat/completions',
					affordable: 27_342,
					page: 'credits',
				},
			},
			{ draft: 'And what of very long lists?' },
		);
		const alert = chat.page.getByRole('alert');
		await alert.getByText('Details', { exact: true }).click();
		await chat.button('More Error Actions', alert).press('Enter');
		await chat.page.locator('.menu.placed').waitFor();
	},
	'code that was applied': async (chat) => {
		const text = '~~~ts src/a/very/long/path/of/a/file.ts\nlet a;\n~~~\n\n~~~mermaid\nA\n~~~';
		await chat.snapshot([asked(), answered({ text })]);
		const long = `\`${'src/'.repeat(40)}a.ts\` is gone`;
		await chat.changes({
			type: 'blockChanges',
			reply: 'r1',
			blocks: [
				{ block: 0, phase: 'refused', text: long, places: [1, 2, 30_000] },
				{ block: 1, phase: 'proposed', text: '1 change: 1 at `parse()`; no symbol lost' },
			],
		});
		await chat.button('More Code Actions').first().press('Enter');
		await chat.page.locator('.menu.placed').waitFor();
	},
	'before sending': (chat) =>
		chat.snapshot(
			[asked(), answered()],
			{
				title: 'How do I add numbers?',
				context: { ...contextSample, tokens: 7900, unsent: [{ id: 'q1', why: 'noRoom' }] },
				findings: [
					{
						kind: 'modelGone',
						message: 'meta-llama/llama-3-70b-instruct is not in the list of models any more.',
						remedies: [
							{ action: 'useNearest', label: 'Use Llama 3.3 70B Instruct' },
							{ action: 'selectModel', label: 'Select Model' },
						],
					},
				],
			},
			{ draft: 'And what of very long lists?' },
		),
	parameters: async (chat) => {
		await chat.snapshot([asked(), answered()], { title: 'How do I add numbers?' });
		await chat.button('Parameters').click();
		await chat.changes({ type: 'parameters', view: parametersSample });
		await chat.page.getByRole('dialog', { name: 'Parameters' }).waitFor();
	},
	find: async (chat) => {
		await chat.snapshot([asked(), answered({ text: 'Numbers, numbers, numbers.' })]);
		await chat.box.press('Control+f');
		await chat.page.getByRole('textbox', { name: 'Find in Chat' }).fill('numbers');
		await chat.page.getByText(/^[1-9] of [1-9]$/).waitFor();
	},
	'list of prompts': async (chat) => {
		await chat.snapshot([asked(), answered()], { title: 'How do I add numbers?' });
		chat.answering = suggestionsFor;
		await chat.box.pressSequentially('/');
		await chat.settled();
		await chat.page.getByRole('listbox', { name: 'Prompts' }).waitFor();
	},
};
