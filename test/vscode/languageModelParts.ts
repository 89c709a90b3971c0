/** What VS Code's language models take and give, as far as its classes are told apart. */

export const LanguageModelChatMessageRole = { User: 1, Assistant: 2 };
export const LanguageModelChatToolMode = { Auto: 1, Required: 2 };

class Valued<Value> {
	readonly value: Value;

	constructor(value: Value) {
		this.value = value;
	}
}

export class LanguageModelTextPart extends Valued<string> {}
export class LanguageModelPromptTsxPart extends Valued<unknown> {}

export class LanguageModelToolCallPart {
	readonly callId: string;
	readonly name: string;
	readonly input: object;

	constructor(callId: string, name: string, input: object) {
		this.callId = callId;
		this.name = name;
		this.input = input;
	}
}

export class LanguageModelToolResultPart {
	readonly callId: string;
	readonly content: readonly unknown[];

	constructor(callId: string, content: readonly unknown[]) {
		this.callId = callId;
		this.content = content;
	}
}

export class LanguageModelDataPart {
	static image(data: Uint8Array, mime: string): LanguageModelDataPart {
		return new LanguageModelDataPart(data, mime);
	}

	readonly data: Uint8Array;
	readonly mimeType: string;

	constructor(data: Uint8Array, mimeType: string) {
		this.data = data;
		this.mimeType = mimeType;
	}
}
