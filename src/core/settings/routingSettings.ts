import { Names, ProviderRouting, type Routing, withoutEmpty } from '../server/routing.ts';
import type { RawSettings } from './rawSettings.ts';
import { readShape } from './settingReaders.ts';

/**
 * The routing of the settings `routing` and `fallbackModels`.
 * @throws ChatError of kind badSetting that names the setting and the field
 */
export function readRouting(raw: RawSettings): Routing {
	return withoutEmpty({
		provider: readShape(raw, 'routing', ProviderRouting) ?? {},
		models: readShape(raw, 'fallbackModels', Names) ?? [],
	});
}
