import {
	block,
	C,
	CHARACTER,
	CSS,
	escaped,
	JS,
	line,
	long,
	QUOTED,
	QUOTES,
	REGEXP,
	type Rule,
	SLASHES,
	STARS,
	type Syntax,
	short,
	TRIPLE,
	TRIPLES,
} from './rules.ts';

const DELIMITED: Rule = {
	...long('q"[A-Za-z_]\\w{0,40}(?=\\n)', ''),
	close: (opening) => `\n${opening.slice(2)}"`,
	closers: '\\n[A-Za-z_]\\w{0,40}"',
};

/** Languages with braces, like C, and those that share their strings. */
export const BRACED: readonly Syntax[] = [
	['javascript javascriptreact typescript typescriptreact haxe qml', JS],
	['css scss less stylus', [line('(?<!:)\\/\\/'), ...CSS]],
	['go odin v', [...C, CHARACTER, long('`', '`')]],
	['d', [DELIMITED, ...C, CHARACTER, long('[rq]?`', '`'), long('r"', '"'), block('\\/\\+', '+/')]],
	[
		'c cpp objective-c objective-cpp cuda glsl hlsl verilog systemverilog',
		[
			{
				...long('R"[^\\s()\\\\"]{0,16}\\(', ''),
				close: (opening) => `)${opening.slice(2, -1)}"`,
				closers: '\\)[^\\s()\\\\"]{0,16}"',
			},
			...C,
			CHARACTER,
		],
	],
	['java', [TRIPLE, ...C, CHARACTER]],
	['kotlin scala', [long('"""', '"""'), ...C, CHARACTER]],
	[
		'swift',
		[
			{
				...escaped('#{0,8}"""', ''),
				close: (opening) => `"""${opening.slice(0, -3)}`,
				closers: '"""#{0,8}',
			},
			...C,
		],
	],
	['groovy', [...TRIPLES, long('\\$\\/', '/$'), ...C, short("'"), REGEXP]],
	[
		'dart',
		[long('\\br"""', '"""'), long("\\br'''", "'''"), ...TRIPLES, SLASHES, STARS, QUOTED, ...QUOTES],
	],
	[
		'csharp',
		[
			{
				...long('(?<!\\$)\\$*"{3,}', ''),
				close: (opening) => opening.replace(/^\$*/, ''),
				closers: '"{3,}',
			},
			long('(?:@\\$?|\\$@)"', '"', { escape: '""' }),
			...C,
			CHARACTER,
		],
	],
	[
		'fsharp',
		[
			TRIPLE,
			long('@"', '"', { escape: '""' }),
			SLASHES,
			block('\\(\\*(?!\\))', '*)'),
			escaped('"', '"'),
			CHARACTER,
		],
	],
	[
		'rust',
		[
			{
				...long('\\b(?:br|cr|r)#{0,80}"', ''),
				close: (opening) => `"${opening.replace(/[^#]/g, '')}`,
				closers: '"#{0,80}',
			},
			SLASHES,
			STARS,
			CHARACTER,
			QUOTED,
			escaped('"', '"'),
		],
	],
];
