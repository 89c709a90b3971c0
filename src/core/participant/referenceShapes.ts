import * as v from 'valibot';

/** An image that was pasted, as VS Code's chat hands it over. Its class is not in the stable API, and comes all the same. */
const Binary = v.object({
	mimeType: v.pipe(v.string(), v.startsWith('image/')),
	data: v.function(),
});

const Bytes = v.instance(Uint8Array<ArrayBufferLike>);

/** What reads an image; it rejects where that cannot be had. Undefined for what is no image. */
export function imageReader(value: unknown): (() => Promise<Uint8Array>) | undefined {
	const parsed = v.safeParse(Binary, value);
	if (!parsed.success) return undefined;
	const { data } = parsed.output;
	return async () => v.parse(Bytes, await data());
}

/** The problems that are attached in VS Code's chat, of a class that is not in the stable API either. */
const Problems = v.object({
	diagnostics: v.array(v.looseTuple([v.unknown(), v.array(v.unknown())])),
});

/** The addresses of the files that the problems are of, nobody vouches for what they are; undefined where it is no problems. */
export function filesOfProblems(value: unknown): unknown[] | undefined {
	const parsed = v.safeParse(Problems, value);
	return parsed.success ? parsed.output.diagnostics.map(([file]) => file) : undefined;
}
