import * as v from 'valibot';
import type { ReasoningEffort } from '../../shared/parameters/reasoningEffort.ts';
import { NUMERIC_PARAMETERS, type WireSampling } from '../../shared/parameters/sampling.ts';

/** The servers that are told apart, and "other" for everything else that speaks the chat completions API. */
export const ServerKind = v.picklist([
	'openrouter',
	'ollama',
	'llamacpp',
	'lmstudio',
	'vllm',
	'litellm',
	'groq',
	'together',
	'openai',
	'other',
]);
export type ServerKind = v.InferOutput<typeof ServerKind>;

/** A sampling parameter, by the field that OpenRouter has for it. */
export type ParameterName = (typeof NUMERIC_PARAMETERS)[number]['wire'] | 'stop';

/** What sampling fields a request can hold: OpenRouter's, and other servers' names for them. */
export type SentSampling = WireSampling & {
	/** llama.cpp's and LM Studio's name for repetition_penalty. */
	readonly repeat_penalty?: number;
	/** OpenAI's and Groq's name for max_tokens. */
	readonly max_completion_tokens?: number;
};

/** The field for how much a model reasons: OpenRouter's, or OpenAI's. */
export interface SentEffort {
	readonly reasoning?: { readonly effort: ReasoningEffort };
	readonly reasoning_effort?: ReasoningEffort;
}

/** How a server is, where servers differ. Their errors need no entry: api/errors/errorWords.ts reads every shape, whoever sends it. */
export interface ServerProfile {
	readonly kind: ServerKind;
	/** For people: "LM Studio". */
	readonly name: string;
	/** The domains it answers at, subdomains included. */
	readonly hosts?: readonly string[];
	/** The port it has on the user's own machine unless that is changed. */
	readonly port?: number;
	/** Nothing else is usually found at that port, so it tells the server before that has said anything. */
	readonly portIsTelling?: true;
	/** What the entries of its GET /models have as `owned_by`. */
	readonly ownedBy?: string;
	/** The beginning of a header's line, in lower case, that only its answers have: "server: llama.cpp". */
	readonly header?: string;
	/** The parameters that it does not take. */
	readonly refuses: readonly ParameterName[];
	/** Parameters that it takes under another name. */
	readonly renames?: Readonly<{ [K in ParameterName]?: keyof SentSampling }>;
	/** The field for how much a model reasons, where it is none of OpenRouter's; null where there is none. */
	readonly effort?: 'reasoning_effort' | null;
	/** True where a field that it does not know costs the whole request; elsewhere such a field is ignored without a word. */
	readonly refusesUnknown?: true;
	/** True where usage comes without being asked for. */
	readonly alwaysCounts?: true;
	/** True where it tells how many tokens a model takes (api/server/askWindow.ts). */
	readonly tellsWindow?: true;
}

const BEYOND_OPENAI = ['top_k', 'min_p', 'top_a', 'repetition_penalty'] as const;

/**
 * The one table of what servers take. Sources: OpenRouter's and LM Studio's documentation; the request structs of Ollama
 * (openai/openai.go), llama.cpp (tools/server) and vLLM (protocol.py); LiteLLM's and Groq's documentation and recorded
 * errors; Together's and OpenAI's API references. All as of autumn 2026.
 */
export const SERVER_PROFILES: readonly ServerProfile[] = [
	{
		kind: 'openrouter',
		name: 'OpenRouter',
		tellsWindow: true,
		hosts: ['openrouter.ai'],
		refuses: [],
		alwaysCounts: true,
	},
	{
		kind: 'ollama',
		name: 'Ollama',
		tellsWindow: true,
		effort: 'reasoning_effort',
		port: 11434,
		portIsTelling: true,
		ownedBy: 'library',
		refuses: BEYOND_OPENAI,
	},
	{
		kind: 'llamacpp',
		name: 'llama.cpp',
		tellsWindow: true,
		effort: null,
		port: 8080,
		ownedBy: 'llamacpp',
		header: 'server: llama.cpp',
		refuses: ['top_a'],
		renames: { repetition_penalty: 'repeat_penalty' },
	},
	{
		kind: 'lmstudio',
		name: 'LM Studio',
		tellsWindow: true,
		effort: null,
		port: 1234,
		portIsTelling: true,
		ownedBy: 'organization_owner',
		refuses: ['min_p', 'top_a'],
		renames: { repetition_penalty: 'repeat_penalty' },
	},
	{
		kind: 'vllm',
		name: 'vLLM',
		tellsWindow: true,
		effort: 'reasoning_effort',
		port: 8000,
		ownedBy: 'vllm',
		refuses: ['top_a'],
	},
	{
		kind: 'litellm',
		name: 'LiteLLM',
		effort: 'reasoning_effort',
		port: 4000,
		header: 'x-litellm-',
		// What it takes depends on the provider behind it; it says which of OpenAI's fields that does not take.
		refuses: [],
	},
	{
		kind: 'groq',
		name: 'Groq',
		effort: 'reasoning_effort',
		hosts: ['groq.com'],
		header: 'x-groq-',
		refuses: BEYOND_OPENAI,
		renames: { max_tokens: 'max_completion_tokens' },
		refusesUnknown: true,
	},
	{
		kind: 'together',
		name: 'Together',
		effort: 'reasoning_effort',
		hosts: ['together.xyz', 'together.ai'],
		refuses: ['top_a'],
	},
	{
		kind: 'openai',
		name: 'OpenAI',
		effort: 'reasoning_effort',
		hosts: ['openai.com'],
		refuses: BEYOND_OPENAI,
		renames: { max_tokens: 'max_completion_tokens' },
		refusesUnknown: true,
	},
];

/** A server of which nothing is known: it gets what the user has set, all of it. */
const OTHER: ServerProfile = { kind: 'other', name: 'this server', refuses: [] };

/** The profile of a kind. */
export function profileOf(kind: ServerKind): ServerProfile {
	return SERVER_PROFILES.find((profile) => profile.kind === kind) ?? OTHER;
}

/**
 * The profile of a server: of the kind that its answers have shown, else what its address tells.
 * @param kind undefined where it has not answered yet
 */
export function profileFor(baseUrl: string, kind: ServerKind | undefined): ServerProfile {
	const { hostname, port } = new URL(baseUrl);
	const byHost = SERVER_PROFILES.find(({ hosts = [] }) =>
		hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)),
	);
	if (byHost !== undefined) return byHost;
	if (kind !== undefined) return profileOf(kind);
	const byPort = SERVER_PROFILES.find(
		(profile) => profile.portIsTelling && String(profile.port) === port,
	);
	return byPort ?? OTHER;
}

/** Whether a server is OpenRouter itself, which has rules of its own. */
export function isOpenRouter(baseUrl: string): boolean {
	return profileFor(baseUrl, undefined).kind === 'openrouter';
}

/**
 * The kind of server that an answer to GET /models comes from.
 * @param headers by names in lower case
 * @param owners the `owned_by` of the entries
 */
export function kindOfAnswer(
	headers: Readonly<Record<string, string | undefined>>,
	owners: readonly string[],
): ServerKind {
	const lines = Object.entries(headers).map(([name, value]) =>
		`${name}: ${value ?? ''}`.toLowerCase(),
	);
	const found = SERVER_PROFILES.find(
		({ header, ownedBy }) =>
			(header !== undefined && lines.some((line) => line.startsWith(header))) ||
			(ownedBy !== undefined && owners.includes(ownedBy)),
	);
	return found?.kind ?? 'other';
}

/** What a server calls how much a model reasons; undefined where it takes no such field. */
export function effortField({ effort }: ServerProfile): keyof SentEffort | undefined {
	return effort === undefined ? 'reasoning' : (effort ?? undefined);
}

/** How much a model is to reason, as a server takes it. */
export function effortFields(
	profile: ServerProfile,
	effort: ReasoningEffort | undefined,
): SentEffort {
	const field = effortField(profile);
	if (effort === undefined || field === undefined) return {};
	return field === 'reasoning' ? { reasoning: { effort } } : { reasoning_effort: effort };
}

/** A parameter that is set and does not go out. */
export interface UnsentParameter {
	readonly name: ParameterName;
	readonly value: number | readonly string[];
}

/** What of the set parameters goes to a server, under its names, and what does not. */
export function fitSampling(
	profile: ServerProfile,
	sampling: WireSampling,
): { readonly sent: SentSampling; readonly unsent: readonly UnsentParameter[] } {
	const sent: [string, number | readonly string[]][] = [];
	const unsent: UnsentParameter[] = [];
	for (const name of PARAMETER_NAMES) {
		const value = sampling[name];
		if (value === undefined) continue;
		if (profile.refuses.includes(name)) unsent.push({ name, value });
		else sent.push([profile.renames?.[name] ?? name, value]);
	}
	return { sent: Object.fromEntries(sent), unsent };
}

const PARAMETER_NAMES: readonly ParameterName[] = [
	...NUMERIC_PARAMETERS.map(({ wire }) => wire),
	'stop',
];
