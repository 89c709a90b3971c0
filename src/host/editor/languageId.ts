import { languages } from 'vscode';
import { languageNamed } from '../../core/editor/languageNames.ts';

/** VS Code's id for the language of a code block; undefined where this VS Code does not know it. */
export async function languageId(name: string): Promise<string | undefined> {
	const known = await languages.getLanguages();
	// An extension may have brought a language that goes by the name of another elsewhere.
	return [name.toLowerCase(), languageNamed(name)].find((id) => known.includes(id));
}
