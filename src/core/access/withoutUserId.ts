/** An account's id in JSON, also where that stands in a string of other JSON. */
const USER_ID = /(\\*")user_id\1(\s*:\s*)(?:\\*"[^"\\]*\\*"|\d+)/g;

/** A text from a server as it may be kept: without the id of the account, which tells one user from another. */
export function withoutUserId(text: string): string {
	return text.includes('user_id') ? text.replace(USER_ID, '$1user_id$1$2$1[not kept]$1') : text;
}
