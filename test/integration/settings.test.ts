import assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { settingLabel } from '../../src/shared/text/settingLabel.ts';
import { startStandin } from '../standin/standin.ts';
import { ask, chatSuite, run } from './chatSuite.ts';
import { at, show, untitled } from './documents.ts';
import { nextNotice } from './page.ts';
import { set, writeWorkspaceSettings } from './settings.ts';

/** Each sampling setting: its field in the request, a value, and one that is not allowed with what is said about it. */
const SAMPLING = {
	temperature: { wire: 'temperature', value: 0.25, wrong: 2.1, range: 'a number from 0 to 2' },
	topP: { wire: 'top_p', value: 0.9, wrong: 1.5, range: 'a number from 0 to 1' },
	topK: { wire: 'top_k', value: 40, wrong: 1.5, range: 'a whole number of at least 0' },
	minP: { wire: 'min_p', value: 0.05, wrong: -0.1, range: 'a number from 0 to 1' },
	topA: { wire: 'top_a', value: 0.2, wrong: 2, range: 'a number from 0 to 1' },
	frequencyPenalty: {
		wire: 'frequency_penalty',
		value: -1.5,
		wrong: -2.5,
		range: 'a number from -2 to 2',
	},
	presencePenalty: {
		wire: 'presence_penalty',
		value: 1.5,
		wrong: 3,
		range: 'a number from -2 to 2',
	},
	repetitionPenalty: {
		wire: 'repetition_penalty',
		value: 1.1,
		wrong: -0.5,
		range: 'a number from 0 to 2',
	},
	maxTokens: { wire: 'max_tokens', value: 512, wrong: 0, range: 'a whole number of at least 1' },
	seed: { wire: 'seed', value: -7, wrong: 0.5, range: 'a whole number' },
} as const;

describe('settings', () => {
	const suite = chatSuite({}, { oneServer: true });
	const sent = () => parameters(suite.standin.chats.at(-1)?.body);

	it('unset: a request has the model, the messages and how to stream, and no other field', async () => {
		await ask();
		assert.deepEqual(sent(), {});
		assert.equal(suite.standin.chats[0]?.chat?.model, 'meta-llama/llama-3-70b-instruct');
		assert.deepEqual(
			suite.standin.chats[0]?.chat?.messages.map(({ role }) => role),
			['user'],
		);
	});

	it('all sampling settings at once arrive under their wire names', async () => {
		for (const [name, { value }] of Object.entries(SAMPLING)) await set(name, value);
		await set('stop', ['\n\n', 'END']);
		await ask();
		const wanted = Object.values(SAMPLING).map(({ wire, value }) => [wire, value]);
		assert.deepEqual(sent(), { ...Object.fromEntries(wanted), stop: ['\n\n', 'END'] });
	});

	for (const name of ['temperature', 'topP', 'maxTokens', 'seed'] as const) {
		const { wire, value } = SAMPLING[name];
		it(`${name} alone arrives as ${wire}, and nothing else with it`, async () => {
			await set(name, value);
			await ask();
			assert.deepEqual(sent(), { [wire]: value });
		});
	}

	it('0 is sent, not taken for unset', async () => {
		await set('temperature', 0);
		await set('topK', 0);
		await set('seed', 0);
		await ask();
		assert.deepEqual(sent(), { temperature: 0, top_k: 0, seed: 0 });
	});

	it('null is as good as unset, also where it hides a value of the user', async () => {
		const names = [...Object.keys(SAMPLING), 'stop'];
		await set('temperature', 1);
		await writeWorkspaceSettings(
			Object.fromEntries(names.map((name) => [`llamaChat.${name}`, null])),
		);
		await ask();
		assert.deepEqual(sent(), {});
	});

	it('a change counts from the next question on', async () => {
		await set('temperature', 1);
		await ask();
		assert.deepEqual(sent(), { temperature: 1 });
		await set('temperature', undefined);
		await ask();
		assert.deepEqual(sent(), {});
	});

	it('an empty list of stop strings is not sent', async () => {
		await set('stop', []);
		await ask();
		assert.deepEqual(sent(), {});
	});

	for (const [name, { wrong, range }] of Object.entries(SAMPLING)) {
		it(`${name} of ${wrong} is refused with setting, value and range, and nothing is sent`, async () => {
			await set(name, wrong);
			await refused(
				name,
				`The setting ${settingLabel(name)} is ${wrong}; it must be ${range}, or null to not send it. Nothing was sent.`,
			);
			await set(name, undefined);
			await ask();
			assert.equal(suite.standin.asked.length, 1);
		});
	}

	const wrongTypes: [string, unknown][] = [
		['temperature', '0.5'],
		['seed', true],
		['stop', 'END'],
		['stop', ['']],
		['stop', ['1', '2', '3', '4', '5']],
		['model', ''],
		['model', 70],
		['systemPrompt', ['Be brief.']],
		['baseUrl', 'localhost'],
		['baseUrl', 'file:///etc'],
	];
	for (const [name, wrong] of wrongTypes) {
		it(`${name} of ${JSON.stringify(wrong)} is refused, and nothing is sent`, async () => {
			await set(name, wrong);
			await refused(name, undefined);
			await set(name, name === 'baseUrl' ? suite.standin.baseUrl : undefined);
			await ask();
			assert.equal(suite.standin.asked.length, 1);
		});
	}

	it('systemPrompt is the first message, as it is written', async () => {
		await set('systemPrompt', '  Be brief.\nSay "no" when you do not know.\n');
		await ask();
		const messages = suite.standin.chats[0]?.chat?.messages;
		assert.deepEqual(
			messages?.map(({ role }) => role),
			['system', 'user'],
		);
		assert.equal(messages?.[0]?.content, '  Be brief.\nSay "no" when you do not know.\n');
	});

	it('model is the one that is asked', async () => {
		await set('model', 'qwen/qwen3-coder');
		await ask();
		assert.equal(suite.standin.chats[0]?.chat?.model, 'qwen/qwen3-coder');
	});

	it('siteUrl and siteName are headers', async () => {
		await set('siteUrl', 'https://example.com/app');
		await set('siteName', 'Example App');
		await ask();
		const headers = suite.standin.chats[0]?.headers;
		assert.equal(headers?.['http-referer'], 'https://example.com/app');
		assert.equal(headers?.['x-title'], 'Example App');
	});

	it('siteUrl and siteName are no headers when they are not set', async () => {
		await ask();
		const headers = suite.standin.chats[0]?.headers ?? {};
		assert.equal('http-referer' in headers, false);
		assert.equal('x-title' in headers, false);
	});

	it('a workspace cannot change where things are sent', async () => {
		await using other = await startStandin({ pace: 0 });
		// VS Code refuses to write it; a folder that was copied from elsewhere has it all the same.
		await assert.rejects(async () =>
			workspace
				.getConfiguration('llamaChat')
				.update('baseUrl', other.baseUrl, ConfigurationTarget.Workspace),
		);
		await writeWorkspaceSettings({ 'llamaChat.baseUrl': other.baseUrl, 'llamaChat.seed': 11 });
		await ask();
		assert.deepEqual(sent(), { seed: 11 });
		assert.deepEqual(other.requests, []);
	});

	it('a workspace has its own model and sampling', async () => {
		await set('model', 'qwen/qwen3-coder', ConfigurationTarget.Workspace);
		await set('temperature', 1);
		await set('temperature', 0, ConfigurationTarget.Workspace);
		await ask();
		assert.equal(suite.standin.chats[0]?.chat?.model, 'qwen/qwen3-coder');
		assert.deepEqual(sent(), { temperature: 0 });
	});
});

/** What a request carries besides what every request to a server that is not OpenRouter has. */
function parameters(body: unknown): unknown {
	assert.ok(typeof body === 'object' && body !== null);
	const {
		model: _model,
		messages: _messages,
		stream,
		stream_options,
		...rest
	} = {
		stream: undefined,
		stream_options: undefined,
		model: undefined,
		messages: undefined,
		...body,
	};
	assert.equal(stream, true);
	assert.deepEqual(stream_options, { include_usage: true });
	return rest;
}

/** Asks, and sees it refused for this setting. */
async function refused(setting: string, message: string | undefined): Promise<void> {
	await show(await untitled('answer = 42'), at(1, 1, 1, 12));
	const shown = nextNotice();
	await run('explainSelection');
	const failure = await shown;
	assert.equal(failure.kind, 'badSetting');
	assert.equal(failure.setting, setting);
	if (message !== undefined) assert.equal(failure.message, message);
	assert.ok(failure.message.startsWith(`The setting ${settingLabel(setting)} `), failure.message);
}
