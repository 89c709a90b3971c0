import assert from 'node:assert/strict';
import type { Hunk } from '../../../../src/core/changes/change.ts';
import { proofOf } from '../../../../src/core/changes/proof.ts';
import { type Proposal, parseProposal } from '../../../../src/core/changes/proposal.ts';
import {
	editsBetween,
	isEdited,
	rebaseProposal,
	takenAsShown,
} from '../../../../src/core/changes/rebaseProposal.ts';
import { withHunks } from '../../../../src/core/changes/text/edits.ts';

const BASE = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n';
const HUNKS: Hunk[] = [
	{ start: 4, end: 8, text: 'TWO\n', how: 'exact' },
	{ start: 28, end: 34, text: 'SEVEN\nEIGHT\n', how: 'symbol', symbol: 'seven()' },
];
const TEXT = 'one\nTWO\nthree\nfour\nfive\nsix\nSEVEN\nEIGHT\n';

function proposal(more: Partial<Proposal> = {}): Proposal {
	return {
		id: 'p',
		conversation: 'c',
		reply: 'r',
		block: 0,
		target: 'file:///a.txt',
		language: 'plaintext',
		base: BASE,
		hunks: HUNKS,
		text: TEXT,
		missing: [],
		time: 1,
		...more,
	};
}

function rebased(from: Proposal, now: string): Proposal {
	const result = rebaseProposal(from, now);
	assert.ok('text' in result, JSON.stringify(result));
	return result;
}

function proof({ base, hunks, text }: Proposal): string {
	return proofOf(base, text, { hunks, unplaced: [], text, withoutSymbols: false }).short;
}

describe('a proposal', () => {
	it('is edited where its text is not what was proposed', () => {
		assert.equal(isEdited(proposal()), false);
		assert.equal(isEdited(proposal({ text: TEXT.replace('EIGHT', 'eight') })), true);
	});

	it('comes to a document that has changed, with where its hunks are now and how they were placed', () => {
		const now = `zero\n\n${BASE.replace('four', '4')}`;
		const moved = rebased(proposal(), now);
		assert.equal(moved.base, now);
		assert.equal(moved.text, `zero\n\n${TEXT.replace('four', '4')}`);
		assert.deepEqual(
			moved.hunks.map(({ start, how, symbol }) => [start, how, symbol]),
			[
				[10, 'exact', undefined],
				[31, 'symbol', 'seven()'],
			],
		);
		assert.equal(isEdited(moved), false);
		assert.equal(proof(moved), '2 changes: 1 exact, 1 at seven()');
	});

	it('keeps what was edited by hand, which still counts as such', () => {
		const edited = proposal({ text: TEXT.replace('EIGHT', 'eight') });
		const moved = rebased(edited, BASE.replace('four', '4'));
		assert.equal(moved.text, TEXT.replace('EIGHT', 'eight').replace('four', '4'));
		assert.equal(isEdited(moved), true);
		assert.match(proof(moved), /1 other line changed/);
	});

	it('loses a hunk that the document has got by itself, and nothing else', () => {
		const moved = rebased(proposal(), BASE.replace('two', 'TWO'));
		assert.equal(moved.text, TEXT);
		assert.equal(proof(moved), '1 change: at seven()');
	});

	it('says where it and the document have changed the same', () => {
		assert.deepEqual(rebaseProposal(proposal(), BASE.replace('two', 'deux')), {
			collisions: [{ line: 2 }],
		});
	});

	it('taken as it is shown, writes its text, and counts what it takes back as by hand', () => {
		const now = BASE.replace('two', 'deux').replace('four', '4');
		const taken = takenAsShown(proposal(), now);
		assert.deepEqual([taken.base, taken.text], [now, TEXT]);
		assert.deepEqual(rebaseProposal(taken, now), taken);
		assert.equal(isEdited(taken), true);
	});
});

describe('the edits between two texts', () => {
	const CASES: [string, string, string][] = [
		['nothing', BASE, BASE],
		['a line in the middle', BASE, BASE.replace('three', '3')],
		['lines that are far apart', BASE, TEXT],
		['a first line', BASE, `zero\n${BASE}`],
		['no newline at the end', 'a\nb', 'a\nb\nc'],
		['a newline at the end', 'a', 'a\n'],
		['CRLF', 'a\r\nb\r\n', 'a\r\nB\r\nc\r\n'],
		['an empty text', '', 'a\nb\n'],
		['to an empty text', 'a\nb\n', ''],
		['other line ends', 'a\nb\n', 'a\r\nb\r\n'],
		['the same lines twice', 'a\na\na\n', 'a\na\na\na\n'],
	];
	for (const [name, before, after] of CASES) {
		it(`make one of the other: ${name}`, () => {
			const edits = editsBetween(before, after).map((edit) => ({ ...edit, how: 'exact' as const }));
			assert.equal(withHunks(before, edits), after);
			if (before === after) assert.deepEqual(edits, []);
		});
	}

	it('touch no line that is the same', () => {
		const edits = editsBetween(BASE, TEXT).map(({ start, end }) => BASE.slice(start, end));
		assert.deepEqual(edits, ['two\n', 'seven\n']);
	});
});

describe('a kept proposal', () => {
	it('comes back as it was', () => {
		const kept = proposal({ missing: ['1 part not placed: it breaks off'] });
		assert.deepEqual(parseProposal(JSON.stringify(kept)), kept);
	});

	it('is none where the file is torn or of another kind', () => {
		const whole = JSON.stringify(proposal());
		for (const json of [
			'',
			whole.slice(0, 40),
			'[]',
			'{}',
			JSON.stringify({ ...proposal(), text: 5 }),
		])
			assert.equal(parseProposal(json), undefined, json);
	});
});
