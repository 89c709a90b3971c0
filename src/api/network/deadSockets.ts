/** How many sockets of the pool may turn out to be dead before that counts as a failure. */
const MAX_DEAD_SOCKETS = 8;

/**
 * Sends something again as long as the socket it went to had been dead before.
 * @param send may be called eight times
 * @param wasDead whether an error of `send` is the end of a socket that was there before
 * @throws what `send` throws when it is another error, or the eighth
 */
export async function pastDeadSockets<Answer>(
	send: () => Promise<Answer>,
	wasDead: (error: unknown) => boolean,
): Promise<Answer> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await send();
		} catch (error) {
			if (!wasDead(error) || attempt === MAX_DEAD_SOCKETS) throw error;
		}
	}
}
