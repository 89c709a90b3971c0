import type { ReasoningEffort } from '../../shared/parameters/reasoningEffort.ts';
import type { WireSampling } from '../../shared/parameters/sampling.ts';
import { withoutEnd } from '../../shared/text/withoutEnd.ts';
import type { Routing } from '../server/routing.ts';
import { isOpenRouter } from '../server/serverProfiles.ts';
import { NETWORK_NUMBERS } from './networkSettings.ts';
import { parseSampling, readEffort } from './parameterSettings.ts';
import type { RawSettings } from './rawSettings.ts';
import { readRouting } from './routingSettings.ts';
import { readCount, readSwitch, readText, refuse } from './settingReaders.ts';

/** All settings, read once for one request and never changed. */
export interface Settings {
	/** Http or https, without a trailing slash. */
	readonly baseUrl: string;
	readonly model: string;
	readonly systemPrompt: string;
	/** What the user's messages say who they are from; absent where they do not. */
	readonly userName?: string;
	/** Whether the project's own instructions go along. */
	readonly instructionFiles: boolean;
	readonly siteUrl: string;
	readonly siteName: string;
	readonly sampling: WireSampling;
	/** How much the model is to reason; absent where that is left to it. */
	readonly reasoningEffort?: ReasoningEffort;
	/** Empty for any server but OpenRouter, which alone has providers to choose from. */
	readonly routing: Routing;
	/** Whether OpenRouter is told which requests belong to one chat, to have one provider answer them. */
	readonly stickyRouting: boolean;
	/** Whether OpenRouter is asked to say what it passes on to the provider. */
	readonly debugEcho: boolean;
	/** How often a request is sent again by itself. */
	readonly retries: number;
}

/** @throws ChatError of kind badSetting for anything but an http or https address */
export function parseBaseUrl(raw: RawSettings): string {
	const text = readText(raw, 'baseUrl').trim();
	const wanted = 'an address such as https://openrouter.ai/api/v1';
	if (!URL.canParse(text)) refuse('baseUrl', text, wanted);
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse('baseUrl', text, wanted);
	// A password in the address would be shown, logged and kept: keys have a place of their own.
	if (url.username !== '' || url.password !== '') {
		refuse('baseUrl', `${url.origin}${url.pathname}`, `${wanted}, without a user name or password`);
	}
	if (url.search !== '' || url.hash !== '') {
		refuse('baseUrl', text, `${wanted}, with nothing after the path`);
	}
	return `${url.origin}${withoutEnd(url.pathname, '/')}`;
}

/** What OpenAI takes for the name of who says something; servers like it take no other. */
const USER_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Undefined where it is not set. */
function readUserName(raw: RawSettings): string | undefined {
	const name = readText(raw, 'userName').trim();
	if (name === '' || USER_NAME.test(name)) return name || undefined;
	return refuse(
		'userName',
		name,
		'one word of letters from A to Z, digits, _ and -, at most 64 of them, or empty to not send it',
	);
}

/** @throws ChatError of kind badSetting, naming setting, value and what it must be */
export function parseSettings(raw: RawSettings): Settings {
	const baseUrl = parseBaseUrl(raw);
	const model = readText(raw, 'model').trim();
	if (model === '')
		refuse('model', model, 'the id of a model, such as meta-llama/llama-3.3-70b-instruct');
	const reasoningEffort = readEffort(raw);
	const userName = readUserName(raw);
	return {
		baseUrl,
		model,
		systemPrompt: readText(raw, 'systemPrompt'),
		...(userName === undefined ? {} : { userName }),
		instructionFiles: readSwitch(raw, 'instructionFiles'),
		siteUrl: readText(raw, 'siteUrl').trim(),
		siteName: readText(raw, 'siteName').trim(),
		sampling: parseSampling(raw),
		...(reasoningEffort === undefined ? {} : { reasoningEffort }),
		routing: isOpenRouter(baseUrl) ? readRouting(raw) : {},
		stickyRouting: readSwitch(raw, 'stickyRouting'),
		debugEcho: readSwitch(raw, 'debugEcho'),
		retries: readCount(raw, 'retries', NETWORK_NUMBERS.retries),
	};
}
