import assert from 'node:assert/strict';
import { attachedUris } from '../../../../src/core/instructions/attachedFiles.ts';
import {
	systemMessage,
	withoutRepeats,
} from '../../../../src/core/instructions/instructionFile.ts';
import type { Message } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';

const file = (label: string, text: string) => ({ uri: `file:///${label}`, label, text });

describe('the system message', () => {
	it('has the user’s own prompt first, then each file under its name', () => {
		const files = [file('AGENTS.md', '\n\nUse tabs.\n'), file('src/AGENTS.md', '# Core\n\nNo UI.')];
		assert.equal(
			systemMessage('Be brief.', files),
			'Be brief.\n\n# Instructions from AGENTS.md\n\nUse tabs.\n\n# Instructions from src/AGENTS.md\n\n# Core\n\nNo UI.',
		);
		assert.equal(
			systemMessage(' ', files.slice(0, 1)),
			'# Instructions from AGENTS.md\n\nUse tabs.',
		);
	});

	it('is the prompt as it is written where there are no instructions', () => {
		assert.equal(systemMessage('  Be brief.\n', []), '  Be brief.\n');
		assert.equal(systemMessage('\n', []), '');
	});
});

describe('instructions that are found twice', () => {
	it('are kept once, the first; what cannot be read is told of each time', () => {
		const one = file('a', 'Same.');
		const two = file('b', 'Same.');
		const bad = { ...file('c', ''), problem: 'is no text' };
		const worse = { ...file('d', ''), problem: 'is no text' };
		assert.deepEqual(withoutRepeats([one, two, one, bad, worse, bad]), [one, bad, worse]);
	});
});

describe('the files that are attached', () => {
	it('are those of all questions and of the box, each once, where a document is behind them', () => {
		const excerpt = (uri: string, more: object = {}) => ({ ...EXCERPT, uri, ...more });
		const path: Message[] = [
			{
				role: 'user',
				id: 'q',
				parent: null,
				at: 1,
				text: '',
				excerpts: [excerpt('file:///a'), excerpt('file:///t', { source: 'terminal' })],
			},
		];
		const box = [
			excerpt('file:///a', { source: 'file' }),
			excerpt('file:///b', { source: 'symbol' }),
			excerpt('file:///f', { source: 'file' }),
			excerpt('file:///d', { source: 'folder' }),
			excerpt('file:///e', { source: 'problems' }),
			excerpt('file:///s', { source: 'selection' }),
			excerpt('file:///p', { source: 'prompt' }),
			excerpt('file:///c', { source: 'paste' }),
			{
				hash: '0'.repeat(64),
				mediaType: 'image/png' as const,
				width: 1,
				height: 1,
				bytes: 1,
				name: 'x.png',
			},
		];
		const names = attachedUris(path, box).map((uri) => uri.at(-1));
		assert.equal(names.join(''), 'abfdes');
	});
});
