import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import {
	env,
	otherExtensions,
	provideVscode,
	settings,
	Uri,
	workspace,
} from '../../../vscode/apiStandin.ts';

provideVscode();
const { findGit, repositoryOf } = await import('../../../../src/host/git/gitApi.ts');

describe("VS Code's Git extension", () => {
	const api = { state: 'initialized', repositories: [] };
	afterEach(() => {
		otherExtensions.clear();
		Object.assign(env, { remoteName: undefined });
	});

	async function missing(): Promise<string> {
		const git = await findGit();
		return 'missing' in git ? git.missing : assert.fail('it is there');
	}

	it('is asked for what it offers, and started where it has not', async () => {
		otherExtensions.set('vscode.git', {
			isActive: true,
			exports: { enabled: true, getAPI: () => api },
		});
		assert.equal(await findGit(), api);
		otherExtensions.set('vscode.git', {
			isActive: false,
			activate: async () => ({ enabled: true, getAPI: () => api }),
		});
		assert.equal(await findGit(), api);
	});

	it('is out of reach in a remote window, which is said with what helps', async () => {
		Object.assign(env, { remoteName: 'ssh-remote' });
		assert.match(await missing(), /remote window \(ssh-remote\).*#terminal/);
	});

	it('is said to be missing, switched off, broken or late', async () => {
		assert.match(await missing(), /not there or is disabled/);
		Object.assign(workspace, { isTrusted: false });
		assert.match(await missing(), /does not run in a workspace that you have not trusted/);
		Object.assign(workspace, { isTrusted: true });
		otherExtensions.set('vscode.git', { isActive: true, exports: { enabled: false } });
		assert.match(await missing(), /finds no git/);
		const activated = async () => ({ enabled: false, getAPI: () => api });
		otherExtensions.set('vscode.git', { isActive: false, activate: activated });
		assert.match(await missing(), /finds no git/);
		settings.set('git.enabled', false);
		assert.match(await missing(), /git\.enabled is off/);
		settings.clear();
		const getAPI = () => {
			throw new Error('No API 1');
		};
		otherExtensions.set('vscode.git', { isActive: true, exports: { enabled: true, getAPI } });
		assert.match(await missing(), /No API 1/);
		const activate = async () => {
			throw new Error('no');
		};
		otherExtensions.set('vscode.git', { isActive: false, activate });
		assert.match(await missing(), /has not started/);
	});

	it('has a file in its innermost repository', () => {
		const [outer, inner, other] = ['/r', '/r/sub', '/r/sub2'].map((root) => ({
			rootUri: new Uri(root),
		}));
		const repositories = [outer, inner, other] as unknown as Parameters<typeof repositoryOf>[0];
		const of = (path: string, scheme?: string) =>
			repositoryOf(repositories, new Uri(path, scheme) as unknown as RealUri)?.rootUri.path;
		assert.equal(of('/r/a'), '/r');
		assert.equal(of('/r/sub/a'), '/r/sub');
		assert.equal(of('/r/sub'), '/r/sub');
		assert.equal(of('/r/sub22'), '/r');
		assert.equal(of('/rx/a'), undefined);
		assert.equal(of('/r/a', 'mem'), undefined);
	});
});
