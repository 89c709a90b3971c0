import * as v from 'valibot';
import { Excerpt, Image, ImageHash } from '../conversation/messages.ts';
import { Address, AttachmentId, MessageId, OfChat, Text } from '../text/fields.ts';
import { MAX_IMAGE_BYTES } from './imageHeader.ts';

/** What goes along with the next message, without its text: that is the host's until it is sent. */
export const AttachmentView = v.variant('kind', [
	v.object({
		kind: v.literal('excerpt'),
		id: AttachmentId,
		/** As it would be sent now. */
		...v.pick(Excerpt, [
			'label',
			'startLine',
			'endLine',
			'source',
			'lineCount',
			'leftOut',
			'asAttached',
		]).entries,
		/** The text's size in UTF-8. */
		bytes: v.number(),
		/** Its document has changed since: what is sent is not what was attached. */
		changed: v.exactOptional(v.literal(true)),
		/** What of it cannot be seen, in words. */
		hidden: v.exactOptional(v.array(v.string())),
		/** What it looks as if it held: "a GitHub token". */
		secrets: v.exactOptional(v.array(v.string())),
	}),
	v.object({ kind: v.literal('image'), id: AttachmentId, image: Image }),
]);
export type AttachmentView = v.InferOutput<typeof AttachmentView>;

/** At most what an image may have. */
const ImageBytes = v.pipe(v.instance(Uint8Array), v.maxLength(MAX_IMAGE_BYTES));

export const AttachmentToPage = v.variant('type', [
	/** The file of an image that the user picked: to be looked at, made smaller where it is too large, and attached. */
	v.object({
		type: v.literal('imageFile'),
		conversation: MessageId,
		name: v.string(),
		bytes: ImageBytes,
	}),
	/** A text that is to stand in the box, at the caret. */
	v.object({ type: v.literal('intoBox'), text: v.string() }),
]);

/** The answer to loadImage. It is no news but asked for, so it has no number and is not acknowledged. */
export const LoadedImage = v.object({
	type: v.literal('loadedImage'),
	hash: ImageHash,
	/** Undefined where there is a problem. */
	bytes: v.exactOptional(ImageBytes),
	/** Why it cannot be shown, to be read after its name: "its file is missing". */
	problem: v.exactOptional(v.string()),
});
export type LoadedImage = v.InferOutput<typeof LoadedImage>;

/** The answer to askChanged: the attachments of a question that are not what they were when they were sent. */
export const ChangedAttachments = v.object({
	type: v.literal('changedAttachments'),
	id: MessageId,
	attachments: v.array(AttachmentId),
});
export type ChangedAttachments = v.InferOutput<typeof ChangedAttachments>;

export const AttachmentFromPage = v.variant('type', [
	/** Opens the document of a sent excerpt at its range; without a message, that of a chip over the box. */
	v.object({
		type: v.literal('openExcerpt'),
		id: v.exactOptional(MessageId),
		attachment: AttachmentId,
	}),
	v.object({ type: v.literal('removeAttachment'), attachment: AttachmentId, ...OfChat }),
	/** Asks which part of an attachment is to be sent. */
	v.object({ type: v.literal('shortenAttachment'), attachment: AttachmentId, ...OfChat }),
	/** Asks how closely the model is to look at an image over the box. */
	v.object({ type: v.literal('chooseDetail'), attachment: AttachmentId, ...OfChat }),
	/** Offers what can be attached. */
	v.object({ type: v.literal('attach') }),
	/** An image that was pasted, dropped or picked, as it is to be sent. */
	v.object({
		type: v.literal('attachImage'),
		conversation: MessageId,
		name: v.pipe(v.string(), v.maxLength(1024)),
		bytes: ImageBytes,
	}),
	/** What was dropped from the Explorer or an editor's tab. */
	v.object({
		type: v.literal('attachFiles'),
		uris: v.pipe(v.array(Address), v.maxLength(1000)),
		...OfChat,
	}),
	/** A pasted text of many lines, to stand over the box. */
	v.object({ type: v.literal('attachPasted'), conversation: MessageId, text: Text }),
	/** Takes a pasted text off and puts it into the box: the one that is named, or the last. */
	v.object({
		type: v.literal('putInBox'),
		attachment: v.exactOptional(AttachmentId),
		...OfChat,
	}),
	/** Asks which attachments of a question have changed since it was sent. */
	v.object({ type: v.literal('askChanged'), id: MessageId }),
	v.object({ type: v.literal('loadImage'), hash: ImageHash }),
	/** Opens an image of a question, or of a chip over the box, in an editor. */
	v.object({ type: v.literal('openImage'), hash: ImageHash }),
]);
export type AttachmentFromPage = v.InferOutput<typeof AttachmentFromPage>;
