import assert from 'node:assert/strict';
import type { ChatClient } from '../../../../src/api/server/chatClient.ts';
import { Chat } from '../../../../src/core/chat/chat.ts';
import type { ChatListener, ReadNow } from '../../../../src/core/chat/chatPorts.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import type { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { InstructionFile } from '../../../../src/core/instructions/instructionFile.ts';
import type { SecretPorts } from '../../../../src/core/secrets/chatSecrets.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import type { ServerKind } from '../../../../src/core/server/serverProfiles.ts';
import { parseSampling } from '../../../../src/core/settings/parameterSettings.ts';
import { TokenCorrections } from '../../../../src/core/tokens/tokenCorrection.ts';
import type { Failure, Message, Question } from '../../../../src/shared/conversation/messages.ts';
import type { Standin } from '../../../standin/standin.ts';
import { settingsFor } from './standinForSuite.ts';

/** A chat that talks to the stand-in over a real socket, and what it told and recorded. */
export class ChatInTest {
	readonly events: ConversationEvent[] = [];
	readonly returned: [Failure, Question | undefined][] = [];
	readonly chat: Chat;
	refusal: ChatError | undefined;
	/** What the catalogue says of the model. */
	known: CatalogueModel | undefined;
	/** What the server is taken for, and what the setting says. */
	kind: ServerKind | undefined;
	stickyRouting = false;
	userName: string | undefined;
	systemPrompt: string | undefined;
	/** The project's own instructions, and the branches that they were asked for. */
	instructions: InstructionFile[] = [];
	readonly instructedFor: (readonly Message[])[] = [];
	/** What is attached as it is by now. */
	readNow: ReadNow = async (attachments) => attachments;
	/** Where the next message goes, where that is not the server of the test. */
	baseUrl: string | undefined;
	readonly tokens = new TokenCorrections({ get: () => undefined, update: async () => {} });
	readonly #standin: Standin;
	#settled: (() => void)[] = [];
	#ids = 0;

	constructor(
		standin: Standin,
		server: ChatClient,
		clock = () => performance.now(),
		secrets?: SecretPorts,
	) {
		this.#standin = standin;
		const header = { type: 'header', version: 1, id: 'c', created: 1, workspace: null } as const;
		const settings = settingsFor(standin);
		const listener: ChatListener = {
			changed: () => this.#told(),
			settled: () => this.#told(),
			text: () => {},
			reasoning: () => {},
			replaced: () => this.#told(),
			returned: (failure, question) => {
				this.returned.push([failure, question]);
				this.#told();
			},
		};
		this.chat = new Chat(
			new Conversation(header),
			{
				server,
				models: { model: () => this.known },
				tokens: this.tokens,
				secrets,
				instructions: async (path) => {
					this.instructedFor.push(path);
					return this.instructions;
				},
				record: (event) => this.events.push(event),
				prepare: async ({ model = settings.model, parameters = {} }) => {
					if (this.refusal !== undefined) throw this.refusal;
					const destination = {
						baseUrl: this.baseUrl ?? settings.baseUrl,
						apiKey: undefined,
						siteUrl: undefined,
						siteName: undefined,
						server: this.kind,
					};
					const { stickyRouting, userName } = this;
					const name = userName === undefined ? {} : { userName };
					const sampling = { ...settings.sampling, ...parseSampling((name) => parameters[name]) };
					const { systemPrompt = settings.systemPrompt } = this;
					const own = { model, sampling, stickyRouting, systemPrompt, ...name };
					return { settings: { ...settings, ...own }, destination };
				},
				readNow: (attachments, roomFor) => this.readNow(attachments, roomFor),
				newId: () => `m${++this.#ids}`,
				now: () => 1,
				clock,
				processes: { own: 1, live: () => true },
			},
			listener,
		);
	}

	#told(): void {
		if (!this.chat.turns.busy) for (const done of this.#settled.splice(0)) done();
	}

	/** Asks, and has the stand-in reply; resolves once that has ended. */
	async ask(text: string, reply: string): Promise<void> {
		this.#standin.script({ kind: 'reply', text: reply });
		await this.chat.turns.send(text, []);
		await this.settled();
	}

	/** Resolves when no reply is running. */
	settled(): Promise<void> {
		return new Promise((resolve) => {
			if (this.chat.turns.busy) this.#settled.push(resolve);
			else resolve();
		});
	}

	get messages(): Message[] {
		return this.chat.messages();
	}

	/** The conversation as a later window would find it. */
	replayed(): Conversation {
		const header = { type: 'header', version: 1, id: 'c', created: 1, workspace: null } as const;
		const conversation = new Conversation(header);
		for (const event of this.events) {
			// The header of a later version, before the first line of its kind.
			assert.equal(conversation.apply(event), event.type !== 'header');
		}
		return conversation;
	}
}
