import { ThemeIcon } from 'vscode';

/**
 * A button of a list or an input box. Its icon is made when it is shown: activation makes none.
 * @param icon the name of a codicon
 * @param tooltip says what pressing it does
 */
export function quickButton(icon: string, tooltip: string) {
	return {
		get iconPath() {
			return new ThemeIcon(icon);
		},
		tooltip,
	};
}
