import { type Scene, startScene, type Window } from '../e2e/scene.ts';
import { figuresOf } from './figures.ts';
import { killInMidReply } from './killInMidReply.ts';
import { withRandom } from './seededRandom.ts';

const KILLS = Number(process.env['FAULT_KILLS'] ?? 100);

describe('an extension host that is killed in mid-reply', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		scene = await startScene();
		window = await scene.open();
		await window.chat.show();
	});
	after(() => scene.close());

	it(`loses nothing that was shown, ${KILLS} times`, async () => {
		const figures = figuresOf(
			'Conversations on disk',
			'extension host killed (kill -9) in mid-reply',
		);
		await withRandom(async (random) => {
			for (let kill = 0; kill < KILLS; kill++) {
				// A chat for every ten: a page with a hundred replies is another test.
				if (kill % 10 === 0) await window.chat.startNew();
				await killInMidReply(scene, window, random, figures);
			}
		}, figures);
	});
});
