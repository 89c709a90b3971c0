import { type Diagnostic, DiagnosticSeverity, languages, Uri, workspace } from 'vscode';
import { MAX_EXCERPT_BYTES } from '../../core/attachments/excerptSize.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { type Problem, problemsSection } from '../../core/references/problemsText.ts';
import { type Section, sectionsThatFit } from '../../core/references/textParts.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { askedFor } from '../attachments/askedFor.ts';
import type { ExcerptReader } from '../attachments/readNow.ts';
import { editorInUse } from '../editor/editorInUse.ts';
import { attachText, type MadeText, madeAnew, madeExcerpt } from './attachText.ts';
import type { Offer } from './offers.ts';

/** The problems of the file in use, and of all files. */
export function problemOffers(): Offer[] {
	const file = editorInUse()?.document.uri;
	const ofFile: Offer = {
		id: 'problems',
		name: '#problems',
		description: `Of ${file === undefined ? 'the file in the editor' : workspace.asRelativePath(file)}`,
		insert: '#problems',
		take: async (taking) => {
			if (file === undefined) {
				throw new ChatError(
					'refused',
					'There is no file in an editor. Open one, or take #problems:all.',
				);
			}
			const sections = await sectionsOf(file);
			if (sections.length === 0) {
				const name = workspace.asRelativePath(file);
				throw new ChatError('refused', `VS Code knows of no problems in ${name}.`);
			}
			attachText(taking, madeText(file), (bytes) => sectionsThatFit(sections, bytes));
		},
	};
	const ofAll: Offer = {
		id: 'problems:all',
		name: '#problems:all',
		description: 'Of all files',
		insert: '#problems:all',
		take: async (taking) => {
			const sections = await sectionsOf(undefined);
			if (sections.length === 0) throw new ChatError('refused', 'VS Code knows of no problems.');
			attachText(taking, madeText(undefined), (bytes) => sectionsThatFit(sections, bytes));
		},
	};
	return [ofFile, ofAll];
}

/** What VS Code knows of the same files now. */
export const readProblems: ExcerptReader = async (excerpt) => {
	const about = askedFor(excerpt);
	const file = about === '' ? undefined : Uri.parse(about, true);
	const sections = await sectionsOf(file);
	const text = madeText(file);
	if (sections.length > 0)
		return madeAnew(excerpt, text, sectionsThatFit(sections, MAX_EXCERPT_BYTES));
	const none = 'There are no problems any more.';
	return madeAnew(excerpt, text, { text: none, startLine: 1, endLine: 1 });
};

/** The problems of a file, as an attachment; undefined where VS Code knows of none. */
export async function problemsOf(file: Uri): Promise<Excerpt | undefined> {
	const sections = await sectionsOf(file);
	if (sections.length === 0) return undefined;
	return madeExcerpt(madeText(file), sectionsThatFit(sections, MAX_EXCERPT_BYTES));
}

function madeText(file: Uri | undefined): MadeText {
	return {
		source: 'problems',
		label: file === undefined ? 'Problems' : `Problems of ${workspace.asRelativePath(file)}`,
		language: 'plaintext',
		about: file?.toString() ?? '',
	};
}

async function sectionsOf(file: Uri | undefined): Promise<Section[]> {
	const all: [Uri, readonly Diagnostic[]][] =
		file === undefined ? languages.getDiagnostics() : [[file, languages.getDiagnostics(file)]];
	const sections = all
		.filter(([, diagnostics]) => diagnostics.length > 0)
		.map(async ([uri, diagnostics]) => {
			const lineOf = await linesOf(uri);
			const problems = diagnostics.map((diagnostic) => problemOf(diagnostic, lineOf));
			return problemsSection(workspace.asRelativePath(uri), problems);
		});
	return Promise.all(sections);
}

/** The text of a line, as the editor shows it. */
async function linesOf(uri: Uri): Promise<(line: number) => string | undefined> {
	try {
		const document = await workspace.openTextDocument(uri);
		return (line) => (line < document.lineCount ? document.lineAt(line).text : undefined);
	} catch {
		// A problem can be of a file that is gone, or that is no text.
		return () => undefined;
	}
}

function problemOf(
	{ severity, message, source, code, range, relatedInformation = [] }: Diagnostic,
	lineOf: (line: number) => string | undefined,
): Problem {
	const value = typeof code === 'object' ? code.value : code;
	return {
		severity: severityOf(severity),
		message,
		source,
		code: value === undefined ? undefined : String(value),
		line: range.start.line + 1,
		column: range.start.character + 1,
		text: lineOf(range.start.line),
		related: relatedInformation.map(({ location, message: more }) => {
			const name = workspace.asRelativePath(location.uri);
			return `${name}, line ${location.range.start.line + 1}: ${more}`;
		}),
	};
}

function severityOf(severity: DiagnosticSeverity): Problem['severity'] {
	switch (severity) {
		case DiagnosticSeverity.Error:
			return 'error';
		case DiagnosticSeverity.Warning:
			return 'warning';
		case DiagnosticSeverity.Information:
			return 'information';
		default:
			return 'hint';
	}
}
