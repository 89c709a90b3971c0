import type { Attachment, Excerpt, Message } from '../../shared/conversation/messages.ts';

/** Where the text of an excerpt is that of a file or folder, which its URI leads to. */
const OF_A_FILE = new Set<Excerpt['source']>([
	undefined,
	'selection',
	'file',
	'folder',
	'symbol',
	'problems',
]);

/**
 * The URIs of the files that a message has attached, or that are attached to what was asked before it: what is sent of them is
 * before the model still, and so is what the project says of them.
 */
export function attachedUris(
	path: readonly Message[],
	attachments: readonly Attachment[] = [],
): string[] {
	const asked = path.flatMap((message) => (message.role === 'user' ? message.excerpts : []));
	const uris = [...asked, ...attachments].flatMap((attachment) =>
		'uri' in attachment && OF_A_FILE.has(attachment.source) ? attachment.uri : [],
	);
	return [...new Set(uris)];
}
