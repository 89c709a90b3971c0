// What VS Code's own chat makes of the replies that Llama Chat is given: a participant asks a server for them, as Llama Chat does, and
// passes on each piece as it comes. It needs a model that can be picked, which is never asked.
const vscode = require('vscode');

const MODEL = {
	id: 'replay',
	name: 'Replay',
	family: 'replay',
	version: '1',
	maxInputTokens: 8192,
	maxOutputTokens: 8192,
	capabilities: { toolCalling: true },
};

exports.activate = (context) => {
	const provider = {
		provideLanguageModelChatInformation: async () => [MODEL],
		provideLanguageModelChatResponse: async () => {},
		provideTokenCount: async () => 1,
	};
	context.subscriptions.push(
		vscode.lm.registerLanguageModelChatProvider('replay', provider),
		vscode.chat.createChatParticipant(
			'replay.participant',
			async ({ prompt }, _context, stream) => {
				const server = vscode.workspace.getConfiguration('llamaChat').get('baseUrl');
				const response = await fetch(`${server}/chat/completions`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({
						model: 'meta-llama/llama-3-70b-instruct',
						stream: true,
						messages: [{ role: 'user', content: prompt }],
					}),
				});
				const decoder = new TextDecoder();
				let rest = '';
				for await (const bytes of response.body) {
					const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
					rest = lines.pop();
					for (const line of lines) {
						if (!line.startsWith('data: {')) continue;
						const text = JSON.parse(line.slice(6)).choices[0]?.delta?.content;
						if (text) stream.markdown(text);
					}
				}
			},
		),
	);
};
