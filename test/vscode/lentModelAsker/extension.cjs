// For the tests: another extension that asks a model which Llama Chat lends, and shows in the status bar what became of it.
const {
	CancellationTokenSource,
	commands,
	LanguageModelChatMessage,
	lm,
	window,
} = require('vscode');

exports.activate = ({ subscriptions }) => {
	const item = window.createStatusBarItem();
	item.show();
	let stop;
	const ask = async () => {
		item.text = 'Asking';
		const [model] = await lm.selectChatModels({ vendor: 'llama-chat' });
		if (model === undefined) {
			item.text = 'No model is lent';
			return;
		}
		stop = new CancellationTokenSource();
		let answer = '';
		try {
			const messages = [
				LanguageModelChatMessage.User('Who lent you?'),
				LanguageModelChatMessage.Assistant('A user.'),
				LanguageModelChatMessage.User('Through what?'),
			];
			const modelOptions = { temperature: 1.5, _source: 'inline' };
			const { text } = await model.sendRequest(messages, { modelOptions }, stop.token);
			for await (const piece of text) {
				answer += piece;
				item.text = `${model.name} is saying: ${answer}`;
			}
			item.text = `${model.name} says: ${answer}`;
		} catch (error) {
			item.text = `Refused: ${error.message}`;
		}
	};
	subscriptions.push(
		item,
		commands.registerCommand('lentModelAsker.ask', ask),
		commands.registerCommand('lentModelAsker.stop', () => stop?.cancel()),
	);
};
