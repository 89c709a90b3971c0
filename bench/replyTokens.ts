/** Replies that can be made as long as wanted, section by section. */
const sections = {
	mixed: (index: number) => `## Step ${index}: read the *configuration*

The loader looks for \`settings.json\` in the folder and **every folder above it**, and merges what it finds, nearest last.
See [the manual](https://example.com/manual/${index}) for the order; a value that is ~~missing~~ empty counts as unset.

- The first file wins for \`root\`, which stops the search.
  - On Windows that is the drive.
  - Elsewhere it is \`/\`.
- Lists are **joined**, not replaced.

\`\`\`typescript
export function merge${index}(settings: readonly Settings[]): Settings {
	const merged: Settings = {};
	for (const next of settings) {
		Object.assign(merged, next);
	}
	return merged;
}
\`\`\`

| Key | Type | Default |
| --- | --- | ---: |
| \`depth\` | number | ${index} |
| \`follow\` | *boolean* | true |

> Note that a cycle of links is found and **ends** the search.

`,
	fence: (
		index: number,
	) => `${index === 0 ? '```typescript\n' : ''}function step${index}(state: State): State {
	const next = { ...state, count: state.count + ${index} };
	if (next.count > limit) throw new RangeError('too many steps');
	return next;
}

`,
	list: (index: number) => `- Part ${index} of the plan
  - What it *needs* from the part before
    - a file with \`key = ${index}\` in it
    - a name that is **not** in use
  - What it leaves behind
    - one row in the log
`,
	table: (index: number) =>
		`${index === 0 ? '| Name | Kind | Notes |\n| --- | :---: | ---: |\n' : ''}| \`field_${index}\` | number | counts **retries** since ${index} |\n`,
	paragraph: (index: number) =>
		`The step ${index} reads *each* file of \`src/part${index}\` once, and **never again**: it is (as a rule) small. `,
	json: (index: number) => `${index === 0 ? '{\n  "parts": [\n' : ''}    {
      "name": "part_${index}", "size": ${index}, "of": [
        { "path": "src/part_${index}.ts", "lines": [1, ${index}], "_id": null },
        { "path": "test/part.ts", "tags": ["a", "b_c"], "open": true }
      ]
    },
`,
	marks: (index: number) =>
		`${index === 0 ? 'An *open $$ mark [and ' : ''}the text ${index} goes on with a * b and $x and [more\n`,
} as const;

export type ReplyKind = keyof typeof sections;

/** What stands for a token: a short word or a part of a longer one, signs, or white space. */
const TOKEN = / ?[\p{L}\p{N}_]{1,6}|[^\p{L}\p{N}_\s]{1,2}|\s+/gu;

/** The first tokens of an endless reply. */
export function replyTokens(kind: ReplyKind, count: number): string[] {
	const tokens: string[] = [];
	for (let index = 0; tokens.length < count; index++) {
		tokens.push(...(sections[kind](index).match(TOKEN) ?? []));
	}
	return tokens.slice(0, count);
}
