/** Files that have no extension and are known by their whole name. */
const WHOLE_NAMES =
	/^(?:Dockerfile|Containerfile|Makefile|GNUmakefile|Rakefile|Gemfile|Procfile|Jenkinsfile|Vagrantfile|Brewfile|Justfile|Podfile|Fastfile|Caddyfile|Pipfile|go\.mod|go\.sum|\.[a-z][\w-]*rc|\.(?:env|gitignore|gitattributes|dockerignore|npmignore|editorconfig|npmrc|nvmrc|prettierignore|eslintignore)(?:\.[\w-]+)?)$/;

/** The extensions of texts: a word with one of these is taken for a file without a folder before it. */
const EXTENSIONS = new Set(
	(
		'ts tsx mts cts js jsx mjs cjs py pyi pyw ipynb rb go rs java kt kts scala swift c h cc cpp cxx hpp hh cs fs fsx vb php pl pm lua r jl ' +
		'hs ml mli ex exs erl clj cljs dart nim zig v sv vhd asm sh bash zsh fish ps1 psm1 bat cmd sql html htm xhtml css scss sass less vue svelte ' +
		'astro xml xsl xsd svg json jsonc json5 jsonl yaml yml toml ini cfg conf env properties md mdx rst txt tex bib csv tsv graphql gql proto ' +
		'tf tfvars hcl gradle cmake mk dockerfile lock log diff patch sol elm coffee hbs ejs pug jinja j2 tmpl liquid cshtml razor csproj sln ' +
		'groovy f90 f95 pas lisp el scm rkt m mm plist podspec gemspec sbt bzl cu cl glsl vert frag wgsl http rest prisma'
	).split(' '),
);

/** Languages and libraries that are called like files. */
const NO_FILES =
	/^(?:node|vue|react|next|nuxt|angular|express|d3|three|p5|deno|ember|alpine|backbone|chart|nest|solid|bun)\.js$|^(?:asp|vb|ml)\.net$/i;

/**
 * A path as it is written in a code block, with slashes and without a place in the file behind it (`:12`, `#L3-L9`); undefined for what
 * is none. Where it leads is not looked at.
 * @param how `said` where the block calls it a file; `found` where it may be any word, and so needs a folder or an extension that is known
 */
export function readPath(written: string, how: 'said' | 'found'): string | undefined {
	const path = written
		.trim()
		.replace(
			/(?:#L\d{1,7}(?:-L?\d{1,7})?|(?::\d{1,7}(?:[-:]\d{1,7})?)|\(\d{1,7}(?:,\d{1,7})?\))$/,
			'',
		)
		.replaceAll('\\', '/')
		.replace(/^(?:\.\/)+/, '');
	if (path === '' || path.length > 1000 || path.endsWith('/')) return undefined;
	// A scheme or a host, signs that no path needs, and what could not be seen. A drive may stand first.
	if (/^[a-z][a-z0-9+.-]+:|^\/\/|[?*"<>|\p{C}]|^.{2,}:/iu.test(path)) return undefined;
	const name = path.split('/').at(-1) ?? '';
	if (how === 'said') return /[\p{L}\p{N}]/u.test(name) ? path : undefined;
	// Between words a file has no blanks: what has is a sentence.
	if (/[\s=;{}()'`,$!&]/.test(path) || NO_FILES.test(path)) return undefined;
	if (WHOLE_NAMES.test(name)) return path;
	const extension =
		/[^.]\.([a-z][a-z0-9_+]{0,11})$/i.exec(name)?.[1] ?? /^\.([a-z]\w*)$/i.exec(name)?.[1];
	if (extension === undefined) return undefined;
	return path.includes('/') || EXTENSIONS.has(extension.toLowerCase()) ? path : undefined;
}
