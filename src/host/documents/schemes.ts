/** The schemes of our documents; VS Code wakes the extension for them (activationEvents in the manifest). */
export const SCHEMES = {
	/** The routing of a chat, which can be saved. */
	routing: 'llama-chat',
	/** A proposed change, which can be edited. */
	change: 'llama-chat-change',
	/** A chat, to be read. */
	chat: 'llama-chat-document',
	diagram: 'llama-chat-diagram',
	/** What was sent and received, and replies to be compared. */
	request: 'llama-chat-request',
	/** What was attached and is in no file. */
	text: 'llama-chat-text',
} as const;
