import * as v from 'valibot';
import type { KeptRow, KeptTable } from '../../shared/spending/usageProtocol.ts';
import { parseWith } from '../../shared/text/parseWith.ts';
import { Time } from '../../shared/text/time.ts';
import { modelName } from '../models/modelName.ts';
import type { Comparison } from './comparison.ts';
import { KIND_NAMES, QUESTION_KINDS, type QuestionKind } from './questionKind.ts';

/** Which of several answers was kept. Nothing of what was said. */
const KeptAnswer = v.object({
	type: v.literal('kept'),
	at: Time,
	/** The model whose answer it is. */
	model: v.string(),
	/** The models of all columns, its own included; one that answered several times stands there as often. */
	of: v.pipe(v.array(v.string()), v.minLength(1)),
	kind: v.picklist(QUESTION_KINDS),
	/** It was chosen without the names. */
	blind: v.exactOptional(v.literal(true)),
});
export type KeptAnswer = v.InferOutput<typeof KeptAnswer>;

/** An entry as it was kept; undefined for what is none. */
export const parseKeptAnswer = (value: unknown) => parseWith(KeptAnswer, value);

/** What is to be counted of a comparison of which one was kept; undefined before. */
export function keptAnswer(
	{ kept, columns, isBlind }: Pick<Comparison, 'kept' | 'columns' | 'isBlind'>,
	kind: QuestionKind,
	at: number,
): KeptAnswer | undefined {
	if (kept === undefined) return undefined;
	const { model } = kept.choice;
	// What was refused was compared with none.
	const of = columns.flatMap(({ reply, choice }) => (reply === undefined ? [] : [choice.model]));
	return { type: 'kept', at, model, of, kind, ...(isBlind ? { blind: true } : {}) };
}

/** What was kept of all comparisons on this machine. */
export interface KeptAnswers {
	/** Never rejects: what cannot be written waits. */
	append(answer: KeptAnswer): Promise<void>;
	/** All there are by now, the oldest first. Never rejects. */
	read(): Promise<readonly KeptAnswer[]>;
}

/** By model and kind of question how often an answer was kept; the model of which most were stands first. Undefined where none was. */
export function keptTable(answers: readonly KeptAnswer[]): KeptTable | undefined {
	if (answers.length === 0) return undefined;
	const rows = new Map<string, Row>();
	const rowOf = (model: string) => {
		const row = rows.get(model) ?? { kept: 0, compared: 0, blind: 0, kinds: new Map() };
		rows.set(model, row);
		return row;
	};
	for (const { model, of, kind, blind } of answers) {
		for (const one of new Set([...of, model])) rowOf(one).compared++;
		const row = rowOf(model);
		row.kept++;
		if (blind) row.blind++;
		row.kinds.set(kind, (row.kinds.get(kind) ?? 0) + 1);
	}
	return {
		kinds: QUESTION_KINDS.map((kind) => KIND_NAMES[kind]),
		rows: [...rows].map(([model, row]) => shown(model, row)).sort(byKept),
	};
}

interface Row {
	kept: number;
	compared: number;
	blind: number;
	readonly kinds: Map<QuestionKind, number>;
}

function shown(model: string, { kept, compared, blind, kinds }: Row): KeptRow {
	const byKind = QUESTION_KINDS.map((kind) => kinds.get(kind) ?? 0);
	return { label: modelName(model), kept, compared, blind, byKind };
}

/** Of two kept as often that one first which was compared less often. */
function byKept(one: KeptRow, other: KeptRow): number {
	return (
		other.kept - one.kept || one.compared - other.compared || one.label.localeCompare(other.label)
	);
}
