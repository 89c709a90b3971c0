// For the tests: a folder that is nowhere on a disk, as those of repositories and databases that VS Code opens without a copy.
const { EventEmitter, FileSystemError, FileType, workspace } = require('vscode');

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

exports.activate = () => {
	workspace.registerFileSystemProvider('memory', provider, { isCaseSensitive: true });
};
