import * as v from 'valibot';
import { MessageId, OfChat, Text } from '../text/fields.ts';
import { ReasoningEffort } from './reasoningEffort.ts';

/** What the page is told of the sampling parameters, of presets and of routing. */

export const ShownParameter = v.object({
	/** The setting's name, by which the panel finds it. */
	setting: v.string(),
	/** As it is sent. */
	name: v.string(),
	/** JSON text. */
	value: v.string(),
	/** What was asked for, where less is sent because the model can give no more. */
	asked: v.exactOptional(v.string()),
	/** Why it is not sent: "Ollama does not take it". */
	notSent: v.exactOptional(v.string()),
});
export type ShownParameter = v.InferOutput<typeof ShownParameter>;

const Value = v.union([v.number(), v.array(v.string())]);

export const ParameterRow = v.object({
	setting: v.string(),
	/** "Top P" */
	label: v.string(),
	/** The field of the request. */
	wire: v.string(),
	/** Whether it is not sent in this chat, as the settings have it, or a value of this chat's own. */
	source: v.picklist(['notSent', 'settings', 'chat']),
	/** JSON text; null where the settings do not have it. */
	inSettings: v.nullable(v.string()),
	/** This chat's own value, or what one would begin with. */
	value: Value,
	/** "a number from 0 to 2" */
	range: v.string(),
	min: v.exactOptional(v.number()),
	max: v.exactOptional(v.number()),
	integer: v.exactOptional(v.boolean()),
	/** What a larger value is brought down to. */
	modelMaximum: v.exactOptional(v.number()),
	support: v.picklist(['supports', 'ignores', 'mayIgnore']),
	/** A sentence that says how that is known. */
	why: v.string(),
});
export type ParameterRow = v.InferOutput<typeof ParameterRow>;

/** How much the model reasons. */
const EffortView = v.object({
	/** As a parameter's. */
	source: v.picklist(['notSent', 'settings', 'chat']),
	/** This chat's own; null where it has none. */
	value: v.nullable(ReasoningEffort),
	inSettings: v.nullable(ReasoningEffort),
	/** What can be asked for, most first. */
	options: v.array(ReasoningEffort),
	/** Why what is asked for does not go out: "this model always reasons". */
	notSent: v.exactOptional(v.string()),
	/** Whether the model always reasons. */
	mandatory: v.boolean(),
	/** What its reasoning costs, in a sentence; absent where the list does not say. */
	price: v.exactOptional(v.string()),
});
export type EffortView = v.InferOutput<typeof EffortView>;

export const ParametersView = v.object({
	modelName: v.string(),
	/** The system prompt of this chat, null where it has none of its own, and the settings'. */
	systemPrompt: v.exactOptional(
		v.object({
			own: v.nullable(v.string()),
			inSettings: v.string(),
			/** What the server reads again with another one, in a sentence. */
			reread: v.exactOptional(v.string()),
		}),
	),
	/** Absent for a model that is not known to take any. */
	effort: v.exactOptional(EffortView),
	rows: v.array(ParameterRow),
	/** What stands in their fields and is no value yet, by the settings' names. */
	typed: v.exactOptional(v.record(v.string(), v.string())),
	/** The chat that all this is about. */
	conversation: v.exactOptional(v.string()),
	presets: v.array(
		v.object({ name: v.string(), builtIn: v.boolean(), mark: v.exactOptional(v.string()) }),
	),
	/** The preset that the chat's parameters are just those of. */
	preset: v.nullable(v.string()),
	routing: v.object({
		/** Whether the server takes any. */
		sent: v.boolean(),
		/** Whether the chat has its own in place of the settings'. */
		own: v.boolean(),
		/** A line for each field: "order: deepinfra, together". */
		lines: v.array(v.string()),
	}),
});
export type ParametersView = v.InferOutput<typeof ParametersView>;

const Name = v.pipe(v.string(), v.maxLength(100));

/** A preset, if it is the one that was shown. */
const NamedPreset = {
	name: v.pipe(v.string(), v.maxLength(1000)),
	mark: v.exactOptional(v.pipe(v.string(), v.maxLength(32))),
};

/** What the page may send as a value: the API takes four texts at most. */
const SentValue = v.union([
	v.number(),
	v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.maxLength(4)),
]);

export const ParametersToPage = v.variant('type', [
	/** Opens the panel of parameters, at one of them or at the top. */
	v.object({ type: v.literal('showParameters'), setting: v.exactOptional(v.string()) }),
	/** What the panel shows; only while it is open. */
	v.object({ type: v.literal('parameters'), view: ParametersView }),
]);

/** What the panel asks for. */
export const ParametersFromPage = v.variant('type', [
	/** The panel is on the screen, or no longer. */
	v.object({ type: v.literal('parametersShown'), open: v.boolean() }),
	/** A value for this chat; null for none in its requests; without one the settings' again. */
	v.object({
		type: v.literal('setParameter'),
		setting: Name,
		value: v.exactOptional(v.nullable(SentValue)),
		...OfChat,
	}),
	/** What is typed in a parameter's field: the host keeps it until it is a value, or, without a text, no longer. */
	v.object({
		type: v.literal('typedParameter'),
		conversation: MessageId,
		setting: Name,
		text: v.exactOptional(Text),
	}),
	/** How much the model is to reason in this chat; null for what it does by itself; without one as the settings have it. */
	v.object({
		type: v.literal('setEffort'),
		effort: v.exactOptional(v.nullable(ReasoningEffort)),
		...OfChat,
	}),
	/** The system prompt of this chat, empty for none; without one the settings'. */
	v.object({ type: v.literal('setSystemPrompt'), text: v.exactOptional(Text), ...OfChat }),
	v.object({ type: v.literal('applyPreset'), ...NamedPreset, ...OfChat }),
	v.object({ type: v.literal('savePreset'), ...OfChat }),
	v.object({ type: v.literal('renamePreset'), ...NamedPreset }),
	v.object({ type: v.literal('deletePreset'), ...NamedPreset }),
	v.object({ type: v.literal('editRouting'), ...OfChat }),
	/** The settings' routing again. */
	v.object({ type: v.literal('resetRouting'), ...OfChat }),
	/** All settings of ours, in the Settings editor. */
	v.object({ type: v.literal('openSettings') }),
]);
export type ParametersFromPage = v.InferOutput<typeof ParametersFromPage>;
