/** The commands, without the "llamaChat." prefix: what the manifest declares and the host registers, checked by a test. */
export const COMMAND_NAMES = [
	'open',
	'newChat',
	'newChatEditor',
	'openInEditor',
	'openViewInEditor',
	'openInNewWindow',
	'openViewInNewWindow',
	'find',
	'explainSelection',
	'fixSelection',
	'findBugs',
	'writeTests',
	'documentSelection',
	'improveSelection',
	'editSelection',
	'runPrompt',
	'addSelection',
	'addFile',
	'insertReplyAtCursor',
	'stop',
	'selectModel',
	'compare',
	'connectServer',
	'confirmServer',
	'setApiKey',
	'signIn',
	'removeApiKey',
	'acceptChanges',
	'discardChanges',
	'showHistory',
	'exportChat',
	'importChat',
	'openAsDocument',
	'openViewAsDocument',
	'showRequest',
	'copyAsCurl',
	'runAgain',
	'previewRequest',
	'showLentRequest',
	'continueExchange',
	'showUsage',
	'exportUsage',
	'commitMessage',
	'stopCommitMessage',
	'openSettings',
	'openGuide',
	'showLog',
	'reportIssue',
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];

/** What each command does. */
export type CommandHandlers = Readonly<Record<CommandName, (...args: unknown[]) => unknown>>;

/** Runs a command of ours, as if the user had chosen it. */
export type RunCommand = (name: CommandName, ...args: readonly unknown[]) => Promise<void>;
