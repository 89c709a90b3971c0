import assert from 'node:assert/strict';
import { usageCsv } from '../../../../src/core/spending/usageCsv.ts';
import { paid } from './ledgerSamples.ts';

describe('the usage as CSV', () => {
	it('has these columns, and what is not known empty', () => {
		const { prompt_tokens: _, completion_tokens: __, billed: ___, ...bare } = paid();
		const full = paid({
			answered: 'llama:2',
			provider: 'Some Cloud',
			cached_tokens: 7,
			reasoning_tokens: 8,
			at_provider: '0.00001',
			estimated: 2.5e-7,
		});
		const time = new Date(paid().at).toISOString();
		const server = 'https://openrouter.ai';
		const model = 'meta-llama/llama-3-70b-instruct';
		assert.equal(
			usageCsv([bare, full], new Map([['c-1', 'A title']])),
			[
				'time,day,chat,title,reply,server,model,answered_by,provider,prompt_tokens,completion_tokens,cached_tokens,reasoning_tokens,billed_usd,of_it_at_provider_usd,estimated_usd,correction',
				`${time},2026-11-24,c-1,A title,r-1,${server},${model},,,,,,,,,,`,
				`${time},2026-11-24,c-1,A title,r-1,${server},${model},llama:2,Some Cloud,100,20,7,8,0.00006,0.00001,0.00000025,`,
				'',
			].join('\r\n'),
		);
	});

	it('tells a correction from a reply', () => {
		const lines = usageCsv([paid(), paid({ billed: '-0.00001', corrects: true })], new Map());
		const [, reply, correction] = lines.split('\r\n').map((line) => line.split(','));
		assert.deepEqual([reply?.at(-1), correction?.at(-1)], ['', 'yes']);
		assert.equal(correction?.[13], '-0.00001');
	});

	it('marks as a text what a spreadsheet would take for a formula, but no number', () => {
		const titleAs = (title: string) =>
			usageCsv([paid()], new Map([['c-1', title]]))
				.split('\r\n')[1]
				?.split(',')[3];
		for (const sign of ['=', '+', '-', '@', '\t']) {
			assert.equal(titleAs(`${sign}A1`), `'${sign}A1`);
		}
		for (const title of ['A=1', '-1.5', '+2', 'plain', '']) assert.equal(titleAs(title), title);
		assert.equal(titleAs('a"b'), '"a""b"');
		assert.equal(usageCsv([paid()], new Map()).split(',')[19], '', 'a chat that is gone');
	});
});
