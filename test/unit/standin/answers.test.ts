import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { questionAsMarkdown } from '../../../src/core/prompts/prompt.ts';
import { DEFAULT_MODEL } from '../../standin/catalogue.ts';
import { explainAnswer, findExplainRequest } from '../../standin/explainAnswer.ts';
import { plainAnswer } from '../../standin/plainAnswer.ts';
import { type Standin, startStandin } from '../../standin/standin.ts';
import { ask, QUESTION, textOf } from './ask.ts';

const user = (content: string) => ({ role: 'user', content }) as const;

function codeBlocks(markdown: string): readonly { info: string; content: string }[] {
	return new MarkdownIt()
		.parse(markdown, {})
		.filter((token) => token.type === 'fence')
		.map(({ info, content }) => ({ info, content }));
}

describe('the answer to a plain question', () => {
	it('says what it is and shows every field but the messages', () => {
		const answer = plainAnswer({
			model: DEFAULT_MODEL,
			messages: [user('Hello')],
			temperature: 0.2,
			stop: ['a|b', '``'],
		});
		assert.match(answer, /\*\*local stand-in\*\*, not a model/);
		const html = new MarkdownIt().render(answer);
		assert.match(html, /<td><code>temperature<\/code><\/td>\s*<td><code>0\.2<\/code><\/td>/);
		assert.match(html, /<td><code>model<\/code><\/td>/);
		assert.match(html, /<td><code>\[&quot;a\|b&quot;,&quot;``&quot;\]<\/code><\/td>/);
		assert.doesNotMatch(answer, /No sampling parameters were sent/);
	});

	it('says so when no sampling parameter was sent', () => {
		const answer = plainAnswer({ model: DEFAULT_MODEL, messages: [user('Hello')], stream: true });
		assert.match(answer, /No sampling parameters were sent/);
	});

	it('shows each message with its role, whatever fences it holds', () => {
		const code = 'See:\n````ts\nlet a = `1`;\n````\nend';
		const answer = plainAnswer({
			model: DEFAULT_MODEL,
			messages: [{ role: 'system', content: 'Be brief.' }, user(code)],
		});
		assert.match(answer, /\*\*system\*\* \(1 of 2\)/);
		assert.match(answer, /\*\*user\*\* \(2 of 2\)/);
		assert.deepEqual(
			codeBlocks(answer).map((block) => block.content),
			['Be brief.\n', `${code}\n`],
		);
	});

	it('cuts a long message with a note and never inside a character', () => {
		const answer = plainAnswer({
			model: DEFAULT_MODEL,
			messages: [user(`a${'🦙'.repeat(1000)}`)],
		});
		assert.match(answer, /\*…and 502 more characters\.\*/);
		assert.doesNotMatch(answer, /\p{Surrogate}/u);
	});
});

describe('the answer to an explain request', () => {
	const excerpt = {
		label: 'src/sum.py',
		startLine: 3,
		endLine: 4,
		language: 'python',
		text: '    def sum(a, b):\n        return a + b\n',
	};
	const asked = (text: string) =>
		questionAsMarkdown(text, [{ uri: 'file:///src/sum.py', version: 1, ...excerpt }]);

	it('is recognised by its words and its code block', () => {
		assert.deepEqual(findExplainRequest(asked('Explain this code.')), {
			code: excerpt.text,
			language: 'python',
			file: 'src/sum.py',
			lines: 'lines 3–4',
		});
		assert.equal(findExplainRequest('Explain this code.'), undefined);
		assert.equal(findExplainRequest(asked('What is wrong here?')), undefined);
	});

	it('has a heading, prose, a list, a table, and the code with a comment above', () => {
		const request = findExplainRequest(asked('Explain this code.'));
		assert.ok(request);
		const answer = explainAnswer(request);
		const html = new MarkdownIt().render(answer);
		assert.match(html, /<h2><code>sum<\/code><\/h2>/);
		assert.match(html, /2 lines of python from <code>src\/sum\.py<\/code>, lines 3–4/);
		assert.match(html, /<li>It declares <code>sum<\/code>\.<\/li>/);
		assert.match(html, /<td>Language<\/td>\s*<td>python<\/td>/);
		assert.deepEqual(codeBlocks(answer), [
			{
				info: 'python',
				content: `    # sum: explained by the local stand-in.\n${excerpt.text}`,
			},
		]);
	});

	it("comments in the language's own way", () => {
		for (const [language, comment] of [
			['typescript', '// What follows: explained by the local stand-in.'],
			['sql', '-- What follows: explained by the local stand-in.'],
			['html', '<!-- What follows: explained by the local stand-in. -->'],
			['css', '/* What follows: explained by the local stand-in. */'],
			['clojure', '; What follows: explained by the local stand-in.'],
		] as const) {
			const request = { code: 'x\n', language, file: undefined, lines: undefined };
			assert.equal(codeBlocks(explainAnswer(request))[0]?.content, `${comment}\nx\n`);
		}
	});
});

describe('the stand-in, answering', () => {
	let standin: Standin;

	before(async () => {
		standin = await startStandin({ pace: 0, chunking: 'byte' });
	});
	after(() => standin.close());

	it('streams the one or the other by the last question', async () => {
		const plain = textOf(await (await ask(standin, { ...QUESTION, top_k: 0 })).text());
		assert.match(plain, /`top_k` \| `0`/);
		const explain = user(
			'Explain this code.\n\na.ts, line 1 (typescript):\n\n```typescript\na\n```',
		);
		const explained = await ask(standin, {
			...QUESTION,
			messages: [...QUESTION.messages, explain],
		});
		assert.equal(codeBlocks(textOf(await explained.text()))[0]?.info, 'typescript');
	});
});
