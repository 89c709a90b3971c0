import assert from 'node:assert/strict';
import {
	PicturesInText,
	type TextOrPicture,
} from '../../../../../src/api/server/extras/picturesInText.ts';
import { ReplyReader } from '../../../../../src/api/server/replyReader.ts';
import type { ReplyEvent } from '../../../../../src/core/server/chatServer.ts';
import { png } from '../../../../samples/images.ts';
import { events, summary } from '../../network/testServer.ts';
import { CONTEXT } from '../readEveryWay.ts';

const PICTURE = `data:image/png;base64,${Buffer.from(png(2, 2)).toString('base64')}`;

/** The text of a reply in these pieces, and what came beside it. */
function told(pieces: readonly string[]): { text: string; extras: string } {
	const reader = new ReplyReader(CONTEXT, 'text/event-stream');
	const seen: ReplyEvent[] = [];
	const chunks = pieces.map((content) => ({ choices: [{ index: 0, delta: { content } }] }));
	for (const piece of [...chunks.map((one) => events(one)), events('[DONE]')]) {
		reader.feed(Buffer.from(piece));
		seen.push(...reader.take());
	}
	assert.equal(reader.outcome, 'whole');
	const extras = seen.map((event) => (event.type === 'extra' ? event.extra.type : '')).join('');
	return { text: summary(seen).text, extras };
}

function assertTold(content: string, expected: { text: string; extras: string }): void {
	for (const pieces of [
		[content],
		[...content],
		...Array.from({ length: content.length }, (_, at) => [content.slice(0, at), content.slice(at)]),
	]) {
		assert.deepEqual(told(pieces), expected, content.slice(0, 80));
	}
}

describe('an image with all of its data in the text', () => {
	it('is shown as one, its description stays', () => {
		for (const [content, text] of [
			[`![](${PICTURE})`, ''],
			[`Here: ![A dot](${PICTURE}) Nice!`, 'Here: A dot Nice!'],
			[`- One!\n- ![x](${PICTURE})\n\nTwo`, '- One!\n- x\n\nTwo'],
			[`\`\`\`js\na = ![b];\n\`\`\`\n![](${PICTURE})`, '```js\na = ![b];\n```\n'],
			...['-', '>', '1.'].map((mark) => {
				const block = `\`\`\`\n${mark} \`\`\`\n![](${PICTURE})\n\`\`\`\n`;
				return [`${block}![](${PICTURE})`, block] as const;
			}),
			[`\`\`\`a\`\`\` is code\n![](${PICTURE})`, '```a``` is code\n'],
			[`Look!![](${PICTURE})`, 'Look!'],
			[`\`a\` ![](${PICTURE})`, '`a` '],
			[`\`\`a\`b\`\`![](${PICTURE})`, '``a`b``'],
		] as const) {
			assertTold(content, { text, extras: 'image' });
		}
		assertTold(`![](${PICTURE})![](${PICTURE})`, { text: '', extras: 'image' });
	});

	it('is text in code, where it is cut off, and where it is none', () => {
		for (const text of [
			`\`\`\`md\n![](${PICTURE})\n\`\`\`\nThat is it.`,
			`1. ~~~\n   ![](${PICTURE})\n   ~~~\n`,
			`Write \`![](${PICTURE})\`.`,
			`Write \`\` \` ![](${PICTURE}) \`\`.`,
			`Write \`\`![](${PICTURE})\`\`.`,
			`    ![](${PICTURE})`,
			`![](${PICTURE}`,
			`![](${PICTURE.slice(0, 40)})`,
			'![](data:image/png;base64,)',
			'![](data:image/svg+xml;base64,PHN2Zy8+)',
			`![](${PICTURE} "A title")`,
			'![a](https://a.example/b.png) ![',
			'![a]\n(data:image/png;base64,AAAA)',
			'Wow! Really! !',
			`[a](${PICTURE})`,
		]) {
			assertTold(text, { text, extras: '' });
		}
	});

	it('is not held back where only a mark is', () => {
		const reader = new ReplyReader(CONTEXT, 'text/event-stream');
		const last = { choices: [{ index: 0, delta: { content: 'Hi!' }, finish_reason: 'stop' }] };
		reader.feed(Buffer.from(events(last)));
		assert.equal(summary(reader.take()).text, 'Hi!');
	});

	it('takes as long as it is, and is one piece of text where it is none', () => {
		for (const text of [
			'Wow! Really! ![a](b) ![',
			'!'.repeat(100_000),
			`![${'a'.repeat(100_000)}`,
			`![](${PICTURE} )`.repeat(2000),
			`![](data:image/png;base64,${'A'.repeat(5_000_000)} "x")`,
		]) {
			const pictures = new PicturesInText();
			assert.deepEqual([...pictures.add(text), ...pictures.end()].map(textOf).join(''), text);
			assert.ok(pictures.add(text).length <= 1);
			const cut = new PicturesInText();
			const told: string[] = [];
			for (let at = 0; at < text.length; at += 1000)
				told.push(...cut.add(text.slice(at, at + 1000)).map(textOf));
			assert.equal([...told, ...cut.end().map(textOf)].join(''), text);
		}
	});
});

const textOf = (part: TextOrPicture) => ('text' in part ? part.text : assert.fail());
