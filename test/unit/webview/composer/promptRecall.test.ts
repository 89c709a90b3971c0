import assert from 'node:assert/strict';
import { PromptRecall } from '../../../../src/webview/composer/promptRecall.ts';

describe('PromptRecall', () => {
	/** A box in which keys are pressed, and which they change as the page's does. */
	class Box {
		text = '';
		prompts: string[] = [];
		readonly #recall = new PromptRecall();

		press(...keys: string[]): string {
			for (const key of keys) {
				this.text = this.#recall.key(key, this.text, () => this.prompts) ?? this.text;
			}
			return this.text;
		}
	}

	it('goes back to the oldest and forward to the empty box', () => {
		const box = new Box();
		box.prompts = ['a', 'b', 'c'];
		assert.equal(box.press('ArrowUp'), 'c');
		assert.equal(box.press('ArrowUp', 'ArrowUp', 'ArrowUp'), 'a');
		assert.equal(box.press('ArrowDown', 'ArrowDown'), 'c');
		assert.equal(box.press('ArrowDown'), '');
		assert.equal(box.press('ArrowDown'), '');
		assert.equal(box.press('ArrowUp', 'ArrowUp', 'Escape'), '');
		assert.equal(box.press('ArrowUp'), 'c');
	});

	it('leaves alone what was typed or changed, and other keys', () => {
		const box = new Box();
		box.prompts = ['a'];
		box.text = 'typed';
		assert.equal(box.press('ArrowUp', 'ArrowDown', 'Escape'), 'typed');
		box.text = '';
		assert.equal(box.press('Escape', 'Enter'), '');
		box.press('ArrowUp');
		box.text += '!';
		assert.equal(box.press('ArrowUp', 'Escape'), 'a!');
	});

	it('passes over empty prompts and repeated ones', () => {
		const box = new Box();
		assert.equal(box.press('ArrowUp'), '');
		box.prompts = ['a', 'b', 'b', ''];
		assert.equal(box.press('ArrowUp'), 'b');
		assert.equal(box.press('ArrowUp'), 'a');
	});
});
