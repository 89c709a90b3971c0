/** Names that code blocks go by, where they are not VS Code's own id. */
const ALIASES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		shellscript:
			'sh bash zsh ksh ash dash fish shell shell-script shell-session shellsession console terminal',
		javascript: 'js mjs cjs node',
		typescript: 'ts mts cts deno',
		javascriptreact: 'jsx',
		typescriptreact: 'tsx',
		python: 'py py3 python3 python2 pyi gyp sage pycon',
		csharp: 'c# cs dotnet csx',
		cpp: 'c++ cc cxx hpp hxx h++ hh ino arduino',
		c: 'h',
		'objective-c': 'objc objectivec obj-c',
		'objective-cpp': 'objc++ objectivec++',
		cuda: 'cuda-cpp cu',
		fsharp: 'f# fs fsx',
		go: 'golang',
		rust: 'rs',
		ruby: 'rb rake gemfile jruby',
		perl: 'pl pm perl5',
		raku: 'perl6',
		php: 'php3 php4 php5 php7 php8',
		powershell: 'ps1 psm1 psd1 pwsh ps posh',
		bat: 'batch cmd dos',
		yaml: 'yml dockercompose docker-compose github-actions-workflow',
		json: 'json5 geojson ipynb',
		jsonc: 'jsonl ndjson',
		markdown: 'md mdx mkd rmd quarto mdown',
		makefile: 'make mk mak gnumake gmake',
		dockerfile: 'docker containerfile',
		terraform: 'tf hcl tfvars',
		kotlin: 'kt kts',
		scala: 'sc sbt',
		haskell: 'hs lhs',
		ocaml: 'ml mli reason reasonml',
		elixir: 'ex exs',
		erlang: 'erl hrl',
		clojure: 'clj cljs cljc edn',
		lisp: 'cl common-lisp commonlisp elisp emacs-lisp el lsp scm scheme racket rkt fennel hy',
		julia: 'jl',
		matlab: 'octave m',
		vb: 'vbnet vb.net vba vbs vbscript visual-basic basic visualbasic',
		sql: 'pgsql plpgsql postgres postgresql psql mysql sqlite sqlite3 tsql t-sql plsql mariadb bigquery snowflake',
		html: 'htm xhtml html5 handlebars hbs mustache ejs erb jinja jinja2 jinja-html django django-html twig liquid razor cshtml astro',
		xml: 'xsl xslt xsd svg plist rss atom wsdl xaml csproj pom',
		latex: 'tex context',
		restructuredtext: 'rst',
		plaintext: 'text txt plain none output log',
		diff: 'patch udiff git-diff',
		coffeescript: 'coffee cson',
		pascal: 'delphi objectpascal object-pascal',
		cmake: 'cmakelists',
		properties: 'ini cfg conf dosini env dotenv',
		proto: 'protobuf proto3',
		nim: 'nimrod',
		r: 'rscript splus',
		gherkin: 'cucumber feature',
		groovy: 'gradle jenkinsfile',
		tsv: 'csv',
		graphql: 'gql',
		lua: 'luau',
	}).flatMap(([id, names]) => names.split(' ').map((name) => [name, id] as const)),
);

/** VS Code's id for the language that a fence names, in any case and with or without `language-`; its own name where there is no other. */
export function languageNamed(name: string): string {
	const [lower = ''] = name
		.toLowerCase()
		.replace(/^(?:lang(?:uage)?-|\{?\.)/, '')
		.split(/[{}:,]/, 1);
	return ALIASES.get(lower) ?? lower;
}
