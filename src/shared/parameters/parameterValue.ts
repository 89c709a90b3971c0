import type { ParameterRow } from './parameterProtocol.ts';

/** A value as it is typed: a number, or texts, one on a line, with \n for a line end. */
export function showValue(value: number | readonly string[]): string {
	return typeof value === 'number'
		? String(value)
		: value.map((text) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')).join('\n');
}

/** What is typed; undefined where it is not in the parameter's range. */
export function readValue(
	typed: string,
	{ value, min, max, integer }: ParameterRow,
): number | string[] | undefined {
	if (typeof value !== 'number') return readTexts(typed);
	const text = typed.trim().replace(',', '.');
	const number = Number(text);
	const fits =
		text !== '' &&
		Number.isFinite(number) &&
		(!integer || Number.isSafeInteger(number)) &&
		number >= (min ?? number) &&
		number <= (max ?? number);
	return fits ? number : undefined;
}

function readTexts(typed: string): string[] | undefined {
	const texts = typed
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => line.replace(/\\(\\|n)/g, (_all, escaped) => (escaped === 'n' ? '\n' : '\\')));
	return texts.length <= 4 ? texts : undefined;
}
