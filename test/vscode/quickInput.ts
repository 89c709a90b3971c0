import type { Locator, Page } from 'playwright-core';
import { appears } from './appears.ts';
import { exactly } from './exactly.ts';

/** VS Code's quick input: the command palette, pickers and input boxes. */
export class QuickInput {
	readonly #page: Page;
	/** The whole widget. */
	readonly widget: Locator;
	/** Its text field; a password box is one too. */
	readonly input: Locator;
	/** The rows that are drawn. */
	readonly rows: Locator;
	/** The line below the field: a prompt, or what is wrong with the text. */
	readonly message: Locator;

	constructor(page: Page) {
		this.#page = page;
		this.widget = page.locator('.quick-input-widget:visible');
		this.input = this.widget.locator('.quick-input-box input');
		this.rows = this.widget.locator('.quick-input-list .monaco-list-row');
		this.message = this.widget.locator('.quick-input-message');
	}

	/** Presses a key that opens it, until it is open: a workbench that is still starting ignores keys. */
	async open(key: string): Promise<void> {
		for (let attempt = 1; ; attempt++) {
			await this.#page.keyboard.press(key);
			if (await appears(this.input)) {
				return;
			}
			if (attempt === 15) {
				throw new Error(`${key} opened no quick input`);
			}
		}
	}

	/** Replaces the text, in a picker as in an input box. */
	async fill(text: string): Promise<void> {
		await this.input.fill(text);
	}

	/** The same, where it is still open. */
	async takes(text: string): Promise<boolean> {
		return this.input.fill(text, { timeout: 1000 }).then(
			() => true,
			() => false,
		);
	}

	/** The row whose label is exactly this. */
	row(label: string): Locator {
		const exact = this.#page.locator('.quick-input-list-row .label-name', {
			hasText: exactly(label),
		});
		return this.rows.filter({ has: exact }).first();
	}

	/** Picks the row whose label is exactly this. */
	async pick(label: string): Promise<void> {
		await this.row(label).click();
	}

	/** Accepts what is typed or chosen. */
	async accept(): Promise<void> {
		await this.input.press('Enter');
	}

	/** Types into an input box and accepts it. */
	async answer(text: string): Promise<void> {
		await this.input.waitFor();
		await this.fill(text);
		await this.accept();
		await this.widget.waitFor({ state: 'hidden' });
	}

	/** Leaves without choosing. */
	async cancel(): Promise<void> {
		await this.#page.keyboard.press('Escape');
		await this.widget.waitFor({ state: 'hidden' });
	}
}
