import { rawSettings } from '../settings/vscodeSettings.ts';

/** Whether the user lets other extensions use the models. */
export function lends(): boolean {
	return rawSettings()('provideModels') === true;
}
