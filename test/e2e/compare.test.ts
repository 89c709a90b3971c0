import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Scene, Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

const LLAMA = { id: 'meta-llama/llama-3.3-70b-instruct', name: 'Llama 3.3 70B' };
const CODER = { id: 'qwen/qwen3-coder', name: 'Qwen3 Coder' };
const R1 = { id: 'deepseek/deepseek-r1', name: 'DeepSeek R1' };
type Model = typeof LLAMA;

/** As the list has them. */
const LISTED = new Map([
	[LLAMA, 'Meta: Llama 3.3 70B Instruct'],
	[CODER, 'Qwen: Qwen3 Coder 480B A35B'],
	[R1, 'DeepSeek: R1'],
]);

describe('Compare Models', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		({ scene, window } = await sharedWindow());
	});

	/** Chooses these models in the list, and then the row that begins with these words. */
	async function compare(models: readonly Model[], start: string): Promise<void> {
		const { workbench } = window;
		const { quickInput } = workbench;
		await workbench.runCommand('Llama Chat: Compare Models…');
		for (const [index, model] of models.entries()) {
			await quickInput.fill(model.id);
			await quickInput.pick(LISTED.get(model) ?? '');
			await quickInput.widget.getByText(`${index + 1} of at most 4`).waitFor();
		}
		await quickInput.fill('');
		const row = quickInput.rows.filter({ hasText: start });
		await quickInput.rows.filter({ hasText: /≈\$0\.\d+ together, without the replies/ }).waitFor();
		await row.click();
	}

	const column = (name: string) =>
		window.workbench.comparison.getByRole('region', { name, exact: true });
	const button = (name: string, within: Locator) =>
		within.getByRole('button', { name, exact: true });
	const keep = (name: string) => button('Keep This One', column(name));
	const sentTo = (model: Model) =>
		scene.standin.chats.findLast(({ chat }) => chat?.model === model.id);

	it('shows answers as each comes, one that fails too; the one that is kept is the chat’s, its siblings stay after a reload', async () => {
		const { chat, workbench } = window;
		const { standin } = scene;
		standin.answerAs(LLAMA.id, { kind: 'reply', text: 'The quick one.', pace: 0 });
		standin.answerAs(CODER.id, { kind: 'reply', text: 'The slow one thinks.', holdAfter: 2 });
		const body = { shape: 'object', message: 'Nobody is at home.' } as const;
		standin.answerAs(R1.id, { kind: 'error', status: 503, body });
		await chat.box.fill('Which of you is the best?');
		await compare([LLAMA, CODER, R1], 'Compare 3 Answers');

		// The quick one is complete, and one has failed, while the slow one still comes.
		await keep(LLAMA.name).waitFor();
		await column(LLAMA.name).getByText('The quick one.').waitFor();
		await chat.holds(column(R1.name).getByRole('alert'), 'Nobody is at home.');
		await column(CODER.name).getByText('The slow', { exact: true }).waitFor();
		await button('Stop', column(CODER.name)).waitFor();
		assert.deepEqual(
			[LLAMA, CODER, R1].map((model) => sentTo(model)?.closed),
			['byServer', undefined, 'byServer'],
		);
		assert.deepEqual(
			[LLAMA, CODER, R1].map((model) => sentTo(model)?.chat?.messages),
			Array(3).fill([{ role: 'user', content: 'Which of you is the best?' }]),
		);
		const boxes = await Promise.all(
			[LLAMA, CODER, R1].map(({ name }) => column(name).boundingBox()),
		);
		assert.equal(new Set(boxes.map((box) => box?.y)).size, 1, 'side by side');

		standin.release();
		await column(CODER.name).getByText('The slow one thinks.').waitFor();
		await chat.holds(column(CODER.name), /Billed\s*\$0\.0/);
		await keep(CODER.name).click();
		await column(CODER.name).getByText('Kept: this is the chat’s branch now.').waitFor();
		await chat.count(keep(R1.name), 0);
		await chat.holds(chat.replies, 'The slow one thinks.');
		await chat.holds(chat.replies, '2/3');

		await workbench.reload();
		await chat.show();
		await chat.holds(chat.replies, 'The slow one thinks.');
		await chat.button('Previous Version', chat.replies).click();
		await chat.holds(chat.replies, 'The quick one.');
		await chat.button('Next Version', chat.replies).click();
		await chat.holds(chat.replies, '2/3');
		await chat.button('Next Version', chat.replies).click();
		await chat.holds(chat.alert, 'Nobody is at home.');
		await chat.count(chat.questions, 1);
	});

	it('says nothing of whose they are while they are judged blind; Stop closes the socket; then it tells', async () => {
		const { chat, workbench } = window;
		const { standin } = scene;
		standin.answerAs(LLAMA.id, { kind: 'reply', text: 'It is me.' });
		standin.answerAs(CODER.id, { kind: 'reply', text: 'No, it is me.', holdAfter: 3 });
		await chat.startNew();
		await chat.box.fill('Who is it?');
		await compare([LLAMA, CODER], 'Judge Blind');
		const both = column('A').or(column('B'));
		await chat.count(both, 2);
		const llama = both.filter({ hasText: 'It is me.' });
		const coder = both.filter({ hasText: 'No, it is' });
		await button('Keep This One', llama).waitFor();
		await coder.waitFor();
		// The status of the chat has its cost, too.
		const told = async () => {
			const pages = [workbench.comparison, chat.frame].map((page) => page.locator('body'));
			return (await Promise.all(pages.map((page) => page.innerText()))).join('\n');
		};
		assert.doesNotMatch(await told(), /Qwen|Coder|3\.3|\$0\.0|tokens per second/);

		await button('Stop', coder).click();
		assert.equal(await sentTo(CODER)?.whenClosed, 'byClient');
		await button('Keep This One', coder).waitFor();
		assert.doesNotMatch(await told(), /Qwen|Coder|3\.3|\$0\.0|tokens per second/);
		await button('Keep This One', coder).click();
		await column(CODER.name).getByText('Kept: this is the chat’s branch now.').waitFor();
		await chat.holds(column(LLAMA.name), /Billed\s*\$0\.0/);
		await chat.holds(chat.replies, 'No, it is');
		await chat.holds(chat.replies, '/2');
	});
});
