import * as v from 'valibot';

/** A number that can be written down: JSON has null for one without an end, and nobody could read that line of a log again. */
export const Finite = v.pipe(v.number(), v.finite());

/** A number as a decimal text, no longer than what is read of one (text/decimal.ts). */
export const DecimalText = v.pipe(v.string(), v.maxLength(5000), v.decimal());

/** A number from 1 on: a line as the editor counts it, pixels, bytes. */
export const FromOne = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Fields of messages from the page, with the most that each may hold. */

/** The id of a message, of a conversation or of something that waits in the queue. */
export const MessageId = v.pipe(v.string(), v.maxLength(64));

/** Which chat a message of the page is about (panel/ofChat.ts); absent where the page has not been told of one. */
export const OfChat = { conversation: v.exactOptional(MessageId) };

/** Names an attachment by its content (attachments/attachmentId.ts). An image's hash is the longest. */
export const AttachmentId = v.pipe(v.string(), v.maxLength(64));

/** A number in a row that begins with 0. */
export const Index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What a code block looked like (markdown/blockMark.ts): a reply may have changed, and its blocks been counted anew. */
export const BlockMark = v.pipe(v.string(), v.maxLength(32));

/** The longest text that can be typed or pasted into a message, in UTF-16 units: more than any model takes. */
export const MAX_TEXT = 8 * 1024 * 1024;
export const Text = v.pipe(v.string(), v.maxLength(MAX_TEXT));

/** The longest title that is given to a chat, in UTF-16 units. */
export const MAX_TITLE = 200;
export const Title = v.pipe(v.string(), v.maxLength(MAX_TITLE));

/** The longest address that comes from the page, in UTF-16 units. */
export const MAX_ADDRESS = 8192;
export const Address = v.pipe(v.string(), v.maxLength(MAX_ADDRESS));
