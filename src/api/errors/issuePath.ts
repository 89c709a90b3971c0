import { field, listField, stringField } from '../json/jsonFields.ts';

/** Where in the request something was wrong, as a list of the steps to it: no words about it. */
export const PATHS = ['loc', 'path', 'location'];

/** Steps of a path that are told. */
const MOST_STEPS = 16;

/** Where in the request something was wrong, in the words of Pydantic, Zod, OpenAPI validators and others: ["body", "top_k"]. */
export function pathOf(issue: unknown): readonly string[] {
	for (const name of PATHS) {
		const path = listField(issue, name);
		if (path.length > 0) return path.slice(0, MOST_STEPS).map(String);
	}
	const place =
		stringField(issue, 'field') ??
		stringField(issue, 'property') ??
		stringField(issue, 'pointer') ??
		stringField(issue, 'instancePath') ??
		stringField(field(issue, 'source'), 'pointer');
	return place === undefined ? [] : place.split(/[#/]/).filter((step) => step !== '');
}

/** What was wrong with one field is told with its name where it stands in a list. */
export function listed(value: unknown): unknown {
	return pathOf(value).length > 0 ? [value] : value;
}
