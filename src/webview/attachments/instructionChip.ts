import type { InstructionView } from '../../shared/instructions/instructionProtocol.ts';
import { textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { chipElement, type Note, secretsNote, tokensInWords } from './chip.ts';

/**
 * A file of the project's instructions, as the next message has it or why it has not.
 * @param onRemoved it is to go, and the keyboard with it
 */
export function instructionChip(
	view: InstructionView,
	host: HostPort,
	onRemoved: () => void,
): HTMLElement {
	const { id, label, state, tokens } = view;
	const notes = notesOf(view);
	const choose = (choice: 'sent' | 'leftOut') =>
		host.post({ type: 'chooseInstructions', file: id, choice });
	const include = textButton('Include', 'secondary', () => choose('sent'));
	include.setAttribute('aria-label', `Include ${label}`);
	return chipElement({
		id,
		name: label,
		inFull: [`${label}, instructions of the project`, ...notes.map(({ full }) => full)].join('\n'),
		size: state === 'sent' ? [tokensInWords(tokens)] : [],
		notes,
		actions: state === 'tooLarge' ? [include] : [],
		open: () => host.post({ type: 'openInstructions', file: id }),
		remove: () => {
			choose('leftOut');
			onRemoved();
		},
	});
}

/** What keeps it from being sent, and what in it cannot be seen or is perhaps secret. */
function notesOf(view: InstructionView): Note[] {
	const { state, tokens, context, problem, hidden, secrets = [] } = view;
	const notes: Note[] = [];
	if (state === 'tooLarge') {
		const size = `${tokens.toLocaleString('en')} of ${(context ?? 0).toLocaleString('en')} tokens`;
		const why = 'It would take more than a quarter of what the model reads';
		notes.push({
			short: `not sent: ${size}`,
			full: `${why}: ${size}. Include sends it all the same.`,
		});
	}
	if (state === 'unreadable') {
		notes.push({ short: `not sent: ${problem}`, full: `It is not sent: ${problem}` });
	}
	if (hidden !== undefined) {
		const characters = hidden.count === 1 ? 'character' : 'characters';
		const short = `${hidden.count.toLocaleString('en')} ${characters} that cannot be seen`;
		notes.push({ short, full: `It has ${short}: ${hidden.words.join(', ')}`, warns: true });
	}
	return [...notes, ...secretsNote(secrets)];
}
