/** Whether an error of node:fs says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** What a file or folder that is not there stands for; to be given to `catch`, which rejects with all other errors. */
export function ifMissing<T>(value: T): (error: unknown) => T {
	return (error) => {
		if (isMissing(error)) return value;
		throw error;
	};
}
