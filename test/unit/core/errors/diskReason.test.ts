import assert from 'node:assert/strict';
import { couldNot, KEPT, unreadReason } from '../../../../src/core/errors/diskReason.ts';

/** As Node gives them. */
function failure(code: string, text: string): Error {
	return Object.assign(new Error(`${code}: ${text}`), { code });
}

describe('what an error of the disk is said to be', () => {
	const said = (error: unknown) => couldNot('It could not be saved', error, 'It is tried again.');

	it('names the cause and what to do about it', () => {
		assert.equal(
			said(failure('ENOSPC', 'no space left on device, write')),
			'It could not be saved: the disk is full. Free some space on it. It is tried again.',
		);
		assert.match(said(failure('EROFS', 'read-only file system')), /: the disk is read-only\. Make/);
		assert.match(said(failure('EACCES', 'permission denied')), /: the system does not allow it\./);
		assert.match(said(failure('EIO', 'i/o error, read')), /: the disk failed\. Check it/);
	});

	it('names each cause that there is', () => {
		for (const [code, words] of [
			['ENOSPC', 'the disk is full. Free some space on it.'],
			['EDQUOT', 'your share of the disk is used up. Free some space on it.'],
			['EROFS', 'the disk is read-only. Make it writable again.'],
			['EACCES', 'the system does not allow it. Check who may write there.'],
			['EPERM', 'the system does not allow it. Check who may write there.'],
			['NoPermissions', 'the system does not allow it. Check who may write there.'],
			['EIO', 'the disk failed. Check it, and copy what you need from it.'],
			['ENOENT', 'the file or its folder is gone. Put it back if you moved it.'],
			['EMFILE', 'too many files are open. Close some programs.'],
			['ENFILE', 'too many files are open. Close some programs.'],
		] as const) {
			assert.equal(couldNot('Not saved', failure(code, 'x'), KEPT), `Not saved: ${words} ${KEPT}`);
		}
		assert.match(
			KEPT,
			/^It is kept in memory and tried again until it works; leave the window open/,
		);
	});

	it('finds the cause in an error of VS Code, which has it in its text only', () => {
		const error = new Error(
			"Unable to write file '/a' (Unknown (FileSystemError): Error: ENOSPC: no space left on device)",
		);
		assert.match(said(error), /: the disk is full\./);
	});

	it('says of any other what it says itself', () => {
		assert.equal(
			said(new Error('It was not to be.')),
			'It could not be saved: It was not to be. It is tried again.',
		);
		assert.equal(couldNot('It failed', 'why'), 'It failed: why.');
	});
});

const DENIED = 'the system does not allow it.';

function ofVsCode(reason: string): string {
	return `Unable to read file '/w/a.ts' (${reason})`;
}

describe('why a file could not be opened', () => {
	it('is said without paths, codes and names of errors', () => {
		const gone =
			"Unable to read file '/w/a.ts' (Error: Unable to resolve nonexistent file '/w/a.ts')";
		for (const [error, words] of [
			[gone, 'it is not there any more.'],
			[`cannot open file:///w/a.ts. Detail: ${gone}`, 'it is not there any more.'],
			["ENOENT: no such file or directory, open '/w/a.ts'", 'it is not there any more.'],
			["EntryNotFound (FileSystemError): file '/w/a.ts'", 'it is not there any more.'],
			["Unable to read file '/w/a' (EACCES: permission denied, open '/w/a')", DENIED],
			["NoPermissions (FileSystemError): EPERM, open '/w/a'", DENIED],
			["Unable to read file '/w' that is actually a directory", 'it is a folder.'],
			['cannot open file:///w/a. Detail: It is too large (Error: 4 GB).', 'It is too large.'],
			['The provider is gone.', 'The provider is gone.'],
			[ofVsCode('Unknown (FileSystemError): Error: EIO: i/o error, read'), 'the disk failed.'],
			[ofVsCode('Unavailable (FileSystemError): The server is down'), 'The server is down.'],
			[ofVsCode('FileTooLarge (FileSystemError): Error: It is too large'), 'It is too large.'],
			['Unavailable (FileSystemError): The server is down', 'The server is down.'],
			[
				ofVsCode("Error: EBUSY: resource busy or locked, open '/w/a.ts'"),
				'resource busy or locked.',
			],
			[gone.replaceAll('/w/a', "/w/it's"), 'it is not there any more.'],
			["EBUSY: resource busy, open '/w/it's.ts'", 'resource busy.'],
			['Error: It is closed, sorry', 'It is closed, sorry.'],
			["EMFILE: too many open files, open '/w/a.ts'", 'too many files are open.'],
			["EIO: i/o error, open '/w/a.ts'.", 'the disk failed.'],
			["Unable to read file '/nonexistent/a.ts' (Error: rate limited)", 'rate limited.'],
			['Unable to read file (Error: rate limited)', 'rate limited.'],
			['cannot open x://nonexistent/a.ts. Detail: rate limited', 'rate limited.'],
			["Unable to read file '/w/a.ts'", "Unable to read file '/w/a.ts'."],
		] as const) {
			assert.equal(unreadReason(new Error(error)), words, error);
		}
	});
});
