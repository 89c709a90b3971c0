import assert from 'node:assert/strict';
import type {
	CancellationToken,
	LanguageModelChatInformation,
	LanguageModelChatRequestMessage,
	ProvideLanguageModelChatResponseOptions,
} from 'vscode';
import type { RetryWait } from '../../../../src/core/chat/retries.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import type { ReceivedExtra, ReplyEvent } from '../../../../src/core/server/chatServer.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';
import type { LentModelsPorts } from '../../../../src/host/languageModels/lentModels.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import {
	LanguageModelDataPart,
	LanguageModelTextPart,
	LanguageModelToolCallPart,
	LanguageModelToolResultPart,
} from '../../../vscode/languageModelParts.ts';

provideVscode();
const { LentModels } = await import('../../../../src/host/languageModels/lentModels.ts');

const GPT = { id: 'openai/gpt-4o-mini' } as LanguageModelChatInformation;
const said = (...content: unknown[]) =>
	({ role: 1, name: undefined, content }) as unknown as LanguageModelChatRequestMessage;
const text = (words: string) => new LanguageModelTextPart(words);

/** A request that another extension can stop. */
function stoppable() {
	const listeners: (() => void)[] = [];
	const token = {
		isCancellationRequested: false,
		onCancellationRequested: (listener: () => void) => listeners.push(listener),
	};
	const stop = () => {
		token.isCancellationRequested = true;
		for (const listener of listeners) listener();
	};
	return { token: token as unknown as CancellationToken, stop };
}

const extra = (one: ReceivedExtra): ReplyEvent => ({ type: 'extra', extra: one });

/** What answers with these pieces, and what came of it. */
function lent(
	pieces: readonly (ReplyEvent | ChatError)[],
	permit: () => Promise<void> = async () => {},
) {
	const requests: ChatRequest[] = [];
	const begun: string[] = [];
	const added: string[] = [];
	const announced: string[] = [];
	const logged: string[] = [];
	const parts: unknown[] = [];
	const waits: RetryWait[] = [];
	const onWait: (() => void)[] = [];
	const settings = parseSettings(
		(name) => ({ baseUrl: 'https://server.test/v1', model: GPT.id, retries: 2 })[name],
	);
	const nobody = () => {};
	const ports = {
		server: {
			async *streamReply(_to: unknown, request: ChatRequest, signal: AbortSignal) {
				requests.push(request);
				for (const piece of pieces) {
					if (signal.aborted) return;
					if (piece instanceof ChatError) throw piece;
					yield piece;
				}
			},
		},
		models: { model: () => undefined },
		tokens: { of: () => undefined },
		observer: {
			permit,
			begin: ({ chat }: { readonly chat: string }) => {
				begun.push(chat);
				const observer = {
					sending: nobody,
					answered: nobody,
					received: nobody,
					retrying: nobody,
				};
				return { observer, settled: ({ facts }: { readonly facts: object }) => facts };
			},
		},
		lends: () => true,
		prepare: async () => ({
			settings,
			destination: { baseUrl: settings.baseUrl, server: undefined, apiKey: 'k' },
		}),
		requests: { add: ({ asker }: { readonly asker: string }) => added.push(asker) },
		announce: (asker: string) => announced.push(asker),
		secrets: { fresh: async () => [] },
		warnOf: nobody,
		retrying: (wait: RetryWait) => {
			waits.push(wait);
			for (const tell of onWait) tell();
		},
		replied: nobody,
		newId: () => 'r1',
		log: { info: nobody, warn: (line: string) => logged.push(line) },
	} as unknown as LentModelsPorts;
	const models = new LentModels(ports);
	const ask = (token = stoppable().token, options: object = {}, question = 'Hi.') =>
		models.provideLanguageModelChatResponse(
			GPT,
			[said(text(question))],
			{
				toolMode: 1,
				requestInitiator: 'pub.ext',
				...options,
			} as unknown as ProvideLanguageModelChatResponseOptions,
			{ report: (part) => void parts.push(part) },
			token,
		);
	return { models, ask, requests, begun, added, announced, logged, parts, waits, onWait };
}

describe('models as other extensions use them', () => {
	it('give text, images and the calls of tools in VS Code’s classes, and name what it has none for', async () => {
		const bytes = Uint8Array.of(1, 2, 3);
		const { ask, parts, logged } = lent([
			{ type: 'text', text: 'See ' },
			extra({ type: 'image', bytes, image: { mediaType: 'image/png', width: 1, height: 1 } }),
			extra({ type: 'toolCall', id: 'c1', name: 'now', input: '{"zone":"CET"}' }),
			extra({ type: 'audio' }),
			{ type: 'text', text: 'this.' },
		]);
		await ask();
		assert.deepEqual(parts, [
			text('See '),
			new LanguageModelDataPart(bytes, 'image/png'),
			new LanguageModelToolCallPart('c1', 'now', { zone: 'CET' }),
			text('this.'),
		]);
		assert.deepEqual(logged, ['Lent to pub.ext: audio of the reply is not passed on.']);
	});

	it('log both numbers where the server cannot have read all that they were asked', async () => {
		const usage = { prompt_tokens: 2050, completion_tokens: 1, total_tokens: 2051 };
		const { ask, logged } = lent([
			{ type: 'text', text: 'Yes.' },
			{ type: 'facts', facts: { usage } },
		]);
		await ask();
		assert.deepEqual(logged, []);
		await ask(undefined, {}, 'word '.repeat(7900));
		assert.equal(logged.length, 1);
		assert.match(
			logged[0] ?? '',
			/^Lent to pub\.ext: The server counted 2,050 of about \d,\d{3} tokens\.$/,
		);
	});

	it('ask nothing where that was stopped before, or while the user is asked', async () => {
		const before = lent([]);
		const { token, stop } = stoppable();
		stop();
		await before.ask(token);
		const late = stoppable();
		const during = lent([], async () => late.stop());
		await during.ask(late.token);
		assert.deepEqual([before.requests, before.begun], [[], []]);
		assert.deepEqual([during.requests, during.begun], [[], []]);
	});

	it('say why a limit refuses; nothing is sent, listed or announced', async () => {
		const { ask, requests, added, announced } = lent([], async () => {
			throw new ChatError('overLimit', 'The limit of $1 for a day is reached.');
		});
		await assert.rejects(ask(), /The limit of \$1 for a day is reached\./);
		assert.deepEqual([requests, added, announced], [[], [], []]);
	});

	it('are asked under the name of who asks, of another extension where VS Code says none', async () => {
		const { ask, begun, added } = lent([]);
		await ask();
		await ask(undefined, { requestInitiator: undefined });
		assert.deepEqual(added, ['pub.ext', 'another extension']);
		assert.deepEqual(begun, ['lent-pub-2e-ext', 'lent-another-20-extension']);
	});

	it('are asked for again before the first word, as often as your settings say', async () => {
		const failure = new ChatError('server', 'Broken.', {}, { retry: {} });
		const { ask, requests, waits, onWait } = lent([failure]);
		const { token, stop } = stoppable();
		onWait.push(stop);
		await ask(token);
		assert.deepEqual(
			waits.map(({ number, limit }) => [number, limit]),
			[[1, 2]],
		);
		assert.equal(requests.length, 1, 'it was stopped while it waited');
	});

	it('count all of a message: what tools were called with and answered, and images', async () => {
		const { models } = lent([]);
		const count = (...content: unknown[]) => models.provideTokenCount(GPT, said(...content));
		const words = 'four words of text';
		assert.equal(await models.provideTokenCount(GPT, words), 4);
		assert.equal(await count(text(words)), 4);
		const answered = await count(new LanguageModelToolResultPart('c1', [text(words.repeat(100))]));
		assert.ok(answered > 300, `${answered} of what a tool answered`);
		const called = await count(new LanguageModelToolCallPart('c1', 'now', { zone: words }));
		assert.ok(called > 4, `${called} of a call`);
		const shown = await count(
			text(words),
			LanguageModelDataPart.image(Uint8Array.of(1), 'image/png'),
		);
		assert.ok(shown > 500, `${shown} with an image`);
	});
});
