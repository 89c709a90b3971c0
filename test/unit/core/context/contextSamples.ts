import { parseSettings } from '../../../../src/core/settings/settings.ts';

export const MODEL = 'meta-llama/llama-3-70b-instruct';

export function settingsWith(values: Record<string, unknown> = {}) {
	const all: Record<string, unknown> = {
		baseUrl: 'https://openrouter.ai/api/v1',
		model: MODEL,
		...values,
	};
	return { raw: (name: string) => all[name], settings: parseSettings((name) => all[name]) };
}

export const words = (count: number) => 'word '.repeat(count).trim();
