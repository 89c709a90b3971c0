import type { SecretPorts } from '../../core/secrets/chatSecrets.ts';

/** What finds secrets in what this window sends. It is loaded for the first message, and tells nobody. */
export function windowSecrets(): SecretPorts {
	return {
		find: async (...what) =>
			(await import('../../core/secrets/findSecrets.ts')).findSecrets(...what),
		sent: new Set(),
	};
}
