/** Languages with tabs only, whatever the document has. */
export const KEEPS_TABS: ReadonlySet<string> = new Set(['go', 'makefile']);

/** Languages that refuse tabs, or warn of them. */
export const KEEPS_SPACES: ReadonlySet<string> = new Set([
	...['yaml', 'haskell', 'fsharp', 'nim', 'elm', 'purescript', 'nix', 'dune'],
]);

/** Texts for people, columns that a card has, and code that is aligned and has no levels. */
const PROSE: ReadonlySet<string> = new Set([
	...['markdown', 'plaintext', 'restructuredtext', 'asciidoc', 'org', 'bibtex', 'mermaid'],
	...['fortran', 'fixed-form', 'cobol', 'assembly', 'asm', 'nasm', 'properties', 'ascii'],
]);
/** Written in columns that follow from what stands above; strings count, levels do not. */
const ALIGNED: ReadonlySet<string> = new Set(['lisp', 'clojure', 'latex']);

/** Whether the white space in a text says nothing of levels, so that only all of it moves. */
export function isProse(id: string): boolean {
	return PROSE.has(id);
}

export function hasLevels(id: string): boolean {
	return !PROSE.has(id) && !ALIGNED.has(id);
}

/** Whether the first column of a text counts for what reads it: patches, and tables with tabs. */
export function isData(id: string, lines: readonly string[]): boolean {
	return id === 'diff' || id === 'tsv' || ((id === '' || id === 'plaintext') && isDiff(lines));
}

/** Whether lines are a patch, by the head of a piece of one. */
function isDiff(lines: readonly string[]): boolean {
	return lines.some((line, index) => {
		if (/^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/.test(line)) return true;
		return line.startsWith('--- ') && (lines[index + 1] ?? '').startsWith('+++ ');
	});
}

/** What begins a line that ends with a colon in languages with such blocks. */
const OPENS_BLOCK =
	/^(?:async|case|class|catch|def|default|do|elif|else|elsif|except|finally|for|foreach|function|if|lambda|match|private|protected|public|switch|try|when|while|with)\b/;
/** Targets, a colon, and what they are made from; or a pattern for them. */
const RULE = /^[^\s:#=][^:#=]{0,400}::?(?![:=])/;

/** Whether lines are of a makefile: every line with a tab is a recipe's, below a rule. */
export function isMakefile(lines: readonly string[]): boolean {
	let isBelowRule = false;
	let hasRecipe = false;
	for (const line of lines) {
		if (line.trim() === '' || line.startsWith('#')) continue;
		if (line.startsWith('\t')) {
			if (!isBelowRule) return false;
			hasRecipe = true;
		} else {
			isBelowRule = RULE.test(line) && !OPENS_BLOCK.test(line) && !/[{(]\s*$/.test(line);
		}
	}
	return hasRecipe;
}
