import type { ChatPorts } from '../../core/chat/chatPorts.ts';
import { preparePreview, type prepareTurn, questionNow } from '../../core/chat/prepareTurn.ts';
import { type ColumnPlan, choicesOf, ignoredBy } from '../../core/compare/columnPlan.ts';
import type { ColumnChoice } from '../../core/compare/comparison.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { KnownModels } from '../../core/models/knownModels.ts';
import { withheldOn } from '../../core/secrets/chatSecrets.ts';
import type { SpendingGuard } from '../../core/spending/spendingGuard.ts';
import type { Message, Question } from '../../shared/conversation/messages.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';

export interface ColumnPlanPorts {
	readonly chats: OpenChats;
	readonly models: Pick<KnownModels, 'model' | 'catalogue'>;
	readonly guard: SpendingGuard;
	/** What a chat asks with. */
	readonly asking: Parameters<typeof prepareTurn>[3] & Pick<ChatPorts, 'readNow' | 'now'>;
}

/** What is known before of each column that one question may be asked for. Nothing is recorded or sent. */
export class ColumnPlans {
	readonly #ports: ColumnPlanPorts;
	/** The id of a question that was asked; undefined for what is in the box. */
	readonly #asked: string | undefined;
	/** What is asked, read once. */
	#path: Promise<readonly Message[]> | undefined;

	constructor(ports: ColumnPlanPorts, asked: string | undefined) {
		this.#ports = ports;
		this.#asked = asked;
	}

	/** What is known of a column. */
	async of(choice: ColumnChoice): Promise<ColumnPlan> {
		const { chats, models, guard, asking } = this.#ports;
		const chosen = choicesOf(chats.chat.conversation.choices, choice);
		const ignored = ignoredBy(rawSettings(), chosen, models);
		try {
			this.#path ??= this.#read();
			const path = await this.#path;
			const question = path.at(-1);
			if (question?.role !== 'user') return { ignored };
			const ports = { ...asking, observer: undefined };
			const { prepared, refusal } = await preparePreview(path, question, chosen, ports, {
				known: withheldOn(path, chats.chat.conversation),
			});
			const estimate = guard.estimate(prepared.destination, prepared.planned.request);
			return { estimate, refusal, ignored };
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			return { refusal: error.message, ignored };
		}
	}

	async #read(): Promise<readonly Message[]> {
		const { chat, box } = this.#ports.chats;
		const { conversation } = chat;
		if (this.#asked !== undefined) return conversation.pathTo(this.#asked);
		const above = conversation.path();
		const text = withoutBlankLines(box.draft);
		const { attachments } = box;
		const asked = { id: '', text, attachments, parent: conversation.head, withoutImages: false };
		const ports = { ...this.#ports.asking, observer: undefined };
		const question: Question = await questionNow(asked, above, conversation.choices, ports);
		return [...above, question];
	}
}
