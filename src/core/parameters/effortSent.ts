import type { ChatChoices } from '../../shared/conversation/messages.ts';
import type { EffortView, ShownParameter } from '../../shared/parameters/parameterProtocol.ts';
import {
	REASONING_EFFORTS,
	type ReasoningEffort,
} from '../../shared/parameters/reasoningEffort.ts';
import { reasoningPrice } from '../models/price.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import { effortField } from '../server/serverProfiles.ts';
import { readEffort } from '../settings/parameterSettings.ts';
import type { RawSettings } from '../settings/rawSettings.ts';
import type { RequestTarget } from './requestTarget.ts';

/** The efforts that the list of models names for a model, most first; undefined where it says nothing. */
function effortsOf(known: CatalogueModel | undefined): readonly ReasoningEffort[] | undefined {
	const { efforts, mandatory } = known?.reasoning ?? {};
	if (efforts === undefined) return undefined;
	return REASONING_EFFORTS.filter((effort) =>
		effort === 'none' ? !mandatory : efforts.includes(effort),
	);
}

/** Why an effort does not go out; undefined where it does. */
function whyNotSent(effort: ReasoningEffort, { profile, known }: RequestTarget) {
	if (effortField(profile) === undefined) return `${profile.name} does not take it`;
	return whyNotTaken(effort, known);
}

/** Why a model does not take an effort; OpenRouter refuses the whole request for "none" where the model always reasons. */
function whyNotTaken(
	effort: ReasoningEffort,
	known: CatalogueModel | undefined,
): string | undefined {
	if (effort === 'none' && known?.reasoning?.mandatory) return 'this model always reasons';
	const efforts = effortsOf(known);
	if (efforts === undefined || efforts.includes(effort)) return undefined;
	return efforts.length === 0 ? 'this model takes none' : `this model takes ${efforts.join(', ')}`;
}

/** What of the effort that is asked for a model takes; undefined for nothing. */
export function sentEffort(
	asked: ReasoningEffort | undefined,
	known: CatalogueModel | undefined,
): ReasoningEffort | undefined {
	return asked === undefined || whyNotTaken(asked, known) !== undefined ? undefined : asked;
}

/** The effort as it goes along with the next message; none where it is not set, or wrong, which is told of at the send. */
export function shownEffort(raw: RawSettings, target: RequestTarget): ShownParameter[] {
	const effort = readableEffort(raw);
	if (effort === undefined) return [];
	const notSent = whyNotSent(effort, target);
	return [
		{
			setting: 'reasoningEffort',
			name: 'reasoning effort',
			value: effort,
			...(notSent === undefined ? {} : { notSent }),
		},
	];
}

/** What the panel shows of it; undefined for a model that is not known to take any, where none is set either. */
export function effortView(
	raw: RawSettings,
	{ reasoningEffort }: ChatChoices,
	target: RequestTarget,
): EffortView | undefined {
	const inSettings = readableEffort(raw) ?? null;
	const options = effortsOf(target.known);
	const efforts = effortField(target.profile) === undefined ? [] : (options ?? []);
	if (efforts.length === 0 && inSettings === null && reasoningEffort == null) return undefined;
	const own = REASONING_EFFORTS.find((effort) => effort === reasoningEffort) ?? null;
	const effective = reasoningEffort === undefined ? inSettings : own;
	const notSent = effective === null ? undefined : whyNotSent(effective, target);
	const price = target.known && reasoningPrice(target.known);
	return {
		source:
			reasoningEffort === undefined ? 'settings' : reasoningEffort === null ? 'notSent' : 'chat',
		value: own,
		inSettings,
		options: options === undefined ? [...REASONING_EFFORTS] : [...efforts],
		...(notSent === undefined ? {} : { notSent }),
		mandatory: target.known?.reasoning?.mandatory ?? false,
		...(price === undefined ? {} : { price }),
	};
}

function readableEffort(raw: RawSettings): ReasoningEffort | undefined {
	try {
		return readEffort(raw);
	} catch {
		return undefined;
	}
}
