import type { Window } from './scene.ts';

/** Makes a model a favourite, as the user does in Select Model, whose list it is found in by `search`. */
export async function addFavourite(
	{ workbench }: Window,
	name: string,
	search: string,
): Promise<void> {
	const { quickInput } = workbench;
	await workbench.runCommand('Llama Chat: Select Model');
	// Only the rows that are seen are drawn.
	await quickInput.fill(search);
	const row = quickInput.row(name);
	await row.hover();
	await row.getByRole('button', { name: 'Add to Favourites' }).click();
	await row.hover();
	await row.getByRole('button', { name: 'Remove from Favourites' }).waitFor();
	await quickInput.cancel();
}
