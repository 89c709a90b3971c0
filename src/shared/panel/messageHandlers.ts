/** What is done with each message of a union, by its type. */
export type MessageHandlers<M extends { readonly type: string }> = {
	readonly [T in M['type']]: (message: Extract<M, { type: T }>) => unknown;
};

/** Does what is to be done with a message, and waits until it is. */
export async function handleMessage<M extends { readonly type: string }, T extends M['type']>(
	handlers: MessageHandlers<M>,
	type: T,
	message: Extract<M, { type: T }>,
): Promise<void> {
	await handlers[type](message);
}
