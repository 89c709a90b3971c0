import type { BlockChange } from '../../shared/changes/changeProtocol.ts';
import { element, textButton } from '../dom/element.ts';
import { focusControl, nameOf } from '../dom/focusPlace.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** What stands before the proof. */
const PHASES: Readonly<Partial<Record<BlockChange['phase'], string>>> = {
	proposed: 'Proposed: ',
	accepted: 'Accepted: ',
	refused: 'Not applied: ',
};

/**
 * Shows under a code block what became of it, in place of what was shown before; nothing of what was discarded.
 * @param id of the reply
 */
export function showBlockChange(
	host: HostPort,
	id: string,
	code: HTMLElement,
	change: BlockChange,
): void {
	const old = code.querySelector(':scope > .block-change');
	const focused = old?.contains(document.activeElement) ? document.activeElement : null;
	old?.remove();
	if (change.phase === 'discarded') return;
	const { block, phase, places = [], text } = change;
	const sentence = element('p', {}, PHASES[phase], ...withCode(text));
	for (const line of new Set(places)) {
		const link = element('button', { type: 'button', class: 'place' }, `Line ${line}`);
		link.addEventListener('click', () => host.post({ type: 'openPlace', id, block, line }));
		sentence.append(' ', link);
	}
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

/** What stands between backticks is code. */
function withCode(text: string): (Node | string)[] {
	return text
		.split(/(`[^`]+`)/)
		.map((part) => (/^`.+`$/.test(part) ? element('code', {}, part.slice(1, -1)) : part));
}
