import { cutName, element, iconButton, iconClass } from '../dom/element.ts';

/** What is not to be overlooked of a chip: in a few words, and in full for a pointer that rests on it. */
export interface Note {
	readonly short: string;
	readonly full: string;
	/** It says that something goes out that is perhaps not meant to: an icon says so too. */
	readonly warns?: true;
}

/** What a text looks as if it held, and is asked about before it is sent. */
export function secretsNote(kinds: readonly string[]): Note[] {
	if (kinds.length === 0) return [];
	const short = `holds what looks like ${kinds.join(', ')}`;
	return [{ short, full: `It ${short}. You are asked before it is sent.`, warns: true }];
}

export interface ChipParts {
	/** Tells it from the others, whatever changes of it. */
	readonly id: string;
	readonly name: string;
	/** All that is to be said of it. */
	readonly inFull: string;
	readonly picture?: HTMLElement | undefined;
	/** How much of it goes. */
	readonly size: readonly string[];
	readonly notes: readonly Note[];
	/** What can be done with it beside opening and removing. */
	readonly actions?: readonly HTMLElement[];
	open(): void;
	remove(): void;
}

/** Something that goes along with a message: opened by a click, removed by its button or one key. */
export function chipElement(parts: ChipParts): HTMLElement {
	const { id, name, inFull, picture, size, notes, actions = [], open, remove } = parts;
	const warnings = notes.flatMap(({ short, warns }) => (warns ? [short] : []));
	const opener = element(
		'button',
		{ type: 'button', class: 'chip-open', title: `Open ${inFull}` },
		picture,
		cutName(name),
		warnings.length === 0 ? undefined : mark(warnings.join(', ')),
	);
	opener.addEventListener('click', open);
	const said = [
		...(size.length === 0 ? [] : [element('span', { class: 'chip-size' }, size.join(' · '))]),
		...notes.map(({ short, full }) => element('span', { class: 'chip-note', title: full }, short)),
	];
	const chip = element(
		'li',
		{ class: 'chip attachment', 'data-id': id },
		opener,
		element(
			'span',
			{ class: 'chip-said' },
			...said.flatMap((one, index) => (index === 0 ? [one] : [' · ', one])),
		),
		...actions,
		iconButton(`Remove ${name}`, 'close', remove),
	);
	chip.addEventListener('keydown', (event) => {
		if (event.key !== 'Delete' && event.key !== 'Backspace') return;
		// The keyboard goes to the box now, and the key would take a letter there.
		event.preventDefault();
		swallowRepetitions();
		remove();
	});
	return chip;
}

/** What the key that is held down still does would take away letters of the box, one after another. */
function swallowRepetitions(): void {
	const swallow = (event: KeyboardEvent) => {
		if (!event.repeat) document.removeEventListener('keydown', swallow, true);
		else {
			event.preventDefault();
			event.stopPropagation();
		}
	};
	document.addEventListener('keydown', swallow, true);
}

/** An icon that says it all in its name. */
function mark(words: string): HTMLElement {
	return element('span', { class: iconClass('warning'), role: 'img', 'aria-label': words });
}

/** "≈310 tokens". */
export function tokensInWords(tokens: number): string {
	return tokens === 1 ? '≈1 token' : `≈${tokens.toLocaleString('en')} tokens`;
}
