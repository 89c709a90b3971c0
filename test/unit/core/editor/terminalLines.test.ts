import assert from 'node:assert/strict';
import { terminalLines } from '../../../../src/core/editor/terminalLines.ts';

const lines = (text: string, language = 'bash') => terminalLines(text, language).lines;

describe('a code block as commands for a terminal', () => {
	it('a line is one, without what surrounds it', () => {
		assert.deepEqual(lines('\n  npm test  \n\n'), ['npm test']);
	});

	it('of several lines each is one; blank ones and comments are none', () => {
		assert.deepEqual(lines('# Install\nnpm install\n\nnpm test # all'), [
			'npm install',
			'npm test # all',
		]);
		assert.deepEqual(lines('REM Look\ndir\n:: done', 'bat'), ['dir']);
		assert.deepEqual(lines('#define A', 'c'), ['#define A']);
		assert.deepEqual(lines('# only'), []);
		assert.deepEqual(lines(''), []);
	});

	it('what a backslash continues is one line, as the shell reads it', () => {
		assert.deepEqual(lines('curl \\\n  -s \\\n  a.example\nls'), ['curl   -s   a.example', 'ls']);
		assert.deepEqual(lines('echo "a \\\nb"'), ['echo "a b"']);
		assert.deepEqual(lines("echo 'a' \\\n'b'"), ["echo 'a' 'b'"]);
		assert.deepEqual(lines("it=\\'s \\\nb"), ["it=\\'s b"]);
	});

	it('a backslash that continues nothing stays', () => {
		assert.deepEqual(lines("echo 'a \\\nb'"), ["echo 'a \\", "b'"]);
		assert.deepEqual(lines('echo a\\\\\nls'), ['echo a\\\\', 'ls']);
		assert.deepEqual(lines('# a \\\nls'), ['ls']);
		assert.deepEqual(lines('cd C:\\\ndir', 'bat'), ['cd C:\\', 'dir']);
	});

	for (const [prompt, told] of [
		['$ ', '$ '],
		['> ', '> '],
		['  $ ', '$ '],
		['PS> ', 'PS> '],
		['PS C:\\work> ', 'PS C:\\work> '],
	]) {
		it(`the prompt ${JSON.stringify(prompt)} is left out where every command has one`, () => {
			const read = terminalLines(`# a\n${prompt}npm i\n\n${prompt}npm test`, 'bash');
			assert.deepEqual(read.lines, ['npm i', 'npm test']);
			assert.deepEqual(read.prompts, [told]);
			assert.equal(read.script, '# a\nnpm i\n\nnpm test');
		});
	}

	it('several kinds of prompts are told', () => {
		const read = terminalLines('$ cat <<END\n> a\n> END', 'console');
		assert.deepEqual(read.prompts, ['$ ', '> ']);
		assert.deepEqual(read.lines, ['cat <<END', 'a', 'END']);
	});

	it('where a command has none, all stay', () => {
		const read = terminalLines('$ npm i\nnpm test', 'bash');
		assert.deepEqual(read.lines, ['$ npm i', 'npm test']);
		assert.deepEqual(read.prompts, []);
		assert.deepEqual(lines('$HOME/run\n$(pwd)/run'), ['$HOME/run', '$(pwd)/run']);
	});

	for (const [character, name] of [
		['\r', 'CARRIAGE RETURN (U+000D), which is Enter'],
		['\t', 'CHARACTER TABULATION (U+0009), which completes what is typed'],
		['\u001B', 'ESCAPE, which begins a terminal’s commands (U+001B)'],
		['\u0003', 'CONTROL CHARACTER (U+0003)'],
		['\u0000', 'CONTROL CHARACTER (U+0000)'],
		['\u0008', 'CONTROL CHARACTER (U+0008)'],
		['\u007F', 'CONTROL CHARACTER (U+007F)'],
		['\u0085', 'CONTROL CHARACTER (U+0085)'],
		['\u009B', 'CONTROL CHARACTER (U+009B)'],
		['\u202E', 'RIGHT-TO-LEFT OVERRIDE (U+202E)'],
		['\u2066', 'LEFT-TO-RIGHT ISOLATE (U+2066)'],
		['\u200B', 'ZERO WIDTH SPACE (U+200B)'],
		['\u2028', 'LINE SEPARATOR (U+2028)'],
		['\u{E0041}', 'TAG for “A” (U+E0041)'],
	] as const) {
		it(`${name} is refused by name, wherever it stands`, () => {
			for (const text of [`a${character}b`, `a # ${character}x`, `# ${character}x\na`]) {
				assert.deepEqual(terminalLines(text, 'bash').refused, [name]);
			}
		});
	}

	it('what can be seen is not refused', () => {
		assert.deepEqual(terminalLines('echo "naïve \u{1F468}\u200D\u{1F469} שלום"', '').refused, []);
	});
});
