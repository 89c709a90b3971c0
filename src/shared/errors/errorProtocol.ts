import * as v from 'valibot';
import { MessageId } from '../text/fields.ts';
import { Action } from './action.ts';

export const ErrorFromPage = v.variant('type', [
	/** A button of the failure of a message, or, without one, of the notice or of the empty chat. */
	v.object({
		type: v.literal('act'),
		action: Action,
		id: v.exactOptional(MessageId),
		/** Which of the models that the failure names is to be used. */
		model: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
	}),
]);
export type ErrorFromPage = v.InferOutput<typeof ErrorFromPage>;
