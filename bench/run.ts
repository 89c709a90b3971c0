// `npm run bench`: how fast Llama Chat is, against what others do and against what cannot be undercut, all measured in one
// run. `npm run bench -- page` runs one of the parts that are named below. Nothing here passes or fails by the clock.
import { join } from 'node:path';
import { run } from '../scripts/run.ts';
import { benchBesideVsCode } from './besideVsCode.ts';
import { benchChanges } from './changes.ts';
import { benchCompare } from './compare.ts';
import { benchContext } from './context.ts';
import { benchHistory } from './history.ts';
import { benchLatency } from './latency.ts';
import { benchLongTask } from './longTask.ts';
import { benchMemory } from './memory.ts';
import { benchNetwork } from './network.ts';
import { benchOpenChat } from './openChat.ts';
import { benchOpenView } from './openView.ts';
import { benchPage } from './page.ts';
import { benchQuickOpen } from './quickOpen.ts';
import { benchSecrets } from './secrets.ts';
import { benchSize } from './size.ts';
import { benchActivation, benchFirstRequest } from './startUp.ts';

const parts: Readonly<Record<string, () => Promise<void>>> = {
	start: async () => {
		await benchActivation();
		await benchFirstRequest();
	},
	size: benchSize,
	page: benchPage,
	longTask: benchLongTask,
	compare: benchCompare,
	latency: benchLatency,
	openChat: benchOpenChat,
	openView: benchOpenView,
	beside: benchBesideVsCode,
	memory: benchMemory,
	context: async () => {
		await benchContext();
		await benchQuickOpen();
	},
	changes: benchChanges,
	history: benchHistory,
	secrets: benchSecrets,
	network: benchNetwork,
	// Its stand-in for VS Code is none of the other parts' business.
	models: async () => (await import('./models.ts')).benchModels(),
	// Its tokenizers take seconds to load.
	tokens: async () => (await import('./tokens.ts')).benchTokens(),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
	throw new Error(
		`No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}`,
	);
}

const root = join(import.meta.dirname, '..');
await run(process.execPath, ['esbuild.js', '--production'], { cwd: root });
console.log(
	'\nCells are medians as multiples of the limit in the same run, with the smallest and the largest in brackets.',
);
for (const [name, bench] of Object.entries(parts)) {
	if (wanted.length === 0 || wanted.includes(name)) await bench();
}
