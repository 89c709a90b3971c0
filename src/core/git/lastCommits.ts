import { shorten } from '../../shared/text/shorten.ts';

const MOST_SUBJECTS = 10;
const LONGEST_SUBJECT = 200;

/** By which a commit is not how its author writes. */
const MADE_BY_GIT = /^(Merge |(fixup|squash|amend)! )/;

/** How the commits of a repository are written. */
export interface CommitStyle {
	/** The last ones', the latest first. */
	readonly subjects: readonly string[];
	/** How many of these commits say more below their subject. */
	readonly withBody: number;
}

/** @param messages whole ones, the latest first */
export function commitStyle(messages: readonly string[]): CommitStyle {
	const own = messages
		.map((message) => message.trim())
		.filter((message) => message !== '' && !MADE_BY_GIT.test(message))
		.slice(0, MOST_SUBJECTS);
	return {
		subjects: own.map((message) =>
			shorten(message.split('\n', 1)[0]?.trim() ?? '', LONGEST_SUBJECT),
		),
		withBody: own.filter(hasBody).length,
	};
}

/** Lines such as "Signed-off-by: …" alone say nothing more. */
function hasBody(message: string): boolean {
	const [, ...rest] = message.split('\n');
	return rest.some((line) => line.trim() !== '' && !/^[A-Za-z][\w-]*: /.test(line.trim()));
}
