import { diffSections, unquoted } from '../references/diffSections.ts';

/** What a commit changes in one file. */
export interface ChangedFile {
	/** From the top of the repository, by the name that it has now. */
	readonly path: string;
	/** The name it had; undefined where it is the same. */
	readonly before: string | undefined;
	/** As git shows the change, with no line end behind its last line. */
	readonly text: string;
	/** Git has no lines to show for it. */
	readonly binary: boolean;
}

/** The files of what `git diff` says, each with all of its lines. */
export function changedFiles(diff: string): ChangedFile[] {
	return diffSections(diff).map(({ name, text }) => {
		const head = text.split(/^@@/m, 1)[0] ?? '';
		const from = /^(?:rename|copy) from (.+)$/m.exec(head)?.[1];
		const before = from === undefined ? undefined : unquoted(from);
		return {
			path: name,
			before: before === name ? undefined : before,
			text,
			binary: /^(Binary files .+ differ|GIT binary patch)$/m.test(head),
		};
	});
}

/**
 * A file that git does not know yet, as git would show it once it is added.
 * @param text undefined for one that is no text
 */
export function newFile(path: string, text: string | undefined): ChangedFile {
	const head = `diff --git a/${path} b/${path}\nnew file`;
	if (text === undefined) {
		return { path, before: undefined, text: `${head}\nBinary file b/${path}`, binary: true };
	}
	const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
	const end = text.endsWith('\n') ? [] : ['\\ No newline at end of file'];
	const added = text === '' ? [] : [...lines.map((line) => `+${line}`), ...end];
	const hunk =
		text === '' ? [] : ['--- /dev/null', `+++ b/${path}`, `@@ -0,0 +1,${lines.length} @@`];
	return { path, before: undefined, text: [head, ...hunk, ...added].join('\n'), binary: false };
}
