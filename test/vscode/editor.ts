import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { appears } from './appears.ts';
import type { QuickInput } from './quickInput.ts';

/** So long a file may take until it is saved, on a machine that has much else to do. */
const SAVED_MS = 45_000;

/** The active text editor. */
export class Editor {
	readonly #page: Page;
	readonly #quickInput: QuickInput;
	readonly #folder: string;

	constructor(page: Page, quickInput: QuickInput, folder = '') {
		this.#folder = folder;
		this.#page = page;
		this.#quickInput = quickInput;
	}

	/** The drawn part of the active editor. */
	get element(): Locator {
		return this.#page
			.locator('.editor-group-container.active .editor-instance .monaco-editor')
			.first();
	}

	/** What receives the keys. */
	get textArea(): Locator {
		return this.element.locator('.native-edit-context, textarea.inputarea').first();
	}

	/** The status bar's "Ln 3, Col 1 (24 selected)". */
	get position(): Locator {
		return this.#page.locator('.statusbar-item').filter({ hasText: /Ln \d+, Col \d+/ });
	}

	/** Gives the active editor the keyboard without moving its cursor. A dialog that has just closed may give it back to the chat after that. */
	async focus(): Promise<void> {
		const focused = this.element.locator(':focus');
		for (let left = 10; ; left--) {
			await this.#page.keyboard.press('Control+1');
			try {
				return await focused.waitFor({ state: 'attached', timeout: 3_000 });
			} catch (error) {
				if (left === 0) throw error;
			}
		}
	}

	/** Puts the cursor at a line's start; lines count from 1. */
	async goToLine(line: number): Promise<void> {
		// Quick input gives the focus back to where it was: that should be the editor, not the chat.
		// It closes again where something else takes the keyboard just then.
		do {
			await this.focus();
			await this.#quickInput.open('Control+G');
		} while (!(await this.#quickInput.takes(`:${line}`)));
		await this.#quickInput.accept();
		await this.position.filter({ hasText: new RegExp(`Ln ${line}, Col`) }).waitFor();
		await this.focus();
	}

	/** Selects whole lines, from the start of the first to the end of the last; they count from 1. */
	async selectLines(from: number, to: number): Promise<void> {
		await this.goToLine(from);
		await this.#page.keyboard.press('Home');
		await this.#page.keyboard.press('Home');
		for (let line = from; line < to; line++) {
			await this.#page.keyboard.press('Shift+ArrowDown');
		}
		await this.#page.keyboard.press('Shift+End');
		await this.position.filter({ hasText: new RegExp(`Ln ${to}, .*selected`) }).waitFor();
	}

	/**
	 * The whole text as it is in the editor. A file of the folder is saved and read, which leaves the
	 * selection to whatever is about to use it; another text, such as an untitled one, is copied.
	 */
	async text(): Promise<string> {
		const tab = this.#page.locator('.editor-group-container.active .tab.active');
		const path = join(this.#folder, (await tab.getAttribute('data-resource-name')) ?? '');
		if (!(await isFile(path))) {
			return this.#copyAll();
		}
		await this.save();
		return readWritten(path);
	}

	async #copyAll(): Promise<string> {
		await this.focus();
		const none = `nothing copied ${Math.random()}`;
		await this.#page.evaluate((text) => navigator.clipboard.writeText(text), none);
		await this.#page.keyboard.press('Control+A');
		await this.#page.keyboard.press('Control+C');
		const text = await this.#page.evaluate(async (before) => {
			for (;;) {
				const now = await navigator.clipboard.readText();
				if (now !== before) {
					return now;
				}
				await new Promise((resolve) => requestAnimationFrame(resolve));
			}
		}, none);
		await this.#page.keyboard.press('Control+U'); // Cursor Undo
		return text;
	}

	/** Replaces the whole text by pasting, which nothing completes or indents. */
	async replaceAll(text: string): Promise<void> {
		await this.focus();
		await this.#page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
		await this.#page.keyboard.press('Control+A');
		await this.#page.keyboard.press('Control+V');
	}

	/**
	 * Saves the file that is being edited and waits until its tab shows no unsaved change. What changes right after the key is not in
	 * that save, and a key goes nowhere where a page that comes or goes just then has the keyboard: so it is pressed again, in the editor.
	 * @throws Error with what the window shows, where that takes too long
	 */
	async save(): Promise<void> {
		const tab = this.#page.locator('.editor-group-container.active .tab.active');
		const saved = tab.and(this.#page.locator(':not(.dirty)'));
		const deadline = Date.now() + SAVED_MS;
		await this.#page.keyboard.press('Control+S');
		while (!(await appears(saved))) {
			if (Date.now() > deadline) throw new Error(`Not saved: ${await this.#shown()}`);
			await this.textArea.focus();
			await this.#page.keyboard.press('Control+S');
		}
	}

	/** What may keep a file from being saved: who has the keyboard, the tabs, what VS Code asks and says. */
	async #shown(): Promise<string> {
		const keyboard = await this.#page.evaluate(() => {
			const { tagName, className } = document.activeElement ?? document.body;
			return `${tagName} ${className}`;
		});
		const tabs = this.#page.locator('.tab.active');
		const said = this.#page.locator('.monaco-dialog-box, .notification-list-item-message');
		const classes = await tabs.evaluateAll((all) => all.map(({ className }) => className));
		return JSON.stringify({ keyboard, tabs: classes, said: await said.allInnerTexts() });
	}

	/** Opens the editor's context menu at the selection and chooses an entry of our submenu by its label. */
	async contextMenu(label: string): Promise<void> {
		await this.focus();
		await this.#page.keyboard.press('Shift+F10');
		const submenu = this.#page.getByRole('menuitem', { name: 'Llama Chat' }).first();
		await submenu.hover();
		await submenu.press('ArrowRight');
		const entry = this.#page.getByRole('menuitem', { name: label }).first();
		// By key: a menu ignores the mouse for a moment after it opens, lest a long press chooses.
		await entry.hover();
		await entry.press('Enter');
		await entry.waitFor({ state: 'hidden' });
	}

	/** Opens the lightbulb's list at the cursor and chooses an entry by its label. */
	async lightbulb(label: string): Promise<void> {
		const entry = this.#page.locator('.action-widget .monaco-list-row', { hasText: label });
		// The key is lost where the editor has just been given the keyboard, or nobody has answered for it yet.
		do {
			await this.focus();
			await this.#page.keyboard.press('Control+.');
		} while (!(await appears(entry)));
		// By key: in the oldest VS Code something lies over the list and takes the click.
		const chosen = entry.and(this.#page.locator('.focused'));
		while (!(await appears(chosen))) await this.#page.keyboard.press('ArrowDown');
		await this.#page.keyboard.press('Enter');
	}
}

/**
 * A file that is saved is empty for a moment, also where nothing had changed: VS Code writes it all the same, and no mark says when it
 * has done so. None that tests read is empty for good.
 */
async function readWritten(path: string): Promise<string> {
	for (const limit = AbortSignal.timeout(5000); !limit.aborted; await setTimeout(5)) {
		const text = await readFile(path, 'utf8');
		if (text !== '') return text;
	}
	throw new Error(`${path} stayed empty for 5 s`);
}

async function isFile(path: string): Promise<boolean> {
	return stat(path).then(
		(found) => found.isFile(),
		() => false,
	);
}
