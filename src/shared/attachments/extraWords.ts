import type { ReplyExtra } from '../conversation/messages.ts';
import { imageInWords } from './attachmentWords.ts';

/** What came beside the text of a reply, in a sentence. */
export function extraInWords(extra: ReplyExtra): string {
	switch (extra.type) {
		case 'image':
			return `The model sent an image: ${imageInWords(extra.image)}.`;
		case 'imageAddress':
			return `The model named an image, which is not loaded from the network: ${extra.address}`;
		case 'badImage':
			return `The model sent an image that cannot be shown: ${extra.why}.`;
		case 'toolCall':
			if (extra.result !== undefined && extra.id === undefined)
				return `The tool “${extra.name}” answered, and no call is there. This is not sent.`;
			return extra.result === undefined
				? `The model asked for the tool “${extra.name}”, which this chat does not run.`
				: `The model called the tool “${extra.name}”.`;
		case 'audio':
			return 'The model sent audio, which this chat does not play.';
		case 'file': {
			const { name, mediaType } = extra;
			const kind = mediaType === undefined ? '' : ` (${mediaType})`;
			const what = name === undefined ? 'a file' : `the file “${name}”`;
			return `The model sent ${what}${kind}, which this chat does not keep.`;
		}
	}
}
