import type { Reread } from '../../shared/context/contextProtocol.ts';
import type { HostPort } from '../dom/hostPort.ts';

type What = keyof Reread['words'];

/** Has an element say what the server reads again where this is done to a message, once the host has told. */
export function waitForReread(waiting: HTMLElement, what: What, id: string): void {
	waiting.dataset['reread'] = `${what} ${id}`;
}

export function askReread(host: HostPort, id: string): void {
	host.post({ type: 'askReread', id });
}
