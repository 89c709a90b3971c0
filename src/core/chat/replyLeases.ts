import type { ConversationEvent, RunningEvent } from '../conversation/conversationEvent.ts';

/** How often a window renews the lease of a reply that it is receiving, by a line in the log. */
export const RENEWAL_MS = 5_000;
/** How long a lease lasts that is not renewed. Its window has gone then: a busy machine may miss one renewal, not three. */
export const LEASE_MS = 3 * RENEWAL_MS;

/** What is to be known of the processes that windows run in. */
export interface Processes {
	/** The number of this window's process. */
	readonly own: number;
	/** Tells this machine from others, whose processes have the same numbers; undefined where nothing does. */
	readonly machine?: string;
	/** Whether a process of this number is running on this machine. */
	live(process: number): boolean;
}

/** Whether a window of this machine has received a reply, as far as the line tells. */
export function isOfMachine({ machine }: RunningEvent, processes: Processes): boolean {
	return machine === undefined || machine === processes.machine;
}

/** What is known of a lease. */
interface Lease {
	/** Undefined for one of another machine, of whose processes nothing can be seen. */
	readonly process: number | undefined;
	/** When it was last renewed. */
	readonly at: number;
}

/** This window's lease on a reply that it is receiving, for the other windows to read; see ReplyLeases. */
export function leaseOf(id: string, { own, machine }: Processes): ConversationEvent {
	return { type: 'running', id, process: own, ...(machine === undefined ? {} : { machine }) };
}

/**
 * Which replies of a chat other windows are receiving, as far as their lines tell: each has a lease on its reply, which it renews by
 * what it writes.
 */
export class ReplyLeases {
	readonly #processes: Processes;
	readonly #clock: () => number;
	/** By the reply's id. */
	readonly #leases = new Map<string, Lease>();

	/** @param clock milliseconds by a clock that never runs backwards */
	constructor(processes: Processes, clock: () => number) {
		this.#processes = processes;
		this.#clock = clock;
	}

	/**
	 * Takes note of a line.
	 * @param age how long ago it was written, in milliseconds
	 */
	note(event: ConversationEvent, age = 0): void {
		const at = this.#clock() - Math.max(0, age);
		if (event.type === 'running') {
			const process = isOfMachine(event, this.#processes) ? event.process : undefined;
			if (process === this.#processes.own) this.#leases.delete(event.id);
			else this.#leases.set(event.id, { process, at });
		} else if (event.type === 'settle') {
			this.#leases.delete(event.id);
		} else if (event.type === 'text') {
			const lease = this.#leases.get(event.id);
			if (lease !== undefined) this.#leases.set(event.id, { ...lease, at });
		}
	}

	/** Whether another window is receiving this reply. */
	isHeld(id: string): boolean {
		const lease = this.#leases.get(id);
		if (lease === undefined) return false;
		if (this.#clock() - lease.at >= LEASE_MS) return false;
		return lease.process === undefined || this.#processes.live(lease.process);
	}

	/** Ends the leases whose window has gone, and returns their replies. */
	expire(): string[] {
		const ids = [...this.#leases.keys()].filter((id) => !this.isHeld(id));
		for (const id of ids) this.#leases.delete(id);
		return ids;
	}
}
