import assert from 'node:assert/strict';
import { secretMatcher } from '../../../../src/core/attachments/secretFiles.ts';

describe('a file whose name says that it may hold secrets', () => {
	const isSecret = secretMatcher();

	for (const path of [
		...['.env', '.env.local', 'app/.env.production', 'prod.env', '.ENV', '.envrc', 'a\\b\\.env'],
		...['server.pem', 'tls/private.key', 'cert.pfx', 'cert.P12', 'release.jks', 'my.keystore'],
		...['id_rsa', 'home/.ssh/id_ed25519', '.ssh/config', 'keys/id_rsa.old', 'passwords.kdbx'],
		...['.npmrc', '/root/.netrc', '_netrc', '.pypirc', '.git-credentials', '.docker/config.json'],
		...['credentials', 'credentials.json', 'aws-credentials.json', '.aws/config', '.kube/config'],
		...['server.pem.bak', 'tls/private.key~', 'prod.env.old.1', 'secrets.yml.orig', '.npmrc.save'],
		...['x-firebase-adminsdk-1.json', 'token.json', 'auth.json', 'wg0.conf', '.mylogin.cnf'],
		...['kubeconfig', 'prod.kubeconfig', 'secrets.yaml', 'secret.json', 'terraform.tfstate.backup'],
	]) {
		it(`is ${path}`, () => assert.equal(isSecret(path), true));
	}

	for (const path of [
		...['env.ts', 'environment.md', 'src/keys.ts', 'key.md', 'monkey.ts', 'id_rsa.pub'],
		...['credential.ts', 'src/secrets.ts', 'config.json', 'docker/config.json', 'npmrc.md'],
		...['id_rsa.pub.bak', 'a.ts.bak', 'pem~', 'tokens.ts', 'oauth.json', 'wg.conf', '.bak', '~'],
		...['package.json', 'docs/pem.md', 'Makefile', ''],
	]) {
		it(`is not ${path || 'one without a name'}`, () => assert.equal(isSecret(path), false));
	}

	it('is also what a pattern of the user means, and what is no pattern means nothing', () => {
		const own = secretMatcher(['*.priv', 'internal/**', './deep/*.txt', 7, '', '[z-a]']);
		assert.equal(own('a/b/some.priv'), true);
		assert.equal(own('internal/a/b.ts'), true);
		assert.equal(own('deep/a.txt'), true);
		assert.equal(own('a.ts'), false);
		assert.equal(own('.env'), true);
	});
});
