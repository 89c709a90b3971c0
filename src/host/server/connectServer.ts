import {
	ConfigurationTarget,
	ProgressLocation,
	type QuickPickItem,
	QuickPickItemKind,
	window,
	workspace,
} from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import type { Catalogue } from '../../core/models/knownModels.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import { modelName } from '../../core/models/modelName.ts';
import type { ChatServer } from '../../core/server/chatServer.ts';
import {
	addressesMeant,
	type FoundServer,
	modelsInWords,
	probe,
	serverInWords,
	USUAL_ADDRESSES,
} from '../../core/server/findServers.ts';
import { parseBaseUrl } from '../../core/settings/settings.ts';
import type { ApiKeys } from '../access/apiKeys.ts';
import type { ServerConsent } from '../access/serverConsent.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { SECTION, updateSetting } from '../settings/vscodeSettings.ts';
import { LiveList } from '../vscode/liveList.ts';
import type { Say } from '../vscode/say.ts';

const SELECT_MODEL = 'Select Model';
const SET_KEY = 'Set API Key';
const OTHER_ADDRESS = 'Enter Another Address';

/** Servers elsewhere that many use. */
const ELSEWHERE: readonly (readonly [name: string, baseUrl: string])[] = [
	['OpenRouter', 'https://openrouter.ai/api/v1'],
	['Groq', 'https://api.groq.com/openai/v1'],
	['Together', 'https://api.together.xyz/v1'],
	['OpenAI', 'https://api.openai.com/v1'],
];

export interface ConnectPorts {
	readonly server: Pick<ChatServer, 'listModels'>;
	readonly models: ModelCatalogues;
	readonly keys: ApiKeys;
	readonly consent: ServerConsent;
	readonly chats: OpenChats;
	readonly say: Say;
	selectModel(): Promise<void>;
	setApiKey(): Promise<void>;
}

type ServerItem = QuickPickItem & { readonly baseUrl?: string };

const TYPED: ServerItem = { label: '$(edit) Enter Address…', alwaysShow: true };

/**
 * Looks for servers on this machine, takes the one that is chosen or an address that is typed, asks it for its models, and has the
 * settings lead there. Says what was found.
 */
export async function connectServer(ports: ConnectPorts): Promise<void> {
	const list = new LiveList<ServerItem>(
		{
			async accept(item) {
				list.close();
				const address = item === TYPED ? await askForAddress() : item.baseUrl;
				if (address !== undefined) await connect(ports, address);
			},
			// A server that answers while one chooses moves nothing under the Enter.
			idOf: ({ baseUrl, label }) => baseUrl ?? label,
		},
		{
			title: 'Connect to Server',
			placeholder: 'Looking for servers on this machine…',
			items: serverItems([]),
		},
	);
	await list.show((left) => lookForServers(ports.server, list, left));
}

/** The servers appear as they answer. */
async function lookForServers(
	server: ConnectPorts['server'],
	list: LiveList<ServerItem>,
	left: AbortSignal,
): Promise<void> {
	const found: FoundServer[] = [];
	const probes = USUAL_ADDRESSES.map(async (baseUrl) => {
		const answered = await probe(server, baseUrl, left);
		if (answered === undefined) return;
		found.push(answered);
		list.update({ items: serverItems(found) });
	});
	await Promise.all(probes);
	list.update({
		placeholder:
			found.length === 0
				? 'No server answers on this machine'
				: 'Choose a server, or enter an address',
	});
}

function serverItems(found: readonly FoundServer[]): ServerItem[] {
	const here = found.map((server) => ({
		label: serverInWords(server),
		description: server.baseUrl,
		detail: modelsInWords(server.models),
		baseUrl: server.baseUrl,
	}));
	const separator = (label: string) => ({ label, kind: QuickPickItemKind.Separator });
	return [
		...(here.length === 0 ? [] : [separator('On this machine'), ...here]),
		separator('Elsewhere'),
		...ELSEWHERE.map(([label, baseUrl]) => ({ label, description: baseUrl, baseUrl })),
		TYPED,
	];
}

async function askForAddress(): Promise<string | undefined> {
	return window.showInputBox({
		title: 'Connect to Server',
		prompt: 'The address of any server with an OpenAI-compatible API.',
		placeHolder: 'http://localhost:11434/v1',
		ignoreFocusOut: true,
		validateInput: (text) => (text.trim() === '' ? undefined : addressProblem(text)),
	});
}

/** What is wrong with every address that a text can mean; undefined where one may do. */
function addressProblem(text: string): string | undefined {
	try {
		for (const address of addressesMeant(text)) parseBaseUrl(() => address);
		return undefined;
	} catch (error) {
		if (!(error instanceof ChatError)) throw error;
		return 'This is not an address such as http://localhost:11434/v1, without user name, password or query.';
	}
}

async function connect(ports: ConnectPorts, typed: string): Promise<void> {
	const answer = await window.withProgress(
		{ location: ProgressLocation.Window, title: `Asking ${typed} for its models…` },
		() => ask(ports, addressesMeant(typed)),
	);
	if (answer === undefined) return;
	if (answer instanceof ChatError) {
		const text = `No connection to ${typed}. ${answer.message}`;
		const choice = await ports.say({ text, isError: true, buttons: [OTHER_ADDRESS] });
		const next = choice === OTHER_ADDRESS ? await askForAddress() : undefined;
		if (next !== undefined) await connect(ports, next);
		return;
	}
	const { baseUrl, catalogue } = answer;
	await workspace.getConfiguration(SECTION).update('baseUrl', baseUrl, ConfigurationTarget.Global);
	await offer(ports, baseUrl, catalogue);
}

/** Undefined where the user does not want to send there; the first failure where none of the addresses is a server's. */
async function ask(
	ports: ConnectPorts,
	addresses: readonly string[],
): Promise<{ baseUrl: string; catalogue: Catalogue | undefined } | ChatError | undefined> {
	let failure: ChatError | undefined;
	for (const address of addresses) {
		try {
			const baseUrl = parseBaseUrl(() => address);
			if (!(await ports.consent.confirm(baseUrl))) return undefined;
			return { baseUrl, catalogue: await catalogueOf(ports, baseUrl) };
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			// Only a path that is not the API's makes another one worth a try.
			if (error.kind !== 'notTheApi') return error;
			failure ??= error;
		}
	}
	return failure;
}

/** Undefined for a server that tells its models only for a key, and has none that is right. */
async function catalogueOf(
	{ models, keys }: ConnectPorts,
	baseUrl: string,
): Promise<Catalogue | undefined> {
	const apiKey = await keys.keyFor(baseUrl);
	try {
		return await models.refresh({ baseUrl, apiKey, siteUrl: undefined, siteName: undefined });
	} catch (error) {
		if (!(error instanceof ChatError)) throw error;
		if (error.kind === 'noKey' || error.kind === 'badKey') return undefined;
		throw error;
	}
}

/** Says what was found, with what comes next. */
async function offer(
	ports: ConnectPorts,
	baseUrl: string,
	catalogue: Catalogue | undefined,
): Promise<void> {
	const where = serverInWords({ baseUrl, kind: catalogue?.server ?? 'other' });
	const text = `Connected to ${where}: ${modelsInWords(catalogue?.models.length)}.`;
	const [only, ...others] = catalogue?.models ?? [];
	const use = only === undefined || others.length > 0 ? undefined : `Use ${modelName(only.id)}`;
	const buttons = catalogue === undefined ? [SET_KEY] : [use ?? SELECT_MODEL];
	const choice = await ports.say({ text, buttons });
	if (choice === SET_KEY) await ports.setApiKey();
	else if (choice === SELECT_MODEL) await ports.selectModel();
	else if (choice !== undefined && only !== undefined) await useModel(ports.chats, only.id);
}

/** The model of a server that has only one is that of new chats too. */
async function useModel(chats: OpenChats, id: string): Promise<void> {
	await updateSetting('model', id);
	if (chats.chat.conversation.choices.model !== undefined) chats.chooseModel(id);
}
