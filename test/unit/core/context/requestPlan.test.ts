import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextUsage } from '../../../../src/core/context/contextUsage.ts';
import { countedShort } from '../../../../src/core/context/countedShort.ts';
import {
	AROUND_REPLY,
	messageSizes,
	promptTokens,
} from '../../../../src/core/context/messageTokens.ts';
import {
	learnTokens,
	plannedRequest,
	planPath,
	unsentIn,
} from '../../../../src/core/context/requestPlan.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { requestTargetOf } from '../../../../src/core/parameters/requestTarget.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import type {
	InContext,
	Message,
	Question,
	Reply,
} from '../../../../src/shared/conversation/messages.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';
import { MODEL, settingsWith, words } from './contextSamples.ts';

function question(
	id: string,
	parent: string | null,
	text: string,
	inContext?: InContext,
): Question {
	const kept = inContext === undefined ? {} : { inContext };
	return { role: 'user', id, parent, at: 1, text, excerpts: [], ...kept };
}

function reply(id: string, parent: string, text: string, inContext?: InContext): Reply {
	const kept = inContext === undefined ? {} : { inContext };
	const base = { role: 'assistant', id, parent, at: 2, model: MODEL, reasoning: '' } as const;
	return { ...base, text, status: 'complete', facts: {}, ...kept };
}

/** Turns of 1,000 tokens or so, then a question. */
function longChat(turns: number, marks: Readonly<Record<string, InContext>> = {}): Message[] {
	const path: Message[] = [];
	for (let turn = 1; turn <= turns; turn++) {
		const [asked, answered] = [`q${turn}`, `r${turn}`];
		path.push(question(asked, path.at(-1)?.id ?? null, words(500), marks[asked]));
		path.push(reply(answered, asked, words(500), marks[answered]));
	}
	return [...path, question('q', path.at(-1)?.id ?? null, 'And now?')];
}

function plan(
	path: readonly Message[],
	values: Record<string, unknown> = {},
	contextLength = 8192,
) {
	const { settings } = settingsWith(values);
	const known = catalogueModel(MODEL, { contextLength, maxCompletionTokens: 800 });
	return planPath({ settings, model: MODEL, known, correction: undefined, path });
}

function refusal(run: () => unknown): ChatError {
	try {
		run();
	} catch (error) {
		assert.ok(error instanceof ChatError);
		return error;
	}
	assert.fail('nothing was refused');
}

describe('the plan of a request', () => {
	it('sends all of a chat that fits', () => {
		const { sent, unsent } = plan(longChat(3));
		assert.deepEqual([sent.length, unsent], [7, []]);
		assert.deepEqual(unsentIn(plan(longChat(3))), {});
	});

	it('leaves out the oldest turns of one that does not, names them, and keeps the system prompt', () => {
		const planned = plan(longChat(10), { systemPrompt: 'Be brief.' });
		assert.ok(planned.unsent.length > 0);
		assert.equal(planned.unsent.length % 2, 0);
		assert.deepEqual(
			planned.unsent.map(({ id, why }) => [id, why]),
			longChat(10)
				.slice(0, planned.unsent.length)
				.map(({ id }) => [id, 'noRoom']),
		);
		assert.match(planned.unsent[0]?.text ?? '', /^word word/);
		const { settings } = settingsWith({ systemPrompt: 'Be brief.' });
		const { request } = plannedRequest(
			planned,
			{ settings, model: MODEL, server: undefined },
			() => undefined,
		);
		assert.equal(request.messages[0]?.role, 'system');
		assert.equal(request.messages.at(-1)?.content, 'And now?');
		assert.equal(request.messages.length, 1 + 21 - planned.unsent.length);
	});

	it('keeps a pinned turn and leaves out what the user left out', () => {
		const { unsent } = plan(longChat(10, { r1: 'pinned', q9: 'leftOut' }));
		const ids = unsent.map(({ id }) => id);
		assert.ok(!ids.includes('q1') && !ids.includes('r1'));
		assert.ok(ids.includes('q2'));
		assert.deepEqual(
			unsent.filter(({ why }) => why === 'leftOut').map(({ id }) => id),
			['q9', 'r9'],
		);
	});

	describe('of a question whose reply is known to be long', () => {
		function planFor(replyRoom: number, values: Record<string, unknown> = {}, path = longChat(10)) {
			const { settings } = settingsWith(values);
			const known = catalogueModel(MODEL, { contextLength: 8192 });
			return planPath({ settings, model: MODEL, known, correction: undefined, path, replyRoom });
		}
		const free = ({ sent }: ReturnType<typeof planFor>) => {
			const tokensOf = messageSizes(sent);
			return 8192 - sent.reduce((sum, message) => sum + tokensOf(message), 0);
		};

		it('leaves out older messages until there is room for it', () => {
			const usual = planFor(0);
			assert.deepEqual(usual, planFor(10));
			assert.ok(free(usual) < 3000);
			const roomy = planFor(3000);
			assert.ok(free(roomy) >= 3000);
			assert.ok(roomy.unsent.length > usual.unsent.length);
			// More than half of the context too.
			assert.ok(free(planFor(7000)) >= 7000);
		});

		it('keeps that room also where max_tokens asks for less or more', () => {
			assert.ok(free(planFor(3000, { maxTokens: 200 })) >= 3000);
			assert.ok(free(planFor(3000, { maxTokens: 3500 })) >= 3500);
		});

		it('is refused with the numbers where what has to go along leaves none', () => {
			const pinned = longChat(3, { r1: 'pinned', r2: 'pinned', r3: 'pinned' });
			assert.equal(planFor(3000, {}, pinned).unsent.length, 0);
			const { kind, message } = refusal(() => planFor(6000, {}, pinned));
			assert.equal(kind, 'contextTooLong');
			assert.match(message, /8,192.*pinned messages \d,\d+, the room for the reply 6,000/);
		});
	});

	it('refuses what cannot fit at all, with the numbers and what helps', () => {
		const error = refusal(() =>
			plan([question('q', null, words(9000))], { systemPrompt: 'Be brief.' }),
		);
		assert.equal(error.kind, 'contextTooLong');
		assert.match(
			error.message,
			/takes 8,192 tokens in all, and the message about \d,\d{3}, the system prompt/,
		);
		assert.match(
			error.message,
			/These are estimates\. Nothing was sent\. Shorten the message or what is attached/,
		);
		const pinned = refusal(() =>
			plan(
				longChat(
					10,
					Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`q${at + 1}`, 'pinned'])),
				),
			),
		);
		assert.match(pinned.message, /pinned messages \d{1,2},\d{3}.*unpin messages/);
	});

	it('is never larger than the context, for any chat, and shows beforehand what it does', () => {
		const message = fc.record({
			words: fc.nat(900),
			mark: fc.constantFrom(undefined, 'pinned' as const, 'leftOut' as const),
		});
		fc.assert(
			fc.property(fc.array(message, { maxLength: 20 }), fc.nat(3000), (turns, asked) => {
				const path: Message[] = turns.flatMap((turn, at) => [
					question(`q${at}`, null, words(turn.words), turn.mark),
					reply(`r${at}`, `q${at}`, words(turn.words)),
				]);
				const next = question('next', null, words(asked + 1));
				const { raw } = settingsWith();
				const known = catalogueModel(MODEL, { contextLength: 4096 });
				const context = contextUsage({
					raw,
					target: requestTargetOf(raw, { model: () => known, catalogue: () => undefined }),
					correction: undefined,
					path,
					draft: next.text,
					attachments: [],
				});
				const { settings } = settingsWith();
				const make = () =>
					planPath({ settings, model: MODEL, known, correction: undefined, path: [...path, next] });
				if (!context.fits) {
					assert.equal(refusal(make).kind, 'contextTooLong');
					return;
				}
				const { sent, unsent } = make();
				assert.deepEqual(
					context.unsent,
					unsent.map(({ id, why }) => ({ id, why })),
				);
				const size = messageSizes(path);
				assert.ok(sent.reduce((sum, one) => sum + size(one), 0) <= 4096);
			}),
		);
	});

	it('brings max_tokens down to what the model can give, and keeps that much free', () => {
		assert.equal(plan(longChat(1), { maxTokens: 1000 }).sampling.max_tokens, 800);
		assert.equal(plan(longChat(1), { maxTokens: 700 }).sampling.max_tokens, 700);
		assert.equal(plan(longChat(1)).sampling.max_tokens, undefined);
	});

	it('brings max_tokens down to what the prompt leaves where the list has the whole context as the longest reply', () => {
		const known = catalogueModel(MODEL, { contextLength: 8192, maxCompletionTokens: 8192 });
		for (const maxTokens of [8192, 9000, 100_000]) {
			const { settings } = settingsWith({ maxTokens });
			for (const count of [1, 500, 3000, 6000]) {
				const path = [question('q', null, words(count))];
				const parts = { settings, model: MODEL, known, correction: undefined, path };
				const sent = planPath(parts).sampling.max_tokens ?? 0;
				const prompt = messageSizes(path)(path[0] as Message) + AROUND_REPLY;
				assert.ok(prompt + sent <= 8192 && sent >= 256, `${count}: ${sent} beside ${prompt}`);
				assert.ok(prompt + sent > 7900, `${count}: ${sent} beside ${prompt}`);
			}
		}
		assert.equal(plan(longChat(1), { maxTokens: 100 }).sampling.max_tokens, 100);
	});

	it('keeps no more than half the context free for the longest reply, so that earlier messages go along', () => {
		const { settings } = settingsWith({ maxTokens: 9000 });
		const known = catalogueModel(MODEL, { contextLength: 8192, maxCompletionTokens: 8192 });
		const path = longChat(3);
		const { unsent } = planPath({ settings, model: MODEL, known, correction: undefined, path });
		assert.deepEqual(unsent, []);
	});

	it('sends what does not fit where that is wanted, with room for a short reply', () => {
		const { settings } = settingsWith({ maxTokens: 2000 });
		const known = catalogueModel(MODEL, { contextLength: 8192 });
		const path = [...longChat(2).slice(0, -1), question('q', 'r2', words(9000))];
		const parts = { settings, model: MODEL, known, correction: undefined, path };
		assert.equal(refusal(() => planPath(parts)).kind, 'contextTooLong');
		const { sent, sampling, unsent } = planPath({ ...parts, anyway: true });
		assert.deepEqual(
			sent.map(({ id }) => id),
			['q'],
		);
		assert.equal(unsent.length, 4);
		assert.equal(sampling.max_tokens, 256);
	});

	it('is as large by its price as it was by its room', () => {
		const [values, path] = [{ systemPrompt: 'Be brief.' }, longChat(10)];
		const { raw, settings } = settingsWith(values);
		const { request } = plannedRequest(
			plan(path, values),
			{ settings, model: MODEL, server: undefined },
			() => undefined,
		);
		const known = catalogueModel(MODEL, { contextLength: 8192, maxCompletionTokens: 800 });
		const context = contextUsage({
			raw,
			target: requestTargetOf(raw, { model: () => known, catalogue: () => undefined }),
			correction: undefined,
			path: path.slice(0, -1),
			draft: path.at(-1)?.text ?? '',
			attachments: [],
		});
		const priced = promptTokens(request.messages) - AROUND_REPLY;
		assert.ok(Math.abs(priced - context.tokens) <= 1, `${priced} ${context.tokens}`);
	});

	it('leaves nothing out where nobody says how much fits', () => {
		const { settings } = settingsWith();
		const parts = { settings, model: MODEL, known: undefined, correction: undefined };
		assert.deepEqual(planPath({ ...parts, path: longChat(50) }).unsent, []);
	});

	it('learns from the usage of a reply, unless another model gave it', () => {
		const { settings } = settingsWith({ fallbackModels: ['other/model'] });
		const planned = plannedRequest(
			plan(longChat(1)),
			{ settings, model: MODEL, server: undefined },
			() => undefined,
		);
		const usage = { prompt_tokens: 1400, completion_tokens: 1, total_tokens: 1401 };
		const tokens = new TokenCorrections({ get: () => undefined, update: async () => {} });
		learnTokens(tokens, planned, { model: 'other/model', usage });
		assert.deepEqual(tokens.of(MODEL).factors, {});
		learnTokens(tokens, planned, { model: MODEL, usage });
		assert.ok((tokens.of(MODEL).factors.latin ?? 0) > 1.1);
	});

	it('learns nothing from counts without what a cache held, or of a prompt that was cut, however often they come', () => {
		const { settings } = settingsWith();
		const path = [question('q', null, words(10_900))];
		const to = { settings, model: MODEL, server: undefined };
		const planned = plannedRequest(plan(path, {}, 131_072), to, () => undefined);
		const tokens = new TokenCorrections({ get: () => undefined, update: async () => {} });
		for (const [prompt_tokens, cached_tokens] of [
			[6006, 5897],
			[5460, 5460],
			[6800, 4100],
			[6006, 0],
		] as const) {
			const total_tokens = prompt_tokens + 1;
			const usage = { prompt_tokens, completion_tokens: 1, total_tokens, cached_tokens };
			for (let reply = 0; reply < 6; reply++) learnTokens(tokens, planned, { usage });
			assert.deepEqual(tokens.of(MODEL).factors, {}, `${prompt_tokens}, ${cached_tokens}`);
		}
	});

	it('learns nothing of a part in a cache that is not most of the prompt, nor by half of a model it does not know', () => {
		const code = 'export const total = (values: number[]) => values.reduce((a, b) => a + b, 0);\n';
		for (const [model, share, cached, learns] of [
			[MODEL, 0.72, 0.28, false],
			[MODEL, 0.72, undefined, true],
			[MODEL, 0.9, 0.8, true],
			['acme/secret', 0.5, undefined, false],
			['acme/secret', 0.5, 0.5, false],
			['acme/secret', 0.8, undefined, true],
		] as const) {
			const { settings } = settingsWith();
			const path = [question('q', null, code.repeat(300))];
			const to = { settings, model, server: undefined };
			const planned = plannedRequest(plan(path, {}, 131_072), to, () => undefined);
			const tokens = new TokenCorrections({ get: () => undefined, update: async () => {} });
			const whole = promptTokens(planned.request.messages, tokens.of(model));
			const prompt_tokens = Math.round(whole * share);
			const usage = {
				prompt_tokens,
				completion_tokens: 1,
				total_tokens: prompt_tokens + 1,
				...(cached !== undefined && { cached_tokens: Math.round(whole * cached) }),
			};
			for (let reply = 0; reply < 6; reply++) learnTokens(tokens, planned, { usage });
			const said = `${model}, ${share}, ${cached}`;
			assert.equal(Object.keys(tokens.of(model).factors).length > 0, learns, said);
		}
	});

	it('compares what the server counted with what went out, not with the secret that stayed here', () => {
		const secret = Array.from({ length: 400 }, (_, at) => `${at}kQ9+xW${at * 7919}/zR`).join('');
		const withheld = [{ text: secret, sent: 'PLACEHOLDER_1_PRIVATE_KEY' }];
		const { settings } = settingsWith();
		const path = [question('q', null, `${words(600)} ${secret} ${words(600)}`)];
		const to = { settings, model: MODEL, server: undefined, withheld };
		const planned = plannedRequest(plan(path, {}, 131_072), to, () => undefined);
		const tokens = new TokenCorrections({ get: () => undefined, update: async () => {} });
		const correction = tokens.of(MODEL);
		const size = path.map(messageSizes(path, correction))[0] ?? 0;
		assert.ok(size > 4000, String(size));
		const prompt_tokens = 1220;
		const usage = { prompt_tokens, completion_tokens: 1, total_tokens: prompt_tokens + 1 };
		assert.equal(countedShort({ ...planned.request, correction }, { usage }), undefined);
		learnTokens(tokens, planned, { usage });
		const taught = promptTokens(planned.request.messages, tokens.of(MODEL));
		assert.ok(taught > 1150 && taught < prompt_tokens, String(taught));
		const part = Math.round(prompt_tokens * 0.6);
		const cut = { prompt_tokens: part, completion_tokens: 1, total_tokens: part + 1 };
		const short = countedShort({ ...planned.request, correction }, { usage: cut });
		assert.deepEqual(short, { counted: part, sent: 1201 });
	});

	it('learns nothing where a preset or a search may have added to what was sent', () => {
		const { settings } = settingsWith();
		const tokens = new TokenCorrections({ get: () => undefined, update: async () => {} });
		const learn = (model: string, models?: readonly string[]) => {
			const to = { settings, model, server: undefined };
			const planned = plannedRequest(plan(longChat(1)), to, () => undefined);
			const request = { ...planned.request, ...(models && { models }) };
			const usage = { prompt_tokens: 1400, completion_tokens: 1, total_tokens: 1401 };
			learnTokens(tokens, { ...planned, request }, { model, usage });
		};
		for (const id of [`${MODEL}@preset/x`, `${MODEL}:online`, '@preset/x']) {
			learn(id);
			assert.deepEqual(tokens.of(id).factors, {}, id);
		}
		learn(MODEL, ['@preset/x']);
		assert.deepEqual(tokens.of(MODEL).factors, {});
		learn(MODEL);
		assert.ok((tokens.of(MODEL).factors.latin ?? 0) > 1.1);
	});

	it('counts what a chat template adds, so that "hi" is about the eleven tokens that Llama 3 counts', () => {
		const [one, two] = ['hi', 'hello'].map((content) => ({ role: 'user', content }) as const);
		const correction = { family: 'llama3', factors: {} } as const;
		assert.ok(one && two);
		const alone = promptTokens([one], correction);
		assert.ok(alone >= 10 && alone <= 12, String(alone));
		const both = promptTokens([one, two], correction);
		assert.ok(both - alone >= 5 && both - alone <= 7, String(both));
	});

	it('does not count a question of two thousand tokens for more because "hi" was counted as eleven', () => {
		const { settings } = settingsWith();
		const short = plannedRequest(
			plan([question('q', null, 'hi')]),
			{ settings, model: MODEL, server: undefined },
			() => undefined,
		);
		const path = [question('q', null, words(1960))];
		const tokens = new TokenCorrections({ get: () => undefined, update: async () => {} });
		const size = () => path.map(messageSizes(path, tokens.of(MODEL)))[0] ?? 0;
		const before = size();
		for (const prompt_tokens of [11, 36, 60]) {
			const usage = { prompt_tokens, completion_tokens: 1, total_tokens: prompt_tokens + 1 };
			learnTokens(tokens, short, { model: MODEL, usage });
		}
		assert.equal(size(), before);
		const parts = { settings, model: MODEL, correction: tokens.of(MODEL), path };
		planPath({ ...parts, known: catalogueModel(MODEL, { contextLength: 4096 }) });
	});
});
