import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addFavourite } from './favourites.ts';
import { type Scene, startScene, type Window } from './scene.ts';

/** Another extension, which asks for a model that is lent. */
const ASKER = join(import.meta.dirname, '../vscode/lentModelAsker');

const CODER = 'Qwen: Qwen3 Coder 480B A35B';

describe('models that are lent', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		const settings = {
			'llamaChat.provideModels': true,
			'llamaChat.systemPrompt': 'Of no other extension’s business.',
			'llamaChat.temperature': 0.5,
			'llamaChat.seed': 7,
		};
		scene = await startScene({}, settings, { smokeTestDriver: true });
		window = await scene.open({ extensionDevelopmentPath: ASKER });
		await window.chat.show();
		await addFavourite(window, CODER, 'qwen/qwen3-coder');
	});
	after(() => scene.close());

	const asks = () => window.workbench.runCommand('Tests: Ask a Lent Model');
	/** Resolves once the other extension has got so far, which it says in the status bar. */
	const gets = (text: string) =>
		window.workbench.page.locator('.statusbar-item').filter({ hasText: text }).waitFor();

	/** The lines of the ledger about what was lent, once there are so many. */
	async function lentLines(count: number): Promise<string[]> {
		const folder = join(scene.server.dataDir, 'data/User/globalStorage/llama-chat.llama-chat');
		let lines: string[] = [];
		await window.workbench.until(async () => {
			const ledger = await readFile(join(folder, 'ledger.jsonl'), 'utf8').catch(() => '');
			lines = ledger.split('\n').filter((line) => line.includes('"chat":"lent-'));
			return lines.length >= count;
		}, `${count} lines in the ledger`);
		return lines;
	}

	it('answer another extension by its own words and options, under its name in the ledger', async () => {
		scene.standin.script({ kind: 'reply', text: 'Llama Chat did.' });
		await asks();
		await gets(`${CODER} says: Llama Chat did.`);
		const sent = scene.standin.chats.at(-1);
		assert.deepEqual(sent?.body, {
			model: 'qwen/qwen3-coder',
			messages: [
				{ role: 'user', content: 'Who lent you?' },
				{ role: 'assistant', content: 'A user.' },
				{ role: 'user', content: 'Through what?' },
			],
			// Its own in the place of yours, and yours where it has none.
			temperature: 1.5,
			seed: 7,
			stream: true,
			stream_options: { include_usage: true },
		});
		const [line] = await lentLines(1);
		assert.match(line ?? '', /"chat":"lent-llama-2d-chat-2d-tests-2e-lent-2d-model-2d-asker"/);
		assert.match(line ?? '', /"model":"qwen\/qwen3-coder",.*"prompt_tokens":9,.*"billed":"0\.0/);
	});

	it('close the socket when it stops, where VS Code tells of that; else the reply goes on to its end', async () => {
		const { standin } = scene;
		const told = process.env['LLAMA_CHAT_VSCODE'] !== 'oldest';
		standin.script({ kind: 'reply', text: 'one two three four', holdAfter: 2 });
		await asks();
		await gets(`${CODER} is saying: one two`);
		await window.workbench.runCommand('Tests: Stop Asking');
		if (!told) standin.release();
		assert.equal(await standin.chats.at(-1)?.whenClosed, told ? 'byClient' : 'byServer');
		const [, line] = await lentLines(2);
		assert.match(line ?? '', told ? /"estimated":"0\.0/ : /"completion_tokens":5,.*"billed":"0\.0/);
	});

	it('ask nothing of the server beyond a hard limit of the day, and say why', async () => {
		const asked = scene.standin.chats.length;
		await window.workbench.setSetting('llamaChat.hardLimit', 0);
		await asks();
		await gets('Refused: The limit of $0 for a day is reached. Today $0.0000');
		assert.equal(scene.standin.chats.length, asked);
	});
});
