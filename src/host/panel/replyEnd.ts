import type { LogOutputChannel } from 'vscode';
import type { LastFailure } from '../../core/log/logWords.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import type { ReplyRequests } from '../inspect/replyRequests.ts';
import type { RequestDocuments } from '../inspect/requestDocuments.ts';
import { logReply } from '../log/replyLog.ts';
import type { CreditStatus } from '../spending/creditStatus.ts';

/** Who has something to do when a reply has ended. */
export interface ReplyEndPorts {
	readonly log: LogOutputChannel;
	readonly lastFailure: LastFailure;
	readonly requests: RequestDocuments;
	readonly credit: CreditStatus;
	/** Those of the place that shows its chat, if one does. */
	readonly shown: ReplyRequests | undefined;
}

/** Does what is due when a reply has ended, in whichever chat; one that was run again is compared where it is seen. */
export function replyEnded(reply: Reply, ports: ReplyEndPorts): void {
	const { log, lastFailure, requests, credit, shown } = ports;
	logReply(log, reply);
	lastFailure.settled(reply);
	requests.settled(reply.id);
	credit.replied();
	if (reply.again !== undefined && reply.status === 'complete') void shown?.showChanges(reply.id);
}
