import { join } from 'node:path';
import { type Change, changedSource } from './change.ts';

/** A change that no test can notice, because what the product does stays the same. */
export interface EquivalentChange extends Change {
	/** Why nobody can tell the difference. */
	readonly why: string;
}

export const EQUIVALENT: readonly EquivalentChange[] = [
	{
		file: 'core/access/redaction.ts',
		from: "#shown = '';\n\t#held",
		to: "#shown = 'mutant';\n\t#held",
		why: 'it is cut off again; only a key that begins with this word could tell',
	},
	{
		file: 'core/access/redaction.ts',
		from: "=== end ? '' : text",
		to: "=== end ? 'mutant' : text",
		why: 'it is cut off again; only a key that begins with this word could tell',
	},
	{
		file: 'core/access/redaction.ts',
		from: 'start < beginning && beginning < end',
		to: 'start < beginning && beginning <= end',
		why: 'a key that ends where the beginning of one starts ends at the same place',
	},
	{
		file: 'core/access/redaction.ts',
		from: 'if (lastSearch?.key !== key)',
		to: 'if (true)',
		why: 'a search that is made anew finds the same',
	},
	{
		file: 'core/access/redaction.ts',
		from: "return text.includes('user_id') ?",
		to: 'return true ?',
		why: 'it is only asked so as to be fast',
	},
	{
		file: 'core/access/redaction.ts',
		from: "text.includes('user_id')",
		to: "text.includes('')",
		why: 'it is only asked so as to be fast',
	},
	{
		file: 'core/access/escapes.ts',
		from: 'if (!SIGNS.test(text))',
		to: 'if (false)',
		why: 'it is only asked so as to be fast',
	},
	{
		file: 'core/access/escapes.ts',
		from: 'at < to; at++',
		to: 'at <= to; at++',
		why: 'the place behind is written over by what comes next',
	},
	{
		file: 'core/access/keySearch.ts',
		from: 'start < text.length; start += STEP',
		to: 'start <= text.length; start += STEP',
		why: 'a step without text finds nothing',
	},
	{
		file: 'core/access/keySearch.ts',
		from: 'length > 0; length--',
		to: 'length >= 0; length--',
		why: 'every text ends in nothing, so it returns the same 0 one line earlier',
	},
	{
		file: 'core/inspect/splitKey.ts',
		from: "field = ''",
		to: "field = 'mutant'",
		why: 'the pattern always has it',
	},
	{
		file: 'core/inspect/splitKey.ts',
		from: "piece = '']",
		to: "piece = 'mutant']",
		why: 'the pattern always has it',
	},
	{
		file: 'core/inspect/splitKey.ts',
		from: 'let reach = 0',
		to: 'let reach = 1',
		why: 'it is far more than a key has, so one character more or less is no matter',
	},
	{
		file: 'core/inspect/splitKey.ts',
		from: 'reach > REACH',
		to: 'reach >= REACH',
		why: 'it is far more than a key has, so one piece more or less is no matter',
	},
	{
		file: 'core/inspect/echoedBody.ts',
		from: 'row[column].length), 0)',
		to: 'row[column].length), 1)',
		why: 'every column has a heading that is wider',
	},
	{
		file: 'core/inspect/echoedBody.ts',
		from: 'widths[column] ?? 0',
		to: 'widths[column] ?? 1',
		why: 'the spaces at the end of a line are cut off',
	},
	{
		file: 'core/inspect/echoedBody.ts',
		from: "if (!text.includes('echo_upstream_body'))",
		to: 'if (false)',
		why: 'it is only asked so as to be fast',
	},
	{
		file: 'core/inspect/echoedBody.ts',
		from: "text.includes('echo_upstream_body')",
		to: "text.includes('')",
		why: 'it is only asked so as to be fast',
	},
	{
		file: 'core/chat/chatRecorder.ts',
		from: 'return written;',
		to: 'return undefined;',
		why: 'a writer of checkpoints hands it on, and nobody asks there',
	},
	{
		file: 'storage/conversation/readLog.ts',
		from: "before = '', ...pieces",
		to: "before = 'mutant', ...pieces",
		why: 'a text that is cut has a first part',
	},
	{
		file: 'storage/conversation/readLog.ts',
		from: "case 'garbage':",
		to: "case '':",
		why: 'who returns nothing says no as well',
	},
	{
		file: 'storage/conversation/readLog.ts',
		from: 'return false;\n\t}\n}\n\n/**\n * A line',
		to: 'return undefined;\n\t}\n}\n\n/**\n * A line',
		why: 'who returns nothing says no as well',
	},
	{
		file: 'storage/conversation/conversationLog.ts',
		from: 'this.#next ??= this.#inTurn',
		to: 'this.#next = this.#inTurn',
		why: 'a write that comes after one that took all of it finds nothing to write',
	},
	{
		file: 'storage/conversation/conversationLog.ts',
		from: '!this.#begun && this.unsaved > 0 && this.#away !== away',
		to: '!this.#begun && this.unsaved > 1 && this.#away !== away',
		why: 'a file that is not begun lacks its header and a message at least',
	},
	{
		file: 'storage/conversation/conversationLog.ts',
		from: 'now?.size ?? 0',
		to: 'now?.size ?? 1',
		why: 'no line is that short, so nobody takes it for where one ends',
	},
	{
		file: 'storage/conversation/logTail.ts',
		from: 'if (this.#seen === undefined) return;',
		to: 'if (false) return;',
		why: 'what is not known of a file that nobody has read is forgotten when it is read; until then it only takes room',
	},
	{
		file: 'storage/conversation/logTail.ts',
		from: 'if (size < from)',
		to: 'if (size <= from)',
		why: 'of nothing there are no news',
	},
	{
		file: 'storage/conversation/logTail.ts',
		from: 'Buffer.alloc(size - from)',
		to: 'Buffer.alloc(size + from)',
		why: 'only what was read of it is looked at',
	},
	{
		file: 'core/chat/turnRunner.ts',
		from: "stillReplying('elsewhere')",
		to: "stillReplying('')",
		why: 'what is not said to be here is elsewhere',
	},
	{
		file: 'core/chat/turnRunner.ts',
		from: "return ended.role === 'assistant' ?",
		to: 'return true ?',
		why: 'what a reply becomes is a reply; only the compiler does not know',
	},
	{
		file: 'core/chat/turnRunner.ts',
		from: "this.#conversation.head ?? ''",
		to: "this.#conversation.head ?? 'mutant'",
		why: 'no message has such an id',
	},
	{
		file: 'core/chat/turnRunner.ts',
		from: "reply?.parent ?? ''",
		to: "reply?.parent ?? 'mutant'",
		why: 'no message has such an id',
	},
	{
		file: 'storage/disk/entryFile.ts',
		from: 'Buffer.alloc(size - this.#offset)',
		to: 'Buffer.alloc(size + this.#offset)',
		why: 'only what was read of it is looked at',
	},
	{
		file: 'api/access/loopbackListener.ts',
		from: "'object' && address",
		to: "'object' || address",
		why: 'a server that listens at a port has such an address',
	},
	{
		file: 'api/access/loopbackListener.ts',
		from: "typeof address === 'object' && address !== null ?",
		to: 'true ?',
		why: 'a server that listens at a port has such an address',
	},
	{
		file: 'api/access/loopbackListener.ts',
		from: 'address.port : 0',
		to: 'address.port : 1',
		why: 'a server that listens at a port has such an address',
	},
	{
		file: 'api/access/loopbackListener.ts',
		from: '= 16 * 1024',
		to: '= 0 * 1024',
		why: 'Node takes none for the limit that it has by itself, which is the same',
	},
	{
		file: 'api/access/loopbackListener.ts',
		from: '= 16 * 1024',
		to: '= 16 * 0',
		why: 'Node takes none for the limit that it has by itself, which is the same',
	},
	{
		file: 'api/access/loopbackListener.ts',
		from: "URL.canParse(url ?? ''",
		to: "URL.canParse(url ?? 'mutant'",
		why: 'a request that has come in has an address',
	},
	{
		file: 'api/access/loopbackListener.ts',
		from: "new URL(url ?? ''",
		to: "new URL(url ?? 'mutant'",
		why: 'a request that has come in has an address',
	},
	{
		file: 'storage/history/indexFile.ts',
		from: 'ifMissing(0)',
		to: 'ifMissing(1)',
		why: 'what is gone is not old, whether by no millisecond or by one',
	},
	{
		file: 'storage/history/searchText.ts',
		from: 'before + 1, at - reach',
		to: 'before + 0, at - reach',
		why: 'the line end that is taken in is cut off with the blanks around the line',
	},
	{
		file: 'api/network/proxy.ts',
		from: "if (name === '') return false;",
		to: "if (name === '') return undefined;",
		why: 'who returns nothing says no as well',
	},
	{
		file: 'api/network/proxy.ts',
		from: "network = ''",
		to: "network = 'mutant'",
		why: 'a text that is cut has a first part',
	},
];

/** Which mutants are explained. */
export class Equivalents {
	/** By path and text. */
	readonly #why = new Map<string, string>();

	/**
	 * @param root the project's folder
	 * @throws Error where the code of one has changed
	 */
	constructor(root: string, changes: readonly EquivalentChange[] = EQUIVALENT) {
		for (const change of changes) {
			const file = join(root, 'src', change.file);
			this.#why.set(`${file}\n${changedSource(root, change)}`, change.why);
		}
	}

	/** Why a mutant does what the source does; undefined where nobody says that it does. */
	why(file: string, source: string): string | undefined {
		return this.#why.get(`${file}\n${source}`);
	}
}
