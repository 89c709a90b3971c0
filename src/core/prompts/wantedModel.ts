/** A model as a list has it. */
interface ListedModel {
	readonly id: string;
	readonly name: string;
}

/**
 * The model of a list that a prompt was written for: of those that it names, the first that is there, by its id or its name. "(copilot)"
 * and the like say whose list a name is from.
 */
export function wantedModel<Model extends ListedModel>(
	names: readonly string[],
	models: readonly Model[],
): Model | undefined {
	for (const name of names) {
		const wanted = plain(name);
		const found = models.find(({ id, name: listed }) =>
			[id, listed, afterSlash(id), afterColon(listed)].some((known) => plain(known) === wanted),
		);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** "meta-llama/llama-3.3-70b-instruct" is "llama-3.3-70b-instruct" too. */
function afterSlash(id: string): string {
	return id.slice(id.lastIndexOf('/') + 1);
}

/** "Meta: Llama 3.3 70B Instruct" is "Llama 3.3 70B Instruct" too. */
function afterColon(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

function plain(name: string): string {
	return name
		.replace(/\([^()]*\)$/, '')
		.toLowerCase()
		.replaceAll(/[\s_-]+/g, '');
}
