import assert from 'node:assert/strict';
import type { MessageView } from '../../src/shared/conversation/conversationProtocol.ts';
import type { References } from '../../src/shared/markdown/markdownProtocol.ts';
import type { FromWebview } from '../../src/shared/panel/protocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

const CODE = `\`\`\`ts\n${Array.from({ length: 100 }, (_, line) => `let line${line} = ${line};`).join('\n')}\n\`\`\``;
const at = Date.now();

/** A question and its reply, whose ids end in a number. */
function turn(n: number, text = `Reply ${n}.`, more: Partial<MessageView> = {}): MessageView[] {
	return [
		asked({ id: `q${n}`, parent: n === 1 ? null : `r${n - 1}`, at, text: `Question ${n}?` }),
		answered({ id: `r${n}`, parent: `q${n}`, at, text, reasoning: 'Well.' }, more),
	];
}

describe('Where a chat is shown anew', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const article = (id: string) => chat.page.locator(`[data-id="${id}"]`);
	const ids = () =>
		chat.page
			.locator('.transcript:not([inert]) article')
			.evaluateAll((articles) => articles.map((one) => one.getAttribute('data-id') ?? ''));
	/** The messages that are shown by what showed them when this was called. */
	const note = async (): Promise<() => Promise<string[]>> => {
		await chat.page.evaluate(() => {
			for (const one of document.querySelectorAll('article')) Object.assign(one, { noted: true });
		});
		return () =>
			chat.page
				.locator('.transcript:not([inert]) article')
				.evaluateAll((articles) =>
					articles.filter((one) => 'noted' in one).map((one) => one.getAttribute('data-id') ?? ''),
				);
	};
	const allShown = (count: number) =>
		chat.page.waitForFunction(
			(wanted) => document.querySelectorAll('article').length === wanted,
			count,
		);
	/** Puts the upper edge this far into a message; resolves once the reader is known to be there. */
	const readAt = async (id: string, offset: number) => {
		await article(id).evaluate((message, offset) => {
			const scroller = document.querySelector('.scroller');
			const edge = scroller?.getBoundingClientRect().top ?? 0;
			scroller?.scrollBy(0, message.getBoundingClientRect().top - edge + offset);
		}, offset);
		await chat.button('Scroll to Bottom').waitFor();
	};
	const top = (id: string) =>
		article(id).evaluate((message) => Math.round(message.getBoundingClientRect().top));

	it('blocks of code, folds and what is selected stay as they were, and so does the reader’s place', async () => {
		await chat.snapshot([...turn(1, `${CODE}\n\nAnd:\n\n${CODE}`), ...turn(2)]);
		const folds = () => article('r1').locator('.code-fold').allTextContents();
		assert.deepEqual(await folds(), ['Show all 100 lines', 'Show all 100 lines']);
		await chat.button('Show all 100 lines').first().press('Enter');
		await article('r1').locator('.reasoning > summary').press('Enter');
		await article('r1').locator('.facts').press('Enter');
		await chat.box.focus();
		await readAt('r1', 900);
		await article('r1')
			.locator('pre code')
			.first()
			.evaluate((code) => getSelection()?.selectAllChildren(code));
		const selected = () => chat.page.evaluate(() => String(getSelection()).length);
		const before = { top: await top('r1'), selected: await selected() };
		const kept = await note();
		await chat.snapshot([...turn(1, `${CODE}\n\nAnd:\n\n${CODE}`), ...turn(3)]);
		assert.deepEqual(await folds(), ['Show less', 'Show all 100 lines']);
		assert.deepEqual({ top: await top('r1'), selected: await selected() }, before);
		assert.ok(await article('r1').locator('.reasoning-text').isVisible());
		assert.ok(await article('r1').locator('.facts-list').isVisible());
		assert.deepEqual(await kept(), ['q1', 'r1']);
		assert.deepEqual(await ids(), ['q1', 'r1', 'q3', 'r3']);
	});

	it('what a reply is told beside its text is shown, and what was opened in it stays open', async () => {
		await chat.snapshot([...turn(1, CODE), ...turn(2)]);
		await chat.button('Show all 100 lines').press('Enter');
		await article('r1').locator('.facts').press('Enter');
		const kept = await note();
		const [question, reply] = turn(1, CODE, {
			siblings: 2,
			modelChange: { from: 'Llama 3 8B', to: 'Llama 3 70B' },
		});
		assert.ok(question && reply);
		await chat.snapshot([{ ...question, sibling: 2, siblings: 3 }, reply, ...turn(2)]);
		assert.deepEqual(await kept(), ['q1', 'r1', 'q2', 'r2']);
		assert.match((await article('r1').textContent()) ?? '', /^Model: Llama 3 8B → Llama 3 70B/);
		assert.equal(await article('r1').locator('.sibling-count').textContent(), '1/2');
		assert.equal(await article('q1').locator('.sibling-count').textContent(), '2/3');
		assert.equal(await article('r1').locator('.code-fold').textContent(), 'Show less');
		assert.ok(await article('r1').locator('.facts-list').isVisible());
		await chat.snapshot([...turn(1, CODE), ...turn(2)]);
		assert.equal(await chat.page.locator('.sibling-count, .model-change').count(), 0);
	});

	it('a reply goes on where it is, and is another only where its text is', async () => {
		const streaming = (text: string, reasoning = '') =>
			answered({ id: 'r2', parent: 'q2', at, text, reasoning, status: 'streaming' });
		const [question] = turn(2);
		assert.ok(question);
		const all = (reply: MessageView) => [...turn(1), question, reply];
		await chat.snapshot(all(streaming('Let me see.', 'Hm')));
		let kept = await note();
		await chat.changes({ type: 'text', id: 'r2', text: ' It' });
		await chat.snapshot(all(streaming('Let me see. It is **so**', 'Hm, well')));
		assert.deepEqual(await kept(), ['q1', 'r1', 'q2', 'r2']);
		await chat.changes({ type: 'text', id: 'r2', text: ', I think' });
		const text = () => article('r2').locator('.markdown').textContent();
		assert.equal(await text(), 'Let me see. It is so, I think');
		assert.equal(await article('r2').locator('.reasoning-text').textContent(), 'Hm, well');
		// All of it was thought.
		kept = await note();
		await chat.snapshot(all(streaming('', 'Let me see. It is **so**, I think')));
		assert.deepEqual(await kept(), ['q1', 'r1', 'q2']);
		assert.equal(await text(), '');
		await chat.changes({ type: 'text', id: 'r2', text: 'Yes.' });
		assert.equal(await text(), 'Yes.');
	});

	it('the keyboard stays at the very button, also where another is called the same', async () => {
		await chat.snapshot([...turn(1, `${CODE}\n\n${CODE}`), ...turn(2)]);
		const copy = article('r1').locator('.code-block').nth(1).getByRole('button').first();
		await copy.focus();
		await chat.snapshot(turn(1, `${CODE}\n\n${CODE}`));
		assert.ok(await copy.evaluate((button) => button === document.activeElement));
	});

	describe('that is long', () => {
		const long = (count: number, from = 1, name = 'Reply') =>
			Array.from({ length: count }, (_, index) =>
				turn(index + from, `${name} ${index + from}\n\n- one\n- two\n\n${CODE}`),
			).flat();
		const idsOf = (views: readonly MessageView[]) => views.map(({ message }) => message.id);

		beforeEach(async () => {
			await chat.snapshot(long(100));
			await allShown(200);
		});

		it('all that is left of it stays, in its order', async () => {
			const kept = await note();
			const left = long(100).filter(({ message }) => !/^[qr](?:3|50|100)$/.test(message.id));
			await chat.snapshot(left);
			assert.deepEqual(await kept(), idsOf(left));
			assert.deepEqual(await ids(), idsOf(left));
			const back = [...long(100), ...turn(101)];
			await chat.snapshot(back);
			assert.deepEqual(await kept(), idsOf(left));
			assert.deepEqual(await ids(), idsOf(back));
			assert.ok(await article('r101').evaluate((one) => one.matches('.transcript > :last-child')));
		});

		it('what stands above another version stays, however much goes', async () => {
			await readAt('r40', 10);
			await article('r40').locator('.code-fold').press('Enter');
			await readAt('r40', 400);
			const before = await top('r40');
			const kept = await note();
			const other = [...long(40), ...long(80, 41, 'Other')];
			await chat.snapshot(other);
			assert.deepEqual(await ids(), idsOf(other));
			assert.equal((await kept()).filter((id) => id.startsWith('r')).length, 40);
			assert.equal(await article('r40').locator('.code-fold').textContent(), 'Show less');
			assert.ok(Math.abs((await top('r40')) - before) <= 1);
			await chat.page.waitForFunction(() => document.querySelectorAll('.transcript').length === 1);
			assert.deepEqual(await ids(), idsOf(other));
		});

		it('what stays is in the groups that it was in, and stays selected, where one that is large goes', async () => {
			const large = '- **item** `x`\n'.repeat(1000);
			const groups = () => chat.page.locator('.transcript > .earlier').count();
			const direct = () => chat.page.locator('.transcript:not([inert]) > article').count();
			await chat.snapshot([...long(100), ...turn(101, large)]);
			await chat.page.locator('[data-id="r101"] li').last().waitFor();
			const before = { groups: await groups(), direct: await direct() };
			assert.ok(before.groups > 0);
			await article('r100')
				.locator('p')
				.first()
				.evaluate((one) => getSelection()?.selectAllChildren(one));
			const [question] = turn(101);
			assert.ok(question);
			await chat.snapshot([...long(100), question]);
			assert.deepEqual(
				{ groups: await groups(), direct: await direct() },
				{ ...before, direct: before.direct - 1 },
			);
			assert.equal(await chat.page.evaluate(() => String(getSelection())), 'Reply 100');
		});

		it('its last reply can be continued where all below is gone', async () => {
			const left = long(20);
			await chat.snapshot(left);
			await allShown(40);
			assert.deepEqual(await ids(), idsOf(left));
			assert.ok(await article('r20').evaluate((one) => one.matches('.transcript > :last-child')));
		});
	});
});

describe('A reply that goes on', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const reply = (text: string, status: 'stopped' | 'streaming' | 'complete') =>
		answered({ text, status }, { canContinue: status === 'stopped' });
	const goOn = (text: string, more: string) =>
		chat.changes(
			{ type: 'message', view: reply(text, 'streaming') },
			{ type: 'text', id: 'r1', text: more },
			{ type: 'message', view: reply(text + more, 'complete') },
		);
	const markdown = () => chat.page.locator('.reply .markdown');
	const allThere = (message: FromWebview): References | undefined =>
		message.type === 'checkReferences'
			? {
					type: 'references',
					id: message.id,
					checked: message.references.map((reference) => ({
						reference,
						label: `${reference.path}:${reference.line}`,
					})),
				}
			: undefined;

	it('keeps its blocks, their folds and their colours, and what is selected in them', async () => {
		const text = `# Title\n\nSome words.\n\n${CODE}\n\n${CODE}\n\n1. One:\n\n   ${CODE.replaceAll('\n', '\n   ')}\n2. Tw`;
		await chat.snapshot([asked(), reply(text, 'stopped')]);
		for (const block of [0, 2]) {
			await chat.page.locator(`[data-index="${block}"] .code-fold`).press('Enter');
			await chat.page.locator(`[data-index="${block}"] .hljs-keyword`).first().waitFor();
		}
		await markdown()
			.locator('p')
			.first()
			.evaluate((one) => getSelection()?.selectAllChildren(one));
		await markdown().evaluate((root) => {
			const parts = root.querySelectorAll('h1, p, pre, ol, .hljs-keyword');
			for (const one of parts) Object.assign(one, { noted: true });
		});
		const noted = () =>
			markdown().evaluate(
				(root) => [...root.querySelectorAll('*')].filter((one) => 'noted' in one).length,
			);
		const before = await noted();
		await goOn(text, 'o.\n\nThe end.');
		// The last item alone is made anew.
		assert.equal(await noted(), before - 1);
		assert.equal(await chat.page.evaluate(() => String(getSelection())), 'Some words.');
		assert.deepEqual(await markdown().locator('.code-fold').allTextContents(), [
			'Show less',
			'Show all 100 lines',
			'Show less',
		]);
		assert.deepEqual(await markdown().locator('ol > li').last().allTextContents(), ['Two.']);
		assert.match((await markdown().textContent()) ?? '', /The end\.$/);
	});

	it('has the links that its whole text has', async () => {
		const text = 'See src/a.ts:12 and [the first] of them.\n\nAnd src/b.ts:3.\n\n';
		chat.answering = allThere;
		await chat.snapshot([asked(), reply(text, 'stopped')]);
		const links = () => markdown().getByRole('link');
		await links().nth(1).waitFor();
		await goOn(text, 'More, and src/c.ts:1.\n\n[the first]: https://example.com/');
		await links().nth(3).waitFor();
		assert.deepEqual(await links().allTextContents(), [
			'src/a.ts:12',
			'the first',
			'src/b.ts:3',
			'src/c.ts:1',
		]);
		assert.deepEqual(await markdown().locator('p').allTextContents(), [
			'See src/a.ts:12 and the first of them.',
			'And src/b.ts:3.',
			'More, and src/c.ts:1.',
		]);
		await links().first().click();
		assert.equal((await chat.received('openReference')).length, 1);
	});

	for (const [text, more] of [
		[
			'First **call parse()** in a.ts, as [the docs] say, and then the rest.\n\nsrc/d.ts:1\n\n',
			'More.\n\n[the docs]: https://example.com/',
		],
		[
			'Look **see src/a**.ts:12 and then [^1] of them, all.\n\n[^1]: note\n\nsrc/d.ts:1\n\n',
			'More.\n',
		],
		[
			'Look src/a.**ts:12 to** see [x], *all of **src/b.ts:3***, [^1].\n\n[^1]: src/d.ts:1\n\nEnd.\n\n',
			'[^2]: And [x].\n\n[x]: src/c.ts',
		],
	] as const) {
		it(`shows what its whole text shows: ${text.split(' ', 3).join(' ')}`, async () => {
			chat.answering = allThere;
			await chat.snapshot([asked(), reply(text, 'stopped')]);
			await markdown().getByRole('link', { name: 'src/d.ts:1' }).waitFor();
			chat.answering = () => undefined;
			await goOn(text, more);
			const gone = await markdown().innerHTML();
			await chat.snapshot([]);
			await chat.snapshot([asked(), reply(text + more, 'complete')]);
			assert.equal(gone, await markdown().innerHTML());
		});
	}
});
