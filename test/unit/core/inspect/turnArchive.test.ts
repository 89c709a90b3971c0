import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChatClient } from '../../../../src/api/server/chatClient.ts';
import { Chat } from '../../../../src/core/chat/chat.ts';
import type { Sending } from '../../../../src/core/chat/turnObserver.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { TurnArchive } from '../../../../src/core/inspect/turnArchive.ts';
import type { SentRequest } from '../../../../src/core/network/exchangeObserver.ts';
import { parseSentBody } from '../../../../src/core/server/chatRequest.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import { SpendingGuard } from '../../../../src/core/spending/spendingGuard.ts';
import { SpendingTotals } from '../../../../src/core/spending/spendingTotals.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';
import { ExchangeFolder } from '../../../../src/storage/inspect/exchangeFolder.ts';
import { LedgerFile } from '../../../../src/storage/spending/ledgerFile.ts';
import type { Standin } from '../../../standin/standin.ts';
import { inTemporaryFolder, unexpected } from '../../storage/disk/temporaryFolder.ts';
import { settingsFor, standinForSuite } from '../chat/standinForSuite.ts';
import { ORIGIN } from '../conversation/conversationSamples.ts';

const PRICED = {
	pricing: { prompt: '0.001', completion: '0.002' },
} as unknown as CatalogueModel;

/** A chat whose turns are watched, with real files and a real socket. */
class WatchedChat {
	readonly events: ConversationEvent[] = [];
	readonly totals: SpendingTotals;
	readonly turns: TurnArchive;
	readonly chat: Chat;
	hard: string | undefined;
	/** How much later it is for what watches, in milliseconds. */
	later = 0;
	#waiting: (() => void)[] = [];
	#ids = 0;

	constructor(
		standin: Standin,
		server: ChatClient,
		folder: string,
		onError: (error: unknown) => void = unexpected,
	) {
		this.totals = new SpendingTotals(new LedgerFile(join(folder, 'ledger.jsonl'), onError));
		const guard = new SpendingGuard({
			totals: this.totals,
			model: () => PRICED,
			limits: () => ({ soft: undefined, hard: this.hard }),
			server: () => standin.baseUrl,
			loaded: async () => {},
			correction: () => undefined,
			confirm: async () => false,
			now: () => Date.now(),
		});
		const exchanges = new ExchangeFolder(join(folder, 'requests'), onError);
		this.turns = new TurnArchive(guard, exchanges, () => Date.now() + this.later);
		const told = () => {
			for (const done of this.#waiting.splice(0)) done();
		};
		const { baseUrl } = standin;
		const settings = settingsFor(standin);
		const noSite = { siteUrl: undefined, siteName: undefined };
		this.chat = new Chat(
			new Conversation({ type: 'header', version: 1, id: 'c', created: 1, workspace: null }),
			{
				server,
				models: { model: () => undefined },
				tokens: new TokenCorrections({ get: () => undefined, update: async () => {} }),
				record: (event) => this.events.push(event),
				prepare: async () => ({
					settings,
					destination: { baseUrl, apiKey: undefined, ...noSite },
				}),
				observer: this.turns,
				newId: () => `m${++this.#ids}`,
				now: () => 1,
				clock: () => performance.now(),
				processes: { own: 1, live: () => true },
			},
			{ changed: told, settled: told, text: told, reasoning: told, replaced: told, returned: told },
		);
	}

	/** Resolves when no reply is running and all that is kept of it is on disk. */
	async settled(): Promise<Reply> {
		while (this.chat.turns.busy) await this.next();
		await this.turns.flush();
		const reply = this.chat.messages().at(-1);
		assert.ok(reply?.role === 'assistant');
		return reply;
	}

	next(): Promise<void> {
		return new Promise((resolve) => this.#waiting.push(resolve));
	}
}

describe('a watched chat', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let server: ChatClient;
	beforeEach(() => {
		({ standin, server } = suite);
	});

	it('keeps the request and counts the cost of each reply, deleted ones too', () =>
		inTemporaryFolder(async (folder) => {
			const test = new WatchedChat(standin, server, folder);
			await test.chat.turns.send('One?', []);
			const reply = await test.settled();
			assert.equal(reply.facts.estimated_cost, undefined);
			assert.ok((reply.facts.timing?.total ?? -1) >= (reply.facts.timing?.first ?? 0));
			test.chat.delete(reply.id);
			await test.chat.turns.send('Two?', []);
			await test.settled();
			assert.equal(test.totals.ofChat('c')?.replies, 2);
			const again = new WatchedChat(standin, server, folder);
			const kept = await again.turns.exchangeOf('c', reply.id);
			assert.equal(kept?.body, standin.chats[0]?.bodyText);
			assert.equal(kept?.events.at(-1)?.text, '[DONE]');
			await again.turns.forget('c');
			assert.equal(await again.turns.exchangeOf('c', reply.id), undefined);
		}));

	it('goes on while neither cost nor request can be written, counts them, and writes the cost in the end', () =>
		inTemporaryFolder(async (parent) => {
			// A file in the folder's place cannot be written below, whoever the user is.
			const folder = join(parent, 'storage');
			await writeFile(folder, '');
			const errors: unknown[] = [];
			const test = new WatchedChat(standin, server, folder, (error) => errors.push(error));
			for (const text of ['One?', 'Two?']) {
				await test.chat.turns.send(text, []);
				const reply = await test.settled();
				assert.equal(reply.status, 'complete');
				const kept = await test.turns.exchangeOf('c', reply.id);
				assert.equal(kept?.body, standin.chats.at(-1)?.bodyText);
			}
			assert.equal(test.totals.ofChat('c')?.replies, 2);
			assert.ok(errors.length > 0);
			await rm(folder);
			await test.turns.flush();
			const later = await new LedgerFile(join(folder, 'ledger.jsonl'), unexpected).read();
			assert.equal(later.length, 2);
		}));

	it('says what the cache could know from the request before, unless that was short, long ago or changed', () =>
		inTemporaryFolder(async (folder) => {
			const test = new WatchedChat(standin, server, folder);
			const expected = async (act: () => Promise<unknown>) => {
				standin.script({ kind: 'reply', text: 'Yes.', cached: 7 });
				await act();
				return (await test.settled()).facts.usage?.expected_cached_tokens;
			};
			const ask = (text: string) => expected(() => test.chat.turns.send(text, []));
			const long = 'word '.repeat(3000);
			assert.equal(await ask('Hello'), undefined, 'nothing was sent before');
			assert.equal(await ask(long), undefined, 'what was sent before is short');
			const most = await ask('Why?');
			assert.ok(most !== undefined && most > 1024, String(most));
			test.later += 4 * 60_000;
			const more = await ask('And?');
			assert.ok(more !== undefined && more > most, String(more));
			test.later += 5 * 60_000;
			assert.equal(await ask('Still?'), undefined, 'no cache knows it any more');
			const first = test.chat.messages()[0]?.id ?? '';
			assert.equal(await expected(() => test.chat.turns.edit(first, `Other ${long}`)), undefined);
		}));

	it('knows that no cache has what is still being answered: one model asked twice at once', () =>
		inTemporaryFolder(async (folder) => {
			const test = new WatchedChat(standin, server, folder);
			const text = 'word '.repeat(3000);
			const expected = () =>
				test.events.flatMap((event) =>
					event.type === 'settle' ? [event.facts?.usage?.expected_cached_tokens] : [],
				);
			const twice = async () => {
				for (const _ of [1, 2]) standin.script({ kind: 'reply', text: 'Yes.', cached: 0 });
				const asked = test.chat.turns.replies.ids.length === 0 ? { text, attachments: [] } : 'm1';
				await test.chat.turns.compare(asked, [{}, {}], () => {});
				await test.settled();
			};
			await twice();
			assert.deepEqual(expected(), [undefined, undefined]);
			await twice();
			const [, , one = 0, other = 0] = expected();
			assert.ok(one > 1024 && other === one, `${one} ${other}`);
		}));

	it('writes nothing but status, facts and failure at the end of a reply', () =>
		inTemporaryFolder(async (folder) => {
			const test = new WatchedChat(standin, server, folder);
			standin.script({ kind: 'reply', text: 'What was said.' });
			await test.chat.turns.send('One?', []);
			await test.settled();
			const settle = test.events.find(({ type }) => type === 'settle') ?? {};
			assert.deepEqual(Object.keys(settle).toSorted(), ['at', 'facts', 'id', 'status', 'type']);
		}));

	it('runs a request again: the same bytes, beside the first reply, and to nobody else', () =>
		inTemporaryFolder(async (folder) => {
			const test = new WatchedChat(standin, server, folder);
			await test.chat.turns.send('One?', []);
			const first = await test.settled();
			await test.chat.turns.send('Two?', []);
			await test.settled();
			const kept = await test.turns.exchangeOf('c', first.id);
			const request = parseSentBody(kept?.body ?? '');
			const url = kept?.attempts[0]?.url ?? '';
			assert.ok(request);
			await test.chat.turns.runAgain(first.id, { request, url });
			const again = await test.settled();
			assert.equal(again.again, first.id);
			assert.equal(again.parent, first.parent);
			const fork = new WatchedChat(standin, server, folder);
			fork.chat.adopt(test.chat.messages(), ORIGIN);
			assert.equal('again' in (fork.chat.messages()[1] ?? {}), false);
			assert.equal(standin.chats[2]?.bodyText, standin.chats[0]?.bodyText);
			const elsewhere = { request, url: 'https://other.test/v1/chat/completions' };
			await assert.rejects(
				test.chat.turns.runAgain(first.id, elsewhere),
				/^ChatError: This request went to other\.test, and the setting Base Url leads elsewhere now\. Nothing was sent\.$/,
			);
			assert.equal(standin.chats.length, 3);
		}));

	it('keeps nothing of a reply whose request has not gone out, and then what has', () =>
		inTemporaryFolder(async (folder) => {
			const guard = { begin: () => {} } as unknown as SpendingGuard;
			const archive = new TurnArchive(guard, new ExchangeFolder(folder, unexpected), () => 1);
			const sending = { chat: 'c', reply: 'r', destination: {} } as unknown as Sending;
			const { observer } = archive.begin(sending);
			assert.equal(await archive.keeps('c', 'r'), false);
			const sent = { at: 1, method: 'POST', url: '', headers: {}, body: '{}', transport: 'fetch' };
			observer.sending(sent as unknown as SentRequest);
			assert.equal(await archive.keeps('c', 'r'), true);
		}));

	it('records and sends nothing beyond the hard limit', () =>
		inTemporaryFolder(async (folder) => {
			const test = new WatchedChat(standin, server, folder);
			test.hard = '0.000001';
			await assert.rejects(
				test.chat.turns.send('One?', []),
				(error) => error instanceof ChatError && error.kind === 'overLimit',
			);
			assert.deepEqual(test.events, []);
			assert.deepEqual(standin.requests, []);
			assert.equal(test.chat.turns.busy, false);
		}));

	it('estimates what a stopped reply costs by what had come', () =>
		inTemporaryFolder(async (folder) => {
			const test = new WatchedChat(standin, server, folder);
			standin.script({ kind: 'reply', text: 'one two three', holdAfter: 2 });
			await test.chat.turns.send('One?', []);
			while (test.chat.messages().at(-1)?.text.trim() !== 'one two') await test.next();
			test.chat.turns.stop();
			const reply = await test.settled();
			const spent = test.totals.ofChat('c');
			assert.ok(Number(reply.facts.estimated_cost) > 0);
			assert.equal(spent?.estimated, reply.facts.estimated_cost);
			assert.equal(spent?.billed, undefined);
		}));
});
