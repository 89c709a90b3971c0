import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { startVsCodeServer, type VsCodeServer } from '../scripts/vscode/server.ts';
import { type Standin, startStandin } from '../test/standin/standin.ts';
import { closeSharedBrowser } from '../test/vscode/browser.ts';
import { ChatPage } from '../test/vscode/chatPage.ts';
import { Workbench } from '../test/vscode/workbench.ts';
import { packed } from './packed.ts';
import { median, threeDigits } from './samples.ts';
import { printTable } from './table.ts';

const root = join(import.meta.dirname, '..');
const ROUNDS = 5;
/** Of the side bar, in CSS pixels. */
const WIDTH = 420;

const LONG = `A **debounce** waits until the calls stop, then runs once. There are three parts to it:

1. a timer, which each call starts anew
2. the arguments of the last call
3. what *flush* and *cancel* do with both

\`\`\`ts
export function debounce<A extends unknown[]>(run: (...args: A) => void, ms: number) {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let last: A | undefined;
	const flush = () => {
		clearTimeout(timer);
		timer = undefined;
		if (last !== undefined) run(...last);
		last = undefined;
	};
	return Object.assign((...args: A) => {
		last = args;
		clearTimeout(timer);
		timer = setTimeout(flush, ms);
	}, { flush });
}
\`\`\`

| call | what happens | when |
| --- | --- | --- |
| the first | the timer starts | at once |
| each other | the timer starts anew | at once |
| none for a while | it runs with the last arguments | after the wait |

So a caller that never stops is never served. Where that matters, say how long it may wait at most.

- A form that saves while one types: half a second.
- A list that is filtered: a tenth of a second.
`;

/** A chat in the side bar, as one who uses it sees it. */
interface Side {
	readonly name: string;
	open(): Promise<void>;
	/** Types a question and sends it. */
	ask(text: string): Promise<void>;
	readonly questions: Locator;
	readonly replies: Locator;
	/** Holds all of the chat. */
	readonly whole: Locator;
	/** Resolves when the last reply has ended. */
	ended(): Promise<void>;
}

interface Figures {
	/** Of a turn of a word, in CSS pixels. */
	readonly turn: number;
	readonly controls: number;
	readonly controlsOnHover: number;
	/** Chromium's layout shifts while a reply comes in: the sum of their scores, and how far anything moved, in CSS pixels. */
	readonly shift: number;
	readonly farthest: number;
	/** Milliseconds from Enter to the first text of the reply on the screen. */
	readonly first: number[];
}

/**
 * Llama Chat beside VS Code's own chat, with the same replies of one server, in one VS Code, in side bars of one width: how high a turn
 * is, how many controls stand at a reply, what moves while one comes in, and when its first text is there.
 */
export async function benchBesideVsCode(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-bench-'));
	const standin = await startStandin();
	let server: VsCodeServer | undefined;
	try {
		const vsix = await packed(folder, root, 'ours');
		const replay = await packed(folder, join(import.meta.dirname, 'vsCodeChat'), 'replay');
		server = await startVsCodeServer({
			vsix,
			helpers: [replay],
			settings: {
				'llamaChat.baseUrl': standin.baseUrl,
				'chat.disableAIFeatures': false,
				'chat.allowAnonymousAccess': true,
			},
		});
		const pictures = join(root, 'out/bench');
		await mkdir(pictures, { recursive: true });
		const rows: string[][] = [];
		for (const side of [ours, theirs]) {
			const workbench = await Workbench.open({ server });
			try {
				const measured = side(workbench);
				const { turn, controls, controlsOnHover, shift, farthest, first } = await figuresOf(
					workbench,
					measured,
					standin,
				);
				await workbench.screenshot(join(pictures, `${measured.name.replaceAll(/\W+/g, '-')}.png`));
				rows.push([
					measured.name,
					turn.toFixed(0),
					`${controls} / ${controlsOnHover}`,
					`${threeDigits(shift)} / ${farthest.toFixed(0)}`,
					`${threeDigits(median(first))} (${threeDigits(Math.min(...first))}–${threeDigits(Math.max(...first))})`,
				]);
			} finally {
				await workbench.close();
			}
		}
		printTable(
			'Beside VS Code’s own chat, with the same replies',
			[
				'chat',
				'a turn of a word, px',
				'controls seen at a reply, at rest / under the pointer',
				'layout shift of a reply: score / farthest, px',
				'Enter to first text, ms',
			],
			rows,
			[
				`Side bars of ${WIDTH} px in one VS Code. VS Code’s chat gets the replies from a participant that asks the same server. The turn is from one question to the next, without the pointer over it. The shift is what Chromium counts as such in the whole frame while a reply of ${LONG.length} characters with a list, code and a table comes in; the first text is from ${ROUNDS} later turns. The pictures are in out/bench.`,
			],
		);
	} finally {
		await closeSharedBrowser();
		await server?.stop();
		await standin.close();
		await rm(folder, { recursive: true, force: true });
	}
}

function ours(workbench: Workbench): Side {
	const chat = new ChatPage(workbench);
	return {
		name: 'Llama Chat',
		open: () => chat.show(),
		ask: (text) => chat.send(text),
		questions: chat.questions,
		replies: chat.replies,
		whole: chat.frame.locator('body'),
		ended: () => chat.idle(),
	};
}

function theirs(workbench: Workbench): Side {
	const { page } = workbench;
	const whole = page.locator('.interactive-session').first();
	const input = whole.locator('.interactive-input-part .monaco-editor').first();
	const ask = async (text: string) => {
		await input.click();
		await page.keyboard.insertText(`@replay ${text}`);
		await page.keyboard.press('Enter');
	};
	return {
		name: 'VS Code’s chat',
		open: async () => {
			await workbench.runCommand('Chat: Open Chat');
			await input.waitFor();
			// The first question only brings the participant's model: VS Code asks for that when it is needed.
			await ask('Ready?');
			await whole.locator('.interactive-input-part').getByText('Replay').waitFor();
			await whole.locator('.interactive-response .chat-footer-toolbar').first().waitFor();
		},
		ask,
		questions: whole.locator('.interactive-request'),
		replies: whole.locator('.interactive-response'),
		whole,
		ended: async () => {
			await whole.locator('.chat-response-loading').waitFor({ state: 'detached' });
		},
	};
}

async function figuresOf(workbench: Workbench, side: Side, standin: Standin): Promise<Figures> {
	await side.open();
	await workbench.setSideBarWidth(WIDTH);
	const turn = async (question: string, answer: string, last: string) => {
		standin.script({ kind: 'reply', text: answer, pace: 8 });
		await side.ask(question);
		await side.replies.last().getByText(last).first().waitFor();
		await side.ended();
	};
	for (const question of ['Is it sorted?', 'Stable?', 'And fast?'])
		await turn(question, 'Yes.', 'Yes.');
	await workbench.page.mouse.move(10, 400);
	const [from, to] = await Promise.all(
		['Stable?', 'And fast?'].map((text) => topOf(side.questions.filter({ hasText: text }))),
	);
	if (from === undefined || to === undefined) throw new Error('A question is not shown');
	const reply = await replyBetween(side.replies, from, to);
	const controls = await controlsSeen(reply);
	await reply.hover();
	const controlsOnHover = await controlsSeen(reply);
	await watchShifts(side.whole);
	await turn('What is a debounce?', LONG, 'a tenth of a second');
	const { shift, farthest } = await shiftsOf(side.whole);
	const first: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const word = `Answer${round}`;
		await watchFor(side.whole, word);
		await turn(`Question ${round}`, `${word} it is.`, 'it is.');
		first.push(await side.whole.evaluate(() => Object(globalThis).benchFirst));
	}
	return {
		turn: to - from,
		controls,
		controlsOnHover,
		shift,
		farthest,
		first,
	};
}

function topOf(locator: Locator): Promise<number> {
	return locator.evaluate((element) => element.getBoundingClientRect().top);
}

/** VS Code's list has its rows in no order. */
async function replyBetween(replies: Locator, from: number, to: number): Promise<Locator> {
	for (const reply of await replies.all()) {
		const top = await topOf(reply);
		if (top > from && top < to) return reply;
	}
	throw new Error('No reply is shown between the questions');
}

/** Of a reply: those that are painted and take clicks. */
function controlsSeen(reply: Locator): Promise<number> {
	return reply.evaluate((element) => {
		const opacity = (of: Element): number =>
			Number(getComputedStyle(of).opacity) *
			(of.parentElement === null ? 1 : opacity(of.parentElement));
		return [...element.querySelectorAll('button, a[role="button"], .action-label')].filter(
			(control) => control.checkVisibility({ visibilityProperty: true }) && opacity(control) > 0.1,
		).length;
	});
}

async function watchShifts(whole: Locator): Promise<void> {
	await whole.evaluate(() => {
		const shifts = { score: 0, farthest: 0 };
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				const { value, sources } = Object(entry);
				shifts.score += value;
				for (const { previousRect, currentRect } of sources) {
					// What comes into view or leaves it has not moved.
					if (previousRect.height === 0 || currentRect.height === 0) continue;
					shifts.farthest = Math.max(
						shifts.farthest,
						Math.abs(currentRect.top - previousRect.top),
						Math.abs(currentRect.left - previousRect.left),
					);
				}
			}
		}).observe({ type: 'layout-shift' });
		Object.assign(globalThis, { benchShifts: shifts });
	});
}

async function shiftsOf(whole: Locator): Promise<{ shift: number; farthest: number }> {
	return whole.evaluate(() => {
		const { score, farthest } = Object(globalThis).benchShifts;
		return { shift: score, farthest };
	});
}

/** Notes how long after the next Enter a word is on the screen. */
async function watchFor(whole: Locator, word: string): Promise<void> {
	await whole.evaluate((element, wanted) => {
		let pressed = 0;
		addEventListener(
			'keydown',
			({ key }) => {
				if (key === 'Enter') pressed = performance.now();
			},
			{ capture: true },
		);
		const look = () => {
			if (pressed > 0 && element.textContent?.includes(wanted)) {
				Object.assign(globalThis, { benchFirst: performance.now() - pressed });
			} else {
				requestAnimationFrame(look);
			}
		};
		look();
	}, word);
}
