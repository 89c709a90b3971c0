import assert from 'node:assert/strict';
import { linkTarget, namesTarget, whoIsReached } from '../../../../src/core/markdown/linkTarget.ts';

describe('the target of a link', () => {
	it('is an address that a browser or a mail program opens, and no other', () => {
		assert.equal(linkTarget('https://a.bc/d?e=f'), 'https://a.bc/d?e=f');
		assert.equal(linkTarget('mailto:a@b.cd'), 'mailto:a@b.cd');
		for (const href of [
			'',
			'a.bc',
			'javascript:alert(1)',
			'command:workbench.action.quit',
			'vscode://file/etc/passwd',
			'vscode-insiders:extension/x',
			'file:///etc/passwd',
			'data:text/html,x',
			'blob:https://a.bc/d',
			'ftp://a.bc',
			'ms-msdt:/id',
			' java\nscript:alert(1)',
		]) {
			assert.equal(linkTarget(href), undefined, href);
		}
	});

	it('is shown in ASCII: what looks like another name does not', () => {
		assert.equal(linkTarget('https://аррӏе.com/'), 'https://xn--80ak6aa92e.com/');
		assert.equal(linkTarget('https://a.bc/\u202Efdp.exe'), 'https://a.bc/%E2%80%AEfdp.exe');
	});

	it('has no spaces that push its end out of sight', () => {
		const target = linkTarget(`mailto:a@b.cd?subject=Hi${' '.repeat(40)}&body=secret`);
		assert.equal(target, `mailto:a@b.cd?subject=Hi${'%20'.repeat(40)}&body=secret`);
	});

	it('is of the host that is reached, whatever stands before it', () => {
		for (const [href, who] of [
			['https://a.bc:8080/d?e@f', 'a.bc:8080'],
			['https://github.com@attacker.example/', 'attacker.example'],
			['https://github.com%2Fx:y@attacker.example/', 'attacker.example'],
			['https://github.com\\@attacker.example/', 'github.com'],
			['https://github.com.attacker.example/', 'github.com.attacker.example'],
			['https://gıthub.com/', 'xn--gthub-n4a.com'],
			['https://github。com/', 'github.com'],
			['https://0x7f.1/', '127.0.0.1'],
			['mailto:a@b.cd?bcc=x@y.z', 'a@b.cd'],
		]) {
			assert.equal(whoIsReached(linkTarget(href ?? '') ?? ''), who, href);
		}
	});

	it('is not named by an address that is read as another one', () => {
		const target = 'https://github.com@attacker.example/';
		assert.ok(!namesTarget(target, target));
	});

	it('is named by a text that is all of it', () => {
		assert.ok(namesTarget('https://a.bc/d', 'https://a.bc/d'));
		assert.ok(namesTarget('https://a.bc', 'https://a.bc/'));
		assert.ok(namesTarget('a@b.cd', 'mailto:a@b.cd'));
		for (const shown of [
			'here',
			'',
			'https://a.bc/',
			'a.bc/d',
			'https://a.bc/d?',
			'https://a.bc/D',
		])
			assert.ok(!namesTarget(shown, 'https://a.bc/d'), shown);
		assert.ok(!namesTarget('https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'));
	});
});
