import assert from 'node:assert/strict';
import { SplitKey } from '../../../../src/core/inspect/splitKey.ts';

const KEY = 'sk-or-v1-c4n4ry/c4n4ry_ab';
const FIELDS = 'content text reasoning reasoning_content thinking refusal summary'.split(' ');

/** The events as they are kept. */
function kept(texts: readonly string[], key: string | undefined = KEY): string[] {
	const events = texts.map((text) => ({ text }));
	const split = new SplitKey(key);
	for (const event of events) split.add(event);
	return events.map(({ text }) => text);
}

const event = (piece: string, field = 'content') => `{"a":1,"${field}" : "${piece}","b":2}`;

describe('a key that is split over events', () => {
	for (const field of FIELDS) {
		it(`is taken out of each, where it is a piece of "${field}"`, () => {
			const pieces = ['So: ', KEY.slice(0, 7), KEY.slice(7, 8), `${KEY.slice(8)}. Good.`, ' End'];
			assert.deepEqual(
				kept(pieces.map((piece) => event(piece, field))),
				['So: ', '[key]', '[key]', '[key]. Good.', ' End'].map((piece) => event(piece, field)),
			);
		});
	}

	it('is known by each field alone', () => {
		const texts = [event(KEY.slice(0, 7)), event(KEY.slice(7), 'reasoning'), event(KEY.slice(7))];
		assert.deepEqual(kept(texts), [event('[key]'), texts[1], event('[key]')]);
	});

	it('is taken out of several pieces of one event, from the last on', () => {
		const [one, two, three] = [KEY.slice(0, 7), KEY.slice(7, 11), KEY.slice(11)];
		assert.deepEqual(kept([event(one) + event(two) + event(three) + event('x')]), [
			event('[key]') + event('[key]') + event('[key]') + event('x'),
		]);
	});

	it('is taken out of two fields that have its end in one event', () => {
		const [one, two] = [KEY.slice(0, 20), KEY.slice(20)];
		const both = (piece: string) => event(piece) + event(piece, 'reasoning') + event('x', 'text');
		assert.deepEqual(kept([both(one), both(two), both(' End')]), [
			both('[key]'),
			both('[key]'),
			both(' End'),
		]);
	});

	it('is taken out of what begins in an event where another ends', () => {
		const [one, two] = [KEY.slice(0, 20), KEY.slice(20)];
		assert.deepEqual(kept([event(one), event(two) + event(one), event(two) + event('x')]), [
			event('[key]'),
			event('[key]') + event('[key]'),
			event('[key]') + event('x'),
		]);
	});

	it('is taken out of a piece that has the end of one and the beginning of the next', () => {
		const [one, two] = [KEY.slice(0, 12), KEY.slice(12)];
		const [start, rest] = [KEY.slice(0, 7), KEY.slice(7)];
		assert.deepEqual(kept([event(one), event(two + start), event(rest)]), [
			event('[key]'),
			event('[key][key]'),
			event('[key]'),
		]);
	});

	it('is taken out as often as it comes', () => {
		const once = [event(KEY.slice(0, 7)), event(KEY.slice(7))];
		assert.deepEqual(kept([...once, ...once, event(KEY)]), Array(5).fill(event('[key]')));
	});

	it('is found with long pieces before it, and over many short ones', () => {
		const long = event('x'.repeat(3_999));
		const texts = [long, long, long, ...[...KEY].map((sign) => event(sign))];
		const clean = kept(texts);
		assert.deepEqual(clean.slice(0, 3), [long, long, long]);
		assert.deepEqual(clean.slice(3), Array(KEY.length).fill(event('[key]')));
		const escaped = [...KEY].map((sign) => event(`\\u00${sign.charCodeAt(0).toString(16)}`));
		assert.deepEqual(kept(escaped), Array(KEY.length).fill(event('[key]')));
	});

	it('is left alone where nothing is to be hidden, and so is everything that is none', () => {
		const texts = [event(KEY.slice(0, 7)), event(KEY.slice(7))];
		const split = new SplitKey(undefined);
		const events = texts.map((text) => ({ text }));
		for (const one of events) split.add(one);
		assert.deepEqual(
			events.map(({ text }) => text),
			texts,
		);
		const others = [event(KEY.slice(0, 7), 'other'), event(KEY.slice(7), 'other'), ': a comment'];
		assert.deepEqual(kept(others), others);
	});

	it('looks no further back the longer a reply is', () => {
		const events = Array.from({ length: 1_000 }, () => ({ text: event('word '.repeat(20)) }));
		const split = new SplitKey(KEY);
		let looked = 0;
		for (const one of events) {
			split.add({
				get text() {
					looked++;
					return one.text;
				},
				set text(text) {
					one.text = text;
				},
			});
		}
		assert.ok(looked < 1_000 * 100, `${looked}`);
	});
});
