import { type QuickPickItem, window } from 'vscode';
import { attachmentNamed, isImage } from '../../core/attachments/attachments.ts';
import type { Image } from '../../shared/conversation/messages.ts';
import type { ComposerBox } from './composerBox.ts';

type Choice = QuickPickItem & { readonly chosen?: NonNullable<Image['detail']> };

const CHOICES: readonly Choice[] = [
	{ label: 'auto', detail: 'The model decides. Nothing is sent about it.' },
	{
		label: 'low',
		detail: 'A small picture of it: fewer tokens, and it may not read small text.',
		chosen: 'low',
	},
	{
		label: 'high',
		detail: 'All of it: more tokens, for small text and fine lines.',
		chosen: 'high',
	},
];

/** Asks how closely the model is to look at an image over the box. */
export async function chooseDetail(box: ComposerBox, id: string): Promise<void> {
	const image = attachmentNamed(box.attachments, id);
	if (image === undefined || !isImage(image)) return;
	const { detail = 'auto', ...others } = image;
	const items = CHOICES.map((choice) =>
		choice.label === detail ? { ...choice, description: 'chosen' } : choice,
	);
	const picked = await window.showQuickPick(items, {
		title: `Detail of ${image.name}`,
		placeHolder: 'How closely is the model to look? Models that do not know this ignore it.',
	});
	if (picked === undefined) return;
	const { chosen } = picked;
	// The box may have got other attachments while this was asked.
	const now = attachmentNamed(box.attachments, id);
	if (now === undefined) return;
	box.replaceAttachment(now, chosen === undefined ? others : { ...others, detail: chosen });
}
