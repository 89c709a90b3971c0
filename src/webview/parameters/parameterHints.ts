/** What each parameter does, in a line; the settings say more. */
const HINTS: Readonly<Record<string, string>> = {
	temperature: 'How freely words are picked; 0 is nearly the same each time',
	topP: 'Only the likeliest words up to this share',
	topK: 'Only this many of the likeliest words; 0 is off',
	minP: 'No words below this share of the likeliest',
	topA: 'Like Min P, stricter the surer the model is',
	frequencyPenalty: 'Repeat words less the more they were used',
	presencePenalty: 'Repeat words less once they were used',
	repetitionPenalty: 'Repeat less of prompt and reply; 1 is off',
	maxTokens: 'Cut the reply off after this many tokens',
	seed: 'The same seed, the same reply, where supported',
	stop: 'End the reply before any of these: one on a line, \\n for a line end',
};

export function parameterHint(setting: string): string {
	return HINTS[setting] ?? '';
}
