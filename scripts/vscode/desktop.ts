import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { download, SilentReporter } from '@vscode/test-electron';

const places = [
	'/usr/share/code/code',
	'/snap/code/current/usr/share/code/code',
	'/Applications/Visual Studio Code.app/Contents/MacOS/Electron',
	join(process.env.LOCALAPPDATA ?? 'C:', 'Programs/Microsoft VS Code/Code.exe'),
];

/** Whether a window can be shown; everywhere but on Linux one always can. */
export function hasDisplay(): boolean {
	const { DISPLAY, WAYLAND_DISPLAY } = process.env;
	return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/**
 * The program of a desktop VS Code that can be shown here: `VSCODE_EXECUTABLE` of the environment,
 * with `installed` also the user's own, else a downloaded one. Otherwise says why there is none.
 */
export async function findDesktopVsCode(options: {
	installed: boolean;
}): Promise<{ executable: string } | { missing: string }> {
	const given = process.env.VSCODE_EXECUTABLE;
	if (given !== undefined && given !== '') {
		return { executable: given };
	}
	if (!hasDisplay()) {
		return { missing: 'there is no display' };
	}
	const own = options.installed ? userVsCode() : undefined;
	if (own !== undefined) {
		return { executable: own };
	}
	try {
		// 5 s without an answer is an unreachable server, not a slow one.
		const reporter = new SilentReporter();
		return { executable: await download({ version: 'stable', timeout: 5000, reporter }) };
	} catch (error) {
		return { missing: `its download cannot be reached (${String(error)})` };
	}
}

function userVsCode(): string | undefined {
	const name = process.platform === 'win32' ? 'code.cmd' : 'code';
	const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
	return [...onPath, ...places].find((path) => {
		try {
			accessSync(path, constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}
