import assert from 'node:assert/strict';
import { namedFile } from '../../../../src/core/changes/named/namedFile.ts';

/** The info string, the code, the path; then the code that is left where that is less, and the language where it is not the first word. */
type Row = readonly [
	info: string,
	text: string,
	path: string | undefined,
	left?: string,
	language?: string,
];

const CODE = 'let a = 1;';

const ROWS: readonly Row[] = [
	// The info string.
	['ts src/a.ts', CODE, 'src/a.ts', CODE, 'ts'],
	['ts a.ts', CODE, 'a.ts', CODE, 'ts'],
	['ts ./src/a.ts', CODE, 'src/a.ts', CODE, 'ts'],
	['ts src\\a.ts', CODE, 'src/a.ts', CODE, 'ts'],
	['src/a.ts', CODE, 'src/a.ts', CODE, 'typescript'],
	['a.ts', CODE, 'a.ts', CODE, 'typescript'],
	['ts:src/a.ts', CODE, 'src/a.ts', CODE, 'ts'],
	['12:15:src/a.ts', CODE, 'src/a.ts', CODE, 'typescript'],
	['ts src/a.ts:10-20', CODE, 'src/a.ts', CODE, 'ts'],
	['ts src/a.ts#L3-L9', CODE, 'src/a.ts', CODE, 'ts'],
	['ts title="src/a.ts"', CODE, 'src/a.ts', CODE, 'ts'],
	["ts title='src/a.ts'", CODE, 'src/a.ts', CODE, 'ts'],
	['ts title=src/a.ts', CODE, 'src/a.ts', CODE, 'ts'],
	['ts filename="my file.ts"', CODE, 'my file.ts', CODE, 'ts'],
	['ts filePath: src/a.ts', CODE, 'src/a.ts', CODE, 'ts'],
	['ts {file=src/a.ts}', CODE, 'src/a.ts', CODE, 'ts'],
	['ts {file="src/a.ts", mode=new}', CODE, 'src/a.ts', CODE, 'ts'],
	['{file=src/a.ts}', CODE, 'src/a.ts', CODE, 'typescript'],
	['ts{1,3} path=src/a.ts showLineNumbers', CODE, 'src/a.ts', CODE, 'ts'],
	['ts (src/a.ts)', CODE, 'src/a.ts', CODE, 'ts'],
	['ts // src/a.ts', CODE, 'src/a.ts', CODE, 'ts'],
	['dockerfile Dockerfile', CODE, 'Dockerfile', CODE, 'dockerfile'],
	['text file=LICENSE', CODE, 'LICENSE', CODE, 'text'],
	['sh file=bin/run', CODE, 'bin/run', CODE, 'sh'],
	['../outside.ts', CODE, '../outside.ts', CODE, 'typescript'],
	['ts /etc/a.ts', CODE, '/etc/a.ts', CODE, 'ts'],
	['ts C:\\work\\a.ts', CODE, 'C:/work/a.ts', CODE, 'ts'],
	// A comment that begins the code.
	['ts', `// src/a.ts\n${CODE}`, 'src/a.ts', CODE],
	['ts', `// src/a.ts\n\n${CODE}`, 'src/a.ts', CODE],
	['ts', `\n// src/a.ts\n${CODE}`, 'src/a.ts', `\n${CODE}`],
	['ts', `// a.ts\n${CODE}`, 'a.ts', CODE],
	['ts', `// File: src/a.ts\n${CODE}`, 'src/a.ts', CODE],
	['ts', `// filename: \`src/a.ts\`\n${CODE}`, 'src/a.ts', CODE],
	['ts', `// src/a.ts (new file)\n${CODE}`, 'src/a.ts', CODE],
	['ts', `// src/a.ts:12\n${CODE}`, 'src/a.ts', CODE],
	['ts', `/* src/a.ts */\n${CODE}`, 'src/a.ts', CODE],
	['ts', `/** src/a.ts */\n${CODE}`, 'src/a.ts', CODE],
	['ts', `// src/a.ts - what it does\n${CODE}`, 'src/a.ts', `// src/a.ts - what it does\n${CODE}`],
	['ts', `// src/a.ts: what it does\n${CODE}`, 'src/a.ts', `// src/a.ts: what it does\n${CODE}`],
	['css', '/* a.css */\na {}', 'a.css', 'a {}'],
	['html', '<!-- a.html -->\n<p>', 'a.html', '<p>'],
	['html', '<!doctype html>\n<!-- a.html -->\n<p>', 'a.html', '<!doctype html>\n<p>'],
	['tsx', '{/* src/a.tsx */}\n<p/>', 'src/a.tsx', '<p/>'],
	['python', '# path/x.py\npass', 'path/x.py', 'pass'],
	[
		'python',
		'#!/usr/bin/env python3\n# path/x.py\npass',
		'path/x.py',
		'#!/usr/bin/env python3\npass',
	],
	['python', '"""path/x.py"""\npass', 'path/x.py', 'pass'],
	['php', '<?php\n// src/x.php\nf();', 'src/x.php', '<?php\nf();'],
	['sql', '-- db/x.sql\nselect 1', 'db/x.sql', 'select 1'],
	['lua', '-- x.lua\nf()', 'x.lua', 'f()'],
	['clojure', ';; src/x.clj\n(f)', 'src/x.clj', '(f)'],
	['latex', '% x.tex\n\\a', 'x.tex', '\\a'],
	['bat', 'REM x.bat\ndir', 'x.bat', 'dir'],
	['dockerfile', '# Dockerfile\nFROM a', 'Dockerfile', 'FROM a'],
	['yaml', '# .github/workflows/ci.yml\non: push', '.github/workflows/ci.yml', 'on: push'],
	['', `// src/a.ts\n${CODE}`, 'src/a.ts', CODE, 'typescript'],
	['ts', '// src/a.ts', 'src/a.ts', ''],
	// Both: the info string counts; the comment is left out where it says the same.
	['ts src/a.ts', `// a.ts\n${CODE}`, 'src/a.ts', CODE, 'ts'],
	['ts src/a.ts', `// src/a.ts\n${CODE}`, 'src/a.ts', CODE, 'ts'],
	['ts src/a.ts', `// src/b.ts\n${CODE}`, 'src/a.ts', `// src/b.ts\n${CODE}`, 'ts'],
	// What names no file.
	['', CODE, undefined],
	['ts', CODE, undefined],
	['c++', CODE, undefined],
	['node.js', CODE, undefined],
	['asp.net', CODE, undefined],
	['ts showLineNumbers', CODE, undefined, CODE, 'ts'],
	['ts {1,3-5}', CODE, undefined, CODE, 'ts'],
	['bash title="In the terminal"', CODE, undefined, CODE, 'bash'],
	['js title="Node.js"', CODE, undefined, CODE, 'js'],
	['ts https://example.com/a.ts', CODE, undefined, CODE, 'ts'],
	['js', `// Node.js\n${CODE}`, undefined],
	['js', `// https://example.com/a.js\n${CODE}`, undefined],
	['js', `// see src/a.js for more\n${CODE}`, undefined],
	['js', `// a.js is used for this\n${CODE}`, undefined],
	['js', `// and/or\n${CODE}`, undefined],
	['js', `// src/utils/\n${CODE}`, undefined],
	['js', `// foo.bar\n${CODE}`, undefined],
	['js', `// i.e. this\n${CODE}`, undefined],
	['js', `// a.js, b.js\n${CODE}`, undefined],
	['c', '#include <stdio.h>\nint a;', undefined],
	['c', '#include "a.h"\nint a;', undefined],
	['python', '# Python 3.12\npass', undefined],
	['python', '# v1.2\npass', undefined],
	['python', 'import a\n# src/a.py', undefined],
	['markdown', '# README\n\nText', undefined],
	['bash', '#!/bin/bash\necho', undefined],
];

describe('the file that a code block names', () => {
	for (const [info, text, path, left = text, language = info] of ROWS) {
		const code = JSON.stringify(text === CODE ? '…' : text);
		it(`\`\`\`${info} ${code}: ${path ?? 'none'}`, () => {
			const named = namedFile({ info, text });
			assert.deepEqual([named.path, named.text], [path, left]);
			assert.equal(named.language, language);
		});
	}
});
