import { type ExtensionContext, type LogOutputChannel, window } from 'vscode';
import { versionsOf } from '../host/log/reportIssue.ts';
import { logUnawaited } from '../host/vscode/say.ts';

export interface Log {
	readonly channel: LogOutputChannel;
	/** What runs here, a line each. */
	readonly versions: readonly string[];
}

/** The log of this window, which begins with what runs here. */
export function openLog(context: ExtensionContext): Log {
	const channel = window.createOutputChannel('Llama Chat', { log: true });
	logUnawaited(channel);
	const versions = versionsOf(context);
	channel.info(versions.join('; '));
	return { channel, versions };
}
