import { env } from 'vscode';

/**
 * Opens an address outside of VS Code, letter for letter. As a Uri it would be decoded and encoded anew, which breaks a query
 * inside a query (microsoft/vscode#85930); VS Code takes a string as it is, though the type does not say so.
 * @returns false where it was not opened, for instance because the user said no
 */
export async function openAddress(address: string): Promise<boolean> {
	try {
		const opened: unknown = await Reflect.apply(env.openExternal, env, [address]);
		return opened === true;
	} catch {
		return false;
	}
}
