import assert from 'node:assert/strict';
import {
	type ChangedFacts,
	type JudgedDocument,
	type JudgePorts,
	judgedCode,
} from '../../../../src/core/compare/judgedCode.ts';
import type { Excerpt, Question } from '../../../../src/shared/conversation/messages.ts';
import { outlineOf } from '../changes/outline.ts';

const TEXT = `export function one() {
	return 1;
}

export function two() {
	return 2;
}
`;

const document = (fields: Partial<JudgedDocument> = {}): JudgedDocument => {
	const text = fields.text ?? TEXT;
	return {
		uri: 'file:///w/src/numbers.ts',
		name: 'src/numbers.ts',
		path: '/w/src/numbers.ts',
		language: 'typescript',
		symbols: outlineOf(text, 'typescript') ?? [],
		...fields,
		text,
	};
};

const excerpt = (fields: Partial<Excerpt> = {}): Excerpt => ({
	uri: 'file:///w/src/numbers.ts',
	label: 'src/numbers.ts',
	language: 'typescript',
	startLine: 1,
	endLine: 7,
	version: 1,
	text: TEXT,
	source: 'file',
	...fields,
});

const question = (...excerpts: Excerpt[]): Question => ({
	role: 'user',
	id: 'q',
	parent: null,
	at: 1,
	text: 'Make it better',
	excerpts,
});

/** A workspace of documents, which knows what was asked about. */
function workspace(...documents: readonly JudgedDocument[]) {
	const texts: string[] = [];
	const facts: { of: (text: string) => ChangedFacts } = {
		of: (text) => ({ symbols: (outlineOf(text, 'typescript') ?? []).map(({ name }) => name) }),
	};
	const ports: JudgePorts = {
		attached: async (uri) => documents.find((one) => one.uri === uri),
		named: async (path) => {
			const found = documents.filter((one) => one.path.endsWith(`/${path}`));
			return found.length === 1 ? found[0] : undefined;
		},
		changed: async (_document, text) => {
			texts.push(text);
			return facts.of(text);
		},
	};
	return { ports, texts, facts };
}

const fenced = (code: string, info = 'ts') => `Here:\n\n\`\`\`${info}\n${code}\n\`\`\`\n`;
const answer = (text: string, asked = question(excerpt()), isWhole = true) => ({
	text,
	isWhole,
	question: asked,
});

describe('an answer’s code, judged', () => {
	it('is placed in what was attached to the question, and nothing is lost', async () => {
		const { ports, texts } = workspace(document());
		const judged = await judgedCode(
			answer(fenced('export function two() {\n\treturn 22;\n}')),
			ports,
		);
		assert.deepEqual(judged, {
			files: [{ name: 'src/numbers.ts', changes: 1, unplaced: [], lostSymbols: [] }],
			elsewhere: 0,
		});
		assert.deepEqual(texts, [TEXT.replace('return 2;', 'return 22;')]);
	});

	it('is placed in the file that it names before what was attached', async () => {
		const other = document({
			uri: 'file:///w/src/other.ts',
			name: 'src/other.ts',
			path: '/w/src/other.ts',
		});
		const { ports } = workspace(document(), other);
		const code = 'export function one() {\n\treturn 11;\n}';
		const judged = await judgedCode(answer(fenced(code, 'ts src/other.ts')), ports);
		assert.deepEqual(
			judged.files.map(({ name, changes }) => [name, changes]),
			[['src/other.ts', 1]],
		);
	});

	it('is taken together where several blocks are for one document', async () => {
		const { ports, texts } = workspace(document());
		const blocks = ['one', 'two'].map((name) =>
			fenced(`export function ${name}() {\n\treturn 0;\n}`),
		);
		const judged = await judgedCode(answer(blocks.join('\n')), ports);
		assert.equal(judged.files[0]?.changes, 2);
		assert.equal(
			texts[0],
			TEXT.replace('return 1;', 'return 0;').replace('return 2;', 'return 0;'),
		);
	});

	it('says why a part has no place, and asks nothing about a document that stays as it is', async () => {
		const { ports, texts } = workspace(document());
		const judged = await judgedCode(
			answer(fenced('export function three() {\n\t// ... rest of the code\n}')),
			ports,
		);
		assert.equal(judged.files[0]?.changes, 0);
		assert.equal(judged.files[0]?.unplaced.length, 1);
		const same = await judgedCode(answer(fenced('export function one() {\n\treturn 1;\n}')), ports);
		assert.deepEqual(same.files[0], {
			name: 'src/numbers.ts',
			changes: 0,
			unplaced: [],
			lostSymbols: [],
		});
		assert.deepEqual(texts, []);
	});

	it('goes in place of what was attached in part', async () => {
		const line = 'log(value);';
		const text = `first();\n${line}\nsecond();\n${line}\n`;
		const { ports, texts } = workspace(document({ text }));
		const asked = question(excerpt({ source: 'selection', text: line, startLine: 4, endLine: 4 }));
		const judged = await judgedCode(answer(fenced('log(other);'), asked), ports);
		assert.equal(judged.files[0]?.changes, 1);
		assert.deepEqual(texts, [`first();\n${line}\nsecond();\nlog(other);\n`]);
	});

	it('tells which symbols would be gone', async () => {
		const { ports, facts } = workspace(document());
		facts.of = () => ({ symbols: ['two', 'three'] });
		const code = answer(fenced('export function two() {\n\treturn 22;\n}'));
		assert.deepEqual((await judgedCode(code, ports)).files[0]?.lostSymbols, ['one']);
	});

	it('has the problems and symbols that are known, and leaves out what is not', async () => {
		const code = answer(fenced('export function two() {\n\treturn 22;\n}'));
		const { ports, facts } = workspace(document());
		facts.of = () => ({ problems: { before: 3, after: 1 } });
		assert.deepEqual((await judgedCode(code, ports)).files, [
			{ name: 'src/numbers.ts', changes: 1, unplaced: [], problems: { before: 3, after: 1 } },
		]);
		const { symbols: _symbols, ...unknown } = document();
		const without = workspace(unknown);
		assert.deepEqual(
			(await judgedCode(answer(fenced(TEXT.replace('return 2;', 'return 22;'))), without.ports))
				.files,
			[{ name: 'src/numbers.ts', changes: 1, unplaced: [] }],
		);
	});

	it('counts the blocks that are for no document here, and none where there is no code', async () => {
		const { ports } = workspace(document());
		const text = fenced('npm test', 'sh') + fenced('a: 1', 'yaml config/new.yaml');
		assert.deepEqual(await judgedCode(answer(text), ports), { files: [], elsewhere: 2 });
		assert.deepEqual(await judgedCode(answer('No code.'), ports), { files: [], elsewhere: 0 });
		const gone = workspace();
		assert.deepEqual(await judgedCode(answer(fenced('one();')), gone.ports), {
			files: [],
			elsewhere: 1,
		});
	});

	it('does not place a declaration within which a reply breaks off', async () => {
		const { ports } = workspace(document());
		const open = 'Here:\n\n```ts\nexport function two() {\n\treturn 22;';
		const judged = await judgedCode(answer(open, question(excerpt()), false), ports);
		assert.equal(judged.files[0]?.changes, 0);
		assert.equal(judged.files[0]?.unplaced[0]?.why, 'incomplete');
	});
});
