import { parseArgs } from 'node:util';
import { startStandin } from './standin.ts';

const USAGE = `Usage: node test/standin/main.ts [--port N] [--require-key KEY] [--pace MS]

Starts the local stand-in of the chat completions API on 127.0.0.1 and prints its address.

  --port N           listen on this port (default 4010; 0 takes any free one)
  --require-key KEY  answer 401 to every other key
  --pace MS          milliseconds between two words (default 15)
  --help             show this text
`;

/** Reads a whole number, or ends the program with the usage. */
function wholeNumber(name: string, value: string, max: number): number {
	if (!/^\d+$/.test(value) || Number(value) > max) {
		process.stderr.write(`--${name} must be a whole number from 0 to ${max}.\n\n${USAGE}`);
		process.exit(2);
	}
	return Number(value);
}

function readArguments() {
	try {
		return parseArgs({
			options: {
				port: { type: 'string', default: '4010' },
				'require-key': { type: 'string' },
				pace: { type: 'string', default: '15' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
		process.exit(2);
	}
}

const values = readArguments();
if (values.help) {
	process.stdout.write(USAGE);
} else {
	const standin = await startStandin({
		withRules: true,
		port: wholeNumber('port', values.port, 65_535),
		pace: wholeNumber('pace', values.pace, 60_000),
		requireKey: values['require-key'],
	});
	process.stdout.write(`Stand-in listening on ${standin.baseUrl}\n`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void standin.close());
	}
}
