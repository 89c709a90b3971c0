import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import type { CharSet } from 'refa';
import {
	Chars,
	getConsumedChars,
	getLengthRange,
	isPotentiallyZeroLength,
	type ReadonlyFlags,
} from 'regexp-ast-analysis';
import { analyse } from 'scslre';

/** So many repetitions are as good as no bound. */
const MANY = 10_000;

/**
 * Why an expression may take time that grows faster than what it reads; empty where it does not.
 *
 * Two things are looked for. An expression that goes back: two parts of it can share what is there in many ways (scslre knows those). And one
 * that reads the same again from each place it could begin at: a part without a bound takes in what stands before it, and what comes after it
 * may be missing, as in `<[^>]*>` over many `<`.
 */
export function superLinear(source: string, flagNames: string): string[] {
	const parser = new RegExpParser();
	const flags = parser.parseFlags(flagNames);
	const pattern = parser.parsePattern(source, 0, source.length, {
		unicode: flags.unicode,
		unicodeSets: flags.unicodeSets,
	});
	const back = analyse({ pattern, flags }, { reportTypes: { Move: false } }).reports.map(
		({ type }) => `goes back (${type})`,
	);
	return [...new Set([...back, ...readsAgain(pattern, flags)])];
}

/** What has been read where a part begins. */
interface Before {
	/** What each of the parts before it takes, which are those that must be there. */
	readonly parts: readonly CharSet[];
	/** What may stand before the first of them. */
	readonly outside: CharSet;
	/** There is one place only to begin at. */
	readonly anchored: boolean;
}

function readsAgain(pattern: AST.Pattern, flags: ReadonlyFlags): string[] {
	const found: string[] = [];
	// It begins where the last match ended, and nowhere else.
	if (flags.sticky) return found;
	const all = Chars.all(flags);

	function setOf(element: AST.Element): CharSet {
		return getConsumedChars(element, flags).chars;
	}

	/** @param mayFail whether what follows these elements may be missing */
	function sequence(elements: readonly AST.Element[], start: Before, mayFail: boolean): void {
		let before = start;
		/** What the parts before that have many ends can give back. */
		let givenBack = Chars.empty(flags);
		for (const [index, element] of elements.entries()) {
			const needs = mayFail || elements.slice(index + 1).some(canBeMissing);
			visit(element, before, needs);
			const far = takenFar(element);
			if (element.type === 'Assertion' && !far.isDisjointWith(givenBack)) {
				found.push(`looks ahead again from each end: ${element.raw}`);
			}
			givenBack = givenBack.union(far);
			before = after(element, before);
		}
	}

	/** What the parts without a bound within this one take. */
	function takenFar(element: AST.Element): CharSet {
		let taken = Chars.empty(flags);
		visitRegExpAST(element, {
			onQuantifierEnter: (part) => {
				if (part.max >= MANY) taken = taken.union(setOf(part));
			},
		});
		return taken;
	}

	function visit(element: AST.Element, before: Before, mayFail: boolean): void {
		if (element.type === 'Quantifier') {
			if (element.max >= MANY && mayFail && startsWithin(setOf(element), before)) {
				found.push(`reads again from each start: ${element.raw}`);
			}
			visit(element.element, before, mayFail);
		} else if (element.type === 'Group' || element.type === 'CapturingGroup') {
			for (const { elements } of element.alternatives) sequence(elements, before, mayFail);
		} else if (element.type === 'Assertion') {
			if (element.kind === 'lookahead' || element.kind === 'lookbehind') {
				for (const { elements } of element.alternatives) sequence(elements, before, true);
			}
		}
	}

	function startsWithin(taken: CharSet, { parts, outside, anchored }: Before): boolean {
		return !anchored && [...parts, outside].every((part) => !part.isDisjointWith(taken));
	}

	function after(element: AST.Element, before: Before): Before {
		if (element.type === 'Assertion') return constrained(element, before);
		if (element.type === 'Backreference' || isPotentiallyZeroLength(element, flags)) return before;
		return { ...before, parts: [...before.parts, setOf(element)] };
	}

	function constrained(assertion: AST.Assertion, before: Before): Before {
		if (assertion.kind === 'start') {
			return flags.multiline
				? { ...before, outside: Chars.lineTerminator(flags) }
				: { ...before, anchored: true };
		}
		if (before.parts.length > 0) return before;
		const [only, ...others] = 'alternatives' in assertion ? assertion.alternatives : [];
		const [element, ...more] = only?.elements ?? [];
		if (assertion.kind === 'lookbehind' && others.length === 0 && more.length === 0) {
			if (element?.type === 'CharacterSet' || element?.type === 'CharacterClass') {
				const named = setOf(element);
				return { ...before, outside: assertion.negate ? named.negate() : named };
			}
		}
		return before;
	}

	for (const { elements } of pattern.alternatives) {
		const [first, second] = elements;
		// Before a word there is none: in the midst of one, nothing begins.
		const atWord =
			first?.type === 'Assertion' && first.kind === 'word' && !first.negate && second !== undefined;
		const word = Chars.word(flags);
		const begins = atWord && setOf(second).isSubsetOf(word);
		sequence(
			elements,
			{ parts: [], outside: begins ? word.negate() : all, anchored: false },
			false,
		);
	}
	return found;

	function canBeMissing(element: AST.Element): boolean {
		return element.type === 'Assertion' || getLengthRange(element, flags).min > 0;
	}
}
