const { commands } = require('vscode');

/** Shows the chat, so that nobody who tries `npm start` has to look for it. */
module.exports.activate = async () => {
	await commands.executeCommand('llamaChat.open');
};
