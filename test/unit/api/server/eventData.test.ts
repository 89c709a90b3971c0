import assert from 'node:assert/strict';
import { ReplyReader } from '../../../../src/api/server/replyReader.ts';
import { delta, events, summary } from '../network/testServer.ts';
import { CONTEXT, failure, kindOf, read, readEveryWay } from './readEveryWay.ts';

const json = (chunk: object) => JSON.stringify(chunk);

describe('the data of an event', () => {
	it('is read line by line where the blank lines between events are missing', () => {
		const last = { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } };
		const chunks = [delta('one'), delta(' two'), delta('', 'stop'), last].map(json);
		for (const lines of [[...chunks, '[DONE]'], chunks, ['ping', ...chunks]]) {
			for (const end of ['\n', '\n\n', '']) {
				const outcome = readEveryWay(`${lines.map((line) => `data: ${line}`).join('\n')}${end}`);
				assert.equal(outcome.error, undefined);
				assert.equal(outcome.text, 'one two');
				assert.notEqual(outcome.facts['usage'], undefined);
			}
		}
	});

	it('is given out as it comes where the blank lines between events are missing', () => {
		for (const end of ['\n', '\r\n', '\r']) {
			for (const before of ['', 'id: 1', ': beat', 'data: ping', 'event: message', 'data: null']) {
				const reader = new ReplyReader(CONTEXT, 'text/event-stream');
				const words = ['one', ' two', ' three', ' four'];
				let text = '';
				for (const [index, word] of words.entries()) {
					const lines = [before, `data: ${json(delta(word))}`].filter((line) => line !== '');
					reader.feed(Buffer.from(lines.map((line) => line + end).join('')));
					text += summary(reader.take()).text;
					// Only from the second on it is known that nothing is waited for.
					if (index > 0) assert.equal(text, words.slice(0, index + 1).join(''), before);
				}
				reader.feed(Buffer.from(`data: [DONE]${end}`));
				assert.equal(reader.outcome, 'whole');
			}
		}
	});

	it('may be all there is, in lines', () => {
		const lines = [delta('one'), delta(' two', 'stop')].map(json);
		for (const end of ['', '\n', '\n[DONE]\n']) {
			const outcome = readEveryWay(`${lines.join('\n')}${end}`, 'application/x-ndjson');
			assert.equal(outcome.error, undefined);
			assert.equal(outcome.text, 'one two');
		}
		const cut = readEveryWay(`${lines[0]}\n{"choi`, 'application/x-ndjson');
		assert.equal(cut.text, 'one');
		assert.equal(kindOf(cut), 'brokenStream');
		const failed = readEveryWay(`${lines[0]}\n{"error":{"code":429,"message":"Slow down"}}\n`, '');
		assert.equal(kindOf(failed), 'rateLimit');
	});

	it('may be all there is, in lines, with a last word and no reason', () => {
		const lines = [json(delta('one')), json(delta(' two')), '[DONE]'].join('\n');
		const { error, text } = readEveryWay(lines);
		assert.deepEqual([error, text], [undefined, 'one two']);
	});

	it('is not all there is where words in brackets come first', () => {
		const stream = `[proxy] connected\n\n${events(delta('one', 'stop'), '[DONE]')}`;
		const { error, text } = readEveryWay(stream);
		assert.deepEqual([error, text], [undefined, 'one']);
		const words = read([Buffer.from('[ERROR] no model loaded')], 'text/plain');
		assert.match(JSON.stringify(failure(words)), /no model loaded/);
	});

	it('goes on where the reason is the word for none, until there is one', () => {
		const parts = [delta('one', 'null'), delta(' two', 'stop')];
		const { error, text, facts } = readEveryWay(events(...parts, '[DONE]'));
		assert.deepEqual([error, text, facts['finish_reason']], [undefined, 'one two', 'stop']);
	});

	it('has the name of its event where the blank lines are missing', () => {
		const failed = readEveryWay(
			`data: ${json(delta('one'))}\ndata: ${json(delta(' two'))}\nevent: error\ndata: {"message":"Overloaded"}\n`,
		);
		assert.equal(failed.text, 'one two');
		assert.match(String(failed.error), /Overloaded/);
	});

	it('may hold the last part and the end of the stream together', () => {
		const outcome = readEveryWay(
			`${events(delta('one'))}data: ${json(delta(' two', 'stop'))}\ndata: [DONE]\n\n`,
		);
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, 'one two');
	});

	it('keeps the whole lines of an event that is cut', () => {
		const outcome = readEveryWay(`data: ${json(delta('one'))}\ndata: {"choi`);
		assert.equal(outcome.text, 'one');
		assert.equal(kindOf(outcome), 'brokenStream');
	});

	it('may be a list of parts', () => {
		const outcome = readEveryWay(events([delta('one'), delta(' two', 'stop')], '[DONE]'));
		assert.equal(outcome.text, 'one two');
		const failed = readEveryWay(events([{ error: { code: 429, message: 'Slow down' } }]));
		assert.equal(kindOf(failed), 'rateLimit');
	});

	it('is passed over where it only keeps the connection, at first and in between', () => {
		for (const beat of [
			'data: null',
			'data: 0',
			'data: true',
			'data: ""',
			'data: []',
			'data: [PING]',
			'data: [keep-alive]',
			'data: ping',
			'data: heartbeat',
			'data: "ping"',
			'data: undefined',
			'data: : keeping it open',
			'data: :STILL AT WORK',
			'data: 2026-11-27 20:00:00.123456',
			'data: 2026-11-27T20:00:00Z',
			'event: ping\ndata: ping',
			'event: ping\ndata: at 12:30',
			'event: keepalive\ndata: {"half',
			'event: heartbeat\ndata: "x"',
		]) {
			const outcome = readEveryWay(
				`${beat}\n\n${events(delta('one'))}${beat}\n\n${events(delta(' two', 'stop'), '[DONE]')}`,
			);
			assert.equal(outcome.error, undefined, beat);
			assert.equal(outcome.text, 'one two', beat);
		}
	});

	it('may have one frame around another, and the last word in quotes', () => {
		const outcome = readEveryWay(
			`data: data: ${json(delta('one'))}\n\ndata: data: ${json(delta(' two'))}\n\ndata: "[DONE]"\n\n`,
		);
		assert.deepEqual([outcome.text, outcome.error], ['one two', undefined]);
	});

	it('takes nothing back where it follows a finished reply', () => {
		for (const last of ['DONE', '</s>', 'Good bye', '"bye"', '{"half']) {
			const outcome = readEveryWay(`${events(delta('one', 'stop'))}data: ${last}\n\n`);
			assert.deepEqual([outcome.text, outcome.error], ['one', undefined], last);
		}
	});

	it('fails the reply where it is none of these', () => {
		for (const bad of ['[1,2]', '"word"', 'Good bye', '[a] b', `${json(delta('x'))}\ndata: bye`]) {
			const stream = `${events(delta('one'))}data: ${bad}\n\n${events('[DONE]')}`;
			assert.equal(kindOf(readEveryWay(stream)), 'brokenStream', bad);
		}
		assert.equal(kindOf(readEveryWay('event: message\ndata: Good bye\n\n')), 'notTheApi');
	});
});

describe('data that is nearly as it should be', () => {
	const [one, two] = [json(delta('One ')), json(delta('two', 'stop'))];
	const told = (answer: string, type?: string) => {
		const { text, error } = readEveryWay(answer, type);
		return [text, error];
	};

	it('may have several objects in a row, as JSON in a string, or with what JSON does not have', () => {
		for (const data of [
			`data: ${one}${two}\n\n`,
			`data: ${one},${two}\n\n`,
			`data: ${one},\n\ndata: ${two},\n\n`,
			`data: ${one}\0\n\ndata: ${two}\0\n\n`,
			`data: ${JSON.stringify(one)}\n\ndata: ${JSON.stringify(two)}\n\n`,
			`data: ${one.replace('{', '{"p":NaN,"q":[-Infinity],')}\n\ndata: ${two}\n\n`,
			`\ufeffdata: ${one}\n\n\ufeffdata: ${two}\n\n`,
			`data: data: ${one}\n\ndata: data: ${two}\n\ndata: data: [DONE]\n\n`,
		]) {
			assert.deepEqual(told(data), ['One two', undefined], data);
		}
		const brace = json(delta('}{ NaN "'));
		assert.deepEqual(told(`data: ${brace}${two}\n\n`), ['}{ NaN "two', undefined]);
	});

	it('may come as one list, or as objects with nothing between them, without the frame of events', () => {
		for (const body of [`[${one},\n${two}]`, `${one}${two}`, `[${one}\n,${two}\n]\n`]) {
			assert.deepEqual(told(body, 'application/json'), ['One two', undefined], body);
		}
	});

	it('may have a gateway’s envelope around each part', () => {
		for (const name of ['data', 'result', 'response', 'chunk']) {
			const parts = [one, two].map((part) => `data: {"${name}":${part},"ok":true}\n\n`);
			assert.deepEqual(told(parts.join('')), ['One two', undefined], name);
			const whole = { choices: [{ message: { content: 'One two' }, finish_reason: 'stop' }] };
			assert.deepEqual(told(JSON.stringify({ [name]: whole }), 'application/json'), [
				'One two',
				undefined,
			]);
		}
	});

	it('passes over words between the parts of a reply that is whole, and tells them where it is not', () => {
		for (const words of ['processing', 'OPENROUTER PROCESSING', '...', 'ok', '心跳', 'ping - 3']) {
			const beat = `data: ${words}\n\n`;
			assert.deepEqual(told(`${beat}data: ${one}\n\n${beat}data: ${two}\n\n`), [
				'One two',
				undefined,
			]);
			const broken = readEveryWay(`data: ${one}\n\n${beat}`);
			assert.equal(kindOf(broken), 'brokenStream');
			assert.ok(String(broken.error).includes(words), words);
		}
		const alone = readEveryWay('data: Unknown client\n\n'.repeat(3));
		assert.equal(kindOf(alone), 'notTheApi');
		assert.equal(
			kindOf(readEveryWay('data: tick\n\n'.repeat(21) + events(delta('x')))),
			'notTheApi',
		);
	});

	it('may have a label, and is passed over with it', () => {
		for (const beside of [
			'[METADATA]{"id":1,"message":"m"}',
			'[METADATA] {"id":"x","n":{"m":[2]}}',
			'[metadata]: {"id":1}',
			'[CITATIONS][{"url":"x"}]',
			'[QUEUE_POSITION] 3',
			'[INFO] loading the model',
			'METADATA: {"a":1}',
			'stats: {"tps":3}',
			'[WARN] {"message":"slow"}',
			'[[PING]]',
		]) {
			const line = `data: ${beside}\n\n`;
			assert.deepEqual(
				told(`${line}data: ${one}\n\n${line}data: ${two}\n\n`),
				['One two', undefined],
				beside,
			);
		}
		// A part of the reply is one with a label, too.
		assert.deepEqual(told(`data: [CHUNK]${one}\n\ndata: chunk: ${two}\n\n`), [
			'One two',
			undefined,
		]);
	});

	it('fails the reply where its label is that of a failure', () => {
		for (const [beside, words] of [
			['[ERROR]', /\[ERROR\]/],
			['[ERROR] out of memory', /out of memory/],
			['[ERROR]{"error":{"message":"Overloaded"}}', /Overloaded/],
			['[INTERNAL_ERROR] {"message":"Overloaded"}', /Overloaded/],
			['error: {"message":"Overloaded"}', /Overloaded/],
			['[TIMEOUT]', /TIMEOUT/],
			['[Request failed] no room', /no room/],
		] as const) {
			const outcome = readEveryWay(`data: ${one}\n\ndata: ${beside}\n\n${events('[DONE]')}`);
			assert.equal(outcome.text, 'One ');
			assert.match(JSON.stringify(failure(outcome)), words, beside);
			assert.notEqual(readEveryWay(`data: ${beside}\n\n`).error, undefined, beside);
		}
		for (const name of ['response.failed', 'stream_error', 'exception']) {
			const outcome = readEveryWay(
				`data: ${one}\n\nevent: ${name}\ndata: {"message":"Overloaded"}\n\n`,
			);
			assert.match(JSON.stringify(failure(outcome)), /Overloaded/, name);
		}
	});

	it('may be a notice with a sentence, which is no failure', () => {
		for (const notice of [
			'{"type":"info","message":"Searching the web"}',
			'{"status":"processing","message":"Please wait"}',
			'{"event":"progress","msg":"50 %"}',
		]) {
			const line = `data: ${notice}\n\n`;
			const answer = `${line}data: ${one}\n\n${line}data: ${two}\n\n`;
			assert.deepEqual(told(answer), ['One two', undefined], notice);
		}
		for (const failed of [
			'{"message":"Overloaded"}',
			'{"type":"error","message":"Overloaded"}',
			'{"type":"info","message":"Overloaded","code":503}',
			'{"status":"failed","message":"Overloaded"}',
			'{"type":"status","detail":"Overloaded"}',
		]) {
			assert.notEqual(readEveryWay(`data: ${one}\n\ndata: ${failed}\n\n`).error, undefined);
		}
	});

	it('is nothing of a reply with what looks like a label in its text', () => {
		for (const text of ['[METADATA]{"id":1}', '[ERROR] none', '[DONE]', 'stats: {"a":1}', '</s>']) {
			assert.deepEqual(told(events(delta(text, 'stop'))), [text, undefined]);
		}
	});

	it('may have the last word in small letters or without brackets', () => {
		for (const last of [
			...['[done]', 'DONE', '[ DONE ]', '"done"', '[[DONE]]', '["DONE"]', '[DONE].', '<DONE>'],
			...['[DONE]{"id":1}', '[DONE] {"usage":null}'],
		]) {
			assert.deepEqual(told(`${events(delta('One'))}data: ${last}\n\n`), ['One', undefined], last);
		}
	});
});
