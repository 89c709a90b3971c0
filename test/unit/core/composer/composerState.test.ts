import assert from 'node:assert/strict';
import { ComposerState } from '../../../../src/core/composer/composerState.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { boxedChat, countedIds, stateInMemory } from './stateInMemory.ts';

const OTHER = { ...EXCERPT, label: 'b.ts' };
const PLACE = { message: 'm', offset: 0 } as unknown as ReturnType<ComposerState['placeOf']>;

function open(state = stateInMemory()) {
	const { chat } = boxedChat('c-1');
	return { chat, state, composer: new ComposerState(state, countedIds()) };
}

describe('what a chat has beside its messages', () => {
	it('is nothing at first', () => {
		const { composer, chat } = open();
		assert.equal(composer.draftOf(chat), '');
		assert.deepEqual(composer.editsOf('c-1'), []);
		assert.deepEqual(composer.typedOf('c-1'), {});
		assert.equal(composer.placeOf(chat), null);
		assert.deepEqual(composer.attachmentsOf('c-1'), []);
		assert.equal(composer.choicesOf(chat.conversation.id), undefined);
	});

	it('outlives the window, and leaves nothing once it is gone', () => {
		const { state, composer: first } = open();
		const edit = { id: 'q', text: 'Changed', removed: [] } as unknown as ReturnType<
			ComposerState['editsOf']
		>[number];
		first.keepDraft('c-1', 'Draft');
		first.keepTyped('c-1', { temperature: 'x' });
		first.setAttachments('c-1', [EXCERPT]);
		first.keepChoices('c-1', { model: 'a/b' });
		first.keepEdits('c-1', [edit]);
		const { composer, chat } = open(state);
		assert.equal(composer.draftOf(chat), 'Draft');
		assert.deepEqual(composer.typedOf('c-1'), { temperature: 'x' });
		assert.deepEqual(composer.attachmentsOf('c-1'), [EXCERPT]);
		assert.deepEqual(composer.choicesOf(chat.conversation.id), { model: 'a/b' });
		assert.equal(first.editsOf('c-1')[0], edit);
		composer.keepDraft('c-1', '');
		composer.keepTyped('c-1', {});
		composer.setAttachments('c-1', []);
		composer.keepChoices('c-1', {});
		first.keepEdits('c-1', []);
		assert.deepEqual(
			[...state.values.values()].filter((value) => value !== undefined),
			[],
		);
	});

	it('has the reader’s place until that is the end', () => {
		const { composer, chat, state } = open();
		composer.keepPlace('c-1', PLACE);
		assert.equal(composer.placeOf(chat), PLACE);
		composer.keepPlace('c-1', null);
		assert.equal(composer.placeOf(chat), null);
		assert.equal(state.values.get('places'), undefined);
	});

	it('is remembered of the last chats: attachments, edits and choices of 20', () => {
		const { composer, state } = open();
		for (let n = 0; n < 30; n++) {
			composer.setAttachments(`c-${n}`, [EXCERPT]);
			composer.keepTyped(`c-${n}`, { top_p: '1' });
			composer.keepChoices(`c-${n}`, { model: 'a/b' });
			composer.keepEdits(`c-${n}`, [{} as never]);
		}
		const kept = (key: string) => Object.keys(state.values.get(key) ?? {}).length;
		assert.deepEqual(
			['attachments', 'typed', 'choices', 'edits'].map((key) => kept(key)),
			[20, 20, 20, 20],
		);
	});

	it('gives an edited question back to where it was', () => {
		const { composer } = open();
		const edits = ['a', 'b'].map((id) => ({ id }) as never);
		composer.keepEdits('c-1', edits);
		const putBack = composer.takeEdit('c-1', 'a');
		assert.deepEqual(composer.editsOf('c-1'), [{ id: 'b' }]);
		composer.keepEdits('c-1', [{ id: 'b' } as never, { id: 'a', newer: true } as never]);
		putBack();
		assert.deepEqual(composer.editsOf('c-1'), [{ id: 'b' }, { id: 'a' }]);
		composer.takeEdit('c-1', 'none')();
		assert.deepEqual(composer.editsOf('c-1'), [{ id: 'b' }, { id: 'a' }]);
	});

	it('leaves what is typed over the summary that is kept with an edited question', () => {
		const { composer } = open();
		const summary = { id: 'a', text: 'Short', removed: [], summary: 's1' };
		composer.keepEdits('c-1', [{ id: 'a', text: 'New?', removed: [] }, summary]);
		composer.takeEdit('c-1', 'a');
		assert.deepEqual(composer.editsOf('c-1'), [summary]);
	});

	it('has one queue for each chat object', () => {
		const { composer, chat } = open();
		const queue = composer.queueOf(chat);
		queue.add('one', []);
		assert.equal(composer.queueOf(chat), queue);
		const reloaded = boxedChat('c-1').chat;
		assert.notEqual(composer.queueOf(reloaded), queue);
		assert.equal(composer.queueOf(reloaded).messages.length, 1);
	});
});

describe('a message that is sent', () => {
	it('is out of the box with what went along, and nothing else is', () => {
		const { composer, chat } = open();
		composer.keepDraft('c-1', '\n\nText\n');
		composer.setAttachments('c-1', [EXCERPT, OTHER]);
		composer.keepChoices('c-1', { model: 'a/b' });
		const [sent] = composer.attachmentsOf('c-1');
		composer.empty(chat, 'Text', sent === undefined ? [] : [sent]);
		assert.equal(composer.draftOf(chat), '');
		assert.deepEqual(composer.attachmentsOf('c-1'), [OTHER]);
		assert.equal(composer.choicesOf(chat.conversation.id), undefined);
		composer.keepDraft('c-1', 'Typed meanwhile');
		composer.empty(chat, 'Text', []);
		assert.equal(composer.draftOf(chat), 'Typed meanwhile');
		assert.deepEqual(composer.attachmentsOf('c-1'), [OTHER]);
	});

	it('comes back before what was typed meanwhile, once, with what went along', () => {
		const { composer, chat } = open();
		composer.setAttachments('c-1', [OTHER]);
		composer.giveBack(chat, 'Text', [EXCERPT]);
		assert.equal(composer.draftOf(chat), 'Text');
		assert.deepEqual(composer.attachmentsOf('c-1'), [OTHER, EXCERPT]);
		composer.giveBack(chat, 'Another', []);
		assert.equal(composer.draftOf(chat), 'Another\n\nText');
		composer.giveBack(chat, 'Text', []);
		assert.equal(composer.draftOf(chat), 'Another\n\nText');
	});

	it('comes back also where another that is typed begins with the same word', () => {
		const { composer, chat } = open();
		composer.keepDraft('c-1', 'Yes, and also the other\n');
		composer.giveBack(chat, 'Yes', []);
		assert.equal(composer.draftOf(chat), 'Yes\n\nYes, and also the other\n');
		composer.giveBack(chat, 'Yes', []);
		assert.equal(composer.draftOf(chat), 'Yes\n\nYes, and also the other\n');
	});

	it('is inherited, as long as it is not sent, by the chat in the place of one that is gone', () => {
		const { composer, chat } = open();
		const heir = boxedChat('c-2').chat;
		composer.keepDraft('c-1', 'Draft');
		composer.setAttachments('c-1', [EXCERPT]);
		composer.keepChoices('c-1', { model: 'a/b' });
		composer.keepTyped('c-1', { top_p: 'x' });
		composer.queueOf(chat).add('one', []);
		composer.inherit('c-1', 'c-2');
		assert.equal(composer.draftOf(chat), '');
		assert.equal(composer.draftOf(heir), 'Draft');
		assert.deepEqual(composer.attachmentsOf('c-2'), [EXCERPT]);
		assert.deepEqual(composer.choicesOf(heir.conversation.id), { model: 'a/b' });
		assert.deepEqual(composer.typedOf('c-2'), { top_p: 'x' });
		assert.equal(composer.queueOf(heir).messages.length, 1);
	});
});
