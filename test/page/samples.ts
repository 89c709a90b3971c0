import type { MessageView } from '../../src/shared/conversation/conversationProtocol.ts';
import type { Excerpt, Question, Reply } from '../../src/shared/conversation/messages.ts';
import type { ChatStatus } from '../../src/shared/panel/chatStatus.ts';

export const excerpt: Excerpt = {
	uri: 'file:///work/src/sum.py',
	label: 'src/sum.py',
	language: 'python',
	startLine: 3,
	endLine: 4,
	version: 1,
	text: 'def total(values):\n    return sum(values)\n',
};

export function statusOf(part: Partial<ChatStatus>): ChatStatus {
	return {
		title: 'New Chat',
		running: null,
		modelName: 'Llama 3 70B Instruct',
		parameters: [],
		attachments: [],
		notice: null,
		needsKey: false,
		sendKey: 'enter',
		queued: [],
		waiting: null,
		...part,
	};
}

/** Of a chat of today, as most are, also where midnight comes between: an older one has its day over its first question. */
export function asked(part: Partial<Question> = {}, place: Partial<MessageView> = {}): MessageView {
	const message: Question = {
		role: 'user',
		id: 'q1',
		parent: null,
		get at() {
			return Date.now();
		},
		text: 'How do I add numbers?',
		excerpts: [],
		...part,
	};
	return { message, name: 'You', sibling: 1, siblings: 1, ...place };
}

export function answered(part: Partial<Reply> = {}, place: Partial<MessageView> = {}): MessageView {
	const message: Reply = {
		role: 'assistant',
		id: 'r1',
		parent: 'q1',
		get at() {
			return Date.now();
		},
		model: 'meta-llama/llama-3-70b-instruct',
		text: 'With **sum**.',
		reasoning: '',
		status: 'complete',
		facts: { finish_reason: 'stop' },
		...part,
	};
	return { message, name: 'Llama 3 70B Instruct', sibling: 1, siblings: 1, ...place };
}

const RICH = `# Adding numbers

Use \`sum\`, see [the documentation](https://example.com/) or *write it yourself*:

\`\`\`python
# Adds up what it is given
class Total(Base):
    def total(self, values: list[int]) -> int:
        if values is None:
            return 0
        return sum(values) + len("a longer line of text that does not fit into a narrow panel")
\`\`\`

\`\`\`diff
+ added
- removed
\`\`\`

\`\`\`html
<p class="note">Text</p>
\`\`\`

\`\`\`typescript
const limit: number = 10; /* a limit */
export class Sum { add(value: string): boolean { return /a+/.test(value); } }
\`\`\`

| function | purpose | cost |
| :-- | :-: | --: |
| sum | adds whatever it is given, one after the other | 1 |
| fsum | adds with care | 2 |

1. First
2. Second
   - nested
- [x] done
- [ ] open

> A quotation with \`code\`.

## Second

### Third

#### Fourth

##### A small heading

![A picture](https://example.com/a.png) <kbd>raw</kbd>
`;

/** A conversation with everything in it that a page can show at once. */
export const everything: MessageView[] = [
	asked({ excerpts: [excerpt] }, { sibling: 2, siblings: 3 }),
	answered(
		{
			text: RICH,
			reasoning: 'The user wants to add numbers. '.repeat(80),
			facts: {
				finish_reason: 'length',
				model: 'meta-llama/llama-3-70b-instruct:nitro',
				usage: { prompt_tokens: 10, completion_tokens: 1412, total_tokens: 1422, cost: 0.00031 },
			},
		},
		{ sibling: 1, siblings: 2 },
	),
	asked({ id: 'q2', parent: 'r1', text: 'And this?\n'.repeat(3) }),
	answered({ id: 'r2', parent: 'q2', text: 'It was', status: 'stopped', facts: {} }),
	asked({ id: 'q3', parent: 'r2', text: 'Once more' }),
	answered({
		id: 'r3',
		parent: 'q3',
		text: 'Half of an',
		status: 'failed',
		facts: {},
		failure: {
			kind: 'network',
			message: 'The connection to the server was lost.',
			detail:
				'read ECONNRESET and a word_that_is_very_long_and_cannot_be_broken_anywhere_at_all_or_so',
			status: 502,
		},
	}),
];

/** A folder of which not all goes, that has changed, and that has something in it that cannot be seen. */
export const folderChip: ChatStatus['attachments'][number] = {
	kind: 'excerpt',
	id: 'folder',
	label: 'packages/interpreter/src/evaluation',
	source: 'folder',
	startLine: 1,
	endLine: 400,
	lineCount: 1200,
	leftOut: ['a.ts', 'b.ts', '.env'],
	bytes: 12_345,
	changed: true,
	hidden: ['RIGHT-TO-LEFT OVERRIDE (U+202E), 2 times'],
};

/** Instructions of a project: sent, offered, and not to be read. */
export const instructionChips: NonNullable<ChatStatus['instructions']> = [
	{
		id: 'i1',
		label: '.github/copilot-instructions.md',
		state: 'sent',
		tokens: 310,
		hidden: { count: 3, words: ['ZERO WIDTH SPACE (U+200B), 3 times'] },
	},
	{ id: 'i2', label: 'AGENTS.md', state: 'tooLarge', tokens: 3100, context: 8192 },
	{
		id: 'i3',
		label: 'py.instructions.md',
		state: 'unreadable',
		tokens: 0,
		problem: 'line 3: the header has no second line "---"',
	},
];

export const busyStatus: Partial<ChatStatus> = {
	canUndoDelete: true,
	title: 'How do I add numbers?',
	attachments: [
		{ kind: 'excerpt', id: 'code', label: 'src/sum.py', startLine: 3, endLine: 4, bytes: 44 },
		folderChip,
	],
	instructions: instructionChips,
	parameters: [
		{ setting: 'temperature', name: 'temperature', value: '0.2' },
		{ setting: 'maxTokens', name: 'max_tokens', value: '800', asked: '1000' },
	],
	queued: [{ id: 'n1', text: 'And then?', attachments: 1 }],
	waiting: 'The reply was stopped, so the queued message waits.',
	notice: {
		kind: 'badSetting',
		message: 'The setting Top K must be a whole number of at least 0.',
		setting: 'topK',
	},
};
