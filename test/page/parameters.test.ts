import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Locator } from 'playwright-core';
import { ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample, parametersSample } from './requestSamples.ts';
import { answered, asked } from './samples.ts';
import { THEME_KINDS } from './themes.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The chat that is shown. */
const C1 = { conversation: 'c-1' };

const CHIPS = [
	{ setting: 'temperature', name: 'temperature', value: '0.2' },
	{ setting: 'maxTokens', name: 'max_tokens', value: '800', asked: '1000' },
	{ setting: 'topK', name: 'top_k', value: '4', notSent: 'Ollama does not take it' },
];

describe('the panel of parameters', () => {
	let browser: Browser;
	let whole: ChatPage;
	let panel: Locator;
	chatPageForEachTest((page, itsBrowser) => {
		whole = page;
		browser = itsBrowser;
	});
	beforeEach(show);

	async function show(): Promise<void> {
		await whole.snapshot([], { parameters: CHIPS, routing: ['sort: price'] });
		panel = whole.page.getByRole('dialog', { name: 'Parameters' });
	}

	/** Opens it as the button or a chip does, and answers as the host does. */
	async function open(button = 'Parameters'): Promise<void> {
		await whole.button(button).click();
		await whole.until(() => whole.sent('parametersShown').length > 0, 'the panel to be asked for');
		await whole.changes({ type: 'parameters', view: parametersSample });
		await panel.waitFor();
	}

	const row = (setting: string) => panel.locator(`[data-setting="${setting}"]`);
	const value = (label: string) => panel.getByRole('textbox', { name: `${label}, value` });
	const reset = (label: string) => whole.button(`Reset ${label}`, panel);

	it('shows what this chat has of its own, what holds without, and what the model ignores', async () => {
		await open();
		assert.equal(await value('Temperature').inputValue(), '0.2');
		assert.equal(await value('Top P').inputValue(), '');
		assert.equal(await value('Top P').getAttribute('placeholder'), '0.9, from settings');
		assert.equal(await value('Top A').getAttribute('placeholder'), 'model’s default');
		assert.equal(await value('Min P').getAttribute('placeholder'), 'model’s default');
		const support = (setting: string) => row(setting).locator('.parameter-support').textContent();
		assert.deepEqual(await Promise.all(['temperature', 'topA', 'minP'].map(support)), [
			'',
			'model ignores it',
			'model may ignore it',
		]);
		assert.match((await row('maxTokens').textContent()) ?? '', /1000 → 800, the model’s maximum/);
		assert.equal(await value('Stop').inputValue(), 'END\n\\n\\n');
		assert.match((await panel.textContent()) ?? '', /order: deepinfra, together/);
	});

	it('has a name beside the first line of its field, and its hint right under the name', async () => {
		await whole.page.setViewportSize({ width: 800, height: 700 });
		await open();
		for (const [setting, label] of [
			['temperature', 'Temperature'],
			['stop', 'Stop'],
		] as const) {
			const name = await row(setting).locator('.parameter-label').boundingBox();
			const hint = await row(setting).locator('.parameter-hint').boundingBox();
			const field = await value(label).boundingBox();
			assert.ok(name && hint && field);
			const middle = name.y + name.height / 2;
			assert.ok(middle > field.y && middle < field.y + 26, `${label} is beside its field`);
			assert.ok(hint.y - (name.y + name.height) < 14, `${label} has its hint under it`);
		}
	});

	it('has the reset of each field beside that field at 300 px', async () => {
		await whole.page.setViewportSize({ width: 300, height: 700 });
		await open();
		for (const [field, label] of [
			[panel.getByRole('textbox', { name: 'System Prompt of This Chat' }), 'System Prompt'],
			[value('Temperature'), 'Temperature'],
			[value('Stop'), 'Stop'],
		] as const) {
			const [box, button] = [await field.boundingBox(), await reset(label).boundingBox()];
			assert.ok(box && button);
			assert.ok(button.x >= box.x + box.width, `${label} has its reset at the right`);
			assert.ok(button.y < box.y + box.height, `${label} has its reset not below`);
		}
	});

	it('gives a parameter any of its three states', async () => {
		await open();
		await reset('Temperature').click();
		await value('Top P').fill('0.5');
		await value('Top P').press('Tab');
		await value('Max Tokens').fill('');
		await value('Max Tokens').press('Tab');
		await whole.button('Use Model’s Default for Top P', panel).click();
		assert.deepEqual(await whole.received('setParameter'), [
			{ type: 'setParameter', setting: 'temperature', ...C1 },
			{ type: 'setParameter', setting: 'topP', value: 0.5, ...C1 },
			{ type: 'setParameter', setting: 'maxTokens', ...C1 },
			{ type: 'setParameter', setting: 'topP', value: null, ...C1 },
		]);
		assert.equal(await whole.focused(), 'Reset Top P');
		assert.match(
			(await row('topP').textContent()) ?? '',
			/Not sent in this chat\. The settings have 0\.9\./,
		);
		assert.equal(await value('Top P').getAttribute('placeholder'), 'model’s default');
		await whole.page.keyboard.press('Enter');
		assert.deepEqual((await whole.received('setParameter')).at(-1), {
			type: 'setParameter',
			setting: 'topP',
			...C1,
		});
		assert.equal(await reset('Top P').getAttribute('aria-disabled'), 'true');
		assert.equal(await whole.button('Use Model’s Default for Min P', panel).count(), 0);
	});

	it('has the system prompt of this chat on top, and the one of the settings where it has none', async () => {
		await open();
		const prompt = panel.getByRole('textbox', { name: 'System Prompt of This Chat' });
		assert.equal(await prompt.getAttribute('placeholder'), 'Be brief.');
		assert.equal(await panel.getByRole('textbox').first().getAttribute('placeholder'), 'Be brief.');
		const type = 'setSystemPrompt';
		await prompt.fill('Rhyme.');
		await prompt.press('Tab');
		await reset('System Prompt').click();
		assert.equal(await prompt.inputValue(), '');
		await whole.button('Use None for System Prompt', panel).click();
		assert.equal(await prompt.getAttribute('placeholder'), 'None in this chat');
		await prompt.fill('Be kind.');
		await whole.page.keyboard.press('Escape');
		await panel.waitFor({ state: 'hidden' });
		assert.deepEqual(await whole.received(type), [
			{ type, text: 'Rhyme.', ...C1 },
			{ type, ...C1 },
			{ type, text: '', ...C1 },
			{ type, text: 'Be kind.', ...C1 },
		]);
	});

	it('says under the system prompt what the server reads again with another one', async () => {
		await open();
		const reread = 'With another one all of this chat is read anew: about 6.1k tokens.';
		const note = panel.getByText(reread);
		assert.equal(await note.count(), 0);
		const systemPrompt = { own: null, inSettings: 'Be brief.', reread };
		await whole.changes({ type: 'parameters', view: { ...parametersSample, systemPrompt, ...C1 } });
		assert.equal(await note.isVisible(), true);
	});

	it('keeps a system prompt that is being typed, for a page that is thrown away', async () => {
		await open();
		const view = { ...parametersSample, ...C1 };
		await whole.changes({ type: 'parameters', view });
		const prompt = panel.getByRole('textbox', { name: 'System Prompt of This Chat' });
		await prompt.fill('Half');
		assert.deepEqual(await whole.received('typedParameter'), [
			{ type: 'typedParameter', setting: 'systemPrompt', text: 'Half', ...C1 },
		]);
		const other = { ...view, conversation: 'c-2', typed: { systemPrompt: 'Other' } };
		await whole.changes({ type: 'parameters', view: other });
		assert.equal(await prompt.inputValue(), 'Other');
	});

	it('asks for how much the model reasons where it takes that, and says what is not sent', async () => {
		await open();
		const effort = panel.getByRole('combobox', { name: 'Reasoning Effort' });
		assert.deepEqual(await effort.getByRole('option').allTextContents(), [
			'medium, from settings',
			'high',
			'medium',
			'low',
		]);
		assert.match((await row('reasoningEffort').textContent()) ?? '', /This model always reasons/);
		const type = 'setEffort';
		await effort.selectOption('high');
		const { effort: sample } = parametersSample;
		assert.ok(sample);
		await whole.changes({
			type: 'parameters',
			view: {
				...parametersSample,
				effort: {
					...sample,
					source: 'chat',
					value: 'max',
					notSent: 'this model takes high, medium, low',
					price: 'Tokens of reasoning cost $4 per million.',
				},
			},
		});
		assert.equal(await effort.inputValue(), 'max');
		assert.match(
			(await row('reasoningEffort').textContent()) ?? '',
			/Not sent: this model takes high, medium, low\. Tokens of reasoning cost \$4 per million\./,
		);
		await reset('Reasoning Effort').click();
		await whole.button('Use Model’s Default for Reasoning Effort', panel).click();
		assert.deepEqual(await whole.received(type), [
			{ type, effort: 'high', ...C1 },
			{ type, ...C1 },
			{ type, effort: null, ...C1 },
		]);
		const { effort: _none, ...without } = parametersSample;
		await whole.changes({ type: 'parameters', view: without });
		await effort.waitFor({ state: 'hidden' });
	});

	it('keeps a value out of range to itself and names the range', async () => {
		await open();
		for (const wrong of ['3', 'warm', '-1']) {
			await value('Temperature').fill(wrong);
			await value('Temperature').press('Tab');
			assert.match(
				(await row('temperature').textContent()) ?? '',
				/Temperature must be a number from 0 to 2\./,
			);
			assert.equal(await value('Temperature').getAttribute('aria-invalid'), 'true');
		}
		assert.deepEqual(await whole.received('setParameter'), []);
		await value('Temperature').fill('0');
		await value('Temperature').press('Tab');
		assert.deepEqual(await whole.received('setParameter'), [
			{ type: 'setParameter', setting: 'temperature', value: 0, ...C1 },
		]);
		assert.equal(await value('Temperature').getAttribute('aria-invalid'), 'false');
	});

	it('takes stop texts by lines', async () => {
		await open();
		await value('Stop').fill('a\nb\\n');
		await value('Stop').press('Tab');
		assert.deepEqual((await whole.received('setParameter')).at(-1)?.value, ['a', 'b\n']);
	});

	it('closes with Escape, takes on what was typed, and gives the keyboard back', async () => {
		await open();
		await value('Temperature').fill('0.7');
		await whole.page.keyboard.press('Escape');
		await panel.waitFor({ state: 'hidden' });
		assert.equal(await whole.focused(), 'Parameters');
		assert.deepEqual(await whole.received('setParameter'), [
			{ type: 'setParameter', setting: 'temperature', value: 0.7, ...C1 },
		]);
		const last = () => whole.sent('parametersShown').at(-1);
		await whole.until(() => last()?.open === false, 'the panel to be told closed');
	});

	it('hands what is typed to the host, and shows it again in a new page', async () => {
		const view = { ...parametersSample, ...C1 };
		await open();
		await whole.changes({ type: 'parameters', view });
		await value('Temperature').fill('3');
		await whole.page.keyboard.press('Escape');
		await panel.waitFor({ state: 'hidden' });
		const typed = { type: 'typedParameter', setting: 'temperature', ...C1 } as const;
		assert.deepEqual(await whole.received('typedParameter'), [{ ...typed, text: '3' }]);
		const next = await ChatPage.open(browser);
		await next.snapshot([]);
		await next.button('Parameters').click();
		await next.until(() => next.sent('parametersShown').length > 0, 'the panel to be asked for');
		await next.changes({ type: 'parameters', view: { ...view, typed: { temperature: '3' } } });
		const field = next.page.getByRole('textbox', { name: 'Temperature, value' });
		assert.equal(await field.inputValue(), '3');
		assert.equal(await field.getAttribute('aria-invalid'), 'true');
		await field.fill('1');
		await field.press('Tab');
		assert.deepEqual(await next.received('typedParameter'), [{ ...typed, text: '1' }, typed]);
		assert.deepEqual(await next.received('setParameter'), [
			{ type: 'setParameter', setting: 'temperature', value: 1, ...C1 },
		]);
		await next.close();
	});

	it('takes on nothing that was typed for another chat', async () => {
		await open();
		await whole.changes({ type: 'parameters', view: { ...parametersSample, ...C1 } });
		await value('Temperature').fill('0.7');
		await whole.snapshot([], {}, { conversation: 'c-2' });
		const view = { ...parametersSample, conversation: 'c-2' };
		await whole.changes({ type: 'parameters', view });
		assert.equal(await value('Temperature').inputValue(), '0.2');
		await whole.page.keyboard.press('Escape');
		await panel.waitFor({ state: 'hidden' });
		assert.deepEqual(await whole.received('setParameter'), []);
	});

	it('opens at the parameter of a chip, which says what is sent', async () => {
		for (const [name, focused] of [
			['temperature 0.2', 'Temperature, value'],
			['max_tokens 1000 → 800', 'Max Tokens, value'],
			['sort price', 'Edit Routing (JSON)'],
		] as const) {
			await open(name);
			assert.equal(await whole.focused(), focused);
			await whole.page.keyboard.press('Escape');
			await panel.waitFor({ state: 'hidden' });
			assert.equal(await whole.focused(), name);
		}
		const chip = whole.button('max_tokens 1000 → 800');
		assert.match((await chip.getAttribute('title')) ?? '', /1000 → 800, the model’s maximum/);
		assert.equal(await whole.button('top_k 4 not sent').count(), 1);
	});

	it('applies presets, and changes only one’s own', async () => {
		await open();
		const preset = panel.getByRole('combobox', { name: 'Preset' });
		await preset.selectOption('Creative');
		assert.equal(await whole.button('Delete', panel).count(), 0);
		await whole.button('Apply', panel).click();
		await preset.selectOption('Review');
		await whole.button('Rename…', panel).click();
		await whole.button('Delete', panel).click();
		await whole.button('Save as Preset…', panel).click();
		const sent = whole.posted.filter(({ type }) => type.endsWith('Preset'));
		assert.deepEqual(sent, [
			{ type: 'applyPreset', name: 'Creative', ...C1 },
			{ type: 'renamePreset', name: 'Review', mark: 'abc' },
			{ type: 'deletePreset', name: 'Review', mark: 'abc' },
			{ type: 'savePreset', ...C1 },
		]);
	});

	it('leads to the routing, and says where none is taken', async () => {
		await open();
		await whole.button('Edit Routing (JSON)', panel).click();
		await whole.button('Use Settings', panel).click();
		assert.equal(
			(await whole.received('editRouting')).length + (await whole.received('resetRouting')).length,
			2,
		);
		const routing = { sent: false, own: false, lines: [] };
		await whole.changes({ type: 'parameters', view: { ...parametersSample, routing } });
		assert.match((await panel.textContent()) ?? '', /Only OpenRouter takes it/);
	});

	it('axe finds nothing in any kind of theme, and nothing is wider than 300 pixels', async () => {
		const axe = await readFile(AXE, 'utf8');
		for (const theme of THEME_KINDS) {
			whole = await ChatPage.open(browser, { theme });
			await show();
			await whole.snapshot(
				[
					asked({ inContext: 'leftOut' }),
					answered({ unsent: [{ id: 'x', text: 'Old', why: 'noRoom' }] }),
				],
				{
					parameters: CHIPS,
					context: { ...contextSample, unsent: [{ id: 'q1', why: 'noRoom' }] },
				},
			);
			await whole.page.locator('.meter').click();
			await whole.page.setViewportSize({ width: 300, height: 3000 });
			await whole.page.addScriptTag({ content: axe });
			const violations = async () => {
				const results: AxeResults = await whole.page.evaluate(() =>
					Reflect.get(globalThis, 'axe').run(document, {
						rules: { 'page-has-heading-one': { enabled: false } },
					}),
				);
				return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
			};
			assert.deepEqual(await violations(), [], `${theme}, the meter`);
			await open();
			await value('Temperature').fill('3');
			assert.deepEqual(await violations(), [], `${theme}, the panel`);
			const wide = await whole.page.evaluate(
				() =>
					[...document.querySelectorAll('dialog, dialog *, .context-fold *')].filter(
						(one) => one.getBoundingClientRect().right > innerWidth,
					).length,
			);
			assert.equal(wide, 0, theme);
			assert.deepEqual(whole.errors, [], theme);
			await whole.close();
		}
	});
});

describe('the context meter', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});

	const NAME = 'Context ≈1.2k/8k: about 1,234 of 8,192 tokens';

	it('says how full the context is, and of what', async () => {
		await whole.snapshot([], { context: contextSample });
		assert.equal(await whole.button(NAME).textContent(), '≈1.2k/8k');
		const parts = whole.page.getByRole('region', { name: 'Context' });
		assert.equal(await parts.isVisible(), false);
		await whole.button(NAME).click();
		assert.deepEqual(await parts.getByRole('listitem').allTextContents(), [
			'System prompt≈40',
			'Earlier messages, 2 of 4≈800',
			'src/sum.py, lines 3–4≈380',
			'What is typed≈14',
			'Room for the reply1,024',
			'Margin, as these are estimates≈164',
		]);
		await whole.button('Shorten src/sum.py, lines 3–4').click();
		assert.deepEqual(await whole.received('shortenAttachment'), [
			{ type: 'shortenAttachment', attachment: 'code', ...C1 },
		]);
		await whole.page.keyboard.press('Escape');
		assert.equal(await parts.isVisible(), false);
		assert.equal(await whole.focused(), NAME);
	});

	it('lists the project’s instructions, and takes back one that is not sent', async () => {
		const [system, ...rest] = contextSample.parts;
		assert.ok(system);
		const instructions = [
			{ kind: 'instructions' as const, label: 'AGENTS.md', tokens: 310, attachment: 'one' },
			{
				kind: 'instructions' as const,
				label: 'CLAUDE.md',
				tokens: 3100,
				attachment: 'two',
				notSent: true as const,
			},
		];
		const parts = [system, ...instructions, ...rest];
		await whole.snapshot([], { context: { ...contextSample, parts } });
		await whole.button(NAME).click();
		const list = whole.page.getByRole('region', { name: 'Context' }).getByRole('listitem');
		assert.deepEqual((await list.allTextContents()).slice(0, 3), [
			'System prompt≈40',
			'AGENTS.md≈310',
			'CLAUDE.md, not sent≈3,100',
		]);
		assert.equal(await whole.button('Include AGENTS.md').count(), 0);
		await whole.button('Include CLAUDE.md').click();
		assert.deepEqual(await whole.received('chooseInstructions'), [
			{ type: 'chooseInstructions', file: 'two', choice: 'sent' },
		]);
	});

	it('does without a context that nobody knows', async () => {
		await whole.snapshot([], { context: { ...contextSample, tokens: 900, context: null } });
		assert.equal(await whole.button('Context ≈900: about 900 tokens').textContent(), '≈900');
	});

	it('shows beforehand what will not be sent, also of a message that comes later', async () => {
		const unsent = [
			{ id: 'q1', why: 'noRoom' as const },
			{ id: 'r1', why: 'leftOut' as const },
		];
		await whole.snapshot([asked(), answered()], { context: { ...contextSample, unsent } });
		const mark = (id: string) => whole.page.locator(`[data-id="${id}"] .unsent-mark`);
		assert.equal(
			await mark('q1').textContent(),
			'Will not be sent: no room in the model’s context',
		);
		assert.equal(await mark('r1').textContent(), 'Will not be sent: left out');
		const warning = '1 earlier message does not fit and will not be sent.';
		assert.equal(await whole.page.locator('.context-warning').textContent(), warning);
		await whole.status({ context: contextSample });
		assert.equal(await whole.page.locator('.unsent-mark').count(), 0);
		assert.equal(await whole.page.locator('.context-warning').textContent(), '');
	});

	it('says so below the day of a message, and below the chat that it is from', async () => {
		const place = { writtenBefore: 2 };
		const modelChange = { from: 'A', to: 'B' };
		const forkedFrom = { chat: 'c-0', message: 'r-0', title: 'Why?' };
		await whole.snapshot([
			asked({ at: 1, forkedFrom }),
			answered({}, { ...place, modelChange }),
			asked({ id: 'q2' }, place),
			answered({ id: 'r2' }),
		]);
		const unsent = ['q1', 'r1', 'q2', 'r2'].map((id) => ({ id, why: 'leftOut' as const }));
		await whole.status({ context: { ...contextSample, unsent } });
		const above = await whole.page
			.locator('.unsent-mark')
			.evaluateAll((marks) => marks.map((mark) => mark.previousElementSibling?.className));
		assert.deepEqual(above, ['fork-origin', 'model-change', 'day-line', undefined]);
	});

	it('pins messages, leaves them out, and back', async () => {
		await whole.snapshot([asked(), answered()]);
		const question = whole.page.locator('[data-id="q1"]');
		const pinned = question.getByRole('img', {
			name: 'Pinned: question and reply are always sent',
		});
		await whole.choose('Pin', question);
		await whole.changes({ type: 'message', view: asked({ inContext: 'pinned' }) });
		assert.equal(await whole.focused(), 'More Actions');
		await pinned.waitFor();
		await whole.choose('Unpin', question);
		await whole.changes({ type: 'message', view: asked() });
		await pinned.waitFor({ state: 'detached' });
		const reply = whole.page.locator('[data-id="r1"]');
		await whole.choose('Leave Out', reply);
		await whole.changes({ type: 'message', view: answered({ inContext: 'leftOut' }) });
		await whole.choose('Put Back', reply);
		assert.deepEqual(
			(await whole.received('keepInContext')).map(({ id, inContext }) => [id, inContext]),
			[
				['q1', 'pinned'],
				['q1', null],
				['r1', 'leftOut'],
				['r1', null],
			],
		);
	});

	it('names in a reply what the model did not see', async () => {
		await whole.snapshot([
			asked(),
			answered({
				unsent: [
					{ id: 'a', text: 'The first question', why: 'noRoom' },
					{ id: 'b', text: 'An answer', why: 'leftOut' },
				],
			}),
		]);
		const fold = whole.page.locator('.unsent-fold');
		await fold.getByText('2 earlier messages were not sent').click();
		assert.deepEqual(await fold.getByRole('listitem').allTextContents(), [
			'The first question no room',
			'An answer left out',
		]);
	});
});
