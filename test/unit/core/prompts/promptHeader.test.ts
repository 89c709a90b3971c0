import assert from 'node:assert/strict';
import { readPromptFile } from '../../../../src/core/prompts/promptHeader.ts';

async function read(...lines: string[]) {
	const file = await readPromptFile(lines.join('\n'));
	assert.ok(!('problem' in file), 'problem' in file ? file.problem : '');
	return file;
}

const PLAIN = {
	name: undefined,
	description: undefined,
	argumentHint: undefined,
	models: [],
	isForPeople: true,
	unused: [],
};

describe('a prompt file', () => {
	it('is its text where it has no header', async () => {
		assert.deepEqual(await read('', 'Say hello.', '', '---', 'model: none', ''), {
			header: PLAIN,
			text: 'Say hello.\n\n---\nmodel: none',
		});
		assert.deepEqual(await read('---', '---', '', 'Say hello.'), {
			header: PLAIN,
			text: 'Say hello.',
		});
	});

	it('says in its header what it is called, what it does and what it was written for', async () => {
		const { header, text } = await read(
			'---',
			'name: check-api',
			'description: "Look at an API:',
			'  its names and its errors"',
			'argument-hint: [file] [what to look for]',
			'model: Llama 3.3 70B Instruct',
			'agent: ask',
			'applyTo: **/*.ts',
			'license: MIT',
			'---',
			'',
			'  Look at it.  ',
		);
		assert.deepEqual(header, {
			...PLAIN,
			name: 'check-api',
			description: 'Look at an API: its names and its errors',
			argumentHint: '[file] [what to look for]',
			models: ['Llama 3.3 70B Instruct'],
		});
		assert.equal(text, '  Look at it.');
	});

	it('may name several models, and a hint that YAML takes for a list', async () => {
		const { header } = await read('---', 'model: [one, "two"]', 'argument-hint: [file]', '---');
		assert.deepEqual([header.models, header.argumentHint], [['one', 'two'], '[file]']);
	});

	it('asks for what only an agent has', async () => {
		const unused = async (...lines: string[]) => (await read('---', ...lines, '---')).header.unused;
		assert.deepEqual(await unused("tools: ['search', 'edit']", 'agent: agent'), ['tools', 'agent']);
		assert.deepEqual(await unused('mode: edit', 'tools:', '  search: true'), ['tools', 'mode']);
		assert.deepEqual(
			await unused('mcp-servers:', '  a:', '    command: b', 'hooks:', '  - x', 'context: fork'),
			['mcp-servers', 'hooks', 'context'],
		);
		assert.deepEqual(
			await unused('agent: ask', 'mode: ask', 'tools: []', 'hooks:', 'mcp-servers: {}'),
			[],
		);
		assert.deepEqual(await unused('allowed-tools: Read Grep', 'handoffs:', '  - label: a'), [
			'allowed-tools',
			'handoffs',
		]);
	});

	it('may be for agents alone', async () => {
		for (const [line, isForPeople] of [
			['user-invocable: false', false],
			['user-invocable: "false"', false],
			['user-invocable: true', true],
			['user-invocable:', true],
			['disable-model-invocation: true', true],
		] as const) {
			assert.equal((await read('---', line, '---')).header.isForPeople, isForPeople, line);
		}
	});

	it('is told with its line where the header cannot be read', async () => {
		assert.deepEqual(await readPromptFile('---\na: b\ntools: [a\n---\ntext'), {
			problem: 'Flow sequence in block collection must be sufficiently indented and end with a ]',
			line: 3,
		});
		assert.deepEqual(await readPromptFile('---\na: b'), {
			problem: 'the header has no second line "---"',
			line: 1,
		});
	});
});
