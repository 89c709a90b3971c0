import { MAX_EXCERPT_BYTES } from '../../core/attachments/excerptSize.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { diffSections } from '../../core/references/diffSections.ts';
import { type Section, sectionsThatFit, type TextPart } from '../../core/references/textParts.ts';
import { askedFor } from '../attachments/askedFor.ts';
import type { ExcerptReader } from '../attachments/readNow.ts';
import { type GitRepository, gitOutOfReach } from '../git/gitApi.ts';
import { nameOf, openRepositories, pickRepository, untrackedIn } from '../git/repositories.ts';
import { placeIn } from '../vscode/placeIn.ts';
import { attachText, type MadeText, madeAnew } from './attachText.ts';
import type { Offer, Taking } from './offers.ts';
import { withUnsaved } from './unsavedChanges.ts';

const UNREADABLE = 'The changes cannot be read.';

type Which = 'all' | 'staged';

/** What is changed in a repository: all, and what is staged. */
export function changeOffers(): Offer[] {
	const none = gitOutOfReach();
	const described = (what: string) => (none === undefined ? what : `Out of reach: ${none.short}`);
	return [
		{
			id: 'changes',
			name: '#changes',
			description: described('All changes since the last commit'),
			insert: '#changes',
			take: (taking) => takeChanges(taking, 'all'),
		},
		{
			id: 'changes:staged',
			name: '#changes:staged',
			description: described('The staged changes'),
			insert: '#changes:staged',
			take: (taking) => takeChanges(taking, 'staged'),
		},
	];
}

/** The changes as they are now. */
export const readChanges: ExcerptReader = async (excerpt) => {
	const [which = '', root = ''] = askedFor(excerpt).split(' ');
	const repositories = await openRepositories(UNREADABLE);
	const repository = repositories.find(({ rootUri }) => rootUri.toString() === root);
	if (repository === undefined) {
		throw new Error('VS Code has its repository not open any more.');
	}
	const all = which === 'staged' ? 'staged' : 'all';
	const part = await changesOf(repository, all, MAX_EXCERPT_BYTES);
	const none = { text: 'There are no changes any more.', startLine: 1, endLine: 1 };
	return madeAnew(excerpt, madeText(repository, all), part ?? none);
};

async function takeChanges(taking: Taking, which: Which): Promise<void> {
	const repository = await pickRepository(
		await openRepositories(UNREADABLE),
		'Changes of Which Repository?',
	);
	if (repository === undefined) return;
	const changes = await readSections(repository, which);
	if (changes.sections.length === 0 && changes.unnamed.length === 0) {
		const staged = which === 'staged' ? ' staged' : '';
		const hint = which === 'staged' ? ' Stage some, or take #changes for all.' : '';
		throw new ChatError(
			'refused',
			`There are no${staged} changes in ${nameOf(repository)}.${hint}`,
		);
	}
	attachText(taking, madeText(repository, which), (bytes) => partOf(changes, bytes));
}

function madeText(repository: GitRepository, which: Which): MadeText {
	return {
		source: 'changes',
		label: `${which === 'staged' ? 'Staged changes' : 'Changes'} of ${nameOf(repository)}`,
		language: 'diff',
		about: `${which} ${repository.rootUri.toString()}`,
	};
}

interface Changes {
	readonly sections: readonly Section[];
	/** What has changed and is in no section, by name. */
	readonly unnamed: readonly string[];
}

async function changesOf(
	repository: GitRepository,
	which: Which,
	bytes: number,
): Promise<TextPart | undefined> {
	const changes = await readSections(repository, which);
	const { length } = changes.sections;
	return length === 0 && changes.unnamed.length === 0 ? undefined : partOf(changes, bytes);
}

function partOf({ sections, unnamed }: Changes, bytes: number): TextPart {
	const part = sectionsThatFit(sections, bytes);
	const leftOut = [...(part.leftOut ?? []), ...unnamed];
	return leftOut.length === 0 ? part : { ...part, leftOut };
}

async function readSections(repository: GitRepository, which: Which): Promise<Changes> {
	await repository.status();
	const staged = named('Staged', diffSections(await repository.diff(true)));
	if (which === 'staged') return { sections: staged, unnamed: [] };
	const rest = await withUnsaved(repository, diffSections(await repository.diff(false)));
	const untracked = untrackedIn(repository).map((uri) => placeIn(repository.rootUri, uri));
	const sections = [...staged, ...named('Not staged', rest.sections)];
	if (untracked.length > 0) {
		const text = ['New files, not known to Git yet:', ...untracked].join('\n');
		sections.push({ name: 'new files', text });
	}
	return { sections, unnamed: [...untracked, ...rest.leftOut] };
}

/** The files of a diff; a file can be in both, so the first says which this is. */
function named(title: string, sections: readonly Section[]): Section[] {
	return sections.map(({ name, text }, index) => ({
		name,
		text: index === 0 ? `# ${title}\n${text}` : text,
	}));
}
