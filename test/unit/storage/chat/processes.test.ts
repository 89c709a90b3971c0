import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { processes } from '../../../../src/storage/chat/processes.ts';

describe('the processes of this machine', () => {
	it('live until they end', async () => {
		assert.ok(processes.live(processes.own));
		const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
		await once(child, 'spawn');
		const { pid } = child;
		assert.ok(pid !== undefined && processes.live(pid));
		child.kill();
		await once(child, 'exit');
		assert.equal(processes.live(pid), false);
	});

	it('live also where they are another user’s', () => {
		const { kill } = process;
		const refused = Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
		process.kill = () => {
			throw refused;
		};
		try {
			assert.ok(processes.live(1));
			refused.code = 'ESRCH';
			assert.equal(processes.live(1), false);
		} finally {
			process.kill = kill;
		}
	});

	it('say which machine it is without its name', () => {
		assert.match(processes.machine ?? '', /^[\da-f]{16}$/);
		assert.ok(!processes.machine?.includes(hostname()));
	});
});
