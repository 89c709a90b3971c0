import assert from 'node:assert/strict';
import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Scene, Window } from '../e2e/scene.ts';
import { extensionHosts } from '../vscode/extensionHost.ts';

/** What one window takes. */
export interface WindowMeasure {
	/** Of the extension host. */
	readonly sockets: number;
	/** Megabytes of the extension host. */
	readonly memory: number;
	/** Event listeners of the chat's page. */
	readonly listeners: number;
	/** DOM nodes of the chat's page, those that are not shown any more among them. */
	readonly nodes: number;
}

/** On Linux, which says of each process what it has open. */
export async function measureWindow(scene: Scene, window: Window): Promise<WindowMeasure> {
	const [host, ...others] = await extensionHosts(scene.server);
	assert.deepEqual(others, [], 'one window has one extension host');
	const folder = `/proc/${host}/fd`;
	const files = await Promise.all(
		(await readdir(folder)).map((name) => readlink(`${folder}/${name}`).catch(() => '')),
	);
	const status = await readFile(`/proc/${host}/status`, 'utf8');
	const kilobytes = Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]);
	return {
		sockets: files.filter((file) => file.startsWith('socket:')).length,
		memory: Math.round(kilobytes / 1024),
		...(await countInPage(window)),
	};
}

async function countInPage({
	chat,
	workbench,
}: Window): Promise<Pick<WindowMeasure, 'listeners' | 'nodes'>> {
	const frame = await (await chat.log.elementHandle())?.ownerFrame();
	assert.ok(frame);
	const context = workbench.page.context();
	// A frame of another origin is a process of its own.
	const session = await context
		.newCDPSession(frame)
		.catch(() => context.newCDPSession(workbench.page));
	try {
		await session.send('HeapProfiler.collectGarbage');
		const { jsEventListeners, nodes } = await session.send('Memory.getDOMCounters');
		return { listeners: jsEventListeners, nodes };
	} finally {
		await session.detach();
	}
}
