const FORK = / \(fork(?: (\d+))?\)$/;

/** The title of a fork of a chat with this title, so that the two are told apart in the history: "… (fork)", then "… (fork 2)". */
export function forkTitle(title: string): string {
	const number = FORK.exec(title);
	if (number === null) return `${title} (fork)`;
	return title.replace(FORK, ` (fork ${Number(number[1] ?? 1) + 1})`);
}
