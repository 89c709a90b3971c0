import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Processes } from '../../core/chat/replyLeases.ts';

/** The processes of this machine, one of which is this window's. */
export const processes: Processes = {
	own: process.pid,
	// Not the name itself: a chat's file may be given away.
	machine: createHash('sha256').update(hostname()).digest('hex').slice(0, 16),
	live(id) {
		try {
			return process.kill(id, 0);
		} catch (error) {
			// There, but another user's.
			return error instanceof Error && 'code' in error && error.code === 'EPERM';
		}
	},
};
