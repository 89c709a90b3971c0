import type { ExchangeRecord } from './exchangeRecord.ts';

/** Linux takes at most 128 KiB as one argument of a program; what a shell's own printf writes has no such bound. */
const MAX_ARGUMENT_BYTES = 100_000;

/** The variable that stands in the key's place. */
export const KEY_VARIABLE = 'OPENROUTER_API_KEY';

/**
 * The last request as a command for a POSIX shell that sends the very same body. The key is not in it: it comes from
 * $OPENROUTER_API_KEY. Undefined where nothing went out.
 */
export function asCurl({ attempts, body }: ExchangeRecord): string | undefined {
	const last = attempts.at(-1);
	if (last === undefined) return undefined;
	const headers = Object.entries(last.headers).map(([name, value]) =>
		name.toLowerCase() === 'authorization'
			? `-H "${name}: Bearer $${KEY_VARIABLE}"`
			: `-H ${quoted(`${name}: ${value}`)}`,
	);
	const long = new TextEncoder().encode(body).length > MAX_ARGUMENT_BYTES;
	const command = [
		`curl --no-buffer ${quoted(last.url)}`,
		...headers,
		// Without the second, curl would take a body that begins with @ for a file's name.
		long ? '--data-binary @-' : `--data-raw ${quoted(body)}`,
	].join(' \\\n  ');
	return long ? `printf '%s' ${quoted(body)} | ${command}\n` : `${command}\n`;
}

/** As one word of a shell that stands for nothing but itself. */
function quoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
