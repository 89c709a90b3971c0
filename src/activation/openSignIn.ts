import { createCodeExchange } from '../api/access/codeExchange.ts';
import { listenForCallback } from '../api/access/loopbackListener.ts';
import type { NetworkSettings } from '../core/settings/networkSettings.ts';
import { ConsentFlow, type ConsentFlowPorts } from '../host/access/consentFlow.ts';

/** Signing in by the user's consent. */
export function openSignIn(
	ports: Pick<ConsentFlowPorts, 'keys' | 'log' | 'local' | 'standIn'>,
	network: () => NetworkSettings,
): ConsentFlow {
	return new ConsentFlow({
		...ports,
		exchange: createCodeExchange(network),
		listen: listenForCallback,
	});
}
