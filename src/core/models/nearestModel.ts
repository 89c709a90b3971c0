import type { CatalogueModel } from '../server/chatServer.ts';

function words(id: string): string[] {
	return id
		.toLowerCase()
		.split(/[/\-_:\s]+/)
		.filter((word) => word !== '');
}

/** Author, size ("70b") and the other words count when shared; a version counts by how close it is. */
function likeness(wanted: string, candidate: string): number {
	const theirs = new Set(words(candidate));
	const ours = words(wanted);
	let score = 0;
	for (const word of ours) {
		if (theirs.has(word)) score += /^\d+(?:x\d*)?b$/.test(word) ? 4 : 2;
	}
	// Every word of theirs that was not asked for is a difference: "free", "vision", "guard".
	for (const word of theirs) if (!ours.includes(word) && !/^\d+(\.\d+)?$/.test(word)) score -= 1;
	return score - versionDistance(versionOf(ours), versionOf([...theirs]));
}

/**
 * How far another version is: whole versions count, an older one twice. Within the same one a later release is the nearer
 * successor: it is what took the place of the earlier ones.
 */
function versionDistance(ours: number | undefined, theirs: number | undefined): number {
	if (ours === undefined || theirs === undefined) return 0;
	const step = Math.floor(theirs) - Math.floor(ours);
	return step === 0 ? (ours - theirs) / 10 : Math.abs(step) * (step > 0 ? 0.5 : 1);
}

function versionOf(list: readonly string[]): number | undefined {
	const version = list.find((word) => /^\d+(\.\d+)?$/.test(word));
	return version === undefined ? undefined : Number(version);
}

function isLlama(id: string): boolean {
	return id.toLowerCase().includes('llama');
}

/**
 * The model of the list that is to take the place of one that is gone: the first that its server has named, else the one most like it: a Llama before any other where there is one, then by shared author,
 * size and words, then the version.
 *
 * @param named the ids of those that the server has named
 * @returns undefined for an empty list
 */
export function nearestModel(
	wanted: string,
	models: readonly CatalogueModel[],
	named: readonly string[] = [],
): CatalogueModel | undefined {
	for (const id of named) {
		const found = models.find((model) => model.id === id);
		if (found !== undefined) return found;
	}
	const llamas = models.filter((model) => isLlama(model.id));
	const candidates = llamas.length > 0 ? llamas : models;
	let best: CatalogueModel | undefined;
	let bestScore = Number.NEGATIVE_INFINITY;
	for (const model of candidates) {
		const score = likeness(wanted, model.id);
		if (score > bestScore) {
			best = model;
			bestScore = score;
		}
	}
	return best;
}
