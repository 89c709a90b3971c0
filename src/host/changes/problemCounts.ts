import { DiagnosticSeverity, type Disposable, languages, type Uri } from 'vscode';

/** How long after a change was accepted its problems are counted again, in milliseconds: language servers take their time. */
const COUNT_FOR_MS = 60_000;

/** How many problems a document has; undefined where no extension has said anything of it, which does not mean that there are none. */
export function problemCount(uri: Uri): number | undefined {
	const wanted = uri.toString();
	const answered = languages.getDiagnostics().find(([found]) => found.toString() === wanted);
	return answered?.[1].filter(({ severity }) => severity !== DiagnosticSeverity.Hint).length;
}

export function problemsInWords(before: number | undefined, after: number | undefined): string {
	if (before === undefined || after === undefined) return 'problems not known';
	return `problems ${before} → ${after}`;
}

/** Counts the problems of a document each time that an extension says something of it, for a minute. */
export function countAgain(uri: Uri, counted: (problems: number | undefined) => void): void {
	const wanted = uri.toString();
	const listener: Disposable = languages.onDidChangeDiagnostics(({ uris }) => {
		if (uris.some((one) => one.toString() === wanted)) counted(problemCount(uri));
	});
	setTimeout(() => void listener.dispose(), COUNT_FOR_MS);
}
