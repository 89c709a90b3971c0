import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';
import { ListsOnPage, suggestionsFor } from './suggestionHost.ts';

describe('the lists after / and #', () => {
	let chat: ChatPage;
	let lists: ListsOnPage;
	chatPageForEachTest((page) => {
		chat = page;
		lists = new ListsOnPage(page);
		page.answering = suggestionsFor;
	});
	beforeEach(() => chat.snapshot([]));

	const type = async (text: string) => {
		await chat.box.pressSequentially(text);
		await chat.settled();
	};
	const press = async (...keys: string[]) => {
		for (const key of keys) await chat.box.press(key);
		await chat.settled();
	};
	const text = () => chat.box.inputValue();
	const sent = async () => (await chat.received('send')).map((message) => message.text);
	const taken = async () => (await chat.received('takeSuggestion')).map(({ id }) => id);

	it('offer prompts, filter them as it is typed, and take one by Enter', async () => {
		await type('/');
		await lists.prompts.waitFor();
		assert.equal((await lists.names()).length, 7);
		const first = chat.page.getByRole('option').first();
		assert.equal(await first.textContent(), '/explain Explain the code Built in');
		await type('fi');
		assert.deepEqual(await lists.names(), ['/fix']);
		await press('Enter');
		assert.equal(await lists.prompts.count(), 0);
		assert.equal(await text(), '');
		assert.deepEqual(await chat.received('takeSuggestion'), [
			{ type: 'takeSuggestion', conversation: 'c-1', kind: 'prompts', id: 'fix', query: 'fi' },
		]);
		assert.deepEqual(await sent(), []);
	});

	it('offer context at the start of a word, and keep what stands around it', async () => {
		await type('Look at  please');
		await press(...Array.from({ length: 7 }, () => 'ArrowLeft'));
		await type('#sum.');
		await lists.context.waitFor();
		await press('Tab');
		assert.equal(await text(), 'Look at #sum.py please');
		assert.deepEqual(await taken(), ['src/sum.py']);
		assert.equal(await chat.focused(), 'Message');
		await type('!');
		assert.equal(await text(), 'Look at #sum.py! please');
		assert.deepEqual(await lists.names(), []);
	});

	it('are led through by the keys of a list', async () => {
		await type('/');
		assert.equal(await lists.active(), '/explain');
		const ways = [
			['ArrowDown', '/fix'],
			['ArrowUp', '/explain'],
			['ArrowUp', '/review-pull-request'],
			['ArrowDown', '/explain'],
			['End', '/review-pull-request'],
			['Home', '/explain'],
		] as const;
		for (const [key, name] of ways) {
			await press(key);
			assert.equal(await lists.active(), name, key);
		}
		const caret = await chat.box.evaluate((box: HTMLTextAreaElement) => box.selectionStart);
		assert.equal(caret, 1);
		await press('ArrowDown', 'ArrowDown', 'Enter');
		assert.deepEqual(await taken(), ['bugs']);
	});

	it('begin with the best again with each key, and keep the active line where the same is answered anew', async () => {
		await type('#');
		await press('End');
		await chat.answer(
			suggestionsFor({ type: 'suggest', kind: 'context', query: '' }) ?? assert.fail(),
		);
		assert.equal(await lists.active(), 'part19.ts');
		await type('part');
		assert.equal(await lists.active(), 'part0.ts');
		await press('ArrowDown');
		await type('1');
		assert.equal(await lists.active(), 'part1.ts');
		await press('End');
		await press('Backspace');
		assert.equal(await lists.active(), 'part0.ts');
	});

	it('turn pages, and have what is active in view', async () => {
		await type('#');
		const inView = () =>
			chat.page.locator('[role=option][aria-selected=true]').evaluate((option) => {
				const list = option.parentElement?.getBoundingClientRect();
				const { top, bottom } = option.getBoundingClientRect();
				// Lists scroll by whole pixels.
				return list !== undefined && top >= list.top - 1 && bottom <= list.bottom + 1;
			});
		const seen: string[] = [];
		for (const key of [
			'PageDown',
			'PageDown',
			'PageDown',
			'PageUp',
			'PageUp',
			'PageUp',
			'ArrowUp',
		]) {
			await press(key);
			assert.ok(await inView(), key);
			seen.push(await lists.active());
		}
		assert.equal(seen[2], 'part19.ts');
		assert.equal(seen[5], '#file');
		assert.equal(seen[6], 'part19.ts');
	});

	it('keep a selection, the caret by words and Shift+Enter to the box', async () => {
		await type('Some #su');
		await lists.context.waitFor();
		await press('Shift+Enter');
		assert.equal(await text(), 'Some #su\n');
		assert.deepEqual(await lists.names(), []);
		await press('Control+a', 'Delete');
		await type('Some #su');
		await press('Control+ArrowLeft');
		assert.deepEqual(await taken(), []);
		await press('Shift+Home');
		await type('x');
		assert.doesNotMatch(await text(), /Some/);
	});

	it('close by Escape alone, which does not stop a reply, and stay closed for that word', async () => {
		await chat.snapshot([asked(), answered({ status: 'streaming', facts: {} })], { running: 'r1' });
		const reached = await chat.page.evaluateHandle(() => {
			const keys: string[] = [];
			document.addEventListener('keydown', ({ key }) => keys.push(key));
			return keys;
		});
		await type('/f');
		await lists.prompts.waitFor();
		await press('Escape');
		assert.deepEqual(await lists.names(), []);
		await type('i');
		assert.deepEqual(await lists.names(), []);
		assert.equal(await text(), '/fi');
		assert.equal((await reached.jsonValue()).includes('Escape'), false);
		// What is open further out is closed by the next one.
		await press('Escape');
		assert.equal((await reached.jsonValue()).includes('Escape'), true);
		await press('Control+a', 'Delete');
		await type('/i');
		assert.deepEqual(await lists.names(), ['/explain', '/fix', '/improve', '/review-pull-request']);
	});

	it('are closed before Find in Chat and the meter are', async () => {
		await chat.box.press('Control+f');
		await chat.box.focus();
		await type('/');
		await press('Escape');
		assert.equal(await chat.page.getByRole('search').isVisible(), true);
		await press('Escape');
		assert.equal(await chat.page.getByRole('search').isVisible(), false);
	});

	it('work with the pointer, and the keyboard stays in the box', async () => {
		await type('/');
		const option = chat.page.getByRole('option', { name: '/tests' });
		const { x, y } = (await option.boundingBox()) ?? assert.fail();
		await chat.page.mouse.move(x + 20, y + 5);
		assert.equal(await lists.active(), '/explain');
		await chat.page.mouse.down();
		assert.equal(await chat.focused(), 'Message');
		await chat.page.mouse.up();
		assert.deepEqual(await taken(), ['tests']);
		assert.equal(await text(), '');
		assert.equal(await chat.focused(), 'Message');
		assert.deepEqual(await lists.names(), []);
	});

	it('leave the active line alone where the list moves under a pointer that stands still', async () => {
		await type('#');
		const { x, y } = (await lists.context.boundingBox()) ?? assert.fail();
		await chat.page.mouse.move(x + 20, y + 30);
		await press('End');
		assert.equal(await lists.active(), 'part19.ts');
		await type('sum');
		assert.equal(await lists.active(), 'sum.py');
	});

	it('scroll by the wheel and close where something else is clicked', async () => {
		await type('#');
		const { x, y } = (await lists.context.boundingBox()) ?? assert.fail();
		await chat.page.mouse.move(x + 20, y + 30);
		await chat.page.mouse.wheel(0, 100);
		await chat.page.waitForFunction(
			() => (document.querySelector('[role=listbox]')?.scrollTop ?? 0) > 0,
		);
		assert.equal(await lists.active(), '#file');
		await chat.page.mouse.click(10, 10);
		assert.deepEqual(await lists.names(), []);
		await chat.box.focus();
		await type('s');
		assert.deepEqual(await lists.names(), []);
	});

	for (const [kind, texts] of Object.entries({
		'that begins with /': ['/usr/bin', '/usr/bin/env python', '//', '/*'],
		'with # in it': ['#include', '# Title', '#fff', '#!/bin/sh', '## Second', '#12', 'issue #12'],
		'with neither at a start': ['C#', 'a/b', '1 / 2', 'x.#count', '&#39;', 'https://a.example/#b'],
	})) {
		it(`send a text ${kind} as it is, where nothing fits it`, async () => {
			for (const [at, typed] of texts.entries()) {
				await chat.snapshot([], {}, { conversation: `c-${at + 2}` });
				await type(typed);
				assert.deepEqual(await lists.names(), [], typed);
				await press('Enter');
			}
			assert.deepEqual(await sent(), texts);
			assert.deepEqual(await taken(), []);
		});
	}

	it('send what is typed by an Enter that comes before the first answer', async () => {
		chat.answering = () => undefined;
		for (const typed of ['#', '/fix']) {
			await chat.snapshot([], {}, { conversation: `c${typed}` });
			await type(typed);
			await press('Enter');
			const { kind, query } = (await chat.received('suggest')).at(-1) ?? assert.fail();
			await chat.answer(suggestionsFor({ type: 'suggest', kind, query }) ?? assert.fail());
			assert.deepEqual(await lists.names(), []);
		}
		assert.deepEqual(await sent(), ['#', '/fix']);
	});

	it('hold an Enter until they know whether what is typed fits', async () => {
		await type('/fi');
		await lists.prompts.waitFor();
		chat.answering = () => undefined;
		const answer = async () => {
			const { kind, query } = (await chat.received('suggest')).at(-1) ?? assert.fail();
			await chat.answer(suggestionsFor({ type: 'suggest', kind, query }) ?? assert.fail());
		};
		await type('x');
		assert.deepEqual(await lists.names(), ['/fix']);
		await press('Enter');
		assert.deepEqual([await sent(), await taken()], [[], []]);
		await answer();
		assert.deepEqual([await sent(), await taken()], [[], ['fix']]);

		chat.answering = suggestionsFor;
		await type('/do');
		await lists.prompts.waitFor();
		chat.answering = () => undefined;
		await type('g');
		await press('Enter');
		await answer();
		assert.deepEqual([await sent(), await taken()], [['/dog'], ['fix']]);
	});

	it('do not lose an Enter behind which more is typed before the answer', async () => {
		await type('/do');
		await lists.prompts.waitFor();
		chat.answering = () => undefined;
		await type('c');
		await press('Enter', 'x');
		assert.deepEqual([await sent(), await taken()], [['/doc'], []]);
	});

	it('drop an answer to what is no longer typed, and show the last until the next is there', async () => {
		chat.answering = () => undefined;
		const answer = (kind: 'prompts' | 'context', query: string) =>
			chat.answer(suggestionsFor({ type: 'suggest', kind, query }) ?? assert.fail());
		await type('/d');
		await answer('prompts', '');
		await answer('context', 'd');
		assert.deepEqual(await lists.names(), []);
		await answer('prompts', 'd');
		assert.deepEqual(await lists.names(), ['/doc']);
		await type('o');
		await answer('prompts', '');
		assert.deepEqual(await lists.names(), ['/doc']);
	});

	it('say what is to be known of a list, also where there is nothing in it', async () => {
		const note = 'The changes are out of reach: git.enabled is false.';
		chat.answering = (message) => {
			const answer = suggestionsFor(message);
			if (answer?.kind === 'prompts') return answer && { ...answer, note };
			return answer && { ...answer, items: [], note };
		};
		await type('#');
		await chat.page.locator('.suggestion-note').getByText(note).waitFor();
		assert.equal(await lists.context.count(), 0);
		assert.equal(await chat.box.getAttribute('aria-activedescendant'), null);
		await press('ArrowDown', 'Enter');
		assert.deepEqual(await sent(), ['#']);

		await chat.snapshot([], {}, { conversation: 'c-2' });
		await type('/f');
		await chat.page.locator('.suggestion-note').getByText(note).waitFor();
		assert.equal(await chat.page.getByRole('status').last().textContent(), `1 result. ${note}`);
		await type('x');
		assert.equal(await chat.page.locator('.suggestion-note').isVisible(), false);
	});

	it('send a prompt that is typed out with more behind it as it is', async () => {
		await type('/fix the loop');
		assert.deepEqual(await lists.names(), []);
		await press('Enter');
		assert.deepEqual(await sent(), ['/fix the loop']);
	});

	it('open after blank lines, brackets and quotes, and in each line', async () => {
		for (const before of ['(', '"', '“', '`', 'One\n', 'One\ttwo ', '("', '「']) {
			await chat.box.fill(before);
			await type('#sum');
			assert.deepEqual(await lists.names(), ['sum.py', 'sumOfMany.py'], before);
			await press('Escape');
		}
		await chat.box.fill(' \n');
		await type('/fi');
		assert.deepEqual(await lists.names(), ['/fix']);
		await press('Enter');
		await chat.box.fill('One\n');
		await type('/fi');
		assert.deepEqual(await lists.names(), []);
	});

	it('come back for what is deleted, and only for a word that was begun by typing', async () => {
		await type('/fixx');
		assert.deepEqual(await lists.names(), []);
		await press('Backspace');
		assert.deepEqual(await lists.names(), ['/fix']);
		await press('Backspace', 'Backspace', 'Backspace', 'Backspace');
		assert.deepEqual(await lists.names(), []);
		await chat.box.fill('/fix ');
		await press('Backspace');
		assert.deepEqual(await lists.names(), []);
	});

	const paste = (pasted: string) =>
		chat.box.evaluate((box, pasted) => {
			const data = new DataTransfer();
			data.setData('text/plain', pasted);
			const event = new ClipboardEvent('paste', {
				clipboardData: data,
				bubbles: true,
				cancelable: true,
			});
			if (!box.dispatchEvent(event)) return;
			// What the browser does with a paste that nothing has taken.
			box.addEventListener(
				'beforeinput',
				(before) => {
					before.stopImmediatePropagation();
				},
				{ once: true, capture: true },
			);
			const area = box as HTMLTextAreaElement;
			area.setRangeText(pasted, area.selectionStart, area.selectionEnd, 'end');
			area.dispatchEvent(
				new InputEvent('input', { inputType: 'insertFromPaste', data: pasted, bubbles: true }),
			);
		}, pasted);

	it('do not open on what is pasted or dropped, nor behind it', async () => {
		for (const pasted of ['/', '#', '/fix', '#sum']) {
			await chat.box.fill('');
			await paste(pasted);
			assert.deepEqual(await lists.names(), [], pasted);
			await chat.box.pressSequentially('s');
			assert.deepEqual(await lists.names(), [], pasted);
		}
		await chat.box.fill('');
		await type('#');
		await lists.context.waitFor();
		await paste('sum');
		assert.deepEqual(await lists.names(), ['sum.py', 'sumOfMany.py']);
		await press('Escape');
		assert.deepEqual((await chat.received('suggest')).map(({ query }) => query).at(-1), 'sum');
	});

	it('really are not opened by the keys of the clipboard', async () => {
		await chat.page
			.context()
			.grantPermissions(['clipboard-read', 'clipboard-write'])
			.catch(() => {});
		await chat.box.fill('/fix');
		await press('Control+a', 'Control+x', 'Control+v');
		assert.equal(await text(), '/fix');
		assert.deepEqual(await lists.names(), []);
		await press('Enter');
		assert.deepEqual(await sent(), ['/fix']);
	});

	it('are undone in one step, and do not open on that', async () => {
		await type('See #sum.');
		await press('Enter');
		assert.equal(await text(), 'See #sum.py');
		await press('Control+z');
		assert.equal(await text(), 'See #sum.');
		assert.deepEqual(await lists.names(), []);
		await press('Control+Shift+z');
		assert.equal(await text(), 'See #sum.py');
		assert.deepEqual(await lists.names(), []);
		await press('Control+a', 'Delete');
		await type('/fi');
		await press('Enter');
		assert.equal(await text(), '');
		await press('Control+z');
		assert.equal(await text(), '/fi');
		assert.deepEqual(await lists.names(), []);
	});

	it('tell the host the draft that is left', async () => {
		await type('#sum.');
		await press('Enter');
		await chat.until(() => chat.sent('draft').at(-1)?.text === '#sum.py', 'the draft');
	});

	it('go on with what follows a beginning', async () => {
		await type('Why #fil');
		await press('Enter');
		assert.equal(await text(), 'Why #file:');
		assert.deepEqual(await taken(), []);
		assert.equal((await lists.names()).includes('sum.py'), true);
		await type('many');
		assert.deepEqual(await lists.names(), ['sumOfMany.py']);
		await press('Enter');
		assert.equal(await text(), 'Why #sumOfMany.py');
		assert.deepEqual(
			(await chat.received('takeSuggestion')).map(({ id, query }) => [id, query]),
			[['src/core/numbers/sumOfMany.py', 'file:many']],
		);
	});

	it('follow the caret within the word, and close where it leaves it', async () => {
		await type('#sumOf');
		assert.deepEqual(await lists.names(), ['sumOfMany.py']);
		await press('ArrowLeft', 'ArrowLeft');
		assert.deepEqual(await lists.names(), ['sum.py', 'sumOfMany.py']);
		await press('Enter');
		assert.equal(await text(), '#sum.pyOf');
		await press('Control+a', 'Delete');
		await type('a #su');
		await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
		assert.deepEqual(await lists.names(), []);
		await press('ArrowRight');
		assert.deepEqual(await lists.names(), []);
	});

	it('close where another chat is shown', async () => {
		await type('/f');
		await lists.prompts.waitFor();
		await chat.snapshot([], {}, { conversation: 'c-2', draft: '/fi' });
		assert.deepEqual(await lists.names(), []);
		await press('Enter');
		assert.deepEqual(await taken(), []);
		assert.deepEqual(await sent(), ['/fi']);
	});

	it('stay open while a reply streams and the status changes', async () => {
		await type('/e');
		await press('End');
		await chat.status({ modelName: 'Another' });
		await chat.status({ running: 'r1' });
		assert.equal(await lists.active(), '/review-pull-request');
		await press('Enter');
		assert.deepEqual(await taken(), ['review-pull-request']);
		assert.deepEqual(await chat.received('queue'), []);
	});

	it('leave the arrows to the prompts that were asked before, once closed', async () => {
		await chat.snapshot([asked({ text: 'One?' }), answered()]);
		await type('/');
		await press('Escape', 'Backspace', 'ArrowUp');
		assert.equal(await text(), 'One?');
	});

	it('take by Enter where Ctrl+Enter sends, and send by that', async () => {
		await chat.snapshot([], { sendKey: 'ctrlEnter' });
		await type('/fi');
		await press('Enter');
		assert.deepEqual(await taken(), ['fix']);
		await type('#nothing');
		await press('Enter');
		assert.equal(await text(), '#nothing\n');
		await press('Control+a', 'Delete');
		await type('/do');
		await lists.prompts.waitFor();
		await press('Control+Enter');
		assert.deepEqual(await sent(), ['/do']);
		assert.deepEqual(await taken(), ['fix']);
		assert.deepEqual(await lists.names(), []);
	});

	it('go by what is typed, whatever keys that takes', async () => {
		await chat.box.focus();
		// "/" and "#" as they are typed on a German keyboard.
		for (const [key, code, modifiers, text] of [
			['/', 'Digit7', 8, '/'],
			['#', 'Backslash', 0, '#'],
		] as const) {
			const session = await chat.page.context().newCDPSession(chat.page);
			await chat.box.fill('');
			await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, modifiers, text });
			await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers });
			assert.notDeepEqual(await lists.names(), [], key);
			await press('Escape');
		}
	});

	it('wait for an input method, and know what it has typed', async () => {
		const session = await chat.page.context().newCDPSession(chat.page);
		await type('#');
		await lists.context.waitFor();
		await session.send('Input.imeSetComposition', {
			text: 'שלו',
			selectionStart: 3,
			selectionEnd: 3,
		});
		await chat.box.evaluate((box) =>
			box.dispatchEvent(
				new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }),
			),
		);
		assert.deepEqual(await taken(), []);
		assert.equal((await chat.received('suggest')).length, 1);
		await session.send('Input.insertText', { text: 'שלום' });
		assert.deepEqual(await lists.names(), ['שלום.md']);
		await press('Enter');
		assert.equal(await text(), '#שלום.md');
	});
});
