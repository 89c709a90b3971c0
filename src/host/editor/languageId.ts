import { languages } from 'vscode';

/** Names that code blocks go by, where they are not VS Code's own id. */
const ALIASES: ReadonlyMap<string, string> = new Map([
	['bash', 'shellscript'],
	['c#', 'csharp'],
	['c++', 'cpp'],
	['cs', 'csharp'],
	['docker', 'dockerfile'],
	['golang', 'go'],
	['js', 'javascript'],
	['jsx', 'javascriptreact'],
	['md', 'markdown'],
	['objc', 'objective-c'],
	['ps1', 'powershell'],
	['py', 'python'],
	['rb', 'ruby'],
	['rs', 'rust'],
	['sh', 'shellscript'],
	['shell', 'shellscript'],
	['ts', 'typescript'],
	['tsx', 'typescriptreact'],
	['yml', 'yaml'],
	['zsh', 'shellscript'],
]);

/** VS Code's id for the language of a code block; undefined where this VS Code does not know it. */
export async function languageId(name: string): Promise<string | undefined> {
	const lower = name.toLowerCase();
	const id = ALIASES.get(lower) ?? lower;
	return (await languages.getLanguages()).includes(id) ? id : undefined;
}
