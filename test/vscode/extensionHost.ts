import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { VsCodeServer } from '../../scripts/vscode/server.ts';

/** The process ids of the extension hosts that this server has started; one for each window. */
export async function extensionHosts(server: VsCodeServer): Promise<number[]> {
	const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
	const processes = stdout.split('\n').flatMap((line) => {
		const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
		return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
	});
	const below = new Set([server.pid]);
	// Parents are listed in no order, so the tree is walked until it grows no more.
	for (let size = 0; size < below.size; ) {
		size = below.size;
		for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
	}
	return processes
		.filter(({ pid, args }) => below.has(pid) && args.includes('--type=extensionHost'))
		.map(({ pid }) => pid);
}
