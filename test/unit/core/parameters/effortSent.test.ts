import assert from 'node:assert/strict';
import { plannedRequest, planPath } from '../../../../src/core/context/requestPlan.ts';
import { parametersView, sentAlong } from '../../../../src/core/parameters/parametersView.ts';
import { requestBody } from '../../../../src/core/server/chatRequest.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import { profileOf, type ServerKind } from '../../../../src/core/server/serverProfiles.ts';
import { withChoices } from '../../../../src/core/settings/rawSettings.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';
import type { ChatChoices, Question } from '../../../../src/shared/conversation/messages.ts';
import { REASONING_EFFORTS } from '../../../../src/shared/parameters/reasoningEffort.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

const THINKER = catalogueModel('m', {
	reasoning: { efforts: ['high', 'low'], mandatory: false },
});
const ALWAYS = catalogueModel('m', { reasoning: { efforts: ['high', 'none'], mandatory: true } });

interface Case {
	settings?: Record<string, unknown>;
	choices?: ChatChoices;
	known?: CatalogueModel | undefined;
	kind?: ServerKind;
}

const rawOf = ({ settings = {}, choices = {} }: Case) => {
	const all: Record<string, unknown> = {
		baseUrl: 'http://127.0.0.1:9/v1',
		model: 'm',
		...settings,
	};
	return withChoices((name) => all[name], choices);
};

/** The body of the request that comes of it. */
function body(options: Case): Record<string, unknown> {
	const settings = parseSettings(rawOf(options));
	const question: Question = {
		role: 'user',
		id: 'q',
		parent: null,
		at: 0,
		text: 'Hi',
		excerpts: [],
	};
	const plan = planPath({
		settings,
		model: 'm',
		known: options.known,
		correction: undefined,
		path: [question],
	});
	const to = { settings, model: 'm', server: options.kind ?? 'openrouter' };
	return JSON.parse(requestBody(plannedRequest(plan, to, () => undefined).request));
}

const chips = (options: Case) =>
	sentAlong(rawOf(options), {
		profile: profileOf(options.kind ?? 'openrouter'),
		known: options.known,
	}).parameters;

const view = ({ settings = {}, choices = {}, known, kind = 'openrouter' }: Case) =>
	parametersView((name) => ({ model: 'm', ...settings })[name], choices, {
		profile: profileOf(kind),
		known,
	}).effort;

describe('how much the model reasons', () => {
	it('is in no request while it is not set', () => {
		for (const known of [undefined, THINKER, ALWAYS]) {
			assert.equal('reasoning' in body({ known }), false);
			assert.equal('reasoning' in body({ known, settings: { reasoningEffort: null } }), false);
			const choices = { reasoningEffort: null };
			const settings = { reasoningEffort: 'high' };
			assert.equal('reasoning' in body({ known, settings, choices }), false);
		}
	});

	it('says what it costs, where the list does', () => {
		const priced = (pricing: Record<string, string>) =>
			view({ known: catalogueModel('m', { ...THINKER, pricing }) })?.price;
		const price = { prompt: '0.000001', completion: '0.0000025' };
		assert.equal(
			priced({ ...price, internal_reasoning: '0.000004' }),
			'Tokens of reasoning cost $4 per million.',
		);
		const asReply = 'Tokens of reasoning are billed as the reply’s are: $2.50 per million.';
		assert.equal(priced(price), asReply);
		assert.equal(priced({ ...price, internal_reasoning: '0' }), asReply);
		assert.equal(priced({ ...price, internal_reasoning: '-1' }), asReply);
		assert.equal(priced({ prompt: '-1', completion: '-1' }), undefined);
		assert.equal(priced({}), undefined);
	});

	it('goes out as the server takes it, where it takes it', () => {
		const settings = { reasoningEffort: 'high' };
		const sent = (kind: ServerKind) => {
			const { reasoning, reasoning_effort: effort } = body({ settings, kind });
			return [reasoning, effort];
		};
		assert.deepEqual(sent('openrouter'), [{ effort: 'high' }, undefined]);
		assert.deepEqual(sent('other'), [{ effort: 'high' }, undefined]);
		assert.deepEqual(sent('openai'), [undefined, 'high']);
		assert.deepEqual(sent('ollama'), [undefined, 'high']);
		assert.deepEqual(sent('llamacpp'), [undefined, undefined]);
	});

	it('goes out only where the list names it for the model, and "none" only where it need not reason', () => {
		for (const known of [undefined, THINKER, ALWAYS])
			for (const reasoningEffort of REASONING_EFFORTS) {
				const options = { known, settings: { reasoningEffort } };
				const sent = Object.hasOwn(body(options), 'reasoning');
				const [chip] = chips(options);
				assert.equal(chip?.notSent === undefined, sent, `${reasoningEffort} ${known?.id}`);
				const offered = view({ known })?.options;
				assert.equal(offered?.includes(reasoningEffort) ?? true, sent, reasoningEffort);
			}
		assert.deepEqual(view({ known: THINKER })?.options, ['high', 'low', 'none']);
		assert.deepEqual(view({ known: ALWAYS })?.options, ['high']);
		assert.deepEqual(chips({ known: ALWAYS, settings: { reasoningEffort: 'none' } }), [
			{
				setting: 'reasoningEffort',
				name: 'reasoning effort',
				value: 'none',
				notSent: 'this model always reasons',
			},
		]);
	});

	it('is of the settings or of the chat', () => {
		const settings = { reasoningEffort: 'high' };
		const shown = (choices: ChatChoices) => {
			const { source, value, inSettings } = view({ settings, choices, known: THINKER }) ?? {};
			return [source, value, inSettings];
		};
		assert.deepEqual(shown({}), ['settings', null, 'high']);
		assert.deepEqual(shown({ reasoningEffort: 'low' }), ['chat', 'low', 'high']);
		assert.deepEqual(shown({ reasoningEffort: null }), ['notSent', null, 'high']);
		const choices = { reasoningEffort: 'low' };
		assert.deepEqual(body({ settings, choices, known: THINKER })['reasoning'], { effort: 'low' });
	});

	it('is not asked for where nothing is known of it, and can be taken back all the same', () => {
		assert.equal(view({}), undefined);
		assert.equal(view({ known: catalogueModel('m') }), undefined);
		assert.equal(view({ known: THINKER, kind: 'llamacpp' }), undefined);
		const choices = { reasoningEffort: 'high' };
		const shown = view({ known: THINKER, kind: 'llamacpp', choices });
		assert.equal(shown?.notSent, 'llama.cpp does not take it');
	});

	it('is refused where it is no effort', () => {
		for (const reasoningEffort of ['much', '', 3, true])
			assert.throws(
				() => body({ settings: { reasoningEffort } }),
				/Reasoning Effort is .*; it must be "max", .* or "none"/,
			);
	});
});

describe('the system prompt of a chat', () => {
	const settings = { systemPrompt: 'Be brief.' };
	const system = (choices: ChatChoices) => {
		const { messages } = body({ settings, choices }) as { messages: { content: string }[] };
		return messages.length === 1 ? undefined : messages[0]?.content;
	};

	it('stands in the place of the one of the settings; an empty one is none', () => {
		assert.equal(system({}), 'Be brief.');
		assert.equal(system({ systemPrompt: 'Rhyme.' }), 'Rhyme.');
		assert.equal(system({ systemPrompt: '' }), undefined);
	});

	it('is shown beside that one', () => {
		const shown = (choices: ChatChoices) =>
			parametersView((name) => ({ model: 'm', ...settings })[name], choices, {
				profile: profileOf('other'),
				known: undefined,
			}).systemPrompt;
		assert.deepEqual(shown({}), { own: null, inSettings: 'Be brief.' });
		assert.deepEqual(shown({ systemPrompt: '' }), { own: '', inSettings: 'Be brief.' });
	});
});
