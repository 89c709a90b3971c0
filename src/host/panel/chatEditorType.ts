/** By this VS Code knows an editor with a chat, also after a reload. */
export const CHAT_EDITOR = 'llamaChat.chatEditor';
