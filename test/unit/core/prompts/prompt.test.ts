import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fenceFor, questionAsMarkdown, wireMessages } from '../../../../src/core/prompts/prompt.ts';
import type {
	Excerpt,
	Image,
	Message,
	Question,
	Reply,
} from '../../../../src/shared/conversation/messages.ts';
import { codeBlocks } from '../../../../src/shared/markdown/codeBlocks.ts';

const EXCERPT: Excerpt = {
	uri: 'file:///w/src/sum.py',
	label: 'src/sum.py',
	language: 'python',
	startLine: 3,
	endLine: 9,
	version: 1,
	text: 'def f():\n    return 1',
};

describe('prompt', () => {
	it('sends code under its file name, lines and language', () => {
		assert.equal(
			questionAsMarkdown('Explain this code.', [EXCERPT]),
			'Explain this code.\n\nsrc/sum.py, lines 3–9 (python):\n\n```python\ndef f():\n    return 1\n```',
		);
	});

	it('sends the prompts that were asked by name first, as they are, then what was typed', () => {
		const prompt: Excerpt = {
			...EXCERPT,
			label: '/review',
			source: 'prompt',
			text: 'Review this:\n- a',
		};
		assert.equal(
			questionAsMarkdown('And the names?', [{ ...EXCERPT, endLine: 3, text: 'x' }, prompt]),
			'Review this:\n- a\n\nAnd the names?\n\nsrc/sum.py, line 3 (python):\n\n```python\nx\n```',
		);
		assert.equal(questionAsMarkdown('', [prompt]), 'Review this:\n- a');
	});

	it('names a single line as one, and sends excerpts without a question too', () => {
		assert.match(
			questionAsMarkdown('', [{ ...EXCERPT, endLine: 3 }]),
			/^src\/sum\.py, line 3 \(python\):/,
		);
	});

	it('fences code so that nothing in it can end the fence', () => {
		for (const text of ['```\nx\n```', '````', 'a ``` b', '~~~']) {
			const blocks = codeBlocks(questionAsMarkdown('', [{ ...EXCERPT, text }]));
			assert.deepEqual(
				blocks.map((block) => block.text.replace(/\n$/, '')),
				[text],
			);
		}
		assert.equal(fenceFor('none'), '```');
		// More than a call takes as arguments.
		assert.equal(fenceFor('````\n'.repeat(200_000)), '`````');
	});

	it('sends questions and replies in order, and nothing for a reply that came to nothing', () => {
		const reply = {
			role: 'assistant',
			parent: 'q',
			at: 1,
			model: 'm',
			reasoning: 'thinking aloud is never sent',
			facts: {},
		} as const;
		const path: Message[] = [
			{ role: 'user', id: 'q', parent: null, at: 1, text: 'One?', excerpts: [] },
			{ ...reply, id: 'a', text: 'One.', status: 'stopped' },
			{ role: 'user', id: 'r', parent: 'a', at: 1, text: 'Two?', excerpts: [EXCERPT] },
			{ ...reply, id: 'b', text: '', status: 'failed' },
		];
		assert.deepEqual(wireMessages(path), [
			{ role: 'user', content: 'One?' },
			{ role: 'assistant', content: 'One.' },
			{ role: 'user', content: questionAsMarkdown('Two?', [EXCERPT]) },
		]);
	});

	it('sends a question that had no answer as one message with the next', () => {
		for (const nothing of ['', ' \n\n']) {
			const path = [
				asked('One?'),
				answered(nothing),
				asked('Two?'),
				answered(nothing),
				asked('3?'),
			];
			assert.deepEqual(wireMessages(path), [{ role: 'user', content: 'One?\n\nTwo?\n\n3?' }]);
		}
		assert.deepEqual(wireMessages([asked('Q?'), answered('One.'), answered('More.')]).at(-1), {
			role: 'assistant',
			content: 'One.\n\nMore.',
		});
	});

	it('begins with a question where the chat begins with a reply, and sends no question without words', () => {
		const none = { role: 'user', content: '(No question.)' };
		const reply = { role: 'assistant', content: 'Yes.' };
		const next = { role: 'user', content: 'Why?' };
		for (const before of [[], [asked('')], [asked(' \n')], [asked(''), answered(''), asked('')]]) {
			assert.deepEqual(wireMessages([...before, answered('Yes.'), asked('Why?')]), [
				none,
				reply,
				next,
			]);
		}
		assert.deepEqual(wireMessages([asked('Why?'), answered('Yes.'), asked(' ')]), [
			next,
			reply,
			none,
		]);
		assert.deepEqual(wireMessages([answered(''), asked('Why?')]), [next]);
		assert.deepEqual(wireMessages([answered('Yes.')]), [none, reply]);
	});

	it('keeps the images of both questions where they go out as one', () => {
		const [url, more] = ['data:image/png;base64,AA==', 'data:image/png;base64,BB=='];
		const first = { ...asked('One?'), images: [image('a')] };
		const second = { ...asked(''), images: [image('b')] };
		assert.deepEqual(
			wireMessages([first, answered(''), second], ({ hash }) =>
				hash.startsWith('a') ? url : more,
			),
			[
				{
					role: 'user',
					content: [
						{ type: 'text', text: 'One?' },
						{ type: 'image_url', image_url: { url } },
						{ type: 'image_url', image_url: { url: more } },
					],
				},
			],
		);
	});

	it('has no two texts beside each other where questions with images go out as one', () => {
		const part = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
		const words = (text: string) => ({ type: 'text', text });
		const shown = { images: [image('a')] };
		for (const [path, content] of [
			[
				[asked('One?'), answered(''), { ...asked('Two?'), ...shown }],
				[words('One?\n\nTwo?'), part],
			],
			[
				[{ ...asked('One?'), ...shown }, asked('Two?'), asked('3?')],
				[words('One?'), part, words('Two?\n\n3?')],
			],
			[
				[{ ...asked(''), ...shown }, answered(' '), asked('Two?')],
				[part, words('Two?')],
			],
			[
				[asked('1'), asked('2'), { ...asked(''), ...shown }],
				[words('1\n\n2'), part],
			],
		] as const) {
			const [message] = wireMessages(path, () => part.image_url.url);
			assert.deepEqual(message, { role: 'user', content });
		}
	});

	it('alternates the roles whatever came of the questions, and loses no word', () => {
		const texts = fc.constantFrom('', ' ', '\n', 'Yes.', 'word', 'a\nb');
		const messages = fc.array(
			fc.record({ user: fc.boolean(), text: texts, image: fc.boolean(), excerpt: fc.boolean() }),
			{ maxLength: 12 },
		);
		fc.assert(
			fc.property(messages, (all) => {
				const path = all.map(({ user, text, image: has, excerpt }) => {
					if (!user) return answered(text);
					const images = has ? { images: [image('a')] } : {};
					return { ...asked(text), excerpts: excerpt ? [EXCERPT] : [], ...images };
				});
				const wire = wireMessages(path, () => 'data:image/png;base64,AA==');
				wire.forEach(({ role }, at) => {
					assert.notEqual(role, wire[at + 1]?.role);
				});
				if (wire.length > 0) assert.equal(wire[0]?.role, 'user');
				for (const { content } of wire) assert.notEqual(content.toString().trim(), '');
				const sent = JSON.stringify(wire);
				for (const { text } of path) {
					assert.ok(sent.includes(JSON.stringify(text.trim()).slice(1, -1)));
				}
				const images = all.filter((message) => message.user && message.image).length;
				assert.equal(
					sent.split('image_url"}').length + sent.split('"image_url":').length - 2,
					images,
				);
			}),
		);
	});
});

function asked(text: string): Question {
	return { role: 'user', id: 'q', parent: null, at: 1, text, excerpts: [] };
}

function answered(text: string): Reply {
	const base = { role: 'assistant', id: 'r', parent: 'q', at: 2, model: 'm' } as const;
	return { ...base, text, reasoning: 'First …', status: 'complete', facts: {} };
}

function image(letter: string): Image {
	const size = { width: 1, height: 1, bytes: 1 };
	return { name: `${letter}.png`, hash: letter.repeat(64), mediaType: 'image/png', ...size };
}
