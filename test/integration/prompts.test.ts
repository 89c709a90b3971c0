import assert from 'node:assert/strict';
import { BUILT_IN_PROMPTS } from '../../src/core/prompts/builtInPrompts.ts';
import { chatSuite, run } from './chatSuite.ts';
import { at, file, show } from './documents.ts';
import { settledAfter } from './files.ts';

describe('prompts', () => {
	const suite = chatSuite();
	const question = () => String(suite.standin.chats.at(-1)?.chat?.messages.at(-1)?.content);

	for (const { command, text } of BUILT_IN_PROMPTS) {
		it(`${command} sends its prompt with the selected code at once`, async () => {
			await show(await file('inventory.py'), at(8, 1, 9, 1));
			await settledAfter(() => run(command));
			assert.equal(
				question(),
				`${text}\n\ninventory.py, line 8 (python):\n\n\`\`\`python\n    name: str\n\`\`\``,
			);
		});
	}
});
