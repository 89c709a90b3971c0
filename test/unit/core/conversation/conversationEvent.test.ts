import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	formatEvent,
	lineStart,
	parseEventLine,
} from '../../../../src/core/conversation/conversationEvent.ts';
import { anyEvent, chat, header } from './conversationSamples.ts';

describe('a line of the log', () => {
	it('gives back the event it was made from', () => {
		fc.assert(
			fc.property(anyEvent, (event) => {
				const line = formatEvent(event);
				assert.deepEqual(parseEventLine(line), { kind: 'event', event });
				assert.ok(!line.includes('\n'));
			}),
		);
	});

	it('begins with its type, however the event was put together, and looks so nowhere else', () => {
		for (const event of [header, ...chat]) {
			const { type, ...rest } = event;
			const line = formatEvent({ ...rest, type } as typeof event);
			assert.ok(line.startsWith(lineStart(type)));
			assert.equal(line.split(lineStart()).length, 2);
		}
	});

	it('keeps half of a surrogate pair, whose other half comes with the next line', () => {
		const event = { type: 'text' as const, id: 'r', text: '\ud83e' };
		assert.deepEqual(parseEventLine(formatEvent(event)), { kind: 'event', event });
	});

	it('is garbage when it is no object with a type', () => {
		for (const line of [
			'',
			'{',
			'null',
			'7',
			'[]',
			'{}',
			'{"type":7}',
			formatEvent(header).slice(0, -1),
		]) {
			assert.deepEqual(parseEventLine(line), { kind: 'garbage' }, line);
		}
	});

	it('is unknown when it is whole but does not fit', () => {
		assert.deepEqual(parseEventLine('{"type":"pinned","id":"r1"}'), {
			kind: 'unknown',
			type: 'pinned',
		});
		assert.deepEqual(parseEventLine('{"type":"text"}'), { kind: 'unknown', type: 'text' });
		assert.deepEqual(parseEventLine('{"type":"header","version":0}'), {
			kind: 'unknown',
			type: 'header',
		});
	});

	it('tells a header of a newer version, whatever shape it has', () => {
		assert.deepEqual(
			parseEventLine('{"type":"header","version":2,"id":7,"workspace":"file:///w"}'),
			{
				kind: 'newer',
				version: 2,
				created: 0,
				workspace: 'file:///w',
			},
		);
	});

	it('lets no id through that could be a path', () => {
		for (const id of ['', '..', 'a/b', 'A', 'a.b', 'a\\b', 'x'.repeat(101)]) {
			assert.equal(parseEventLine(JSON.stringify({ ...header, id })).kind, 'unknown', id);
		}
	});

	it('never has a reply settle as streaming', () => {
		const line = '{"type":"settle","id":"r","at":1,"status":"streaming","facts":{}}';
		assert.equal(parseEventLine(line).kind, 'unknown');
	});
});
