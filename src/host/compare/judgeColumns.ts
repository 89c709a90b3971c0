import type { Chat } from '../../core/chat/chat.ts';
import type { Comparison, JudgedColumn } from '../../core/compare/comparison.ts';
import { judgedCode } from '../../core/compare/judgedCode.ts';
import { judgedInWords, type RankedColumn, ranking } from '../../core/compare/ranking.ts';
import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import { costOf, totalOf } from '../../shared/spending/money.ts';
import { AnswerJudge } from './answerJudge.ts';

/**
 * What the code of each answer would change, by the ids of the columns; of those that have ended alone. While it is hidden whose they
 * are, cost and tokens do not count.
 */
export async function judgeColumns(
	{ conversation }: Chat,
	{ columns, isHidden }: Comparison,
): Promise<ReadonlyMap<string, JudgedColumn>> {
	using judge = new AnswerJudge();
	const ranked: (RankedColumn | undefined)[] = [];
	for (const { reply: id } of columns) {
		const reply = id === undefined ? undefined : conversation.reply(id);
		const question = reply && conversation.message(reply.parent);
		if (reply === undefined || question?.role !== 'user' || reply.status === 'streaming') {
			ranked.push(undefined);
			continue;
		}
		const code = await judgedCode({ text: reply.text, isWhole: isWhole(reply), question }, judge);
		ranked.push(isHidden ? { code } : { code, ...paidFor(reply) });
	}
	const places = ranking(ranked);
	return new Map(
		columns.flatMap(({ id }, index) => {
			const column = ranked[index];
			if (column === undefined) return [];
			const place = places[index];
			const facts = judgedInWords(column.code);
			return [[id, { facts, ...(place === undefined ? {} : { place }) }]];
		}),
	);
}

function isWhole({ status, facts }: Reply): boolean {
	return status === 'complete' && replyEnd(facts.finish_reason) !== 'length';
}

function paidFor({ facts }: Reply): Omit<RankedColumn, 'code'> {
	const cost = totalOf(costOf(facts));
	const tokens = facts.usage?.completion_tokens;
	return {
		...(cost === undefined ? {} : { cost }),
		...(tokens === undefined ? {} : { tokens }),
	};
}
