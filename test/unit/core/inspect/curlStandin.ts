/**
 * Run by a shell in the place of curl, which not every machine has: takes the options that our commands use as curl does, and
 * prints the answer.
 */
import { buffer } from 'node:stream/consumers';

const headers: [string, string][] = [];
let url = '';
let body = new Uint8Array();
const args = process.argv.slice(2);
for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
	if (arg === '-H') {
		const [, name = '', value = ''] = /^([^:]+): (.*)$/.exec(args.shift() ?? '') ?? [];
		headers.push([name, value]);
	} else if (arg === '--data-raw') {
		body = new TextEncoder().encode(args.shift());
	} else if (arg === '--data-binary' && args.shift() === '@-') {
		body = await buffer(process.stdin);
	} else if (arg !== '--no-buffer') {
		url = arg;
	}
}
const response = await fetch(url, { method: 'POST', headers, body });
process.stdout.write(await response.text());
