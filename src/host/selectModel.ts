import {
	ConfigurationTarget,
	type QuickPick,
	type QuickPickItem,
	QuickPickItemKind,
	window,
	workspace,
} from 'vscode';
import { ChatError } from '../core/chatError.ts';
import type { CatalogueModel, ChatServer, Destination } from '../core/chatServer.ts';
import { nearestModel } from '../core/nearestModel.ts';
import { plain } from './plainText.ts';
import { rawSettings, SECTION } from './settings.ts';

type ModelItem = QuickPickItem & { readonly id?: string };

/**
 * Lists the server's models and sets the one that is picked. Where the configured one is not among them, the nearest Llama
 * comes first; it is only ever suggested.
 */
export async function selectModel(server: ChatServer, destination: Destination): Promise<void> {
	const current = configuredModel();
	const picker = window.createQuickPick<ModelItem>();
	const abort = new AbortController();
	picker.title = 'Select Model';
	picker.placeholder = `Models of ${new URL(destination.baseUrl).host}`;
	picker.matchOnDescription = true;
	picker.busy = true;
	const picked = pickedItem(picker);
	picker.onDidHide(() => abort.abort());
	picker.show();
	try {
		const { models } = await server.listModels(destination, abort.signal);
		picker.items = modelItems(models, current);
		picker.busy = false;
		const id = (await picked)?.id;
		if (id !== undefined) await setModel(id);
	} catch (error) {
		// Closed before the list had come.
		if (error === abort.signal.reason) return;
		if (!(error instanceof ChatError)) throw error;
		void window.showErrorMessage(plain(`The list of models could not be read. ${error.message}`));
	} finally {
		abort.abort();
		picker.dispose();
	}
}

function configuredModel(): string {
	const model = rawSettings()('model');
	return typeof model === 'string' ? model.trim() : '';
}

function pickedItem(picker: QuickPick<ModelItem>): Promise<ModelItem | undefined> {
	return new Promise((resolve) => {
		picker.onDidAccept(() => {
			const [item] = picker.selectedItems;
			// An Enter before the list has come picks nothing; the list is still wanted.
			if (item !== undefined) resolve(item);
		});
		picker.onDidHide(() => resolve(undefined));
	});
}

function modelItems(models: readonly CatalogueModel[], current: string): ModelItem[] {
	const item = (model: CatalogueModel, note?: string): ModelItem => ({
		id: model.id,
		label: model.name,
		description: model.name === model.id ? '' : model.id,
		detail: [note, contextInWords(model)].filter((part) => part !== undefined).join(' · '),
	});
	const present = models.find((model) => model.id === current);
	const first = present ?? nearestModel(current, models);
	const rest = models
		.filter((model) => model !== first)
		.toSorted((a, b) => a.name.localeCompare(b.name));
	if (first === undefined) return [];
	const note =
		present === undefined ? `Nearest to ${current}, which is not available here` : 'In use';
	return [
		item(first, note),
		{ label: 'All models', kind: QuickPickItemKind.Separator },
		...rest.map((model) => item(model)),
	];
}

function contextInWords({ contextLength }: CatalogueModel): string | undefined {
	return contextLength === undefined
		? undefined
		: `${contextLength.toLocaleString('en')} tokens of context`;
}

/** Where the user has set it already, so that the choice takes effect. */
async function setModel(id: string): Promise<void> {
	const configuration = workspace.getConfiguration(SECTION);
	const set = configuration.inspect('model');
	const target =
		set?.workspaceValue === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
	await configuration.update('model', id, target);
}
