export interface WorkspaceFolderPath {
	readonly name: string;
	/** Absolute, with slashes. */
	readonly path: string;
}

export interface PlaceInWorkspace<Folder> {
	readonly folder: Folder;
	/** Segments within the folder, none of them `.` or `..`. */
	readonly segments: readonly string[];
}

/**
 * Where in a workspace a path of a reply may lead, the likeliest first: in each folder, from its top; in a folder that the path names
 * first; in a folder that an absolute path begins with. None for what leads out of the folders.
 */
export function placesInWorkspace<Folder extends WorkspaceFolderPath>(
	path: string,
	folders: readonly Folder[],
): PlaceInWorkspace<Folder>[] {
	const segments = resolved(path);
	if (segments === undefined) return [];
	const places: PlaceInWorkspace<Folder>[] = [];
	for (const folder of folders) {
		const top = resolved(folder.path) ?? [];
		const within = path.startsWith('/') && top.every((name, index) => segments[index] === name);
		if (within && segments.length > top.length) {
			places.push({ folder, segments: segments.slice(top.length) });
		}
	}
	for (const folder of folders) places.push({ folder, segments });
	for (const folder of folders) {
		const named = segments[0] === folder.name && segments.length > 1;
		if (named) places.push({ folder, segments: segments.slice(1) });
	}
	return places;
}

/** The segments of a path without `.` and `..`; undefined where those lead out of it. */
function resolved(path: string): string[] | undefined {
	const segments: string[] = [];
	for (const segment of path.split('/')) {
		if (segment === '..') {
			if (segments.pop() === undefined) return undefined;
		} else if (segment !== '' && segment !== '.') {
			segments.push(segment);
		}
	}
	return segments.length === 0 ? undefined : segments;
}
