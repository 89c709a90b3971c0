import { languageNamed } from '../../editor/languageNames.ts';

/** Words that say that code is left out. */
const KEYS = new Set(
	(
		'rest remaining remainder remains remain existing unchanged same previous previously omitted truncated elided skipped snip snipped keep keeps kept ' +
		'retain retained preserve preserved unmodified untouched stays stay before brevity'
	).split(' '),
);
/** Words that stand beside those. */
const BESIDE = new Set(
	(
		'of the your this my our all other others as above below original originally current currently old for clarity leave left is are be to from in on and or ' +
		'not no nothing change changes changed modified modification modifications needed required necessary here goes go there code codes file files class classes ' +
		'function functions method methods body bodies implementation implementations logic content contents part parts section sections line lines import imports ' +
		'statement statements field fields property properties member members variable variables constant constants definition definitions declaration declarations ' +
		'component components route routes handler handlers test tests case cases style styles rule rules markup html css javascript typescript python script scripts ' +
		'template config configuration setting settings option options entry entries item items key keys value values dependency dependencies element elements block ' +
		'blocks text document module program source stuff things etc everything else it that was were with without any more still continue continues continued ' +
		'exactly earlier prior up down untouched snippet cell query queries table tables column columns attributes attribute parameters arguments props state hooks ' +
		'endpoints endpoint jobs steps job step helper helpers utility utilities type types interface interfaces struct structs enum constructor constructors getters setters ' +
		'data set up setup initialization init exports export doc docs docstring comment comments header footer intro paragraph paragraphs list'
	).split(' '),
);
const SAYS_UNCHANGED =
	/\b(?:remains?|stays?|is|are) (?:the same|unchanged|left out)\b|\bunchanged$|\bomitted\b/i;
const DOTS = /^(?:\.{3,}|…+|(?:\. ){2,}\.)/;
const DOTS_AT_END = /(?:\.{3}|…)$/;
/** What begins a comment in some language, and what may stand around its words. */
const OPENERS: readonly (readonly [RegExp, RegExp | undefined])[] = [
	[/^\{\s*\/\*+/, /\*\/\s?\}$/],
	[/^\/\*+/, /\*\/$/],
	[/^<!--+/, /-->$/],
	[/^\{\{!--|^\{#|^<%#|^<%--/, /(?:--\}\}|#\}|%>)$/],
	[/^\(\*/, /\*\)$/],
	[/^\{-/, /-\}$/],
	[/^\/\/+!?/, undefined],
	[/^#+(?![[!])/, undefined],
	[/^--+/, undefined],
	[/^;+/, undefined],
	[/^%+/, undefined],
	[/^(?:REM|rem|::)(?=\s)/, undefined],
	[/^'(?=\s*(?:\.\.\.|…))/, undefined],
	[/^\*+(?=\s*(?:\.\.\.|…))/, undefined],
];
const STRING_KEY = /^"([^"]*)"\s*:\s*(?:"([^"]*)"|\{\s*\}|\[\s*\]|null|true)\s*,?$/;

/** Languages in which three dots alone are code. */
const WITH_ELLIPSIS = /^(?:python|starlark|raku|julia|r)$/;

/** Whether a line only stands for code that is left out. */
export function isMarker(line: string, language: string): boolean {
	const id = languageNamed(language);
	const text = line.trim().replace(/^pass\s+(?=#)/, '');
	if (text === '' || text.length > 200) return false;
	if (isBareDots(text)) {
		if (WITH_ELLIPSIS.test(id)) return false;
		// That ends a document.
		return !(id === 'yaml' && line.startsWith('...'));
	}
	const said = commentOf(text, id);
	return said !== undefined && saysLeftOut(said);
}

function isBareDots(text: string): boolean {
	return /^[[(<{*_]{0,2}(?:\.{3,}|…+|\. \. \.)[\])>}*_]{0,2}[,;]?$/.test(text);
}

/** What a line says that is a comment, or can be nothing else in its language; undefined for code. */
function commentOf(text: string, id: string): string | undefined {
	if (id === 'json' || id === 'jsonc') {
		const [, key, value = ''] = STRING_KEY.exec(text) ?? [];
		if (key !== undefined) {
			return DOTS.test(key) || /^\/\//.test(key)
				? `... ${key.replace(/^\/\/\s*/, '')} ${value}`
				: undefined;
		}
	}
	if (isProseLanguage(id)) {
		const isWrapped = /^(?:[*_[(]|<!--|\{\/\*)/.test(text) && /(?:[*_\])]|-->|\*\/\})$/.test(text);
		return isWrapped || DOTS.test(text)
			? text.replace(/^<!--|-->$|^\{\/\*|\*\/\}$/g, '')
			: undefined;
	}
	for (const [opener, closer] of OPENERS) {
		const opening = opener.exec(text)?.[0];
		if (opening === undefined) continue;
		const rest = text.slice(opening.length).trim();
		if (closer === undefined) return rest;
		const closing = closer.exec(rest)?.[0];
		if (closing !== undefined) return rest.slice(0, rest.length - closing.length).trim();
	}
	// Words behind dots are code in no language: a spread has its bracket, comma or name right behind.
	return /^(?:\.{3,}|…)\s+[\w([]/.test(text) ? text : undefined;
}

function isProseLanguage(id: string): boolean {
	return id === 'markdown' || id === 'plaintext' || id === 'restructuredtext';
}

/** Without the signs that frame what is said. */
function withoutRules(said: string): string {
	const isRule = (sign: string | undefined) =>
		sign !== undefined && /[-=*~_<>()[\]{}\s]/.test(sign);
	let from = 0;
	let to = said.length;
	while (from < to && isRule(said[from])) from++;
	while (to > from && isRule(said[to - 1])) to--;
	return said.slice(from, to);
}

/** Whether what a comment says is that code is left out. */
export function saysLeftOut(said: string): boolean {
	const text = withoutRules(said);
	if (text === '') return false;
	const words = text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_'’]*/gu) ?? [];
	if (words.length > 16) return false;
	const startsWithDots = DOTS.test(text);
	if (startsWithDots && words.length === 0) return true;
	const unknown = words.filter((word) => !KEYS.has(word) && !BESIDE.has(word)).length;
	const hasKey = words.some((word) => KEYS.has(word)) || /\bno (?:other )?changes?\b/i.test(text);
	// What only names what is left out: "... other methods ...", "... imports".
	if (startsWithDots) return hasKey || DOTS_AT_END.test(text) || unknown <= 2;
	if (DOTS_AT_END.test(text) && (hasKey || /^(?:other|all|more)\b/i.test(text)))
		return unknown <= 3;
	if (!hasKey) return /^other\b/i.test(text) && unknown === 0 && words.length > 1;
	if (/^(?:the )?(?:rest|remainder) of\b/i.test(text)) return unknown <= 3;
	if (SAYS_UNCHANGED.test(text)) {
		return unknown <= 3;
	}
	return (
		unknown === 0 &&
		(words.length > 1 ||
			/^(?:unchanged|omitted|snip|snipped|truncated|unmodified|untouched)$/i.test(text))
	);
}
