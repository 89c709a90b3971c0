import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { SuggestionPage } from '../../../../src/host/suggestions/suggestionHandlers.ts';
import type {
	Found,
	SuggestionSource,
	SuggestionSources,
} from '../../../../src/host/suggestions/suggestionSource.ts';
import type { Failure } from '../../../../src/shared/conversation/messages.ts';
import type { Suggestions } from '../../../../src/shared/suggestions/suggestionProtocol.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { suggestionHandlers } = await import(
	'../../../../src/host/suggestions/suggestionHandlers.ts'
);

const FIX = { id: 'fix', name: '/fix', insert: '' };

describe('what the lists under the box ask the host', () => {
	let answers: Suggestions[];
	let notices: (Failure | null)[];
	let waiting: Map<string, (found: Found) => void>;

	beforeEach(() => {
		answers = [];
		notices = [];
		waiting = new Map();
	});

	/** Answers as the test has it do, in any order. */
	const patient: SuggestionSource = {
		find: (query) => new Promise((resolve) => waiting.set(query, resolve)),
		take: async () => {},
	};

	function handlersOf(suggestions: SuggestionSources) {
		const page = {
			chats: { notify: (failure: Failure | null) => notices.push(failure) },
			suggestions,
			sendSuggestions: (answer: Suggestions) => answers.push(answer),
		} as unknown as SuggestionPage;
		return suggestionHandlers(page);
	}

	const suggest = (handlers: ReturnType<typeof handlersOf>, query: string, kind = 'prompts') =>
		handlers.suggest({ type: 'suggest', kind: kind as 'prompts', query }) as Promise<void>;

	it('is answered for what was asked last of a list, whatever comes when', async () => {
		const handlers = handlersOf({ prompts: patient, context: patient });
		const asked = ['f', 'fi'].map((query) => suggest(handlers, query));
		const other = suggest(handlers, 'file', 'context');
		waiting.get('fi')?.({ items: [FIX] });
		waiting.get('f')?.({ items: [] });
		waiting.get('file')?.({ items: [], note: 'None.' });
		await Promise.all([...asked, other]);
		assert.deepEqual(answers, [
			{ type: 'suggestions', kind: 'prompts', query: 'fi', items: [FIX] },
			{ type: 'suggestions', kind: 'context', query: 'file', items: [], note: 'None.' },
		]);
	});

	it('says at once that there is nothing where a list has no source', async () => {
		await suggest(handlersOf({}), '');
		assert.deepEqual(answers, [{ type: 'suggestions', kind: 'prompts', query: '', items: [] }]);
	});

	it('says that a list is still looked for, and then has it', async () => {
		mock.timers.enable({ apis: ['setTimeout'] });
		try {
			const handlers = handlersOf({ prompts: patient });
			const asked = suggest(handlers, '');
			mock.timers.tick(1000);
			assert.equal(answers.length, 0);
			mock.timers.tick(1000);
			waiting.get('')?.({ items: [FIX] });
			await asked;
			mock.timers.tick(10_000);
			assert.deepEqual(
				answers.map(({ items, note }) => [items.length, note]),
				[
					[0, 'Still looking…'],
					[1, undefined],
				],
			);
			const late = suggest(handlers, 'f');
			mock.timers.tick(1000);
			const next = suggest(handlers, 'fi');
			mock.timers.tick(1000);
			assert.equal(answers.length, 2);
			for (const answer of waiting.values()) answer({ items: [] });
			await Promise.all([late, next]);
		} finally {
			mock.timers.reset();
		}
	});

	it('says why a list cannot be made, whether its source throws at once or later', async () => {
		for (const find of [
			() => Promise.reject(new Error('EACCES')),
			() => {
				throw new Error('EACCES');
			},
		]) {
			answers = [];
			const handlers = handlersOf({ prompts: { ...patient, find } });
			await assert.rejects(suggest(handlers, ''), /EACCES/);
			assert.deepEqual(
				answers.map(({ items, note }) => [items, note]),
				[[[], 'The prompts cannot be listed: EACCES']],
			);
		}
	});

	it('says over the box what could not be attached, and is quiet about what was', async () => {
		const take = async (id: string) => {
			if (id === 'refused') throw new ChatError('refused', 'There is no selection.');
			if (id === 'broken') throw new Error('EACCES');
		};
		const { takeSuggestion } = handlersOf({ context: { ...patient, take } });
		const taken = {
			type: 'takeSuggestion',
			conversation: 'c',
			kind: 'context',
			query: '',
		} as const;
		await takeSuggestion({ ...taken, id: 'fine' });
		await takeSuggestion({ ...taken, id: 'refused' });
		await assert.rejects(async () => takeSuggestion({ ...taken, id: 'broken' }), /EACCES/);
		assert.deepEqual(
			notices.map((failure) => failure?.message),
			['There is no selection.', 'It was not attached: EACCES'],
		);
	});

	it('tells the source which chat it was taken in', async () => {
		const took: unknown[] = [];
		const take = async (...args: unknown[]) => void took.push(args);
		await handlersOf({ prompts: { ...patient, take } }).takeSuggestion({
			type: 'takeSuggestion',
			conversation: 'c-2',
			kind: 'prompts',
			id: 'fix',
			query: 'fi',
		});
		assert.deepEqual(took, [['fix', 'fi', 'c-2']]);
	});
});
