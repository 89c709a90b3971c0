import assert from 'node:assert/strict';
import { diagramAddresses } from '../../../../src/core/markdown/diagramAddresses.ts';

describe('the addresses of a diagram', () => {
	for (const source of [
		'graph TD;\nA-->B["50 % & more? #1"];',
		'sequenceDiagram\nAlice->>Bob: first line\\nsecond: #quot;yes#quot;',
		'%%{init: {"theme": "dark"}}%%\nflowchart LR\n  a/b --> c : d',
	]) {
		it(`are none in ${JSON.stringify(source)}`, () => {
			assert.deepEqual(diagramAddresses(source), { addresses: [], disguised: false });
		});
	}

	for (const [source, ...addresses] of [
		['A@{ img: "https://example.com/x?d=1", label: "x" }', 'https://example.com/x?d=1'],
		['%%{init: {"themeCSS": "a{background:url(//example.com/x)}"}}%%', '//example.com/x'],
		['A@{ img: "HTTPS:example.com/x" }', 'HTTPS:example.com/x'],
		['A@{ img: "https:\\\\example.com" }', 'https:\\\\example.com'],
		['click A href "ftp://example.com"\nclick B "ftp://example.com"', 'ftp://example.com'],
	] as const) {
		it(`are found in ${JSON.stringify(source)}`, () => {
			assert.deepEqual(diagramAddresses(source).addresses, addresses);
		});
	}

	for (const source of [
		'A["<img src=h#116;tps#58;#47;#47;example.com>"]',
		'A["&#x68;ttps&colon;&sol;&sol;example.com"]',
		'%%{init: {"themeCSS": "a{background:url(\\2f\\2f example.com)}"}}%%',
		'%%{init: {"themeCSS": "url(\\u002f\\u002fexample.com)"}}%%',
	]) {
		it(`may be disguised in ${JSON.stringify(source)}`, () => {
			assert.equal(diagramAddresses(source).disguised, true);
		});
	}
});
