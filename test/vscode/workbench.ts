import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Frame, FrameLocator, Locator, Page } from 'playwright-core';
import type { VsCodeServer } from '../../scripts/vscode/server.ts';
import { sharedBrowser } from './browser.ts';
import { Editor } from './editor.ts';
import { extensionHosts } from './extensionHost.ts';
import { QuickInput } from './quickInput.ts';

/** Built-in themes by their setting: the picker's label, and the file, which the workbench's class names. */
const themes = {
	'Default Light Modern': { label: 'Light Modern', file: 'light_modern' },
	'Default Dark Modern': { label: 'Dark Modern', file: 'dark_modern' },
	'Default High Contrast': { label: 'Dark High Contrast', file: 'hc_black' },
	'Default High Contrast Light': { label: 'Light High Contrast', file: 'hc_light' },
} as const;

/** A theme by its name in the setting workbench.colorTheme. */
export type Theme = keyof typeof themes;

/** Our pages, in the order they were opened: the chat is the first where a test opens another one beside it. */
const OURS = 'iframe.webview[src*="extensionId=llama-chat.llama-chat"]';

/** So long an extension host may take until its pages are there. */
const STARTED_MS = 60_000;

/**
 * Between two questions. Asked with every frame, Chromium finds no time for what it puts off: a service worker is registered so late that
 * a view which is shown again stays empty for as long as anybody asks.
 */
const PAUSE_MS = 20;

const SIDE_BAR = '.part.auxiliarybar';

/** What to open the workbench on. */
export interface WorkbenchOptions {
	readonly server: VsCodeServer;
	/** Absolute path of the folder to open. */
	readonly folder?: string;
	/** Absolute path of a .code-workspace file to open in the place of a folder. */
	readonly workspace?: string;
	readonly viewport?: { readonly width: number; readonly height: number };
	/** Pixels of the screen for one of CSS, 1 without it. */
	readonly scale?: number;
	/** By which VS Code knows the system, and so its keys; this machine's without it. */
	readonly userAgent?: string;
	/** Absolute path of an extension to load from its folder; needs the server's smokeTestDriver. */
	readonly extensionDevelopmentPath?: string;
	/** Further keys of the workbench's payload; needs the server's smokeTestDriver. */
	readonly payload?: ReadonlyArray<readonly [string, string]>;
	/** Called on the page before it loads, for instance to expose a function to it. */
	readonly prepare?: (page: Page) => Promise<void>;
}

/** The key that encrypts SecretStorage in the browser, one per server as with code-server's own front. */
const secretKeys = new WeakMap<VsCodeServer, Buffer>();

/** A VS Code window in Chromium, handled as a person would: by keyboard, mouse and what is visible. */
export class Workbench {
	readonly page: Page;
	readonly quickInput: QuickInput;
	readonly editor: Editor;
	readonly #context: BrowserContext;
	readonly #server: VsCodeServer;

	private constructor(context: BrowserContext, page: Page, { server, folder }: WorkbenchOptions) {
		this.#context = context;
		this.#server = server;
		this.page = page;
		this.quickInput = new QuickInput(page);
		this.editor = new Editor(page, this.quickInput, folder);
	}

	/** Opens a window with storage of its own and resolves when the workbench can be used. */
	static async open(options: WorkbenchOptions): Promise<Workbench> {
		const { server } = options;
		const browser = await sharedBrowser();
		const context = await browser.newContext({
			viewport: options.viewport ?? { width: 1400, height: 900 },
			deviceScaleFactor: options.scale ?? 1,
			...(options.userAgent !== undefined && { userAgent: options.userAgent }),
		});
		await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
		const page = await context.newPage();
		// Unsaved files make the page ask before it reloads; a person would say yes.
		page.on('dialog', (dialog) => dialog.accept());
		const key = secretKeys.get(server) ?? randomBytes(32);
		secretKeys.set(server, key);
		// Without an answer here the workbench keeps secrets in memory and loses them on reload.
		await page.route('**/mint-key', (route) => route.fulfill({ body: key }));
		await options.prepare?.(page);
		const workbench = new Workbench(context, page, options);
		await page.goto(address(options));
		await workbench.#waitUntilReady();
		return workbench;
	}

	/** The chat page of Llama Chat, wherever its view is, whatever other webviews are open. */
	get chat(): FrameLocator {
		return this.page.frameLocator(OURS).first().frameLocator('#active-frame');
	}

	/** The chat page, in this window or in one that was opened from it, that shows a question of the user. */
	async chatThatAsked(question: string): Promise<Frame> {
		let found: Frame | undefined;
		await this.until(
			async () => {
				for (const frame of this.#context.pages().flatMap((page) => page.frames())) {
					const asked = frame
						.getByRole('article', { name: 'You', exact: true })
						.getByText(question);
					if ((await asked.count().catch(() => 0)) > 0) found = frame;
				}
				return found !== undefined;
			},
			`a chat that asked "${question}"`,
			STARTED_MS,
		);
		if (found === undefined) throw new Error('unreachable');
		return found;
	}

	/** The same, once it is in another window than this. */
	async chatInAnotherWindow(question: string): Promise<Frame> {
		let found = await this.chatThatAsked(question);
		await this.until(async () => {
			found = await this.chatThatAsked(question);
			return found.page() !== this.page;
		}, `the chat that asked "${question}" to be in another window`);
		return found;
	}

	/** Presses a button in the title of the chat's view. */
	async pressInViewTitle(name: string): Promise<void> {
		const title = this.page.locator(`${SIDE_BAR} .title`).first();
		await title.hover();
		await title.getByRole('button', { name }).click();
	}

	/** The number on the icon or the name of the chat's view. */
	get viewBadge(): Locator {
		return this.page.locator(`${SIDE_BAR} .badge-content`);
	}

	/** The page of Llama Chat's Show Usage and Cost, an editor. */
	get usage(): FrameLocator {
		return this.#beside;
	}

	/** The page of Llama Chat's Compare Models, an editor. */
	get comparison(): FrameLocator {
		return this.#beside;
	}

	/** The page that was opened beside the chat. */
	get #beside(): FrameLocator {
		return this.page.frameLocator(OURS).nth(1).frameLocator('#active-frame');
	}

	/** Runs a command by its full title, such as "Llama Chat: Open Chat", through the command palette. */
	async runCommand(title: string): Promise<void> {
		await this.#choose('F1', `>${title}`, title);
	}

	/** Opens a file of the folder by its name, through quick open, and waits for its text. */
	async openFile(name: string): Promise<void> {
		await this.#choose('Control+P', name, name);
		await this.page.getByRole('tab', { name, selected: true }).first().waitFor();
		await this.editor.textArea.waitFor({ state: 'attached' });
	}

	/** Closes every editor, and saves nothing. */
	async closeEditors(): Promise<void> {
		const tabs = this.page.locator('.part.editor .tab');
		for (let open = await tabs.count(); open > 0; open = await tabs.count()) {
			await this.runCommand('View: Revert and Close Editor');
			await this.until(async () => (await tabs.count()) < open, 'an editor to be closed');
		}
	}

	/** Opens a notebook of the folder by its name, and waits for its cells. */
	async openNotebook(name: string): Promise<void> {
		await this.#choose('Control+P', name, name);
		await this.page.getByRole('tab', { name, selected: true }).first().waitFor();
		await this.page
			.locator('.notebook-editor .cell-list-container .monaco-list-row')
			.first()
			.waitFor();
	}

	/**
	 * Opens the quick input, types and picks. It lists what there is when it opens, and closes when a
	 * starting workbench takes the focus: a person who does not find the row tries again.
	 */
	async #choose(key: string, text: string, label: string): Promise<void> {
		await this.until(async () => {
			await this.quickInput.open(key);
			try {
				await this.quickInput.input.fill(text, { timeout: 1000 });
				await this.quickInput.row(label).click({ timeout: 1500 });
				return true;
			} catch {
				await this.quickInput.cancel();
				return false;
			}
		}, `the quick input to offer "${label}"`);
	}

	/** The notification with this text, as a toast or in the notification centre when that is open. */
	notification(text: string | RegExp): Locator {
		return this.page.locator('.notification-list-item').filter({ hasText: text });
	}

	/** The texts of all notifications that can be seen now. */
	notifications(): Promise<string[]> {
		return this.page.locator('.notification-list-item-message').allInnerTexts();
	}

	/** Presses a button of the notification that has this text. */
	async clickNotificationButton(text: string | RegExp, button: string): Promise<void> {
		const notification = this.notification(text);
		await notification.hover();
		await notification.getByRole('button', { name: button, exact: true }).click();
	}

	/**
	 * Sets a user setting; `undefined` removes it. It goes through the workbench's own editor of
	 * settings.json, since the workbench does not notice when that file changes on disk.
	 */
	async setSetting(key: string, value: unknown): Promise<void> {
		const file = this.#server.settingsFile;
		const settings = { ...(await readSettings(file)), [key]: value };
		const text = JSON.stringify(settings, undefined, '\t');
		await this.runCommand('Preferences: Open User Settings (JSON)');
		await this.page.getByRole('tab', { name: 'settings.json', selected: true }).waitFor();
		await this.editor.replaceAll(text);
		await this.editor.save();
		await this.until(async () => (await readFile(file, 'utf8')) === text, `${key} to be saved`);
		await this.runCommand('View: Close Editor');
		await this.page.getByRole('tab', { name: 'settings.json' }).waitFor({ state: 'detached' });
	}

	/** Types a value into the Settings editor, as a person would, and waits until it is saved. */
	async setSettingInEditor(key: string, value: string): Promise<void> {
		await this.runCommand('Preferences: Open Settings (UI)');
		const search = this.page.locator('.settings-editor .suggest-input-container').first();
		await search.click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.type(`@id:${key}`);
		const input = this.page.locator(`.settings-editor [data-key="${key}"] input`);
		await input.fill(value);
		await this.until(async () => {
			const settings = await readSettings(this.#server.settingsFile);
			return String(settings[key]) === value;
		}, `${key} to be saved as ${value}`);
	}

	/** Changes the colour theme, through its picker, and waits until it is drawn. */
	async setTheme(name: Theme): Promise<void> {
		const { label, file } = themes[name];
		await this.runCommand('Preferences: Color Theme');
		await this.quickInput.fill(label);
		await this.quickInput.pick(label);
		await this.page.locator(`.monaco-workbench[class*="-themes-${file}-json"]`).waitFor();
	}

	/** Reloads the window, as "Developer: Reload Window" does, and waits until it can be used again. */
	async reload(): Promise<void> {
		await this.page.reload();
		await this.#waitUntilReady();
	}

	/** Reloads the window by VS Code's own command, which first writes down which editors are open. */
	async reloadByCommand(): Promise<void> {
		const loaded = this.page.waitForEvent('load');
		await this.runCommand('Developer: Reload Window');
		await loaded;
		await this.#waitUntilReady();
	}

	/**
	 * Waits until the extension host that was killed has been started anew: by the window itself, or, after the third time within
	 * five minutes, by the button it then offers.
	 */
	async outliveExtensionHost(server: VsCodeServer, killed: readonly number[]): Promise<void> {
		const restart = this.page.getByRole('button', { name: /^Restart .*Extension Host$/ });
		await this.until(
			async () => {
				if (await restart.first().isVisible()) await restart.first().click();
				return (await extensionHosts(server)).some((pid) => !killed.includes(pid));
			},
			'a new extension host',
			30_000,
		);
	}

	/** Makes the chat page this wide, in CSS pixels. */
	async setChatWidth(width: number): Promise<void> {
		await this.#dragSideBar(this.page.locator(OURS).first(), width, 'the chat');
	}

	/** Makes the secondary side bar this wide, in CSS pixels. */
	async setSideBarWidth(width: number): Promise<void> {
		await this.#dragSideBar(this.page.locator(SIDE_BAR), width, 'the side bar');
	}

	/** Drags the edge of the secondary side bar until what is in it is this wide. */
	async #dragSideBar(inside: Locator, width: number, name: string): Promise<void> {
		const bar = this.page.locator(SIDE_BAR);
		await this.until(async () => {
			const [inner, outer] = await Promise.all([inside.boundingBox(), bar.boundingBox()]);
			if (inner === null || outer === null) return false;
			if (Math.round(inner.width) === width) return true;
			const y = outer.y + outer.height / 2;
			const edge = outer.x - 1;
			await this.page.mouse.move(edge, y);
			await this.page.mouse.down();
			await this.page.mouse.move(edge + inner.width - width, y, { steps: 4 });
			await this.page.mouse.up();
			return false;
		}, `${name} to be ${width} pixels wide`);
	}

	async screenshot(path: string): Promise<void> {
		await this.page.screenshot({ path });
	}

	async close(): Promise<void> {
		await this.#context.close();
	}

	/** Waits until a condition holds that no locator can express. Throws after the time limit. */
	async until(condition: () => Promise<boolean>, what: string, limit = 15_000): Promise<void> {
		const deadline = Date.now() + limit;
		while (!(await condition())) {
			if (Date.now() > deadline) {
				throw new Error(`Waited ${limit} ms for ${what}`);
			}
			await setTimeout(PAUSE_MS);
		}
	}

	async #waitUntilReady(): Promise<void> {
		await this.page.locator('.monaco-workbench').waitFor();
		// The status bar names the remote once the window has its services and extensions are scanned.
		await this.page.locator('.statusbar-item').first().waitFor();
	}
}

/** Only comments would make the file more than JSON, and nothing here writes any. */
async function readSettings(file: string): Promise<Record<string, unknown>> {
	const text = await readFile(file, 'utf8');
	// Empty for a moment, while the workbench writes it.
	return text === '' ? {} : JSON.parse(text);
}

function address({
	server,
	folder,
	workspace,
	payload = [],
	extensionDevelopmentPath,
}: WorkbenchOptions): string {
	const url = new URL(server.url);
	const entries: Array<readonly [string, string]> = [['skipWelcome', 'true'], ...payload];
	if (extensionDevelopmentPath !== undefined) {
		const uri = `vscode-remote://${url.host}${extensionDevelopmentPath}`;
		entries.push(['extensionDevelopmentPath', uri]);
	}
	if (workspace !== undefined) url.searchParams.set('workspace', workspace);
	else if (folder !== undefined) url.searchParams.set('folder', folder);
	url.searchParams.set('payload', JSON.stringify(entries));
	return url.href;
}
