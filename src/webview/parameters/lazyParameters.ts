import type { ParametersView } from '../../shared/parameters/parameterProtocol.ts';
import type { HostPort } from '../dom/hostPort.ts';
import type { ParametersDialog } from './parametersDialog.ts';

/** Opens the panel of parameters, whose code is loaded when it is wanted first. */
export class Parameters {
	readonly #host: HostPort;
	/** What has the keyboard after it is closed, where the one that opened it is gone. */
	readonly #fallback: () => HTMLElement;
	#dialog: ParametersDialog | undefined;
	/** The parameter to go to once there is something to show. */
	#wanted: { readonly setting: string | undefined } | undefined;

	constructor(host: HostPort, fallback: () => HTMLElement) {
		this.#host = host;
		this.#fallback = fallback;
	}

	/** Opens it, at a parameter or at the top. What it shows comes from the host. */
	open(setting?: string): void {
		this.#wanted = { setting };
		this.#host.post({ type: 'parametersShown', open: true });
	}

	/** What it shows; it opens with the first after it was asked for. */
	async show(view: ParametersView): Promise<void> {
		const { ParametersDialog } = await import('./parametersDialog.ts');
		this.#dialog ??= new ParametersDialog(this.#host);
		this.#dialog.show(view);
		if (this.#wanted === undefined) return;
		const { setting } = this.#wanted;
		this.#wanted = undefined;
		this.#dialog.open(setting, this.#fallback);
	}
}
