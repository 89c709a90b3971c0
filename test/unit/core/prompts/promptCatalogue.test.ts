import assert from 'node:assert/strict';
import {
	askedPrompt,
	findPrompts,
	ownPrompts,
	type Prompt,
} from '../../../../src/core/prompts/promptCatalogue.ts';
import { readPromptSettings } from '../../../../src/core/prompts/promptSettings.ts';
import { wantedModel } from '../../../../src/core/prompts/wantedModel.ts';

function settings(prompts: unknown) {
	return readPromptSettings((name) => (name === 'prompts' ? prompts : undefined));
}

function own(prompts: unknown): string[] {
	return ownPrompts(settings(prompts)).map(({ name, origin, from }) =>
		[name, origin, 'text' in from ? from.text.split('\n')[0] : from.uri].join('|'),
	);
}

const NAMES = ['review', 're-view-api', 'code-review', 'preview', 'fix'];

function prompts(...names: string[]): Prompt[] {
	return names.map((name, index) => ({
		id: `${index}`,
		name,
		description: name === 'fix' ? 'Mend what a reviewer found' : '',
		origin: `folder ${index}`,
		from: { text: name },
	}));
}

const found = (query: string) => findPrompts(prompts(...NAMES), query).map(({ name }) => name);

describe('the setting prompts', () => {
	it('changes the built-in prompts and adds others', () => {
		assert.deepEqual(own(undefined), [
			'explain|Built in|Explain this code.',
			'fix|Built in|Fix this code.',
			'bugs|Built in|Find the bugs in this code.',
			'tests|Built in|Write tests for this code.',
			'doc|Built in|Write documentation comments for this code, in the usual form of its language.',
			'improve|Built in|Improve this code.',
		]);
		assert.deepEqual(own({ rust: 'To Rust:', '/fix': 'Mend it.' }).slice(0, 3), [
			'rust|Settings|To Rust:',
			'fix|Settings|Mend it.',
			'explain|Built in|Explain this code.',
		]);
		const [fix] = ownPrompts(settings({ fix: 'Mend it.' }));
		assert.deepEqual([fix?.isAboutCode, fix?.description], [true, 'Fix what is wrong in the code']);
	});

	it('is told what is wrong in it by name, and all else counts', () => {
		const { texts, problems } = settings({
			good: 'x',
			'two words': 'x',
			'a/b': 'x',
			'': 'x',
			number: 3,
			nothing: null,
			blank: ' \n',
			__proto__: 'x',
		});
		assert.deepEqual([...texts.keys()], ['good']);
		assert.deepEqual(problems, [
			'In the setting Prompts, "two words" is no name: it must be one word of at most 64 characters.',
			'In the setting Prompts, "a/b" is no name: it must be one word of at most 64 characters.',
			'In the setting Prompts, "" is no name: it must be one word of at most 64 characters.',
			'In the setting Prompts, "number" must be a text.',
			'In the setting Prompts, "nothing" must be a text.',
			'In the setting Prompts, "blank" is empty.',
		]);
		for (const wrong of ['text', 3, ['a'], true]) {
			assert.deepEqual(settings(wrong).problems, [
				'The setting Prompts must be an object of texts by name.',
			]);
		}
		assert.deepEqual(settings(null).problems, []);
	});

	it('may have a name that means something to an object', () => {
		const { texts } = settings(JSON.parse('{"__proto__": "x", "constructor": "y"}'));
		assert.deepEqual(
			[...texts],
			[
				['__proto__', 'x'],
				['constructor', 'y'],
			],
		);
	});
});

describe('a prompt of the settings', () => {
	it('is described by the beginning of its text, in whole characters', () => {
		for (const shift of ['', 'a']) {
			const text = shift + '\u{1f999}'.repeat(100);
			const description = ownPrompts(settings({ x: text }))[0]?.description ?? '?';
			assert.ok(description.isWellFormed());
			assert.ok(text.startsWith(description));
		}
	});
});

describe('the prompts that fit what is typed', () => {
	it('are all at first, in their order', () => {
		assert.deepEqual(found(''), NAMES);
	});

	it('are the best first', () => {
		assert.deepEqual(found('review'), ['review', 'code-review', 'preview', 're-view-api', 'fix']);
		assert.deepEqual(found('REV'), ['review', 'code-review', 'preview', 're-view-api', 'fix']);
		assert.deepEqual(found('api'), ['re-view-api']);
		assert.deepEqual(found('cr'), ['code-review']);
		assert.deepEqual(found('usr/bin'), []);
		assert.deepEqual(found('fix now'), []);
	});

	it('are both of two of one name, the nearest first', () => {
		const both = findPrompts(prompts('fix', 'other', 'fix'), 'fix');
		assert.deepEqual(
			both.map(({ origin }) => origin),
			['folder 0', 'folder 2'],
		);
	});
});

describe('a text that begins with "/"', () => {
	const asked = (text: string) => {
		const found = askedPrompt(prompts('fix', 'review', 'fix'), text);
		return found && [found.prompt.id, found.typed];
	};

	it('asks the prompt of that name, the nearest of two', () => {
		assert.deepEqual(asked('/fix'), ['0', '']);
		assert.deepEqual(asked('/review  the names\n\nand more '), ['1', 'the names\n\nand more']);
		assert.deepEqual(asked('/fix\tthis'), ['0', 'this']);
		assert.deepEqual(asked('/fix \n\n    def f():\n        x\n'), ['0', '    def f():\n        x']);
	});

	it('is a text like any other without one', () => {
		for (const text of [
			'/usr/bin',
			'/',
			'/ fix',
			'/fixes',
			'/fix/a',
			' /fix',
			'fix',
			'//fix',
			'/Fix',
			'',
		])
			assert.equal(asked(text), undefined, text);
	});
});

describe('the model that a prompt was written for', () => {
	const MODELS = [
		{ id: 'meta-llama/llama-3.3-70b-instruct', name: 'Meta: Llama 3.3 70B Instruct' },
		{ id: 'openai/gpt-4o', name: 'OpenAI: GPT-4o' },
		{ id: 'qwen2.5-coder:32b', name: 'qwen2.5-coder:32b' },
	];
	const wanted = (...names: string[]) => wantedModel(names, MODELS)?.id;

	it('is found by its id or its name, the first that is there', () => {
		assert.equal(wanted('gpt-4o'), 'openai/gpt-4o');
		assert.equal(wanted('GPT-4o (copilot)'), 'openai/gpt-4o');
		assert.equal(wanted('Llama 3.3 70B Instruct'), 'meta-llama/llama-3.3-70b-instruct');
		assert.equal(wanted('qwen2.5-coder:32b'), 'qwen2.5-coder:32b');
		assert.equal(wanted('Claude Sonnet 4', 'GPT 4o'), 'openai/gpt-4o');
	});

	it('is none where it is not exactly that', () => {
		assert.equal(wanted('GPT-4'), undefined);
		assert.equal(wanted(), undefined);
		assert.equal(wanted(''), undefined);
	});
});
