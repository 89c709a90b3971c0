/** A number of tokens as it is said in passing: "812", "6.1k", "12k", "1M", "1.2M". */
export function roundedTokens(tokens: number): string {
	const whole = Math.round(tokens);
	if (whole < 1000) return String(whole);
	// By what comes out, not by what goes in: 9,960 is "10k", and 999,600 is "1M".
	if (whole < 9950) return `${(whole / 1000).toFixed(1)}k`;
	return whole < 999_500
		? `${Math.round(whole / 1000)}k`
		: `${Number((whole / 1_000_000).toFixed(1))}M`;
}
