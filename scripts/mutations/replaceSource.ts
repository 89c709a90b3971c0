// Loaded before the tests of a mutant: gives the mutated text in place of the file's own. Nothing on the disk changes, so a run
// that is broken off leaves nothing behind.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const { LLAMA_CHAT_MUTANT } = process.env;
if (LLAMA_CHAT_MUTANT !== undefined) {
	const { file, source } = JSON.parse(readFileSync(LLAMA_CHAT_MUTANT, 'utf8'));
	const mutated = pathToFileURL(file).href;
	registerHooks({
		load: (url, context, next) =>
			url === mutated
				? { format: 'module-typescript', source, shortCircuit: true }
				: next(url, context),
	});
}
