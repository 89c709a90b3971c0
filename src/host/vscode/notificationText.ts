/**
 * A text from elsewhere, to stand in a notification: VS Code makes links there of `[…](…)`, those to its commands included, and what a
 * server or a file says is not to become one.
 */
export function notificationText(text: string): string {
	return text.replaceAll('](', '] (');
}

/** A text from elsewhere, to stand in a row of a list: VS Code draws icons for `$(check)` there, also for the `$(document)` of a question. */
export function notificationLabel(text: string): string {
	return text.replaceAll('$(', '\\$(');
}
