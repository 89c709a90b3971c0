import * as v from 'valibot';
import { MessageId } from '../text/fields.ts';

export const InspectFromPage = v.variant('type', [
	/** Opens what was sent and received for this reply. */
	v.object({ type: v.literal('showRequest'), id: MessageId }),
	v.object({ type: v.literal('copyAsCurl'), id: MessageId }),
	/** Sends the very request of this reply once more. */
	v.object({ type: v.literal('runAgain'), id: MessageId }),
	/** Shows how this reply differs from the one whose request it answers again. */
	v.object({ type: v.literal('showChanges'), id: MessageId }),
	/** Asks the server what it says of this reply by now. */
	v.object({ type: v.literal('askForDetails'), id: MessageId }),
]);
export type InspectFromPage = v.InferOutput<typeof InspectFromPage>;
