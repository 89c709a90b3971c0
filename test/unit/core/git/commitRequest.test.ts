import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { type ChangedFile, newFile } from '../../../../src/core/git/changedFiles.ts';
import type { CommitFacts } from '../../../../src/core/git/commitPrompt.ts';
import { prepareCommit } from '../../../../src/core/git/commitRequest.ts';
import { findSecrets } from '../../../../src/core/secrets/findSecrets.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';
import { correctedTokens, TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import { countTokens } from '../../../../src/core/tokens/tokenEstimate.ts';
import type { SecretAnswer } from '../../../../src/shared/conversation/withheldText.ts';
import { generatedSecrets } from '../../../samples/generatedSecrets.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

const MODEL = 'llama3:8b';
const [TOKEN] = generatedSecrets(1, 11).map(({ secret }) => secret);
const LEARNED = new TokenCorrections({ get: () => undefined, update: async () => {} });

const FACTS: CommitFacts = {
	which: 'all',
	style: { subjects: ['feat: one'], withBody: 0 },
	instructions: [],
	box: '',
	subject: undefined,
	language: 'English',
};

/** A new file of so many lines. */
function file(path: string, lines: number): ChangedFile {
	const text = Array.from({ length: lines }, (_, at) => `const value${at} = ${at};`).join('\n');
	return newFile(path, text);
}

describe('the request for a commit message', () => {
	const values: Record<string, unknown> = {};
	let permitted: ChatRequest[];
	let refusal: ChatError | undefined;
	let sent: Set<string>;

	beforeEach(() => {
		permitted = [];
		refusal = undefined;
		sent = new Set();
		for (const name of Object.keys(values)) delete values[name];
		Object.assign(values, { baseUrl: 'http://localhost:1/v1', model: MODEL });
	});

	async function prepare(
		files: readonly ChangedFile[],
		contextLength: number | undefined,
		facts: Partial<CommitFacts> = {},
		answer?: SecretAnswer,
	) {
		const settings = parseSettings((name) => values[name]);
		const { baseUrl } = settings;
		const destination = { baseUrl, apiKey: undefined, siteUrl: undefined, siteName: undefined };
		const known = catalogueModel(MODEL, { contextLength });
		const { prepared, leftOut } = await prepareCommit(
			{ ...FACTS, ...facts },
			{ files, missing: [{ path: 'open.ts', why: 'unsaved' }] },
			(path) => path === '.env',
			{},
			{
				prepare: async () => ({ settings, destination }),
				models: { model: () => known },
				tokens: LEARNED,
				observer: {
					permit: async (_to, request) => {
						permitted.push(request);
						if (refusal !== undefined) throw refusal;
					},
					begin: () => assert.fail(),
					cutOff: () => assert.fail(),
					forget: () => assert.fail(),
				},
				secrets: { find: async (text) => findSecrets(text), sent },
			},
			answer,
		);
		const { messages } = prepared.planned.request;
		const [system, question] = messages.map(({ content }) => String(content));
		return { leftOut, messages, system, question: question ?? '' };
	}

	it('is not made unasked of changes that look as if they held a secret, and then without it, or as it is', async () => {
		const held = [newFile('a.ts', `const token = '${TOKEN}';`)];
		const refused = 'What looks like a GitHub token is in the changes. Nothing was sent.';
		await assert.rejects(prepare(held, 8192), { kind: 'secrets', message: refused });
		assert.deepEqual(permitted, []);
		const without = await prepare(held, 8192, {}, 'leaveOut');
		assert.match(without.question, /\+const token = '\[left out\]';/);
		const whole = await prepare(held, 8192, {}, 'send');
		assert.ok(whole.question.includes(`'${TOKEN}'`));
		// It is asked about once.
		await prepare(held, 8192);
	});

	it('is not made unasked where it is the box, an instruction or a commit that looks so', async () => {
		const texts = { box: `Use ${TOKEN}`, instructions: [`Never ${TOKEN}`] };
		const style = { subjects: [`fix: ${TOKEN}`], withBody: 0 };
		await assert.rejects(prepare([file('a.ts', 3)], 8192, { ...texts, style }), {
			message:
				'What looks like a GitHub token is in the message box; what looks like a GitHub token is in the instructions for commit messages; what looks like a GitHub token is in the last commits. Nothing was sent.',
		});
	});

	const tokensOf = (texts: readonly unknown[]) =>
		texts.reduce(
			(sum: number, text) => sum + correctedTokens(countTokens(String(text)), LEARNED.of(MODEL)),
			0,
		);

	it('has our system prompt and not the user’s, the parameters that are set, and all changes', async () => {
		Object.assign(values, { systemPrompt: 'You are a pirate.', temperature: 0.3 });
		const { system, question, leftOut } = await prepare([file('a.ts', 3)], 8192);
		assert.match(system ?? '', /^You write commit messages/);
		assert.doesNotMatch(system ?? '', /pirate/);
		assert.match(question, /\+const value2 = 2;/);
		assert.equal(permitted[0]?.temperature, 0.3);
		assert.deepEqual(leftOut, [{ path: 'open.ts', why: 'unsaved' }]);
		assert.match(question, /- open\.ts \(has changes that are not saved\)/);
	});

	it('keeps to the model’s context, with room for the reply, and names what it leaves out', async () => {
		const files = [file('large.ts', 2000), file('package-lock.json', 300), file('small.ts', 3)];
		for (const context of [2048, 4096, 8192, undefined]) {
			const { messages, question, leftOut } = await prepare(files, context);
			const most = context ?? 8192;
			const room = tokensOf(messages.map(({ content }) => content));
			assert.ok(room < most * 0.9 && room > most * 0.3, `${room} of ${most}`);
			const [small] = files.slice(2);
			assert.ok(question.includes(small?.text ?? '-'));
			assert.deepEqual(leftOut.map(({ path, why }) => `${path} ${why}`).toSorted(), [
				'large.ts cut',
				'open.ts unsaved',
				'package-lock.json noRoom',
			]);
			assert.match(question, /- package-lock\.json \(no room\)/);
			assert.match(question, /- large\.ts \(\d+ of 2,0\d\d lines\)/);
		}
	});

	it('has no more than makes a message better, however large the context is', async () => {
		const { messages } = await prepare([file('large.ts', 20_000)], 1_000_000);
		assert.ok(tokensOf(messages.map(({ content }) => content)) < 25_000);
	});

	it('counts names where there are very many', async () => {
		const files = Array.from({ length: 3000 }, (_, at) => file(`folder/file${at}.ts`, 30));
		const { messages, question, leftOut } = await prepare(files, 4096);
		assert.ok(tokensOf(messages.map(({ content }) => content)) < 4096 * 0.9);
		assert.match(question, /- and 2,\d\d\d more/);
		assert.ok(leftOut.length > 2900);
	});

	it('is refused with the numbers where there is room for no change', async () => {
		await assert.rejects(
			prepare([file('a.ts', 3)], 1024, { box: 'many words '.repeat(400) }),
			(error) => {
				assert.ok(error instanceof ChatError);
				assert.equal(error.kind, 'contextTooLong');
				assert.match(error.message, /takes 1,024 tokens in all.*Nothing was sent/);
				return true;
			},
		);
		assert.equal(permitted.length, 0);
	});

	it('is refused by the day’s limit', async () => {
		refusal = new ChatError('overLimit', 'The limit is reached.');
		await assert.rejects(prepare([file('a.ts', 3)], 8192), { kind: 'overLimit' });
	});
});
