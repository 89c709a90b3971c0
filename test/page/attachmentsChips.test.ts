import assert from 'node:assert/strict';
import type { AttachmentView } from '../../src/shared/attachments/attachmentProtocol.ts';
import type { ContextView } from '../../src/shared/context/contextProtocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { folderChip } from './samples.ts';

const SELECTION: AttachmentView = {
	kind: 'excerpt',
	id: 'selection',
	label: 'src/sum.py',
	startLine: 3,
	endLine: 4,
	source: 'selection',
	bytes: 44,
};
const FILE: AttachmentView = { ...SELECTION, id: 'file', source: 'file', startLine: 1 };

function contextOf(tokens: Readonly<Record<string, number>>): ContextView {
	const parts = Object.entries(tokens).map(([attachment, tokens]) => ({
		kind: 'attachment' as const,
		label: attachment,
		tokens,
		attachment,
	}));
	return { tokens: 100, context: 8192, parts, unsent: [], fits: true };
}

describe('the chips of what goes along', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});
	beforeEach(() => chat.snapshot());

	const list = () => chat.page.getByRole('list', { name: 'Attachments', exact: true });
	const items = () => list().getByRole('listitem');
	const texts = async () =>
		(await items().allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));

	it('name what only an agent would use of a prompt', async () => {
		const prompt: AttachmentView = {
			...FILE,
			id: 'prompt',
			label: '/review',
			source: 'prompt',
			leftOut: ['tools', 'agent'],
		};
		await chat.status({ attachments: [prompt] });
		assert.deepEqual(await texts(), ['/review 4 lines · tools, agent: not used by a chat']);
		await chat.button('Remove /review').waitFor();
	});

	it('are a list of its name, each an item with name and size, and no list where there are none', async () => {
		assert.equal(await list().count(), 0);
		await chat.status({
			attachments: [SELECTION, FILE],
			context: contextOf({ selection: 1234, file: 1 }),
			parameters: [{ setting: 'temperature', name: 'temperature', value: '0.2' }],
		});
		assert.deepEqual(await texts(), [
			'src/sum.py:3–4 2 lines · ≈1,234 tokens',
			'src/sum.py 4 lines · ≈1 token',
		]);
		assert.equal(await list().getByText('temperature').count(), 0);
		assert.equal(await chat.button('Remove src/sum.py:3–4', items().first()).count(), 1);
		await chat.status({ attachments: [] });
		assert.equal(await list().count(), 0);
	});

	it('say what does not go, that it has changed, and that some of it cannot be seen', async () => {
		await chat.status({ attachments: [folderChip, { ...SELECTION, asAttached: true }] });
		assert.deepEqual(await texts(), [
			'packages/interpreter/src/evaluation lines 1 to 400 of 1,200 · 3 files left out · changed since it was attached · characters that cannot be seen',
			'src/sum.py:3–4 2 lines · text is not there any more: it goes as it was attached',
		]);
		const [left, changed, hidden] = await items()
			.first()
			.locator('.chip-note')
			.evaluateAll((notes) => notes.map((note) => note.getAttribute('title')));
		assert.equal(left, '3 files left out: a.ts, b.ts, .env');
		assert.equal(changed, 'It has changed since it was attached');
		assert.match(hidden ?? '', /RIGHT-TO-LEFT OVERRIDE \(U\+202E\), 2 times/);
		// A screen reader, and who uses no pointer, has all of it with the chip.
		const title = await items().first().locator('button').first().getAttribute('title');
		for (const full of [left, changed, hidden]) assert.ok(title?.includes(full ?? '-'));
	});

	it('that look as if they held a secret, or characters that cannot be seen, carry a mark that says so', async () => {
		const prompt: AttachmentView = { ...FILE, id: 'p', label: '/deploy', source: 'prompt' };
		const kinds = ['a GitHub token', 'a password'];
		const held = [
			SELECTION,
			{ ...FILE, secrets: kinds.slice(0, 1) },
			{ ...prompt, secrets: kinds },
		];
		await chat.status({ attachments: [...held, folderChip] });
		const marks = list().getByRole('img', { name: /looks like|cannot be seen/ });
		const names = marks.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
		assert.deepEqual(await names, [
			'holds what looks like a GitHub token',
			'holds what looks like a GitHub token, a password',
			'characters that cannot be seen',
		]);
		// It is part of what the chip is called, and seen.
		await chat.button('src/sum.py holds what looks like a GitHub token').waitFor();
		const size = await marks.first().boundingBox();
		assert.ok((size?.width ?? 0) > 8);
		const title = await items().nth(1).locator('button').first().getAttribute('title');
		assert.match(title ?? '', /It holds what looks like a GitHub token\. You are asked before/);
		assert.equal(await items().first().getByRole('img').count(), 0);
	});

	it('lie side by side over the text, whole, also in a narrow view', async () => {
		for (const width of [300, 200, 800]) {
			await chat.page.setViewportSize({ width, height: 700 });
			const many = Array.from({ length: 12 }, (_, at) => ({ ...FILE, id: `file-${at}` }));
			await chat.status({ attachments: [folderChip, SELECTION, ...many] });
			const box = await chat.box.boundingBox();
			const places = await items().evaluateAll((chips) =>
				chips.map((chip) => {
					const { top, bottom, left, right } = chip.getBoundingClientRect();
					return { top, bottom, left, right, wider: chip.scrollWidth - chip.clientWidth };
				}),
			);
			assert.ok(box);
			for (const [at, place] of places.entries()) {
				assert.ok(place.right <= width, `${at} goes out of the view of ${width} px`);
				assert.ok(place.wider <= 0, `${at} has more in it than it is wide, at ${width} px`);
				for (const other of places.slice(at + 1)) {
					const apart =
						place.right <= other.left || other.right <= place.left || place.bottom <= other.top;
					assert.ok(apart, `${at} lies over another at ${width} px`);
				}
			}
			const parts = await chat.page.locator('.box-parts').boundingBox();
			assert.ok(parts && parts.y + parts.height <= box.y, 'they lie over the text');
		}
	});

	for (const key of ['Delete', 'Backspace']) {
		it(`are taken off by ${key} on any part of them, and by a pointer`, async () => {
			await chat.status({ attachments: [SELECTION, folderChip] });
			await chat.button('Remove packages/interpreter/src/evaluation').focus();
			await chat.page.keyboard.press(key);
			await items().first().locator('.chip-open').focus();
			await chat.page.keyboard.press(key);
			await chat.button('Remove src/sum.py:3–4').click();
			await chat.until(() => chat.sent('removeAttachment').length === 3, 'three to be removed');
			assert.deepEqual(
				chat.sent('removeAttachment').map(({ attachment }) => attachment),
				['folder', 'selection', 'selection'],
			);
			assert.equal(await chat.focused(), 'Message');
		});
	}

	for (const key of ['Delete', 'Backspace']) {
		it(`take no letter of the box while ${key} that takes them off is held down`, async () => {
			await chat.box.fill('My question');
			await chat.status({ attachments: [FILE] });
			await items().first().locator('.chip-open').focus();
			await chat.page.keyboard.down(key);
			await chat.status({ attachments: [] });
			assert.equal(await chat.focused(), 'Message');
			await chat.box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(3, 3));
			await chat.page.keyboard.down(key);
			await chat.page.keyboard.down(key);
			await chat.page.keyboard.up(key);
			assert.equal(await chat.box.inputValue(), 'My question');
			await chat.page.keyboard.press(key);
			assert.equal(await chat.box.inputValue(), key === 'Delete' ? 'My uestion' : 'Myquestion');
		});
	}

	it('keep the keyboard where it is while others come, go and change', async () => {
		await chat.status({ attachments: [SELECTION, FILE] });
		await chat.button('Remove src/sum.py', items().nth(1)).focus();
		await chat.status({ attachments: [FILE], context: contextOf({ file: 7 }) });
		assert.equal(await chat.focused(), 'Remove src/sum.py');
		await chat.status({ attachments: [folderChip, { ...FILE, changed: true }] });
		assert.equal(await chat.focused(), 'Remove src/sum.py');
		await chat.page.keyboard.press('Enter');
		await chat.until(() => chat.sent('removeAttachment').length === 1, 'it to be removed');
		assert.equal(chat.sent('removeAttachment')[0]?.attachment, 'file');
	});
});
