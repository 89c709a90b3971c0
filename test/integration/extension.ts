import { type Extension, extensions } from 'vscode';

/** The extension under test. */
export function extension(): Extension<unknown> {
	const found = extensions.getExtension('llama-chat.llama-chat');
	if (found === undefined) throw new Error('The extension is not installed');
	return found;
}

/** The ids of the commands in the manifest. */
export function contributedCommands(): string[] {
	const contributed: { command: string }[] = extension().packageJSON.contributes.commands;
	return contributed.map(({ command }) => command);
}

/** The names of the settings in the manifest, without the prefix. */
export function contributedSettings(): string[] {
	const sections: { properties: object }[] = extension().packageJSON.contributes.configuration;
	return sections
		.flatMap(({ properties }) => Object.keys(properties))
		.map((key) => key.replace('llamaChat.', ''));
}
