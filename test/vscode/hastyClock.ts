// Loaded into the processes of a VS Code server (`load` of scripts/vscode/server.ts): the clock by which the extension measures how
// long something takes goes 100,000 times as fast, so that each reply is one that took long.
const now = performance.now.bind(performance);
performance.now = () => now() * 100_000;

export {};
