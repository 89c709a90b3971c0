import { type ExtensionContext, env, UIKind, version } from 'vscode';

/** What runs here, a line each: for the log and for reports. */
export function versionsOf({ extension }: ExtensionContext): readonly string[] {
	const own: unknown = Reflect.get(Object(extension.packageJSON), 'version');
	const where = env.uiKind === UIKind.Web ? 'web' : 'desktop';
	const remote = env.remoteName === undefined ? '' : `, remote ${env.remoteName}`;
	const { node, electron } = process.versions;
	return [
		`Llama Chat ${typeof own === 'string' ? own : 'of an unknown version'}`,
		`${env.appName} ${version}, ${where}${remote}`,
		`Node ${node}${electron === undefined ? '' : `, Electron ${electron}`}, ${process.platform} ${process.arch}`,
	];
}
