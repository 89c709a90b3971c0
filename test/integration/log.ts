import { format } from 'node:util';
import { type LogOutputChannel, window } from 'vscode';

/**
 * What the extension has written to its log, a line per entry. Taken where it is written: the file of a log channel is
 * written by a native module that not every VS Code server has.
 */
export const logged: string[] = [];

const LEVELS = new Set<string | symbol>([
	'trace',
	'debug',
	'info',
	'warn',
	'error',
	'append',
	'appendLine',
]);

// The tests are loaded before the extension is activated, and their `window` is the extension's too.
const create: (name: string, options: { log: true }) => LogOutputChannel =
	window.createOutputChannel;
Object.assign(window, {
	createOutputChannel: (name: string, options: { log: true }) => {
		const channel = create(name, options);
		return new Proxy(channel, {
			get(target, property) {
				const value: unknown = Reflect.get(target, property);
				if (typeof value !== 'function') return value;
				return (...args: unknown[]) => {
					if (LEVELS.has(property)) logged.push(`${String(property)}: ${format(...args)}`);
					return Reflect.apply(value, target, args);
				};
			},
		});
	},
});
