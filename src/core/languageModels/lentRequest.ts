import {
	MAX_STOP_STRINGS,
	NUMERIC_PARAMETERS,
	rangeInWords,
	STOP_RANGE,
	type WireSampling,
} from '../../shared/parameters/sampling.ts';
import { promptTokens } from '../context/messageTokens.ts';
import { ChatError } from '../errors/chatError.ts';
import { sentEffort } from '../parameters/effortSent.ts';
import { clampedSampling } from '../parameters/requestParameters.ts';
import { buildChatRequest, type ChatRequest } from '../server/chatRequest.ts';
import type { CatalogueModel, Destination } from '../server/chatServer.ts';
import { isWithin } from '../settings/settingReaders.ts';
import type { Settings } from '../settings/settings.ts';
import type { TokenCorrection } from '../tokens/tokenCorrection.ts';
import { type LentMessage, type LentTool, lentMessages, lentTools } from './lentMessages.ts';

/** What another extension asks for. */
export interface LentAsking {
	/** Who asks: "publisher.name". */
	readonly asker: string;
	readonly messages: readonly LentMessage[];
	readonly tools: readonly LentTool[];
	/** Whether the model must call one of the tools. */
	readonly mustCall: boolean;
	/** Sampling options by the name of the field or of our setting, as the asker wrote them. */
	readonly options: Readonly<Record<string, unknown>>;
}

/** Where it goes, and what is known there. */
export interface LentTarget {
	readonly settings: Settings;
	readonly destination: Destination;
	readonly known: CatalogueModel | undefined;
	readonly correction: TokenCorrection | undefined;
}

export interface PlannedLent {
	readonly request: ChatRequest;
	/** The names of options that are not passed on, since no request of ours has such a field. */
	readonly ignored: readonly string[];
}

/**
 * The request for another extension: its messages and tools as they are, its sampling options over ours, our routing. The system
 * prompt of the settings is not sent: what the asker says is whole.
 * @throws ChatError of kind badParameter where an option has a value that it cannot have
 */
export function planLent(asking: LentAsking, target: LentTarget): PlannedLent {
	const { settings, destination, known, correction } = target;
	const { sampling: own, reasoningEffort, model, routing } = settings;
	const { sampling, ignored } = askedSampling(asking);
	const messages = lentMessages(asking.messages);
	const prompt = promptTokens(messages, correction);
	const request = buildChatRequest({
		baseUrl: destination.baseUrl,
		server: destination.server,
		model,
		systemPrompt: '',
		messages,
		sampling: clampedSampling({ ...own, ...sampling }, known, prompt),
		effort: sentEffort(reasoningEffort, known),
		routing,
		debugEcho: settings.debugEcho,
		tools:
			asking.tools.length === 0
				? {}
				: {
						tools: lentTools(asking.tools),
						...(asking.mustCall ? { tool_choice: 'required' } : {}),
					},
	});
	return { request, ignored };
}

/** Names that other extensions use for a field. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
	['max_completion_tokens', 'max_tokens'],
	['maxOutputTokens', 'max_tokens'],
	['max_output_tokens', 'max_tokens'],
	['stop_sequences', 'stop'],
]);

/** Those whose name begins with "_" are VS Code's own, and null is not set. */
function askedSampling({ asker, options }: LentAsking): {
	readonly sampling: WireSampling;
	readonly ignored: readonly string[];
} {
	const ignored: string[] = [];
	let sampling: WireSampling = {};
	for (const [name, value] of Object.entries(options)) {
		if (name.startsWith('_') || value === undefined || value === null) continue;
		const field = OTHER_NAMES.get(name) ?? name;
		const parameter = NUMERIC_PARAMETERS.find(
			({ wire, setting }) => wire === field || setting === field,
		);
		const refuse = (wanted: string): never => {
			throw new ChatError(
				'badParameter',
				`${asker} asks for ${name} ${JSON.stringify(value)}, which must be ${wanted}. Nothing was sent.`,
			);
		};
		if (field === 'stop') {
			const given: readonly unknown[] = Array.isArray(value) ? value : [value];
			const stop = given.flatMap((text) => (typeof text === 'string' && text !== '' ? [text] : []));
			if (stop.length > MAX_STOP_STRINGS || stop.length < given.length) refuse(STOP_RANGE);
			sampling = { ...sampling, stop };
		} else if (parameter === undefined) {
			ignored.push(name);
		} else if (isWithin(parameter, value)) {
			sampling = { ...sampling, [parameter.wire]: value };
		} else {
			refuse(rangeInWords(parameter));
		}
	}
	return { sampling, ignored };
}
