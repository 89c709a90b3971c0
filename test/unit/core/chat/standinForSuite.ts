import { type ChatClient, createChatServer } from '../../../../src/api/server/chatClient.ts';
import { parseSettings, type Settings } from '../../../../src/core/settings/settings.ts';
import { type Standin, startStandin } from '../../../standin/standin.ts';

/** What asks over a real socket, and what answers. */
export interface StandinForSuite {
	readonly standin: Standin;
	readonly server: ChatClient;
}

/** One of each for all tests of the `describe` it is called in; the stand-in forgets between two of them. */
export function standinForSuite(): StandinForSuite {
	let standin: Standin;
	let server: ChatClient;
	before(async () => {
		standin = await startStandin({ pace: 0 });
		server = createChatServer();
	});
	after(async () => {
		await server.close();
		await standin.close();
	});
	beforeEach(() => standin.reset());
	return {
		get standin() {
			return standin;
		},
		get server() {
			return server;
		},
	};
}

/** Settings that lead to the stand-in, where nothing is tried again by itself. */
export function settingsFor({ baseUrl }: Standin): Settings {
	return parseSettings(
		(name) =>
			({
				baseUrl,
				model: 'meta-llama/llama-3-70b-instruct',
				retries: 0,
				instructionFiles: true,
			})[name],
	);
}
