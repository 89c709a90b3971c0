// node bench/activationProbe.ts <extension>: prints the milliseconds that loading and activating it took.
import { createRequire } from 'node:module';
import { extensionContext, provideVscode } from '../test/vscode/apiStandin.ts';

const [path = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);
provideVscode();
// What the extension is given is there before it is, as in VS Code.
require('vscode');
const context = extensionContext();

const start = process.hrtime.bigint();
require(path).activate(context);
const end = process.hrtime.bigint();

process.stdout.write(`${Number(end - start) / 1e6}\n`, () => process.exit());
