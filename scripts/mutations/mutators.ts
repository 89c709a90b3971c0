import { parseSync } from 'oxc-parser';

/** One small change of a source that a test should notice. */
export interface Mutation {
	/** Where it changes the text: from `start` up to, not including, `end`, in UTF-16 units. */
	readonly start: number;
	readonly end: number;
	readonly replacement: string;
	/** What was done, in a few words. */
	readonly what: string;
}

interface Node {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly [field: string]: unknown;
}

const COMPARISONS: Readonly<Record<string, string>> = {
	'<': '<=',
	'<=': '<',
	'>': '>=',
	'>=': '>',
	'===': '!==',
	'!==': '===',
};
const ARITHMETIC: Readonly<Record<string, string>> = {
	'+': '-',
	'-': '+',
	'*': '/',
	'/': '*',
	'%': '*',
};
const LOGIC: Readonly<Record<string, string>> = {
	'&&': '||',
	'||': '&&',
	'??': '&&',
};
const ASSIGNMENTS: Readonly<Record<string, string>> = {
	'+=': '-=',
	'-=': '+=',
	'??=': '=',
};
const CALLS: Readonly<Record<string, string>> = {
	min: 'max',
	max: 'min',
	some: 'every',
	every: 'some',
	floor: 'ceil',
	ceil: 'floor',
	startsWith: 'endsWith',
	endsWith: 'startsWith',
};

/** Wrappers of TypeScript that have a value; everything else that is named so is gone when the code runs. */
const TYPED_VALUES = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'];

/**
 * Every mutation of a TypeScript source, in the order of the text. Types, imports and names stay as they are, so each mutant still parses.
 *
 * @throws SyntaxError where the source does not parse
 */
export function mutationsOf(file: string, source: string): Mutation[] {
	const { program, errors } = parseSync(file, source);
	const [error] = errors;
	if (error !== undefined) throw new SyntaxError(`${file}: ${error.message}`);
	const found: Mutation[] = [];
	visit(program, (node) => found.push(...mutationsAt(node, source)));
	return found.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** The source with one mutation. */
export function mutated(source: string, { start, end, replacement }: Mutation): string {
	return source.slice(0, start) + replacement + source.slice(end);
}

/** Goes through all nodes that have a value when the code runs. */
function visit(value: unknown, seen: (node: Node) => void): void {
	if (Array.isArray(value)) {
		for (const each of value) visit(each, seen);
	} else if (isNode(value) && runs(value)) {
		seen(value);
		for (const [field, child] of Object.entries(value)) {
			if (!namesSomething(value, field)) visit(child, seen);
		}
	}
}

function runs({ type, importKind, exportKind }: Node): boolean {
	if (type.startsWith('TS')) return TYPED_VALUES.includes(type);
	return type !== 'ImportDeclaration' && importKind !== 'type' && exportKind !== 'type';
}

/** A key or a module's name: another would not be a mutant but a program that does not load. */
function namesSomething({ type, computed }: Node, field: string): boolean {
	if (field === 'key') return computed !== true;
	return field === 'source' && (type.startsWith('Export') || type === 'ImportExpression');
}

function mutationsAt(node: Node, source: string): Mutation[] {
	return [
		...ofConditions(node),
		...ofOperators(node, source),
		...ofLiterals(node),
		...ofStatements(node),
		...ofReturns(node),
		...ofCalls(node),
	];
}

function ofConditions({ type, test }: Node): Mutation[] {
	if (!isNode(test)) return [];
	// A loop for ever would only show that a test waits.
	const loop = type === 'WhileStatement' || type === 'DoWhileStatement' || type === 'ForStatement';
	if (!loop && type !== 'IfStatement' && type !== 'ConditionalExpression') return [];
	return (loop ? ['false'] : ['true', 'false']).map((value) =>
		replaced(test, value, `condition always ${value}`),
	);
}

function ofOperators(node: Node, source: string): Mutation[] {
	const { type, left, right, operator, argument } = node;
	if (type === 'UnaryExpression' && operator === '!' && isNode(argument)) {
		return [replaced(node, source.slice(argument.start, argument.end), '! removed')];
	}
	if (typeof operator !== 'string' || !isNode(left) || !isNode(right)) return [];
	const tables = {
		BinaryExpression:
			isText(left) || isText(right) ? COMPARISONS : { ...COMPARISONS, ...ARITHMETIC },
		LogicalExpression: LOGIC,
		AssignmentExpression: isText(right) ? {} : ASSIGNMENTS,
	};
	const table = new Map(Object.entries(tables)).get(type);
	const other = new Map(Object.entries(table ?? {})).get(operator);
	if (other === undefined) return [];
	// Between the operands, after brackets and comments that close with the left one.
	const start = source.indexOf(operator, left.end);
	const end = start + operator.length;
	return [{ start, end, replacement: other, what: `${operator} became ${other}` }];
}

function ofLiterals(node: Node): Mutation[] {
	const { type, value } = node;
	if (type === 'TemplateLiteral') return [replaced(node, '``', 'text emptied')];
	if (type === 'ArrayExpression' && Array.isArray(node['elements'])) {
		return node['elements'].length === 0 ? [] : [replaced(node, '[]', 'list emptied')];
	}
	if (type !== 'Literal') return [];
	if (typeof value === 'boolean') return [replaced(node, String(!value), `${value} turned`)];
	if (typeof value === 'number') {
		return [replaced(node, value === 0 ? '1' : '0', `${value} became ${value === 0 ? 1 : 0}`)];
	}
	if (typeof value !== 'string') return [];
	return [replaced(node, value === '' ? "'mutant'" : "''", 'text replaced')];
}

function ofStatements(node: Node): Mutation[] {
	const { type, expression, directive } = node;
	if (type !== 'ExpressionStatement' || !isNode(expression) || typeof directive === 'string')
		return [];
	// Without it a class of ours would not be one.
	if (expression.type === 'CallExpression' && isNode(expression['callee'])) {
		if (expression['callee'].type === 'Super') return [];
	}
	return [replaced(node, ';', 'statement removed')];
}

function ofReturns(node: Node): Mutation[] {
	const { type, argument, body, expression } = node;
	if (type === 'ReturnStatement' && isNode(argument) && !isUndefined(argument)) {
		return [replaced(argument, 'undefined', 'nothing returned')];
	}
	if (type === 'ArrowFunctionExpression' && expression === true && isNode(body)) {
		return isUndefined(body) ? [] : [replaced(body, 'undefined', 'nothing returned')];
	}
	return [];
}

function ofCalls({ type, callee }: Node): Mutation[] {
	if (type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression') return [];
	const { property, computed } = callee;
	if (!isNode(property) || computed === true || typeof property['name'] !== 'string') return [];
	const other = new Map(Object.entries(CALLS)).get(property['name']);
	return other === undefined
		? []
		: [replaced(property, other, `${property['name']}() became ${other}()`)];
}

function replaced({ start, end }: Node, replacement: string, what: string): Mutation {
	return { start, end, replacement, what };
}

function isText({ type, value }: Node): boolean {
	return type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string');
}

function isUndefined({ type, name }: Node): boolean {
	return type === 'Identifier' && name === 'undefined';
}

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
