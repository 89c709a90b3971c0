// For the tests: a folder that is nowhere on a disk, as those of repositories and databases that VS Code opens without a copy; and a
// terminal without a shell, which not every VS Code server can start.
const { commands, EventEmitter, FileSystemError, FileType, window, workspace } = require('vscode');

const files = new Map([
	['/project/prices.py', 'def total(prices):\n    return sum(prices) * 1.19\n'],
	['/project/notes.md', 'Nothing here.\n'],
]);
const changed = new EventEmitter();

const provider = {
	onDidChangeFile: changed.event,
	watch: () => ({ dispose() {} }),
	stat({ path }) {
		if (path === '/project') return { type: FileType.Directory, ctime: 1, mtime: 1, size: 0 };
		const text = files.get(path);
		if (text === undefined) throw FileSystemError.FileNotFound(path);
		return { type: FileType.File, ctime: 1, mtime: text.length, size: Buffer.byteLength(text) };
	},
	readDirectory: () => [...files.keys()].map((path) => [path.split('/').at(-1), FileType.File]),
	readFile({ path }) {
		const text = files.get(path);
		if (text === undefined) throw FileSystemError.FileNotFound(path);
		return Buffer.from(text);
	},
	writeFile({ path }, content) {
		files.set(path, Buffer.from(content).toString());
	},
	createDirectory() {},
	delete({ path }) {
		files.delete(path);
	},
	rename() {},
};

/** A terminal in which a command has failed, with the marks by which a shell tells VS Code of it. */
function openTerminal() {
	const written = new EventEmitter();
	const mark = (what) => `\u001b]633;${what}\u0007`;
	const prompt = `${mark('A')}$ ${mark('B')}`;
	const open = () => {
		written.fire(
			`${prompt}npm test${mark('E;npm test')}\r\n${mark('C')}1 failing\r\n${mark('D;1')}`,
		);
		written.fire(prompt);
	};
	const pty = { onDidWrite: written.event, open, close() {} };
	window.createTerminal({ name: 'tests', pty }).show();
}

exports.activate = () => {
	commands.registerCommand('virtualFiles.openTerminal', openTerminal);
	workspace.registerFileSystemProvider('memory', provider, { isCaseSensitive: true });
};
