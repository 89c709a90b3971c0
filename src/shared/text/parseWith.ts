import * as v from 'valibot';

/** The value, parsed; undefined where it does not fit. */
export function parseWith<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | undefined {
	const result = v.safeParse(schema, value);
	return result.success ? result.output : undefined;
}
