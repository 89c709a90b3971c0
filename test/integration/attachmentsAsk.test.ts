import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, Uri } from 'vscode';
import { chatSuite } from './chatSuite.ts';
import { FOLDER } from './documents.ts';
import { settledAfter } from './files.ts';
import { page } from './page.ts';
import { set } from './settings.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const uriOf = (name: string) => Uri.file(join(FOLDER, 'asked', name));

describe('Before it is attached, is asked about', () => {
	const suite = chatSuite({}, { oneServer: true });
	before(async () => {
		await mkdir(join(FOLDER, 'asked/src/deep'), { recursive: true });
		const write = (name: string, text: string | Uint8Array) =>
			writeFile(join(FOLDER, 'asked', name), text);
		await write('plain.txt', 'plain\n');
		await write('.env', 'KEY=1\n');
		await write('server.pem', '-----BEGIN\n');
		await write('own.priv', 'mine\n');
		await write('tool.bin', new Uint8Array([1, 2, 0, 65, 66, 0, 255, 10]));
		await write('large.log', `${'x'.repeat(1023)}\n`.repeat(700));
		await write('src/a.ts', 'export const a = 1;\n');
		await write('src/deep/b.py', 'b = 2\n');
		await write('src/.env.local', 'SECRET=1\n');
		await write('src/picture.png', new Uint8Array([137, 80]));
		await write('src/tool.bin', new Uint8Array([1, 0, 2]));
	});
	after(() => rm(join(FOLDER, 'asked'), { recursive: true, force: true }));

	const addFiles = (...names: string[]) =>
		commands.executeCommand('llamaChat.addFile', uriOf(names[0] ?? ''), names.map(uriOf));
	const labels = () =>
		(page.status?.attachments ?? []).map((one) => (one.kind === 'excerpt' ? one.label : ''));
	const chip = (): { [field: string]: unknown } => ({ ...page.status?.attachments[0] });
	const question = () => String(suite.standin.chats.at(-1)?.chat?.messages.at(-1)?.content);
	const send = (how: object = {}) =>
		settledAfter(async () => page.post({ type: 'send', text: 'Why?', ...how }));

	it('a file that looks like a secret, by its name; without an answer it is not attached', async () => {
		const asked = answer('showWarningMessage', (_question, _options, yes) => yes);
		await addFiles('plain.txt', '.env');
		await until(() => labels().length === 2);
		assert.match(asked[0]?.[0], /^Attach asked\/\.env\? By its name it may hold secrets\.$/);
		assert.equal(asked[0]?.[1].modal, true);
		assert.equal(asked[0]?.[2], 'Attach');
	});

	it('several of them at once, each by its name, and those of the user’s own patterns', async () => {
		await set('secretFiles', ['*.priv']);
		const asked = answer('showWarningMessage');
		await addFiles('.env', 'server.pem', 'own.priv', 'plain.txt');
		await until(() => labels().length === 1);
		assert.equal(asked.length, 1);
		assert.match(asked[0]?.[1].detail, /asked\/\.env\nasked\/server\.pem\nasked\/own\.priv\n/);
		assert.deepEqual(labels(), ['asked/plain.txt']);
	});

	it('a binary file, and it goes as if it were a text', async () => {
		const asked = answer('showWarningMessage', (_question, _options, yes) => yes);
		await addFiles('tool.bin');
		await until(() => labels().length === 1);
		assert.match(asked[0]?.[0], /^Attach asked\/tool\.bin\? It is no text, and no image\.$/);
		// It is asked about once: not again for what in it cannot be seen.
		await send();
		assert.ok(question().includes('\u0001\u0002\0AB\0\ufffd\n'));
	});

	it('a file that is too large, and its first lines go that fit, said on the chip', async () => {
		const asked = answer('showWarningMessage', (_question, _options, yes) => yes);
		await set('model', 'me/my-own-finetune');
		await addFiles('large.log');
		await until(() => labels().length === 1);
		assert.match(asked[0]?.[0], /large\.log has 700 KB; one message takes at most 512 KB/);
		assert.deepEqual([chip()['startLine'], chip()['endLine'], chip()['lineCount']], [1, 512, 700]);
		await send();
		assert.match(question(), /large\.log, lines 1–512 of 700 /);
		assert.equal(question().match(/x{1023}/g)?.length, 512);
	});

	it('nothing in a folder: secrets, pictures and binary files in it are left out, and named', async () => {
		const asked = answer('showWarningMessage', (_question, _options, yes) => yes);
		await addFiles('src');
		await until(() => labels().length === 1);
		assert.equal(asked.length, 0);
		assert.deepEqual(labels(), ['asked/src']);
		assert.deepEqual(chip()['leftOut'], [
			'.env.local (may hold secrets)',
			'picture.png (an image)',
			'tool.bin (no text)',
		]);
		await writeFile(join(FOLDER, 'asked/src/deep/b.py'), 'b = 3\n');
		await send();
		assert.match(
			question(),
			/asked\/src:\n\n````+markdown\nasked\/src\/\n {2}\.env\.local\n {2}a\.ts\n {2}deep\/\n {4}b\.py\n/,
		);
		assert.match(
			question(),
			/\na\.ts:\n\n```ts\nexport const a = 1;\n```\n\ndeep\/b\.py:\n\n```py\nb = 3\n```\n/,
		);
		assert.doesNotMatch(question(), /SECRET=1/);
	});
});
