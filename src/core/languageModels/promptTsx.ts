import * as v from 'valibot';

/** What a tool made with the library prompt-tsx, as VS Code passes it on: a tree of texts. */
interface TsxNode {
	readonly type?: number | undefined;
	readonly text?: string | undefined;
	readonly lineBreakBefore?: unknown;
	readonly children?: readonly TsxNode[] | undefined;
}

/** The number of a node that is a text. */
const TEXT = 2;

const Node: v.GenericSchema<unknown, TsxNode> = v.object({
	type: v.optional(v.number()),
	text: v.optional(v.string()),
	lineBreakBefore: v.optional(v.unknown()),
	children: v.optional(v.array(v.lazy(() => Node))),
});

const Tsx = v.object({ node: Node });

/** All of its text, as the library itself puts it together; undefined for what is no such tree. */
export function promptTsxText(value: unknown): string | undefined {
	const parsed = v.safeParse(Tsx, value);
	return parsed.success ? textOf(parsed.output.node) : undefined;
}

function textOf({ type, text = '', lineBreakBefore, children = [] }: TsxNode): string {
	if (type === TEXT) return `${lineBreakBefore ? '\n' : ''}${text}`;
	return children.map(textOf).join('');
}
