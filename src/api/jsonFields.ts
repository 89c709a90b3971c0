/**
 * Reads of JSON that came from outside. Servers differ and change, so a field that is missing or of another type is simply
 * not there: it never costs the rest of the answer.
 */

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function field(value: unknown, name: string): unknown {
	return isObject(value) ? value[name] : undefined;
}

/** A string that is not empty: servers send "" where they mean nothing. */
export function stringField(value: unknown, name: string): string | undefined {
	const found = field(value, name);
	return typeof found === 'string' && found !== '' ? found : undefined;
}

export function numberField(value: unknown, name: string): number | undefined {
	const found = field(value, name);
	return typeof found === 'number' ? found : undefined;
}

export function listField(value: unknown, name: string): readonly unknown[] {
	const found = field(value, name);
	return Array.isArray(found) ? found : [];
}

/** The value, or undefined (which no JSON text means) where the text is not JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
