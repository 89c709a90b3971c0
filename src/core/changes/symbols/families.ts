import { languageNamed } from '../../editor/languageNames.ts';

/** What tells where a declaration ends. */
export type Family = 'braces' | 'indentation' | 'ends' | 'json' | 'yaml' | 'css' | 'none';

const FAMILIES: ReadonlyMap<string, Family> = new Map(
	Object.entries({
		braces:
			'javascript javascriptreact typescript typescriptreact java c cpp objective-c objective-cpp cuda csharp go rust php kotlin scala swift dart groovy shellscript d proto perl',
		indentation: 'python starlark gdscript nim',
		ends: 'ruby crystal lua julia elixir',
		json: 'json jsonc',
		yaml: 'yaml',
		css: 'css scss less',
	} satisfies Partial<Record<Family, string>>).flatMap(([family, ids]) =>
		ids.split(' ').map((id) => [id, familyOfWord(family)] as const),
	),
);

function familyOfWord(word: string): Family {
	switch (word) {
		case 'braces':
		case 'indentation':
		case 'ends':
		case 'json':
		case 'yaml':
		case 'css':
			return word;
		default:
			return 'none';
	}
}

/** @param language as VS Code or a fence names it */
export function familyOf(language: string): Family {
	return FAMILIES.get(languageNamed(language)) ?? 'none';
}

const WITH_JS_RULES = /^(?:javascript|typescript)(?:react)?$/;

export function isScript(id: string): boolean {
	return WITH_JS_RULES.test(id);
}

/** Languages in which a declaration begins with its type. */
const TYPED = /^(?:java|c|cpp|objective-c|objective-cpp|cuda|csharp|dart|groovy|d)$/;

export function hasTypesFirst(id: string): boolean {
	return TYPED.test(id);
}
