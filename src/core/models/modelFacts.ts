import type { CatalogueModel } from '../server/chatServer.ts';
import { priceInWords } from './price.ts';

/** What a model takes beside text, or gives beside an answer. */
export type Ability = 'images' | 'files' | 'audio' | 'tools' | 'reasoning';

const MODALITIES: readonly [string, Ability][] = [
	['image', 'images'],
	['file', 'files'],
	['audio', 'audio'],
];

/** What the server says a model can do; undefined where it says nothing. */
export function abilitiesOf(model: CatalogueModel): ReadonlySet<Ability> | undefined {
	const { inputModalities, supportedParameters } = model;
	if (inputModalities === undefined && supportedParameters === undefined) return undefined;
	const parameters = supportedParameters ?? [];
	const abilities = MODALITIES.filter(([modality]) => inputModalities?.includes(modality));
	return new Set([
		...abilities.map(([, ability]) => ability),
		...(parameters.includes('tools') ? (['tools'] as const) : []),
		...(parameters.includes('reasoning') || parameters.includes('include_reasoning')
			? (['reasoning'] as const)
			: []),
	]);
}

/** "8,192 tokens" below ten thousand, "131K tokens", "1.05M tokens" above. */
function tokensInWords(tokens: number): string {
	if (tokens < 10_000) return `${tokens.toLocaleString('en')} tokens`;
	if (tokens < 1_000_000) return `${Math.floor(tokens / 1000)}K tokens`;
	return `${Math.floor(tokens / 10_000) / 100}M tokens`;
}

/** "$0.30 in, $0.40 out per million tokens · 8,192 tokens of context · text, images, tools"; empty where nothing is known. */
export function modelInWords(model: CatalogueModel): string {
	const { contextLength, expires } = model;
	const abilities = abilitiesOf(model);
	const facts = [
		priceInWords(model),
		contextLength === undefined ? undefined : `${tokensInWords(contextLength)} of context`,
		abilities === undefined ? undefined : ['text', ...abilities].join(', '),
		expires === undefined ? undefined : `goes away on ${expires}`,
	];
	return facts.filter((fact) => fact !== undefined).join(' · ');
}

/** "just now", "5 minutes", "3 hours", "2 days" */
export function ageInWords(milliseconds: number): string {
	const minutes = Math.floor(milliseconds / 60_000);
	if (minutes < 1) return 'just now';
	const [count, unit] =
		minutes < 60
			? [minutes, 'minute']
			: minutes < 48 * 60
				? [Math.floor(minutes / 60), 'hour']
				: [Math.floor(minutes / (24 * 60)), 'day'];
	return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
