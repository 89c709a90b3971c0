import { hiddenInWords } from '../../../shared/text/hiddenCharacters.ts';

/** What some systems or git cannot have in a name. */
const SIGN = /[<>:"|?*\\]/;

/** Names of devices on Windows, with or without an extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Why no file can be made at a path, with slashes, as a sentence; undefined where it says nothing against it. */
export function newFileProblem(path: string): string | undefined {
	const parts = path.split('/');
	if (path === '' || path.endsWith('/')) return 'Name the file.';
	const [hidden] = hiddenInWords(path.replaceAll(/[\t\r\n]/g, '\u0000'));
	if (hidden !== undefined) return `It has a character that cannot be seen: ${hidden}.`;
	if (parts.includes('..')) return 'It must not lead out of a folder: leave out “..”.';
	if (parts[0] === '~') return 'It is a path in the workspace: leave out “~”.';
	const sign = SIGN.exec(path)?.[0];
	if (sign !== undefined) return `It must not have the sign ${sign}`;
	const device = parts.find((part) => DEVICE.test(part));
	if (device !== undefined) return `Windows cannot have a file that is called ${device}.`;
	const ending = parts.find((part) => /[. ]$/.test(part) && part !== '.');
	return ending === undefined
		? undefined
		: `Windows cannot have a name that ends like “${ending}”.`;
}
