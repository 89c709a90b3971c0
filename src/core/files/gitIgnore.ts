// A file of its own in dist/, with the package: what is needed only where git's own extension is out of reach.
import ignore, { type Ignore } from 'ignore';
import { folderOf } from './excludes.ts';
import { globMatcher } from './glob.ts';

/** The text of a .gitignore and the folder that it is in; empty for the top. */
export interface IgnoreFile {
	readonly folder: string;
	readonly text: string;
}

/**
 * Those of the paths that are ignored, by the rules of all folders that they are in: the innermost file counts most, and
 * nothing is taken back of a folder that is ignored. As git has it on Linux, capitals count.
 *
 * @param paths with slashes, from the top; a folder ends with one
 */
export function ignoredPaths(paths: readonly string[], files: readonly IgnoreFile[]): string[] {
	const rules = new Map<string, Ignore>();
	const texts = new Map(files.map(({ folder, text }) => [folder, text]));
	const rulesFor = (folder: string): Ignore => {
		const known = rules.get(folder);
		if (known !== undefined) return known;
		const above = folder === '' ? ignore({ ignorecase: false }) : rulesFor(folderOf(folder));
		const text = texts.get(folder);
		const made = text === undefined ? above : withRules(above, folder, text);
		rules.set(folder, made);
		return made;
	};
	return paths.filter((path) => rulesFor(folderOf(path.replace(/\/$/, ''))).ignores(path));
}

/** Each "any folders" within a rule is tried in every folder of a path for each of those before it; rules that are meant have one or two. */
const MOST_ANY_FOLDERS = 2;

/** Whether a rule is quickly told of every path. A repository is somebody else's: what takes minutes there counts for nothing. */
function isQuick(line: string): boolean {
	const folders = line
		.trimEnd()
		.replace(/^!/, '')
		.split('/')
		.filter((folder) => folder !== '');
	return (
		folders.slice(1, -1).filter((folder) => /^\*{2,}$/.test(folder)).length <= MOST_ANY_FOLDERS
	);
}

/** The rules of a folder's file behind those of the folders above, written so that they lead from the top. */
function withRules(above: Ignore, folder: string, text: string): Ignore {
	const lines = text
		.replace(/^\uFEFF/, '')
		.split(/\r?\n/)
		.filter(isQuick);
	return ignore({ ignorecase: false })
		.add(above)
		.add(folder === '' ? lines : lines.flatMap((line) => fromTop(folder, line)));
}

function fromTop(folder: string, line: string): string[] {
	const [, not = '', rule = ''] = /^(!?)(.*)$/.exec(line) ?? [];
	if (rule.trim() === '' || /^#/.test(line) || /^\/+$/.test(rule)) return [];
	const place = folder.replace(/[\\*?[\]!# ]/g, '\\$&');
	// Without a slash before its end a rule is about any folder below.
	const anchored = rule.replace(/\/\s*$/, '').includes('/');
	return [`${not}/${place}/${anchored ? rule.replace(/^\//, '') : `**/${rule}`}`];
}

/**
 * Patterns for what is in ignored folders, to be left out already when files are looked for: of the rules that name a
 * folder plainly, those that no rule anywhere takes back.
 */
export function ignoredFolderPatterns(files: readonly IgnoreFile[]): string[] {
	const lines = files.flatMap(({ folder, text }) =>
		text.split(/\r?\n/).map((line) => ({ folder, line: line.trimEnd() })),
	);
	const takenBack = lines
		.filter(({ line }) => line.startsWith('!'))
		.flatMap(({ line }) => line.slice(1).split('/'))
		.flatMap((name) => globMatcher(name) ?? []);
	return lines.flatMap(({ folder, line }) => {
		const path = line.replace(/^\/|\/$/g, '');
		const plain = /^[\w.@+-]+(?:\/[\w.@+-]+)*$/.test(path) && !/[{},*?[\]\\]/.test(folder);
		if (!plain || path.split('/').some((name) => takenBack.some((back) => back(name)))) {
			return [];
		}
		const anchored = line.replace(/\/$/, '').includes('/');
		const place = folder === '' ? '' : `${folder}/`;
		return [`${place}${anchored ? '' : '**/'}${path}/**`];
	});
}
