import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { partsToKeep, sentParts, withPartTexts } from '../../../../src/core/chat/sentParts.ts';
import { NO_SYSTEM, type SystemPlan } from '../../../../src/core/context/systemPlan.ts';
import type {
	Message,
	Question,
	Reply,
	SentPart,
} from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { IMAGE } from '../../../samples/image.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const asked = (part: Partial<Question> = {}): Question => ({
	role: 'user',
	id: 'q',
	parent: null,
	at: 1,
	text: '?',
	excerpts: [],
	...part,
});
const answered = (parts: SentPart[]): Reply => ({
	role: 'assistant',
	id: 'r',
	parent: 'q',
	at: 1,
	model: 'm',
	text: 'Yes.',
	reasoning: '',
	status: 'complete',
	facts: {},
	parts,
});

describe('What was sent for a reply', () => {
	const file = (text: string, state: 'sent' | 'leftOut') => ({
		file: { uri: 'file:///AGENTS.md', label: 'AGENTS.md', text },
		tokens: 1,
		state,
	});
	const system: SystemPlan = {
		...NO_SYSTEM,
		instructions: [file('Be brief. ü', 'sent'), file('No.', 'leftOut')],
	};

	it('is every instruction, excerpt and image, with its range and the SHA-256 of its text', async () => {
		const part = { ...EXCERPT, endLine: 400, lineCount: 1200, source: 'file' } as const;
		const sent: Message[] = [asked({ excerpts: [EXCERPT, part] }), asked({ images: [IMAGE] })];
		assert.deepEqual(await sentParts({ sent, system }), [
			{
				source: 'instructions',
				uri: 'file:///AGENTS.md',
				label: 'AGENTS.md',
				hash: hashOf('Be brief. ü'),
				text: 'Be brief. ü',
			},
			...[
				{ source: 'selection', endLine: 1 },
				{ source: 'file', endLine: 400, lineCount: 1200 },
			].map((more) => ({
				uri: EXCERPT.uri,
				label: EXCERPT.label,
				startLine: 1,
				hash: hashOf(EXCERPT.text),
				...more,
			})),
			{ source: 'image', label: 'a.png', hash: IMAGE.hash },
		]);
		assert.deepEqual(await sentParts({ sent: [asked()], system: NO_SYSTEM }), []);
	});

	it('has the text of an instruction once in a conversation, and again where it has changed', async () => {
		const parts = await sentParts({ sent: [], system });
		const first = partsToKeep(parts, [asked()]);
		assert.equal(first.parts?.[0]?.text, 'Be brief. ü');
		const messages = [asked(), answered(first.parts ?? [])];
		const again = partsToKeep(await sentParts({ sent: [], system }), messages);
		assert.equal(again.parts?.[0]?.hash, hashOf('Be brief. ü'));
		assert.equal(again.parts?.[0] && 'text' in again.parts[0], false);
		const changed = { ...system, instructions: [file('Be long.', 'sent')] };
		const other = partsToKeep(await sentParts({ sent: [], system: changed }), messages);
		assert.equal(other.parts?.[0]?.text, 'Be long.');
		assert.deepEqual(partsToKeep([], messages), {});
	});

	it('keeps its texts in a branch that stands by itself', async () => {
		const [part] = await sentParts({ sent: [], system });
		assert.ok(part);
		const { text: _text, ...bare } = part;
		const branch = withPartTexts(
			[asked(), answered([bare]), answered([bare])],
			[asked(), answered([part]), answered([bare])],
		);
		const texts = branch.map((message) => message.role === 'assistant' && message.parts?.[0]?.text);
		assert.deepEqual(texts, [false, 'Be brief. ü', undefined]);
	});
});
