/**
 * What another extension answers; undefined where it fails, or has no answer in time. Nobody promises that it ever has one.
 * @param limit how long it may take, in milliseconds
 */
export async function answerInTime<Answer>(
	answer: PromiseLike<Answer>,
	limit: number,
): Promise<Answer | undefined> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(resolve, limit, undefined);
	});
	try {
		return await Promise.race([answer, late]);
	} catch {
		return undefined;
	} finally {
		clearTimeout(timer);
	}
}
