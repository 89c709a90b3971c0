import assert from 'node:assert/strict';
import {
	isWebPage,
	looksLikePage,
	statusOfPage,
	titleOf,
} from '../../../../src/api/errors/webPage.ts';

describe('a web page in place of an answer', () => {
	it('is told by its first sign', () => {
		for (const page of ['<html>', ' \n<p>', '\uFEFF<?xml']) assert.ok(isWebPage(page), page);
		for (const text of ['', 'a <b>', '{"a":"<"}']) assert.equal(isWebPage(text), false, text);
	});

	it('within a sentence is told by its first tag', () => {
		for (const tag of ['!DOCTYPE html', 'html', 'head', 'body', 'title', 'center', 'h1', 'error']) {
			assert.ok(looksLikePage(`<${tag}>`), tag);
		}
		assert.ok(looksLikePage('<?xml version="1.0"?>'));
		for (const text of ['<think>', 'see <html>', `${' '.repeat(300)}<html>`]) {
			assert.equal(looksLikePage(text), false, text);
		}
	});

	it('says what its title does, else its heading, else its text', () => {
		for (const [page, title] of [
			['<h1>Heading</h1><title>Title</title>', 'Title'],
			['<title> </title><h1 class="x">Heading</h1>', 'Heading'],
			['<Message>All cold</Message>', 'All cold'],
			['<p>One<br>two <script>three</script> four.</p>', 'One two four.'],
			['<p>One <b>two</b>, three</p>', 'One two, three'],
			['<p></p>', 'A web page.'],
		] as const) {
			assert.equal(titleOf(page), title, page);
		}
	});

	it('has the status of a failure only where its title has it as one', () => {
		for (const [title, status] of [
			['502 Bad Gateway', 502],
			['503 Service Temporarily Unavailable', 503],
			['Error 502 (Server Error)!!1', 502],
			['HTTP Status 504 – Gateway', 504],
			['example.org | 524: A timeout occurred', 524],
			['404', 404],
			['404 - Nothing here', 404],
			['500 Startups', undefined],
			['404 Media', undefined],
			['News | 404 Media', undefined],
		] as const) {
			assert.equal(statusOfPage(`<title>${title}</title>`), status, title);
		}
	});

	it('is read without its entities', () => {
		assert.equal(
			titleOf('<title>&amp;&lt;&gt;&quot;&apos;a&nbsp;b &#233;&#x; &odd;</title>'),
			'&<>"\'a b é&#x; &odd;',
		);
	});

	it('is looked at from its beginning only', () => {
		const filler = '<p>a</p>'.repeat(1000);
		assert.match(titleOf(`${filler}<title>Late</title>`), /^a a a/);
	});
});
