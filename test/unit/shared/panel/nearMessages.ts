import * as fc from 'fast-check';

/**
 * A value that a schema of valibot takes, or nearly: each part of a message is now and then something else.
 * @param words what strings are taken from, beside any others
 */
export function near(schema: unknown, words: readonly string[]): fc.Arbitrary<unknown> {
	return fc.oneof(
		{ weight: 12, arbitrary: valueFor(schema, words) },
		{ weight: 1, arbitrary: ODD },
	);
}

const ODD: fc.Arbitrary<unknown> = fc.oneof(
	fc.anything({ maxDepth: 1 }),
	fc.constantFrom(-1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER, '__proto__', 'constructor', null),
);

function valueFor(schema: unknown, words: readonly string[]): fc.Arbitrary<unknown> {
	const part = schema as {
		type: string;
		entries?: Record<string, unknown>;
		options?: readonly unknown[];
		wrapped?: unknown;
		item?: unknown;
		literal?: unknown;
	};
	switch (part.type) {
		case 'object':
			return fc.record(
				Object.fromEntries(
					Object.entries(part.entries ?? {}).map(([name, entry]) => [name, near(entry, words)]),
				),
			);
		case 'literal':
			return fc.constant(part.literal);
		case 'picklist':
			return fc.constantFrom(...(part.options ?? []));
		case 'string':
			return fc.oneof(
				fc.constantFrom('', '__proto__', ...words),
				fc.string({ unit: 'binary', maxLength: 40 }),
			);
		case 'number':
			return fc.nat(5);
		case 'boolean':
			return fc.boolean();
		case 'array':
			return fc.array(valueFor(part.item, words), { maxLength: 3 });
		case 'union':
		case 'variant':
			return fc.oneof(...(part.options ?? []).map((option) => valueFor(option, words)));
		default:
			return part.wrapped === undefined
				? fc.anything({ maxDepth: 1 })
				: fc.oneof(valueFor(part.wrapped, words), fc.constant(undefined));
	}
}
