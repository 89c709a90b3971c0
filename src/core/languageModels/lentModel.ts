import { abilitiesOf, modelInWords } from '../models/modelFacts.ts';
import { modelName } from '../models/modelName.ts';
import type { CatalogueModel } from '../server/chatServer.ts';

/** What a model is taken to have whose server does not say, as Llama 3, in tokens. */
const ASSUMED_CONTEXT = 8192;
/** The longest reply where the server does not say, in tokens; a quarter of a small context. */
const ASSUMED_REPLY = 4096;

/** A model as VS Code's list has it. */
export interface LentModel {
	readonly id: string;
	readonly name: string;
	readonly family: string;
	readonly version: string;
	readonly detail: string;
	readonly tooltip: string;
	/** Tokens, as are the next. */
	readonly maxInputTokens: number;
	readonly maxOutputTokens: number;
	readonly capabilities: { readonly imageInput: boolean; readonly toolCalling: boolean };
}

/**
 * What VS Code is told of a model. Its window is divided between what goes in and what comes out, as VS Code has it. What the server does
 * not say is taken as small, and an ability that is not known as none.
 * @param server its host, which tells models of the same name apart
 */
export function lentModel(
	id: string,
	known: CatalogueModel | undefined,
	server: string,
): LentModel {
	const context = known?.contextLength ?? ASSUMED_CONTEXT;
	const most = Math.min(known?.maxCompletionTokens ?? ASSUMED_REPLY, Math.floor(context / 4));
	const abilities = known === undefined ? undefined : abilitiesOf(known);
	const facts = known === undefined ? '' : modelInWords(known);
	return {
		id,
		name: known === undefined || known.name === id ? modelName(id) : known.name,
		family: id
			.slice(id.lastIndexOf('/') + 1)
			.split(':', 1)
			.join(''),
		version: known?.created === undefined ? '1' : String(known.created),
		detail: server,
		tooltip: [`${id} at ${server}, by Llama Chat.`, facts].filter((text) => text !== '').join(' '),
		maxInputTokens: context - most,
		maxOutputTokens: most,
		capabilities: {
			imageInput: abilities?.has('images') ?? false,
			toolCalling: abilities?.has('tools') ?? false,
		},
	};
}
