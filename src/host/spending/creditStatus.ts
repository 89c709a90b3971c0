import { type Disposable, StatusBarAlignment, type StatusBarItem, window, workspace } from 'vscode';
import type { ChatServer, Destination, KeyCredit } from '../../core/server/chatServer.ts';
import { dollars, exactDollars } from '../../shared/spending/money.ts';
import { rawSettings, SECTION } from '../settings/vscodeSettings.ts';

/** What is left changes by fractions of a cent; more often it need not be asked for. */
const LEAST_MS = 60_000;

export interface CreditStatusPorts {
	readonly server: Pick<ChatServer, 'checkKey'>;
	/** @throws ChatError where the settings lead nowhere */
	destination(): Promise<Destination>;
	/** Whether a server tells of credit. */
	tells(baseUrl: string): boolean;
	/** Milliseconds by a clock that never runs backwards. */
	clock(): number;
}

/** What is left of the key's credit, in the status bar. There from the first reply on, so that a window without a chat asks nobody. */
export class CreditStatus {
	readonly #ports: CreditStatusPorts;
	#item: StatusBarItem | undefined;
	#asked: number | undefined;
	/** How often it was asked: settings may have led elsewhere before an answer came. */
	#times = 0;
	#waiting: ReturnType<typeof setTimeout> | undefined;
	readonly #abort = new AbortController();

	constructor(ports: CreditStatusPorts) {
		this.#ports = ports;
	}

	register(): Disposable[] {
		return [
			workspace.onDidChangeConfiguration((event) => {
				const ours = ['baseUrl', 'showCredit'].some((name) =>
					event.affectsConfiguration(`${SECTION}.${name}`),
				);
				if (!ours || this.#asked === undefined) return;
				this.#asked = undefined;
				this.#item?.hide();
				// What is asked for and waited for now is the other server's.
				this.#times++;
				clearTimeout(this.#waiting);
				this.#waiting = undefined;
				this.replied();
			}),
			{
				dispose: () => {
					clearTimeout(this.#waiting);
					this.#times++;
					this.#abort.abort();
					this.#item?.dispose();
				},
			},
		];
	}

	/** A reply has ended: what is left is asked for, now or when a minute has gone by. */
	replied(): void {
		if (this.#waiting !== undefined) return;
		const wait = this.#asked === undefined ? 0 : this.#asked + LEAST_MS - this.#ports.clock();
		if (wait <= 0) {
			void this.refresh();
			return;
		}
		this.#waiting = setTimeout(() => {
			this.#waiting = undefined;
			void this.refresh();
		}, wait);
	}

	/** Asks what is left. Never rejects: where it cannot be had, what was shown last goes. */
	async refresh(): Promise<void> {
		this.#asked = this.#ports.clock();
		const time = ++this.#times;
		const credit = await this.#credit();
		if (time !== this.#times) return;
		if (credit === undefined) this.#item?.hide();
		else this.#show(credit);
	}

	/** Never rejects. */
	async #credit(): Promise<KeyCredit | undefined> {
		try {
			const destination = await this.#ports.destination();
			const wanted = rawSettings()('showCredit') !== false;
			if (!wanted || !destination.apiKey || !this.#ports.tells(destination.baseUrl)) {
				return undefined;
			}
			const check = await this.#ports.server.checkKey(destination, this.#abort.signal);
			return check.result === 'accepted' ? check.credit : undefined;
		} catch {
			return undefined;
		}
	}

	#show({ remaining, usedToday }: KeyCredit): void {
		if (this.#item === undefined) {
			this.#item = window.createStatusBarItem('llamaChat.credit', StatusBarAlignment.Right, 50);
			this.#item.name = 'Llama Chat: Credit';
			this.#item.command = 'llamaChat.showUsage';
		}
		const words =
			remaining === undefined ? `${dollars(usedToday ?? 0)} today` : `${dollars(remaining)} left`;
		this.#item.text = `$(credit-card) ${words}`;
		this.#item.tooltip = [
			remaining === undefined
				? 'OpenRouter: this key has no limit of its own.'
				: `OpenRouter: ${exactDollars(remaining)} are left of this key’s limit.`,
			...(usedToday === undefined ? [] : [`It has used ${exactDollars(usedToday)} today.`]),
			'Show Usage and Cost',
		].join('\n');
		this.#item.show();
	}
}
