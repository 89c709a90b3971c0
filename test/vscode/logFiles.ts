// Loaded into the processes of a VS Code server (`load` of scripts/vscode/server.ts): writes VS Code's log files in place of the native module that does
// it in a product and that the npm package has only the source of. Which lines there are, their text and what a level leaves out stay
// VS Code's own.
import { appendFileSync, mkdirSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname } from 'node:path';

registerHooks({
	resolve: (specifier, context, next) =>
		specifier === '@vscode/spdlog'
			? { url: import.meta.url, shortCircuit: true }
			: next(specifier, context),
});

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'] as const;

/** As @vscode/spdlog has it, as far as VS Code uses it. */
export class Logger {
	readonly #file: string;
	#level = 2;
	#bare = false;

	constructor(file: string) {
		this.#file = file;
	}

	trace = (text: string) => this.#write(0, text);
	debug = (text: string) => this.#write(1, text);
	info = (text: string) => this.#write(2, text);
	warn = (text: string) => this.#write(3, text);
	error = (text: string) => this.#write(4, text);
	critical = (text: string) => this.#write(5, text);

	getLevel(): number {
		return this.#level;
	}

	setLevel(level: number): void {
		this.#level = level;
	}

	setPattern(): void {}

	clearFormatters(): void {
		this.#bare = true;
	}

	flush(): void {}

	drop(): void {}

	#write(level: number, text: string): void {
		if (level < this.#level) return;
		const head = `${new Date().toISOString().replace('T', ' ').replace('Z', '')} [${LEVELS[level]}] `;
		try {
			appendFileSync(this.#file, this.#bare ? text : `${head}${text}\n`);
		} catch {
			// The folder goes away with the server.
		}
	}
}

export async function createAsyncRotatingLogger(_name: string, file: string): Promise<Logger> {
	mkdirSync(dirname(file), { recursive: true });
	return new Logger(file);
}

export const createRotatingLogger = createAsyncRotatingLogger;

export function setFlushOn(): void {}

export function setLevel(): void {}
