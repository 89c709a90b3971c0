import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
	FromWebview,
	parseFromWebview,
	parseToWebview,
} from '../../../../src/shared/panel/protocol.ts';
import { near } from './nearMessages.ts';

const GOOD: readonly FromWebview[] = [
	{ type: 'ready' },
	{ type: 'ack', sequence: 3 },
	{ type: 'send', text: 'Hello' },
	{ type: 'send', conversation: 'c-1', text: 'Hello' },
	{ type: 'draft', conversation: 'c', text: '' },
	{ type: 'queue', conversation: 'c-1', text: 'Hello' },
	{ type: 'editQueued', id: 'a' },
	{ type: 'removeQueued', id: 'a' },
	{ type: 'sendQueued' },
	{ type: 'stop' },
	{ type: 'stop', id: 'a', conversation: 'c-1' },
	{ type: 'undoDelete', conversation: 'c-1' },
	{ type: 'newChat' },
	{ type: 'showHistory' },
	{ type: 'copy', id: 'a' },
	{ type: 'copy', id: 'a', block: 0 },
	{ type: 'insert', id: 'a', block: 2 },
	{ type: 'apply', id: 'a', block: 2, selection: true },
	{ type: 'regenerate', id: 'a' },
	{ type: 'regenerateWith', id: 'a' },
	{ type: 'edit', id: 'a', text: 'b' },
	{ type: 'delete', id: 'a' },
	{ type: 'showSibling', id: 'a', step: -1 },
	{ type: 'openExcerpt', attachment: '3-9-1-40-a-b' },
	{ type: 'openExcerpt', id: 'a', attachment: 'f'.repeat(64) },
	{ type: 'removeAttachment', attachment: 'f'.repeat(64) },
	{ type: 'openLink', href: 'https://example.com', text: 'here' },
	{ type: 'act', action: 'setApiKey' },
	{ type: 'dismissNotice' },
	{ type: 'answerNews', id: '0' },
	{ type: 'answerNews', id: '0', button: 'Enter Another Key' },
];

describe('protocol', () => {
	it('takes every message of the page as it is', () => {
		for (const message of GOOD) assert.deepEqual(parseFromWebview(message), message);
	});

	it('takes the draft of a summary whose id came with a file, however long that is', () => {
		const edits = [
			{ id: 'q', text: 'My question', removed: [] },
			{ id: 'r', text: 'My summary', summary: 's'.repeat(1000), removed: [] },
		];
		const drafts = { type: 'editDrafts', conversation: 'c-1', edits };
		assert.deepEqual(parseFromWebview(drafts), drafts);
	});

	it('refuses what is not of the protocol', () => {
		for (const data of [
			undefined,
			null,
			'ready',
			[],
			{},
			{ type: 'eval', text: '1' },
			{ type: 'send' },
			{ type: 'send', text: 5 },
			{ type: 'ack', sequence: 1.5 },
			{ type: 'insert', id: 'a', block: -1 },
			{ type: 'insert', id: 'a', block: '0' },
			{ type: 'insert', text: 'rm -rf /' },
			{ type: 'showSibling', id: 'a', step: 2 },
			{ type: 'removeAttachment', attachment: 0 },
			{ type: 'removeAttachment', attachment: 'f'.repeat(65) },
			{ type: 'act', action: 'workbench.action.terminal.new' },
			{ type: 'openLink', href: 'x'.repeat(9000), text: 'here' },
			{ type: 'send', text: 'x'.repeat(8 * 1024 * 1024 + 1) },
			{ type: 'copy', id: 'x'.repeat(65) },
		]) {
			assert.equal(parseFromWebview(data), undefined, JSON.stringify(data));
		}
	});

	it('drops what a message carries beside its fields', () => {
		assert.deepEqual(parseFromWebview({ type: 'insert', id: 'a', text: 'own text' }), {
			type: 'insert',
			id: 'a',
		});
	});

	it('never throws, whatever arrives', () => {
		fc.assert(
			fc.property(fc.anything(), (data) => {
				parseFromWebview(data);
				parseToWebview(data);
			}),
		);
		const types = GOOD.map(({ type }) => type);
		const near = fc.record(
			{
				type: fc.constantFrom(...types),
				id: fc.anything(),
				text: fc.anything(),
				index: fc.anything(),
			},
			{ requiredKeys: ['type'] },
		);
		fc.assert(
			fc.property(near, (data) => {
				const parsed = parseFromWebview(data);
				assert.ok(parsed === undefined || parsed.type === data.type);
			}),
		);
	});
});

/** The schemas of strings in a schema that have no longest length, each by its way there. */
function unbounded(schema: unknown, way = ''): string[] {
	const part = schema as {
		type: string;
		entries?: Record<string, unknown>;
		options?: readonly unknown[];
		wrapped?: unknown;
		item?: unknown;
		pipe?: readonly { type: string }[];
	};
	const bounds = ['max_length', 'length', 'regex', 'max_bytes'];
	const bounded = part.pipe?.some(({ type }) => bounds.includes(type)) ?? false;
	if ((part.type === 'string' || part.type === 'array') && !bounded) return [way];
	return [
		...Object.entries(part.entries ?? {}).map(([name, entry]) => [entry, `${way}.${name}`]),
		...(part.type === 'picklist' ? [] : (part.options ?? [])).map((option, index) => [
			option,
			`${way}[${index}]`,
		]),
		[part.wrapped, way],
		[part.item, `${way}[]`],
	].flatMap(([found, to]) => (found === undefined ? [] : unbounded(found, String(to))));
}

describe('what the page may send', () => {
	it('has a longest length for every text and every list', () => {
		assert.deepEqual(unbounded(FromWebview), []);
	});

	it('is taken or refused, never changed and never thrown at', () => {
		let taken = 0;
		fc.assert(
			fc.property(near(FromWebview, ['m1', 'https://a.bc/']), (data) => {
				const parsed = parseFromWebview(data);
				if (parsed === undefined) return;
				taken++;
				assert.deepEqual(parseFromWebview(parsed), parsed);
				assert.ok(JSON.stringify(parsed).length <= JSON.stringify(data).length);
			}),
			{ numRuns: 5000 },
		);
		assert.ok(taken > 1000, `only ${taken} were of the protocol`);
	});
});
