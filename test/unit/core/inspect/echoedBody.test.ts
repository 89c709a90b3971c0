import assert from 'node:assert/strict';
import { echoedFields, echoTable } from '../../../../src/core/inspect/echoedBody.ts';
import type { ExchangeRecord } from '../../../../src/core/inspect/exchangeRecord.ts';

function exchange(body: string, ...texts: string[]): ExchangeRecord {
	return { body, events: texts.map((text) => ({ at: 1, text })) } as unknown as ExchangeRecord;
}

const echo = (body: unknown) => JSON.stringify({ debug: { echo_upstream_body: body } });

const SENT = JSON.stringify({
	model: 'a/b',
	temperature: 0.5,
	top_k: 5,
	messages: [{ role: 'user', content: 'Tell me all there is to know about it.' }],
	debug: {},
	plugins: [],
	provider: {},
	models: [],
	route: 'fallback',
	transforms: [],
	usage: {},
});
const FORWARDED = { model: 'b', temperature: 0.5, stream: true };

describe('what was forwarded of a request', () => {
	it('is told field by field', () => {
		for (const body of [FORWARDED, JSON.stringify(FORWARDED)]) {
			assert.deepEqual(
				echoedFields(exchange(SENT, echo(body)))?.map(({ name, fate }) => [name, fate]),
				[
					['model', 'altered'],
					['temperature', 'as sent'],
					['top_k', 'dropped'],
					['messages', 'dropped'],
					...'debug plugins provider models route transforms usage'
						.split(' ')
						.map((name) => [name, 'for OpenRouter']),
					['stream', 'added'],
				],
			);
		}
		assert.deepEqual(echoedFields(exchange('{"a":{"b":1}}', echo({ a: { b: 2 } }))), [
			{ name: 'a', sent: '{"b":1}', forwarded: '{"b":2}', fate: 'altered' },
		]);
	});

	it('is in the first event that says it, whatever the others are', () => {
		const events = [
			'{"choices":[]}',
			': echo_upstream_body',
			'{"echo_upstream_body": {}}',
			echo(7),
			echo('no JSON'),
			echo('"text"'),
			echo({ model: 'x' }),
			echo({ model: 'y' }),
		];
		const [field] = echoedFields(exchange('{"model":"x"}', ...events)) ?? [];
		assert.equal(field?.fate, 'as sent');
	});

	it('is not known where the server did not say, or what was sent is no object', () => {
		for (const one of [
			exchange(SENT),
			exchange(SENT, '{"choices":[]}', '[DONE]'),
			exchange('', echo(FORWARDED)),
			exchange('7', echo(FORWARDED)),
		]) {
			assert.equal(echoedFields(one), undefined);
			assert.deepEqual(echoTable(one), []);
		}
	});

	it('is a table with columns as wide as they need be', () => {
		const sent = { model: 'a/b', provider: { order: ['x'] }, note: 'n'.repeat(60), top_k: 5 };
		assert.deepEqual(
			echoTable(exchange(JSON.stringify(sent), echo({ model: 'a/b', note: 'n', stream: true }))),
			[
				'What OpenRouter forwarded to the provider:',
				'  field     sent                                      forwarded',
				'  model     "a/b"                                     "a/b"',
				'  provider  {"order":["x"]}                           —          for OpenRouter',
				`  note      ${`"${'n'.repeat(38)}…`}  "n"        altered`,
				'  top_k     5                                         —          dropped',
				'  stream    —                                         true       added',
			],
		);
	});
});
