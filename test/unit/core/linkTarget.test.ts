import assert from 'node:assert/strict';
import { linkTarget, namesTarget } from '../../../src/core/linkTarget.ts';

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
