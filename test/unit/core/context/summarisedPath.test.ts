import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextUsage } from '../../../../src/core/context/contextUsage.ts';
import { plannedRequest, planPath } from '../../../../src/core/context/requestPlan.ts';
import { summaryRange } from '../../../../src/core/context/summarisedPath.ts';
import { requestTargetOf } from '../../../../src/core/parameters/requestTarget.ts';
import type { Summary } from '../../../../src/shared/conversation/messageSummary.ts';
import type { InContext, Message } from '../../../../src/shared/conversation/messages.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';
import { MODEL, settingsWith, words } from './contextSamples.ts';

type Marks = Readonly<Record<string, InContext>>;

/** Turns of 1,000 tokens or so; each message says its id. */
function chat(turns: number, marks: Marks = {}): Message[] {
	const path: Message[] = [];
	for (let turn = 1; turn <= turns; turn++) {
		const [asked, answered] = [`q${turn}`, `r${turn}`];
		const kept = (id: string) => (marks[id] === undefined ? {} : { inContext: marks[id] });
		path.push({
			role: 'user',
			id: asked,
			parent: path.at(-1)?.id ?? null,
			at: 1,
			text: `<${asked}> ${words(500)}`,
			excerpts: [],
			...kept(asked),
		});
		path.push({
			role: 'assistant',
			id: answered,
			parent: asked,
			at: 2,
			model: MODEL,
			reasoning: '',
			text: `<${answered}> ${words(500)}`,
			status: 'complete',
			facts: {},
			...kept(answered),
		});
	}
	return path;
}

const asked = (path: readonly Message[], text = 'And now?'): Message => ({
	role: 'user',
	id: 'q',
	parent: path.at(-1)?.id ?? null,
	at: 3,
	text,
	excerpts: [],
});

function summaryOf(of: readonly string[], part: Partial<Summary> = {}): Summary {
	const id = `s-${of.at(-1)}`;
	return { id, at: 4, model: MODEL, text: `Told in short: ${id}.`, of: [...of], ...part };
}

/** The branch with a summary of these messages, where it is kept. */
function withSummary(path: readonly Message[], summary: Summary): Message[] {
	return path.map((message) =>
		message.id === summary.of.at(-1) ? { ...message, summary } : message,
	);
}

const KNOWN = catalogueModel(MODEL, { contextLength: 8192, maxCompletionTokens: 800 });

function plan(history: readonly Message[], question = asked(history)) {
	const { settings } = settingsWith({});
	const path = [...history, question];
	const fits = { settings, model: MODEL, known: KNOWN, correction: undefined, path };
	// So much may be pinned that it does not fit.
	return planPath({ ...fits, anyway: true });
}

function contents(history: readonly Message[], question?: Message): string[] {
	const { settings } = settingsWith({});
	const to = { settings, model: MODEL, server: undefined };
	const { request } = plannedRequest(plan(history, question), to, () => undefined);
	return request.messages.map(({ role, content }) => `${role}: ${String(content)}`);
}

const noRoom = (history: readonly Message[]) =>
	plan(history).unsent.flatMap(({ id, why }) => (why === 'noRoom' ? id : []));

/** What the page is told before anything is typed. */
function shown(history: readonly Message[]): Map<string, string> {
	const { raw } = settingsWith();
	const none = { model: () => undefined, catalogue: () => undefined };
	const target = { ...requestTargetOf(raw, none), known: KNOWN };
	const { unsent } = contextUsage({
		raw,
		target,
		correction: undefined,
		path: history,
		draft: 'And now?',
		attachments: [],
	});
	return new Map(unsent.map(({ id, why }) => [id, why]));
}

describe('a summary of what does not fit', () => {
	const LONG = chat(10);

	it('stands once in the place of just these messages, and says what it is', () => {
		const range = summaryRange(LONG, noRoom(LONG));
		assert.ok(range);
		assert.deepEqual(range.of, noRoom(LONG));
		assert.deepEqual(
			range.messages.map(({ id }) => id),
			noRoom(LONG),
		);
		const summed = withSummary(LONG, summaryOf(range.of));
		const sent = contents(summed);
		const before = contents(LONG);
		const text = `Told in short: s-${range.of.at(-1)}.`;
		assert.equal(sent.filter((content) => content.includes(text)).length, 1);
		const first = sent.find((content) => content.startsWith('user: ')) ?? '';
		assert.match(first, new RegExp(`^user: \\[Summary of ${range.of.length} earlier messages of`));
		assert.ok(first.indexOf(text) < first.indexOf('<q'));
		assert.deepEqual(sent.slice(-before.length + 2), before.slice(2));
		const { unsent } = plan(summed);
		assert.deepEqual(
			unsent.map(({ id, why }) => [id, why]),
			range.of.map((id) => [id, 'inSummary']),
		);
	});

	it('is sent in their place, and what is marked is what the body has not, whatever is pinned, left out, summed up', () => {
		const mark = fc.constantFrom<InContext | undefined>(undefined, undefined, 'pinned', 'leftOut');
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 12 }),
				fc.array(mark, { minLength: 12, maxLength: 12 }),
				fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 2 }),
				fc.boolean(),
				(turns, marks, ends, out) => {
					const named: Record<string, InContext> = {};
					for (const [index, one] of marks.entries()) if (one) named[`q${index + 1}`] = one;
					let history = chat(turns, named);
					for (const end of ends.toSorted((a, b) => a - b)) {
						const of = history.slice(0, 2 * end).map(({ id }) => id);
						history = withSummary(history, summaryOf(of, out ? { leftOut: true } : {}));
					}
					const question = asked(history);
					const { unsent, system, sent } = plan(history, question);
					assert.ok(system && sent);
					const why = new Map(unsent.map((one) => [one.id, one.why]));
					const body = contents(history, question).join('\n');
					for (const { id } of history) {
						const times = body.split(`<${id}>`).length - 1;
						assert.equal(times, why.has(id) ? 0 : 1, id);
						const stated = named[id.replace('r', 'q')];
						if (stated === 'pinned') assert.equal(why.get(id), undefined, id);
						if (stated === 'leftOut') assert.equal(why.get(id), 'leftOut', id);
					}
					const summed = unsent.some((one) => one.why === 'inSummary');
					assert.equal(body.split('Told in short').length - 1, summed ? 1 : 0);
					if (out) assert.equal(summed, false);
				},
			),
			{ numRuns: 150 },
		);
	});

	it('leaves the messages to count again when it is gone, or not used', () => {
		const of = noRoom(LONG);
		const out = withSummary(LONG, summaryOf(of, { leftOut: true }));
		assert.deepEqual(contents(out), contents(LONG));
		assert.deepEqual(contents(withSummary(LONG, summaryOf(of, { text: ' \n' }))), contents(LONG));
	});

	it('is on no branch without all of its messages, and not above itself', () => {
		const of = noRoom(LONG);
		const summed = withSummary(LONG, summaryOf(of));
		const above = summed.slice(0, of.length - 2);
		assert.ok(!contents(above).join('').includes('Told in short'));
		// Its last reply is to go on: it is sent itself.
		const { settings } = settingsWith({});
		const path = summed.slice(0, of.length);
		const going = planPath({ settings, model: MODEL, known: KNOWN, correction: undefined, path });
		assert.ok(going.sent.some(({ id }) => id === of.at(-1)));
	});

	it('is part of the next one, which takes its place', () => {
		const first = summaryOf(noRoom(LONG));
		const grown = withSummary(chat(16), first);
		const range = summaryRange(grown, noRoom(grown));
		assert.ok(range);
		assert.equal(range.messages[0]?.id, first.id);
		assert.deepEqual(range.of.slice(0, first.of.length), first.of);
		assert.equal(range.of.length, first.of.length + noRoom(grown).length);
		const body = contents(withSummary(grown, summaryOf(range.of))).join('\n');
		assert.ok(!body.includes(first.text));
		assert.equal(body.split('Told in short').length - 1, 1);
	});

	it('is not made where all fits', () => {
		assert.equal(summaryRange(chat(3), noRoom(chat(3))), undefined);
		assert.equal(summaryRange(chat(3), ['gone']), undefined);
	});

	it('is told of before the next message is sent', () => {
		const of = noRoom(LONG);
		const marks = shown(withSummary(LONG, summaryOf(of)));
		for (const id of of) assert.equal(marks.get(id), 'inSummary');
	});
});
