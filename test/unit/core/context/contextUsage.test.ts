import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextUsage } from '../../../../src/core/context/contextUsage.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import { requestTargetOf } from '../../../../src/core/parameters/requestTarget.ts';
import type { TokenCorrection } from '../../../../src/core/tokens/tokenCorrection.ts';
import type { Message } from '../../../../src/shared/conversation/messages.ts';
import { anyEvent, header } from '../conversation/conversationSamples.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';
import { MODEL, settingsWith, words } from './contextSamples.ts';

describe('what is shown of the next request', () => {
	it('is what planning anew gives, whatever was said and chosen since it was last planned', () => {
		const step = fc.record({
			event: anyEvent,
			draft: fc.nat(50),
			contextLength: fc.constantFrom(30, 60, 8192),
			correction: fc.constantFrom<TokenCorrection | undefined>(undefined, {
				family: 'llama3',
				factors: { latin: 2 },
			}),
			systemPrompt: fc.constantFrom('', 'Be brief.'),
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
				const conversation = new Conversation(header);
				for (const { event, draft, contextLength, correction, systemPrompt } of steps) {
					conversation.apply(event);
					const { raw } = settingsWith({ systemPrompt });
					const known = catalogueModel(MODEL, { contextLength });
					const target = requestTargetOf(raw, {
						model: () => known,
						catalogue: () => undefined,
					});
					const shown = (path: readonly Message[], typed: string) =>
						contextUsage({ raw, target, correction, path, draft: typed, attachments: [] });
					const path = conversation.pathTo(conversation.head);
					assert.deepEqual(conversation.path(), path);
					for (const typed of [words(draft), words(draft + 1)]) {
						assert.deepEqual(
							shown(conversation.path(), typed),
							shown(structuredClone(path), typed),
						);
					}
				}
			}),
		);
	});

	const known = catalogueModel(MODEL, { contextLength: 8192, maxCompletionTokens: 800 });

	function usage(values: Record<string, unknown>, draft = '') {
		const { raw } = settingsWith(values);
		const target = requestTargetOf(raw, { model: () => known, catalogue: () => undefined });
		return contextUsage({
			raw,
			target,
			correction: undefined,
			path: [],
			draft,
			attachments: [],
		});
	}

	it('says how sure the size of the context is, where the server was asked for it', () => {
		const { raw } = settingsWith({ baseUrl: 'http://127.0.0.1:11434/v1' });
		const told = (window: 'exact' | 'atMost' | 'atLeast' | undefined) => {
			const model = { ...known, ...(window === undefined ? {} : { window }) };
			const models = { model: () => model, catalogue: () => undefined };
			const target = requestTargetOf(raw, models);
			const input = { raw, target, correction: undefined, path: [], draft: '', attachments: [] };
			return contextUsage(input).window;
		};
		assert.equal(told(undefined), undefined);
		assert.equal(told('exact'), 'Ollama says that this model takes 8,192 tokens now.');
		assert.match(
			told('atMost') ?? '',
			/^Ollama has not loaded this model\. It takes at most 8,192 /,
		);
		assert.match(told('atLeast') ?? '', /^At least 8,192 tokens: /);
	});

	it('lists the parts of the context', () => {
		const { context, parts } = usage({ systemPrompt: 'Be brief.', maxTokens: 1000 }, 'Hello there');
		assert.deepEqual(
			parts.map(({ kind }) => kind),
			['system', 'question', 'reply', 'margin'],
		);
		assert.equal(parts.find(({ kind }) => kind === 'reply')?.tokens, 800);
		assert.equal(context, 8192);
	});
});
