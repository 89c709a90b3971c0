import type { Processes } from '../../core/chat/replyLeases.ts';

/** The processes of this machine, one of which is this window's. */
export const processes: Processes = {
	own: process.pid,
	live(id) {
		try {
			return process.kill(id, 0);
		} catch (error) {
			// There, but another user's.
			return error instanceof Error && 'code' in error && error.code === 'EPERM';
		}
	},
};
