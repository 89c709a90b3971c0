import * as v from 'valibot';
import { ChatError } from './chatError.ts';

/**
 * Why a value that the user wrote is not taken: the first thing that is wrong with its shape, and in which field.
 * @param what names the value at the beginning of a sentence
 * @param setting the setting it is of, without the "llamaChat." prefix; undefined for one that is in no setting
 */
export function wrongShape(what: string, issue: v.BaseIssue<unknown>, setting?: string): ChatError {
	const field = v.getDotPath(issue);
	const at = field === null ? '' : ` at "${field}"`;
	return new ChatError(
		'badSetting',
		`${what} is wrong${at}: ${issue.message}. Nothing was sent.`,
		setting === undefined ? {} : { setting },
	);
}
