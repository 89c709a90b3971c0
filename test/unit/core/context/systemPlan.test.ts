import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextUsage, systemUsage } from '../../../../src/core/context/contextUsage.ts';
import { messageTokens } from '../../../../src/core/context/messageTokens.ts';
import { plannedRequest, planPath } from '../../../../src/core/context/requestPlan.ts';
import {
	planSystem,
	type SystemParts,
	systemText,
} from '../../../../src/core/context/systemPlan.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { requestTargetOf } from '../../../../src/core/parameters/requestTarget.ts';
import { countTokens } from '../../../../src/core/tokens/tokenEstimate.ts';
import type { Question } from '../../../../src/shared/conversation/messages.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';
import { MODEL, settingsWith, words } from './contextSamples.ts';

const file = (label: string, text: string) => ({ uri: `file:///w/${label}`, label, text });
const ASKED: Question = { role: 'user', id: 'q', parent: null, at: 1, text: 'Hi?', excerpts: [] };

function planned(more: Partial<SystemParts>) {
	const none = { prompt: '', files: [], chosen: undefined, correction: undefined };
	return planSystem({ ...none, context: 8192, ...more });
}

const states = (more: Partial<SystemParts>) => planned(more).instructions.map(({ state }) => state);

describe('what goes into the system message', () => {
	it('is each file that takes no more than a quarter of the context', () => {
		const files = [file('small.md', words(100)), file('large.md', words(3000))];
		assert.deepEqual(states({ files }), ['sent', 'tooLarge']);
		assert.deepEqual(states({ files, context: 131_072 }), ['sent', 'sent']);
		assert.deepEqual(states({ files, context: undefined }), ['sent', 'sent']);
		assert.deepEqual(states({ files, context: 200 }), ['tooLarge', 'tooLarge']);
	});

	it('is a large one too where the chat has chosen it, and none that it has left out', () => {
		const files = [file('a.md', 'Tabs.'), file('b.md', words(3000))];
		const chosen = { 'file:///w/a.md': 'leftOut', 'file:///w/b.md': 'sent' } as const;
		assert.deepEqual(states({ files, chosen }), ['leftOut', 'sent']);
	});

	it('is nothing of what cannot be read, and that takes nothing', () => {
		const bad = { ...file('a.md', ''), problem: 'is no text' };
		assert.deepEqual(planned({ files: [bad] }), {
			prompt: 0,
			instructions: [{ file: bad, tokens: 0, state: 'unreadable' }],
			tokens: 0,
		});
		assert.deepEqual(states({ files: [bad], chosen: { [bad.uri]: 'leftOut' } }), ['leftOut']);
	});

	it('takes what its parts take, by the estimate of the whole', () => {
		const text = fc.array(fc.constantFrom('# A', 'Use tabs.', 'x = 1', '', '- b'), {
			minLength: 1,
		});
		fc.assert(
			fc.property(
				fc.constantFrom('', 'Be brief.'),
				fc.array(text, { maxLength: 3 }),
				(prompt, texts) => {
					const files = texts.map((lines, at) => file(`${at}.md`, `a${lines.join('\n')}`));
					const plan = planned({ prompt, files, context: undefined });
					const whole = systemText(prompt, plan);
					const sum = plan.instructions.reduce((all, { tokens }) => all + tokens, plan.prompt);
					assert.ok(Math.abs(sum - plan.tokens) < 1e-6);
					if (whole === '') assert.equal(plan.tokens, 0);
					else
						assert.ok(Math.abs(messageTokens(countTokens(whole)) - plan.tokens) < 3 + texts.length);
				},
			),
		);
	});
});

describe('a request with instructions', () => {
	const { raw, settings } = settingsWith({ systemPrompt: 'Be brief.' });
	const known = catalogueModel(MODEL, { contextLength: 8192, maxCompletionTokens: 800 });
	const instructions = [file('AGENTS.md', 'Use tabs.'), file('CLAUDE.md', words(4000))];
	const parts = {
		settings,
		model: MODEL,
		known,
		correction: undefined,
		path: [ASKED],
		instructions,
	};

	it('has them in one system message, and what is not sent nowhere', () => {
		const plan = planPath(parts);
		const { request } = plannedRequest(
			plan,
			{ settings, model: MODEL, server: undefined },
			() => undefined,
		);
		assert.deepEqual(request.messages, [
			{ role: 'system', content: 'Be brief.\n\n# Instructions from AGENTS.md\n\nUse tabs.' },
			{ role: 'user', content: 'Hi?' },
		]);
	});

	it('is shown part by part as it is planned', () => {
		const target = requestTargetOf(raw, { model: () => known, catalogue: () => undefined });
		const correction = undefined;
		const system = systemUsage({ raw, target, correction }, instructions);
		assert.deepEqual(system, planPath(parts).system);
		const shown = contextUsage({
			raw,
			target,
			correction,
			path: [],
			draft: 'Hi?',
			attachments: [],
			system,
		});
		assert.deepEqual(
			shown.parts.map(({ kind, label, notSent }) => [kind, label, notSent]),
			[
				['system', 'System prompt', undefined],
				['instructions', 'AGENTS.md', undefined],
				['instructions', 'CLAUDE.md', true],
				['question', 'What is typed', undefined],
				['reply', 'Room for the reply', undefined],
				['margin', 'Margin, as these are estimates', undefined],
			],
		);
		const sent = ['system', 'instructions', 'question'];
		const sum = shown.parts
			.filter(({ kind, notSent }) => sent.includes(kind) && !notSent)
			.reduce((all, { tokens }) => all + tokens, 0);
		assert.ok(Math.abs(shown.tokens - sum) <= 2);
	});

	it('is refused where they do not fit, with their size among the others', () => {
		const chosen = Object.fromEntries(instructions.map(({ uri }) => [uri, 'sent' as const]));
		const large = [file('AGENTS.md', words(9000))];
		const refused = { ...parts, instructions: large, chosen };
		assert.throws(
			() => planPath(refused),
			(error: unknown) =>
				error instanceof ChatError &&
				error.kind === 'contextTooLong' &&
				/the project’s instructions [\d,]+/.test(error.message) &&
				error.message.includes('remove instructions of the project'),
		);
	});
});
