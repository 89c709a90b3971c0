import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';

/**
 * Packs an extension that is built already.
 * @param folder where the VSIX is put
 * @param cwd the extension's folder
 * @returns the VSIX's path
 */
export async function packed(folder: string, cwd: string, name: string): Promise<string> {
	const packagePath = join(folder, `${name}.vsix`);
	await createVSIX({
		cwd,
		packagePath,
		dependencies: false,
		allowMissingRepository: true,
		rewriteRelativeLinks: false,
		skipLicense: true,
	});
	return packagePath;
}
