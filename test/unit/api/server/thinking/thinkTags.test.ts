import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ReplyReader } from '../../../../../src/api/server/replyReader.ts';
import type { ReplyEvent } from '../../../../../src/core/server/chatServer.ts';
import { events, type Outcome, summary } from '../../network/testServer.ts';
import { CONTEXT, readEveryWay } from '../readEveryWay.ts';

const chunk = (content: string, more: object = {}) => ({
	choices: [{ index: 0, delta: { content, ...more } }],
});

/** What is read of pieces of content, as a stream. */
function streamed(pieces: readonly string[]): Outcome {
	const reader = new ReplyReader(CONTEXT, 'text/event-stream');
	const seen: ReplyEvent[] = [];
	for (const piece of [...pieces.map((one) => events(chunk(one))), events('[DONE]')]) {
		reader.feed(Buffer.from(piece));
		seen.push(...reader.take());
	}
	assert.equal(reader.outcome, 'whole');
	return summary(seen);
}

/** What is read of the content as a whole answer; as a stream cut at each place and at all of them it has to be the same. */
function assertRead(content: string, expected: { text: string; reasoning: string }): void {
	const answer = JSON.stringify({ choices: [{ index: 0, message: { content } }] });
	const { text, reasoning } = readEveryWay(answer);
	assert.deepEqual({ text, reasoning: reasoning.trim() }, expected, content);
	const ways = [
		[...content],
		...Array.from({ length: content.length + 1 }, (_, at) => [
			content.slice(0, at),
			content.slice(at),
		]),
	];
	for (const way of ways) {
		const outcome = streamed(way);
		assert.deepEqual(
			{ text: outcome.text, reasoning: outcome.reasoning.trim() },
			expected,
			JSON.stringify(way),
		);
	}
}

describe('what is thought in tags', () => {
	it('at the beginning of the content is reasoning', () => {
		for (const [open, close] of [
			['<think>', '</think>'],
			['<THINK>', '</Think>'],
			['<thinking>', '</thinking>'],
			['<thought>', '</thought>'],
			['<thoughts>', '</thoughts>'],
			['<reasoning>', '</reasoning>'],
			['<seed:think>', '</seed:think>'],
			['<|begin_of_thought|>', '<|end_of_thought|>'],
			['[THINK]', '[/THINK]'],
			['◁think▷', '◁/think▷'],
			['<|START_THINKING|>', '<|END_THINKING|>'],
			['<|channel|>analysis<|message|>', '<|end|><|start|>assistant<|channel|>final<|message|>'],
			[
				'<|start|>assistant<|channel|>analysis<|message|>',
				'<|end|><|start|>assistant<|channel|>final<|message|>',
			],
			['<unused94>thought', '<unused95>'],
			['<longcat_think>', '</longcat_think>'],
			['<antThinking>', '</antThinking>'],
			['<|inner_prefix|>', '<|inner_suffix|>'],
			['<internal_reasoning>', '</internal_reasoning>'],
			['<inner_thoughts>', '</inner_thoughts>'],
			['<chain_of_thought>', '</chain_of_thought>'],
		] as const) {
			assertRead(`${open}\nSix, or\n\n6?\n${close}\n\nIt is *6*.`, {
				text: 'It is *6*.',
				reasoning: 'Six, or\n\n6?',
			});
		}
	});

	it('may be in a fold that says so, without its heading, and in no other', () => {
		const expected = { text: 'Yes.', reasoning: 'Hm.' };
		for (const open of [
			'<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds</summary>\n',
			'<details type="reasoning">\n',
			"<DETAILS done='true' type='reasoning'><summary></summary>",
			'<details type=reasoning>',
		]) {
			assertRead(`${open}Hm.\n</details>\nYes.`, expected);
		}
		assertRead('<details type="reasoning"><summary>Thinking', {
			text: '',
			reasoning: '<summary>Thinking',
		});
		for (const text of [
			'<details>\n<summary>More</summary>\nHm.\n</details>\nYes.',
			'<details type="note">Hm.</details>Yes.',
			'<details open>Hm.</details>',
			'<details data-x="type=reasoning-not" open="">Hm.</details>',
			'See <details type="reasoning">Hm.</details>.',
			'```html\n<details type="reasoning">Hm.</details>\n```\n',
			'<reflection>Hm.</reflection>Yes.',
			'<analysis>Hm.</analysis>Yes.',
		]) {
			assertRead(text, { text, reasoning: '' });
		}
	});

	it('ends where the answer’s channel begins, however that is written', () => {
		const expected = { text: 'Yes.', reasoning: 'Hm.' };
		const final = '<|channel|>final<|message|>Yes.';
		for (const end of [
			'<|end|><|start|>assistant',
			'<|end|>\n<|start|>assistant',
			'<|start|>assistant',
			'',
		]) {
			assertRead(`<|channel|>analysis<|message|>Hm.${end}${final}`, expected);
		}
		assertRead(final, { text: 'Yes.', reasoning: '' });
		assertRead(`It is ${final}`, { text: `It is ${final}`, reasoning: '' });
	});

	it('may have folds within its fold, and speak of them', () => {
		const heading = '<details type="reasoning" done="true">\n<summary>Thought</summary>\n';
		const inner = '<details open>\n<summary>a</summary>\nb\n</details>';
		for (const thought of [
			`Hm:\n${inner}\nSo.`,
			`Hm:\n<details>\n${inner}\n</details>\nSo.`,
			'A `<details>` tag, or <details> in a line.',
			...[inner, 'A <details>, and its </details> too.', '<details>\nopen'].map((text) =>
				`Hm.\n${text}\nSo.`.replaceAll(/^/gm, '> '),
			),
		]) {
			const text = `Yes.\n${inner}\n`;
			assertRead(`${heading}${thought}\n</details>\n${text}`, { text, reasoning: thought });
		}
	});

	it('ends behind any blanks, and with whatever the header of the answer has', () => {
		const open = '<|channel|>analysis<|message|>';
		for (const end of [
			'<|end|>\n\n<|start|>assistant<|channel|>final<|message|>',
			'<|end|> <|start|>assistant<|channel|>final<|message|>',
			'<|end|>\r\n\r\n<|start|>assistant<|channel|>final<|message|>',
			'<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>',
			'<|start|>assistant <|channel|>final<|message|>',
		])
			assertRead(`${open}Hm.${end}Yes.`, { text: 'Yes.', reasoning: 'Hm.' });
		const next = '<|end|><|start|>assistant<|channel|>';
		for (const channel of ['analysis', 'commentary', 'commentary to=functions.x <|constrain|>json'])
			assertRead(`${open}Hm.${next}${channel}<|message|>More.${next}final<|message|>Yes.`, {
				text: 'Yes.',
				reasoning: 'Hm.\n\nMore.',
			});
		for (const alone of [
			'<|start|>assistant<|channel|>final<|message|>',
			'<|channel|>final <|constrain|>json<|message|>',
		])
			assertRead(`${alone}Yes.`, { text: 'Yes.', reasoning: '' });
		for (const text of ['<|start|>user', '<|channel|>', '<|channel|>commentary<|message|>Yes.'])
			assertRead(text, { text, reasoning: '' });
	});

	it('has no blanks around it', () => {
		const expected = { text: 'Yes.', reasoning: 'Hm.' };
		assertRead('\n\n <think>Hm.</think>Yes.', expected);
		assertRead('<think>  Hm. \r\n\r\n</think> \r\n\r\nYes.', expected);
		assertRead('<think>Hm.</think>\n\n    code()', { text: '    code()', reasoning: 'Hm.' });
	});

	it('may be empty, in several parts, or not ended', () => {
		assertRead('<think>\n\n</think>\n\nYes.', { text: 'Yes.', reasoning: '' });
		assertRead('<think>One.</think>\n<think>Two.</think>\nYes.', {
			text: 'Yes.',
			reasoning: 'One.\n\nTwo.',
		});
		assertRead('<think>Still at </thi', { text: '', reasoning: 'Still at </thi' });
		assertRead('<thinking>a </think> b', { text: '', reasoning: 'a </think> b' });
		assertRead('<think>', { text: '', reasoning: '' });
	});

	it('may have attributes, blanks and capitals in its tags', () => {
		const expected = { text: 'Yes.', reasoning: 'Hm.' };
		for (const open of [
			'<think >',
			'<think\n>',
			'<think type="deep">',
			"<Think budget='1024' mode=slow>",
			'<thinking\tlang = "en" >',
			'<reasoning effort=high>',
			'<seed:think budget="512">',
			'<THOUGHT a:b="c d">',
		]) {
			const [, name = ''] = /^<([\w:]+)/.exec(open) ?? [];
			for (const close of [`</${name}>`, `</${name.toUpperCase()} >`, `</${name}\n>`]) {
				assertRead(`${open}Hm.${close}\n\nYes.`, expected);
			}
		}
		assertRead('<think/>\n\nYes.', { text: 'Yes.', reasoning: '' });
		assertRead('<think a="b" />Yes.', { text: 'Yes.', reasoning: '' });
		assertRead('<think a="b">', { text: '', reasoning: '' });
		assertRead('<think>a </think b> c', { text: '', reasoning: 'a </think b> c' });
	});

	it('may hold tags of its kind', () => {
		assertRead('<think>One.\n<think>\nTwo.\n</think>\nThree.\n</think>\n\nYes.', {
			text: 'Yes.',
			reasoning: 'One.\n<think>\nTwo.\n\nThree.',
		});
		assertRead('<think>One.<think>Two.</think></think>\n\nYes.', {
			text: 'Yes.',
			reasoning: 'One.<think>Two.',
		});
		assertRead('<think>What is <think>?</think>\n\n`<think>` begins it, </think>\nends it.', {
			text: '`<think>` begins it, </think>\nends it.',
			reasoning: 'What is <think>?',
		});
		assertRead('<think>What is <think>?</think>\n\nA tag.', {
			text: 'A tag.',
			reasoning: 'What is <think>?',
		});
	});

	it('comes as reasoning while it is open', () => {
		const reader = new ReplyReader(CONTEXT, 'text/event-stream');
		const seen: ReplyEvent[] = [];
		for (const piece of ['<thi', 'nk>', 'First', ' this', '</th', 'ink>', 'Yes']) {
			reader.feed(Buffer.from(events(chunk(piece))));
			seen.push(...reader.take());
			if (piece === ' this') assert.equal(summary(seen).reasoning, 'First this');
		}
		assert.equal(summary(seen).text, 'Yes');
	});

	it('is text further on, in code, and where it is no such tag', () => {
		for (const text of [
			'The tag <think> begins it, and </think> ends it.',
			'`<think>` begins it.\n</think>\nis the end.',
			'```xml\n<think>\nHm.\n</think>\n```\nThat is it.',
			'Like this:\n\n</think>\n\nThat is the end.',
			'Close it with </think>\nand go on.',
			'It is `a</think>`\n\nHere.',
			'```\nx.\n</think>\n\n```\nHere.',
			'<thinker>A</thinker>',
			'<think',
			'<think of it>',
			'<think of="it" or not>',
			'<think a="',
			'<thinking-box a="b">',
			'<think a="b" < c>',
			`<think a="${'b'.repeat(300)}">`,
			'{<think>}',
			'< think>a</think>',
			'[think] is a link.',
			'  <b>x</b>',
			'\n\n    code()',
			'One.\n</think>',
		]) {
			assertRead(text, { text, reasoning: '' });
		}
	});

	it('may have its end alone, where the template had its beginning', () => {
		const expected = { text: 'It is 6.', reasoning: 'I look.\n\nIt must be six.' };
		assertRead('I look.\n\nIt must be six.\n</think>\n\nIt is 6.', expected);
		assertRead('\nI look.\n\nIt must be six.</think>\n\nIt is 6.', expected);
		assertRead('I look.\n\nIt must be six.\n[/THINK]\nIt is 6.', expected);
		assertRead('I look.\n\nIt must be six.\n◁/think▷\nIt is 6.', expected);
		assertRead('I look at `a < b`.\n```\nx\n```\n</think>\nYes.', {
			text: 'Yes.',
			reasoning: 'I look at `a < b`.\n```\nx\n```',
		});
		assertRead('</think>\n\nYes.', { text: 'Yes.', reasoning: '' });
	});

	it('is no reasoning by its end alone where that came in a field of its own', () => {
		const stream = events(
			{ choices: [{ index: 0, delta: { reasoning_content: 'Hm.' } }] },
			chunk('One.\n'),
			chunk('</think>\nTwo.'),
			'[DONE]',
		);
		const outcome = readEveryWay(stream);
		assert.equal(outcome.text, 'One.\n</think>\nTwo.');
		assert.equal(outcome.reasoning, 'Hm.');
	});

	it('has no part left behind that looked like the beginning of the key', () => {
		const beginning = CONTEXT.apiKey.slice(0, 16);
		const reader = new ReplyReader(CONTEXT, 'text/event-stream');
		const said = `I look for ${beginning}.\n</think>\n\nYes.`;
		for (const piece of [said.slice(0, 27), said.slice(27, 28), said.slice(28)]) {
			reader.feed(Buffer.from(events(chunk(piece))));
		}
		reader.feed(Buffer.from(events('[DONE]')));
		const { text, reasoning } = summary(reader.take());
		assert.equal(text, 'Yes.');
		assert.match(reasoning, /^I look for \S+\.\n$/);
	});

	it('is the same however the content is cut', () => {
		const part = fc.constantFrom(
			...['<think>', '</think>', '<thinking>', '</thinking>', '[THINK]', '[/THINK]', '</', '<'],
			...['\n', '\r\n', ' ', '\t', 'a', 'b.', ':', '`', '```', 'think'],
		);
		fc.assert(
			fc.property(
				fc.array(part, { maxLength: 12 }),
				fc.nat(60),
				fc.nat(60),
				(parts, one, other) => {
					const content = parts.join('');
					const [first, second] = [Math.min(one, other), Math.max(one, other)];
					const told = (pieces: readonly string[]) => {
						const { text, reasoning } = streamed(pieces);
						// Where the reasoning turns out to be some only later, so are the blanks around it.
						return { text, reasoning: reasoning.replace(/\s+/g, ' ').trim() };
					};
					const whole = told([content]);
					assert.deepEqual(told([...content]), whole);
					const cut = [
						content.slice(0, first),
						content.slice(first, second),
						content.slice(second),
					];
					assert.deepEqual(told(cut), whole);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('stays whole where the connection is lost', () => {
		const reader = new ReplyReader(CONTEXT, 'text/event-stream');
		reader.feed(Buffer.from(events(chunk('a </thi'))));
		assert.equal(summary([...reader.take(), ...reader.rest()]).text, 'a </thi');
	});
});
