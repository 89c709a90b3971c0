import assert from 'node:assert/strict';
import { reindent } from '../../../../src/core/editor/reindent.ts';

const SPACES_4 = { insertSpaces: true, tabSize: 4 };
const DEPTH = '    ';

function inserted(text: string, language: string): string {
	return reindent(text, { line: DEPTH, column: DEPTH.length }, SPACES_4, language);
}

/** Text of several lines in each language: only what comes after it moves. */
const HOLDS_TEXT: readonly (readonly [language: string, code: string])[] = [
	// biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the code says.
	['js', 'a = `x\n  ${ y({ z: `\n q` }) }\n  w`;'],
	['tsx', "const a = `\n don't\n`;"],
	['bash', 'cat <<END\nhello\n  END\nEND'],
	['sh', 'cat <<-END\n\thi\n\tEND'],
	['shellscript', 'cat <<-"END OF"\n\thi\n\tEND OF'],
	['zsh', "cat <<'E' && x <<F\n a\nE\n b\nF"],
	['console', '$ cat <<EOF > f\n  x\nEOF'],
	['sh', "awk '\n  { print }\n' f"],
	['sh', 'x="$(cat <<E\n  a "b\nE\n)"'],
	['dockerfile', 'RUN <<EOF\n  a\nEOF'],
	['hcl', 'x = <<-EOT\n  a\n  EOT'],
	['rust', 'let s = br##"\n "# x\n"##;'],
	['rs', 'let s = "a\n   b";'],
	['cpp', 'auto s = LR"sql(\n select "x"\n )sql";'],
	['c', 's = "a\\\n  b";'],
	['c#', 'var s = $@"a ""q""\n  b";'],
	['csharp', 'var s = $$"""\n  {{x}}\n  """;'],
	['fsharp', 'let s = @"a ""q""\n  b"'],
	['java', 'String s = """\n  a "b"\n  """;'],
	['kotlin', 'val s = """\n  a\n  """.trimIndent()'],
	['scala', 'val s = """\n x"""'],
	['kotlin', 'val s = """\n  a\\"""'],
	['scala', 'val s = """\n  a\\"""'],
	['f#', 'let s = @"a\n  b\\"'],
	['fs', 'let s = """\n  a\n  """'],
	['fsharp', 'let s = "a\n  b"'],
	['odin', 's := `\n a\\`'],
	['v', 's := `\n a\\`'],
	['d', 's = r"a\n  b\\";'],
	['swift', 'let s = #"""\n  a\n  """#'],
	['groovy', "s = '''\n x'''"],
	['dart', "var s = '''\n  x\n''';"],
	['go', 's := `\n a\\`'],
	['makefile', 'define x\n  a\nendef'],
	['lua', 's = [==[\n ]]\n x]==]'],
	['powershell', "$a = @'\n x\n'@"],
	['ps1', '$a = @"\n don\'t\n"@'],
	['php', "$a = <<<'X'\n  a\n  X;"],
	['ruby', 'a = <<~SQL\n  x\n  SQL'],
	['rb', 'foo(<<-A, <<~B)\n a\n A\n  b\n B'],
	['ruby', 'x = %q(\n a\n)'],
	['perl', 'print <<"END";\n a\nEND'],
	['pl', 'my $x = q{\n a\n };'],
	['perl', '=pod\n\n x\n\n=cut'],
	['sql', "select $f$\n  don't\n$f$;"],
	['postgresql', 'create function f() as $$\nbegin\n  x;\nend\n$$ language plpgsql;'],
	['mysql', "insert into t values ('a\n  it''s\n b');"],
	['python', 'x = f("""\n a\n""")'],
	['py', "x = 'a\\\n  b'"],
	['toml', 'a = """\n x\n"""'],
	...['css', 'scss', 'less', 'stylus'].map(
		(language) => [language, "a { content: 'a\\\n  b'; }"] as const,
	),
	['elixir', '@doc """\n  x\n  """'],
	// biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the code says.
	['nix', "x = ''\n  a ''${b}\n  '';"],
	['r', 'x <- r"(\n a)"'],
	['ocaml', 'let s = {|\n a |}'],
	['haskell', 'x = [r|\n a\n|]'],
	['lisp', '(f "a\n b")'],
	['clojure', '(def x "a\n \\" b")'],
	['vb', 'Dim s = "a\n b"'],
	['coffee', 's = """\n x\n"""'],
	['html', '<pre class="a">\nx <b>\n  y\n</b></pre>'],
	['html', '<textarea rows="2">\n x\n y</textarea>'],
	['svelte', '<pre>\n x</pre>'],
	['latex', '\\begin{verbatim}\n x\n\\end{verbatim}'],
	['', 'cat <<EOF\n x\nEOF'],
	['', 'cat <<-EOF\n\tx\n\tEOF'],
	['', 'x = """\n a\n"""'],
	['', 'f(`\n a`)'],
	['ruby', 'x = <<~A.lines.map(&:strip)\n   a\n  A'],
	['rb', 'f(<<-A.squish, 1)\n a\n A'],
	['ruby', 'x = <<A.strip\na\nA'],
	['ruby', 'x = %q|\n a\n|'],
	['ruby', 'x = %x(\n ls\n)'],
	['ruby', 'x = `\n a\n`'],
	['perl', "f(<<~'A'.$x);\n  a\n  A"],
	['perl', 'my $x = q[\n a\n];'],
	['perl', 'my $x = qq<\n a\n>;'],
	['perl', 'my $x = q|\n a\n|;'],
	['perl', 'my $sql = qq (\nSELECT 1\n);'],
	['perl', 'my $x = q\t(\n a\n);'],
	['elixir', 'x = ~s(\n a\n)'],
	['exs', 'x = ~s|\n a "\n|'],
	['elixir', 'x = f(~r/"/, "\n a")'],
	['jsonnet', '{ x: |||\n    a\n      b\n  ||| }'],
	['tcl', 'set a "x\n y"'],
	['gleam', 'let a = "x\n y"'],
	['nu', "let a = 'x\n y'"],
	['d', 'auto s = q"END\n x "y\nEND";'],
	['a language of its own', 'x = """\n a\n"""'],
];

/** Quote signs that begin no text of several lines: every line moves. */
const HOLDS_NONE: readonly (readonly [language: string, code: string])[] = [
	['rust', "fn f<'a>(x: &'a str) -> &'a str {\n    x\n}\nlet c = '\"';\nb(\"x\");"],
	['lisp', "(setq a '(b))\n(f 'c)"],
	['matlab', "a = b';\nc = d';\nx"],
	['vb', "' don't\nx = 1\n' \"a\ny"],
	['sql', "-- don't\nselect 1;\n-- it's\nx"],
	['python', '# """\nx\ns = "#"\n# """\ny'],
	['python', 'x = \'it\\\'s """\'\ny\nz = \'"""\''],
	['js', '// `\nx\n/* ` */\ny("`")\n/`/.test(z)\n// `'],
	// biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the code says.
	['sh', "# it's\nls ${#a} $#\n# don't\nx"],
	['sh', 'echo $((1<<EOF))\nx'],
	['cpp', "int a = 1'000'000;\nchar c = '\"';\nf(\"x\");"],
	['php', "// don't\n$x = '#';\n# it's\ny();"],
	['ruby', "# don't\nx = ?'\ny\n# it's\nz"],
	['perl', "# don't\n$x =~ s/'//g;\n$y = $#a;\n# it's\nz"],
	['perl', '$q[1] = $q{2};\nx->q(\n$y{q} | 1);\nz'],
	['ruby', 'x = 5 %w\ny\nz = "%w|"'],
	['elixir', 'x = a ~> b\ny = c ~>> d\nz'],
	['tcl', 'puts a"b\nx\nputs c"d'],
	['ruby', "x = %w[\n  don't\n  %i[a]\n]\ny = %w| it's |"],
	['perl', "my @a = qw(\n  don't\n);\nmy @b = qw/ it's /;"],
	['perl', "my @a = qw (\n  don't\n);\n$q (\nx->q (\ny"],
	['elixir', "@a ~w(\n  don't\n)a\n@b ~w/ it's /"],
	['go', "// a ` b\nx\nc := '`'\ny\n// `"],
	['haskell', "f' x = x\ng = '\"'\nh = f' 'a'"],
	['c#', '// @"\nx;\nvar c = \'"\';\n// """\ny;'],
	['lua', '-- [[ x\na = b[c[1]]\ny'],
	['ps1', '# @"\nx\n# "@\ny'],
	['yaml', "a: don't\nb: it's"],
	['jsx', "<p>don't</p>\n<p>it's</p>"],
	['html', "<p>don't `x</p>\n<p>it's</p>"],
	['text', "don't `a\n it's `b"],
	['markdown', '```js\nx(`a\n b`)\n```\n- a\n  - b'],
	['r', "# don't\nx\n# it's"],
	['css', 'a {\n    b: url(//x);\n}\n/* ` */'],
	['', "// don't `\nx\n# it's `\ny"],
	['js', 'a(\n    1);\n// a ` here\nb();'],
	['js', 'a = `one\nb();'],
];

describe('text in code', () => {
	for (const [language, code] of HOLDS_TEXT) {
		it(`keeps its columns: ${language} ${JSON.stringify(code)}`, () => {
			assert.equal(inserted(`${code}\nnext`, language), `${code}\n${DEPTH}next`);
		});
	}

	for (const [language, code] of HOLDS_NONE) {
		it(`is not what only looks like it: ${language} ${JSON.stringify(code)}`, () => {
			assert.equal(inserted(code, language), code.replace(/\n(?=.)/g, `\n${DEPTH}`));
		});
	}

	it('keeps its columns where the levels around it change', () => {
		assert.equal(
			reindent('f(() => {\n  g(`a\n  b\n`);\n});', { line: '', column: 0 }, SPACES_4, 'ts'),
			'f(() => {\n    g(`a\n  b\n`);\n});',
		);
	});

	it('of a docstring, a comment and YAML goes in with the line where it begins', () => {
		const at = (text: string, language: string) =>
			reindent(text, { line: '', column: 0 }, SPACES_4, language);
		assert.equal(
			at('def f():\n  """Does.\n\n  - a\n    b\n  """\n  x', 'py'),
			'def f():\n    """Does.\n\n    - a\n      b\n    """\n    x',
		);
		assert.equal(
			at('class A {\n  /**\n   * a\n   */\n  b() {}\n}', 'js'),
			'class A {\n    /**\n     * a\n     */\n    b() {}\n}',
		);
		assert.equal(
			at('a:\n  run: |\n    if a; then\n      b\n    fi\n  z: 1', 'yml'),
			'a:\n    run: |\n      if a; then\n        b\n      fi\n    z: 1',
		);
		assert.equal(
			inserted('"""\nA module.\n"""\nx', 'python'),
			'"""\n    A module.\n    """\n    x',
		);
	});
});

describe('blanks that mean something', () => {
	const same = (text: string, language: string, depth = '') =>
		assert.equal(reindent(text, { line: depth, column: depth.length }, SPACES_4, language), text);

	it('are those of makefiles, named or not', () => {
		for (const language of ['makefile', 'make', 'Makefile', 'mk', '']) {
			same('all: a.o\n\tcc a.o\n', language);
			same('%.o: %.c\n\t$(CC) -c $<\n\n.PHONY: clean\nclean:\n\trm *.o', language);
		}
		same('define x\n  a\n\tb\nendef', 'make');
		assert.equal(
			reindent('all:\n\tcc\n\nclean:\n\trm', { line: DEPTH, column: 4 }, SPACES_4, 'make'),
			'all:\n\tcc\n\n    clean:\n\trm',
		);
		const tabs = { insertSpaces: false, tabSize: 4 };
		assert.equal(
			reindent('\tcc a\n\tld b', { line: '\t', column: 1 }, tabs, 'make'),
			'cc a\n\tld b',
		);
	});

	it('are not the tabs of a block that looks like a rule', () => {
		assert.equal(
			reindent('def f():\n\tif x:\n\t\ty', { line: '', column: 0 }, SPACES_4),
			'def f():\n    if x:\n        y',
		);
	});

	it('are those of patches and tables, wherever they land', () => {
		const patch = '--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n \tx\n-y\n+z';
		for (const language of ['diff', 'patch', '', 'text']) same(patch, language, DEPTH);
		same(' x\n-\ty', 'diff', DEPTH);
		same('\ta\tb\nc\td', 'tsv', DEPTH);
	});

	it('are the tabs of Go, and the spaces of YAML', () => {
		same('func f() {\n\tx()\n}', 'go');
		const tabs = { insertSpaces: false, tabSize: 4 };
		assert.equal(reindent('a:\n  b: 1', { line: '', column: 0 }, tabs, 'yaml'), 'a:\n  b: 1');
	});
});

describe('code of any length', () => {
	// Were each beginning looked for to the end, these would take minutes.
	it('is read once', () => {
		const withoutBlanks = (text: string) => text.replaceAll(' ', '');
		const many = (line: (index: number) => string) =>
			Array.from({ length: 130_000 }, (_, index) => line(index)).join('\n');
		for (const [language, text] of [
			['', many((index) => `x << A${index}`)],
			['', many(() => "'''\\")],
			['sql', many((index) => `$a${index}$`)],
			['cpp', many((index) => `R"a${index}(`)],
			['js', '`${'.repeat(130_000)],
			['js', many(() => '(')],
			...['js', 'css', 'json', 'haskell'].map(
				(language) => [language, `"${'\\"'.repeat(130_000)}`] as const,
			),
			['csharp', '$'.repeat(130_000)],
			['yaml', many(() => 'a: |')],
		] as const) {
			assert.equal(withoutBlanks(inserted(text, language)), withoutBlanks(text));
		}
	});
});
