import type { BlockChange, ChangesFromPage } from '../../shared/changes/changeProtocol.ts';
import { element, textButton } from '../dom/element.ts';
import { focusControl, nameOf } from '../dom/focusPlace.ts';

/** What stands before the proof. */
const PHASES: Readonly<Partial<Record<BlockChange['phase'], string>>> = {
	proposed: 'Proposed: ',
	accepted: 'Accepted: ',
	refused: 'Not applied: ',
};

/**
 * Shows under a code block what became of it, in place of what was shown before; nothing of what was discarded.
 * @param host is asked to show the change, or a place of it
 * @param id of the reply, or what else the host knows it by
 */
export function showBlockChange(
	host: { post(message: ChangesFromPage): void },
	id: string,
	code: HTMLElement,
	change: BlockChange,
): void {
	const old = code.querySelector(':scope > .block-change');
	const focused = old?.contains(document.activeElement) ? document.activeElement : null;
	old?.remove();
	if (change.phase === 'discarded') return;
	const { block, phase, places = [], text } = change;
	const all = new Set(places);
	const left = new Set(places);
	const linkTo = (line: number, label: string) => {
		left.delete(line);
		const link = element(
			'button',
			{ type: 'button', class: 'place', 'aria-label': `Line ${line}` },
			label,
		);
		link.addEventListener('click', () => host.post({ type: 'openPlace', id, block, line }));
		return link;
	};
	const sentence = element(
		'p',
		{},
		PHASES[phase],
		...withCode(text).flatMap((part) =>
			typeof part === 'string' ? withPlaces(part, all, linkTo) : part,
		),
	);
	for (const line of left) sentence.append(' ', linkTo(line, `Line ${line}`));
	const again =
		phase === 'proposed'
			? textButton('Open Again', 'secondary', () => host.post({ type: 'openChange', id, block }))
			: undefined;
	const shown = element(
		'div',
		{ class: 'block-change', role: 'group', 'aria-label': 'Change of this code' },
		sentence,
		again,
	);
	code.append(shown);
	if (focused) focusControl(shown, nameOf(focused));
}

/** The lines that a sentence names as places lead there. Other numbers in it are none, also where they are the same. */
function withPlaces(
	text: string,
	places: ReadonlySet<number>,
	linkTo: (line: number, label: string) => Node,
): (Node | string)[] {
	return text.split(/(places, at lines [\d, and]+(?:more)?)/).flatMap((part, at) => {
		if (at % 2 === 0) return part;
		return part
			.split(/\b(\d+)\b(?! more)/)
			.map((piece) => (places.has(Number(piece)) ? linkTo(Number(piece), piece) : piece));
	});
}

/** What stands between backticks is code. */
function withCode(text: string): (Node | string)[] {
	return text
		.split(/(`[^`]+`)/)
		.map((part) => (/^`.+`$/.test(part) ? element('code', {}, part.slice(1, -1)) : part));
}
