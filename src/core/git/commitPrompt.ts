import { fenceFor } from '../prompts/prompt.ts';
import type { FittingChanges, LeftOut } from './changesThatFit.ts';
import { leftOutName } from './changesThatFit.ts';
import type { CommitStyle } from './lastCommits.ts';

/** What a commit message is made of, but for the changes. */
export interface CommitFacts {
	/** What is to be committed. */
	readonly which: 'staged' | 'all';
	readonly style: CommitStyle;
	/** How the user and the project want messages to be, in their words. */
	readonly instructions: readonly string[];
	/** What stands in the message box. */
	readonly box: string;
	/** The line in it that has to stay as it is. */
	readonly subject: string | undefined;
	/** The language, by its English name, where the repository has no commit to go by. */
	readonly language: string;
}

/** It takes the place of the user's own system prompt, which is for chats. */
export const COMMIT_SYSTEM_PROMPT =
	'You write commit messages for Git. You are shown what a commit changes, and you answer with its message and with nothing else.';

/**
 * The request's message. What the files say is in fences that it cannot close.
 * @param names so many characters of names are told of what is left out; the rest is counted
 */
export function commitPrompt(
	facts: CommitFacts,
	{ text, leftOut }: FittingChanges,
	names = 0,
): string {
	const { which, style, instructions, box, subject } = facts;
	const about =
		which === 'staged'
			? 'The staged changes, which are all that is committed'
			: 'The changes in the working tree, new files among them';
	return [
		'Write the commit message for the changes below.',
		rules(facts),
		...(style.subjects.length === 0
			? []
			: [
					fenced(
						'The last commits of this repository, the latest first',
						style.subjects.join('\n'),
					),
				]),
		...(box.trim() === '' ? [] : [fenced(boxHeading(subject), box.trim())]),
		...(leftOut.length === 0 ? [] : [leftOutList(leftOut, names)]),
		...(text === '' ? [] : [fenced(about, text, 'diff')]),
		...(instructions.length === 0
			? []
			: [`Instructions that go before all else:\n\n${instructions.join('\n\n')}`]),
		'Answer with the commit message alone, in one block that begins with ```text and ends with ```. No explanation before or after it.',
	].join('\n\n');
}

function rules({ style, language, which }: CommitFacts): string {
	const { subjects, withBody } = style;
	return [
		subjects.length === 0
			? `Write in ${language}, in the imperative, with a first line of at most 72 characters.`
			: 'Write in the language and the style of the last commits: their prefixes, capitals, tense and length.',
		withBody * 2 > subjects.length
			? 'Most of the last commits say more below their first line: leave one line blank, then say why in a few short lines.'
			: 'Leave it at one line, unless that cannot say what matters; then leave one line blank and say it in a few short lines.',
		'Say what changes and why, not which files. Say nothing that the changes do not show.',
		which === 'staged'
			? ''
			: 'If the changes have nothing to do with each other, name the largest.',
	]
		.filter((rule) => rule !== '')
		.map((rule) => `- ${rule}`)
		.join('\n');
}

function boxHeading(subject: string | undefined): string {
	return subject === undefined
		? 'What stands in the message box: a draft or a template. Keep what it says and its form, and fill in what it leaves open'
		: 'What stands in the message box. Git has written its first line: begin with that line as it stands, and say more below it only where the changes need it';
}

function fenced(heading: string, text: string, language = 'text'): string {
	const fence = fenceFor(text);
	return `${heading}:\n\n${fence}${language}\n${text}\n${fence}`;
}

function leftOutList(leftOut: readonly LeftOut[], most: number): string {
	const names: string[] = [];
	let size = 0;
	for (const one of leftOut) {
		const name = leftOutName(one);
		size += name.length;
		if (size > most) break;
		names.push(name);
	}
	const more = leftOut.length - names.length;
	const rest = more === 0 ? [] : [`and ${more.toLocaleString('en')} more files`];
	const list = [...names, ...rest].map((name) => `- ${name}`).join('\n');
	return `Not, or not wholly, among the changes below:\n\n${list}`;
}
