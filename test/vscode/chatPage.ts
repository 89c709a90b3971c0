import assert from 'node:assert/strict';
import type { Frame, FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The chat page by its accessible names, as a person or a screen reader finds things in it. */
export class ChatPage {
	readonly #workbench: Workbench;
	readonly #frame: Frame | undefined;

	/** @param frame the page; without it that of the view */
	constructor(workbench: Workbench, frame?: Frame) {
		this.#workbench = workbench;
		this.#frame = frame;
	}

	get frame(): Frame | FrameLocator {
		return this.#frame ?? this.#workbench.chat;
	}

	get box(): Locator {
		return this.frame.getByRole('textbox', { name: 'Message', exact: true });
	}

	get log(): Locator {
		return this.frame.getByRole('log', { name: 'Conversation' });
	}

	get questions(): Locator {
		return this.log.getByRole('article', { name: 'You', exact: true });
	}

	/** The replies: every article that is not the user's. */
	get replies(): Locator {
		return this.log.locator('article:not([aria-label="You"])');
	}

	get alert(): Locator {
		return this.frame.getByRole('alert');
	}

	/** The list after "/" in the box. */
	get prompts(): Locator {
		return this.frame.getByRole('listbox', { name: 'Prompts', exact: true });
	}

	/** The list after "#" in the box. */
	get context(): Locator {
		return this.frame.getByRole('listbox', { name: 'Context', exact: true });
	}

	/** What goes along with the next message, a chip for each. */
	get chips(): Locator {
		return this.frame.getByRole('list', { name: 'Attachments', exact: true }).getByRole('listitem');
	}

	button(name: string, within?: Locator): Locator {
		return (within ?? this.frame).getByRole('button', { name, exact: true });
	}

	/** Chooses from More Actions of a message. */
	async choose(name: string, message: Locator): Promise<void> {
		await this.button('More Actions', message).press('Enter');
		await this.frame.getByRole('menuitem', { name, exact: true }).press('Enter');
	}

	async show(): Promise<void> {
		await this.#workbench.runCommand('Llama Chat: Open Chat');
		await this.focused();
	}

	/** Begins a new chat, and waits until it has the keyboard: what is opened before would lose it again. */
	async startNew(): Promise<void> {
		await this.#workbench.runCommand('Llama Chat: New Chat');
		await this.count(this.questions, 0);
		await this.focused();
	}

	/** Resolves when the box has the keyboard. */
	async focused(): Promise<void> {
		await this.frame.locator('textarea[aria-label="Message"]:focus').waitFor();
	}

	/** Resolves when this is said over the box, which has the keyboard again. */
	async told(text: string | RegExp): Promise<void> {
		await this.holds(this.frame.locator('.over-box'), text);
		await this.focused();
	}

	/** Types a message and sends it with Enter. */
	async send(text: string): Promise<void> {
		await this.box.fill(text);
		await this.box.press('Enter');
	}

	/** Resolves when so many replies are shown, all of them ended, and the next message can be sent. */
	async answered(count: number): Promise<void> {
		await this.count(
			this.log.locator('article[data-status]:not([data-status="streaming"])'),
			count,
		);
		await this.button('Send').waitFor();
	}

	/** Resolves when no reply comes in, neither here nor in another window. */
	async idle(): Promise<void> {
		await this.count(this.log.locator('article[data-status="streaming"]'), 0);
		await this.button('Send').waitFor();
	}

	/** Waits until an element holds a text, or no longer does. */
	async holds(locator: Locator, text: string | RegExp): Promise<void> {
		await locator.filter({ hasText: text }).first().waitFor();
	}

	/** Waits until there are so many. */
	async count(locator: Locator, count: number): Promise<void> {
		await this.#workbench.until(
			async () => (await locator.count()) === count,
			`${count} of ${locator}`,
		);
	}

	/** Waits until the box holds just this. */
	async boxHolds(text: string): Promise<void> {
		await this.#workbench.until(
			async () => (await this.box.inputValue()) === text,
			`the box to hold ${JSON.stringify(text)}`,
		);
		assert.equal(await this.box.inputValue(), text);
	}
}
