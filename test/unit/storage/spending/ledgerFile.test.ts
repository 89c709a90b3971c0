import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { SpendingTotals } from '../../../../src/core/spending/spendingTotals.ts';
import { addDecimals } from '../../../../src/shared/text/decimal.ts';
import { LedgerFile } from '../../../../src/storage/spending/ledgerFile.ts';
import { FaultyFiles } from '../../../faults/faultyFiles.ts';
import { paid } from '../../core/spending/ledgerSamples.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

const replies = (entries: readonly { readonly reply: string }[]) =>
	entries.map(({ reply }) => reply);

describe('the ledger on disk', () => {
	it('begins with the first reply, for the owner alone, one line each', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'new', 'ledger.jsonl');
			const ledger = new LedgerFile(path, unexpected);
			assert.deepEqual(await ledger.read(), []);
			await ledger.append(paid());
			await ledger.append(paid({ reply: 'r-2', estimated: '0.1' }));
			assert.deepEqual(await ledger.read(), [paid(), paid({ reply: 'r-2', estimated: '0.1' })]);
			assert.equal((await readFile(path, 'utf8')).split('\n').length, 3);
			if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600);
			assert.deepEqual(await new LedgerFile(path, unexpected).read(), await ledger.read());
		}));

	it('merges what two windows append, and each sees both', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const windows = [new LedgerFile(path, unexpected), new LedgerFile(path, unexpected)];
			await Promise.all(
				windows.flatMap((ledger, window) =>
					Array.from({ length: 50 }, (_, i) => ledger.append(paid({ reply: `${window}-${i}` }))),
				),
			);
			for (const ledger of windows) {
				const entries = await ledger.read();
				assert.equal(new Set(replies(entries)).size, 100);
				assert.equal(entries.length, 100);
			}
		}));

	it('loses of a torn line that line alone, and finds what got stuck to its end', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const line = JSON.stringify(paid());
			await writeFile(path, `${line}\n${line.slice(0, 40)}`);
			const ledger = new LedgerFile(path, unexpected);
			assert.equal((await ledger.read()).length, 1);
			await ledger.append(paid({ reply: 'r-2' }));
			assert.deepEqual(replies(await ledger.read()), ['r-1', 'r-2']);
			const glued = JSON.stringify(paid({ reply: 'r-3' }));
			await appendFile(path, `${line.slice(0, 40)}${glued}\nnot a line at all\n{"type":"other"}\n`);
			assert.deepEqual(replies(await ledger.read()), ['r-1', 'r-2', 'r-3']);
			assert.equal(
				ledger.unreadable,
				3,
				'the first is the beginning of the next, which has it all',
			);
		}));

	it('loads all whole lines of a file that was cut off at any byte', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const lines = ['r-1', 'r-2', 'r-3'].map((reply) => `${JSON.stringify(paid({ reply }))}\n`);
			const whole = lines.join('');
			await fc.assert(
				fc.asyncProperty(fc.nat(whole.length), async (cut) => {
					await writeFile(path, whole.slice(0, cut));
					const ledger = new LedgerFile(path, unexpected);
					const count = whole.slice(0, cut).split('\n').length - 1;
					assert.equal((await ledger.read()).length, count);
					await ledger.append(paid({ reply: 'last' }));
					const after = await ledger.read();
					assert.equal(after.at(-1)?.reply, 'last');
					assert.ok(after.length >= count + 1);
				}),
				{ numRuns: 40 },
			);
		}));

	it('keeps what it cannot write, counts it, says so once, and writes it when it can', () =>
		inTemporaryFolder(async (folder) => {
			// A folder in the file's place cannot be written to, whoever the user is.
			const path = join(folder, 'ledger.jsonl');
			await mkdir(path);
			const failed: string[] = [];
			const ledger = new LedgerFile(path, (_error, doing) => failed.push(doing));
			const totals = new SpendingTotals(ledger);
			await totals.add(paid());
			await totals.add(paid({ reply: 'r-2' }));
			assert.deepEqual(failed, ['write', 'read']);
			assert.equal(totals.ofChat('c-1')?.billed, '0.00012');
			await rm(path, { recursive: true });
			await new LedgerFile(path, unexpected).append(paid({ reply: 'other window' }));
			await totals.add(paid({ reply: 'r-3' }));
			assert.equal(totals.ofChat('c-1')?.billed, '0.00024');
			assert.equal(totals.ofChat('c-1')?.replies, 4);
			const again = await new LedgerFile(path, unexpected).read();
			assert.deepEqual(replies(again), ['other window', 'r-1', 'r-2', 'r-3']);
		}));

	it('sums exactly whatever was billed, by day and by chat', () =>
		inTemporaryFolder(async (folder) => {
			const costs = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 20 });
			let run = 0;
			await fc.assert(
				fc.asyncProperty(costs, async (billed) => {
					const path = join(folder, `ledger-${run++}.jsonl`);
					const totals = new SpendingTotals(new LedgerFile(path, unexpected));
					for (const cost of billed) await totals.add(paid({ billed: cost }));
					const read = new SpendingTotals(new LedgerFile(path, unexpected));
					await read.refresh();
					for (const some of [totals, read]) {
						assert.equal(some.ofChat('c-1')?.billed ?? '0', addDecimals(...billed));
						assert.equal(some.ofDay(paid().at).billed ?? '0', addDecimals(...billed));
					}
				}),
				{ numRuns: 20 },
			);
		}));

	it('keeps what is good of a line, whatever stands in its other fields', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const wrong = [
				{ prompt_tokens: -5 },
				{ completion_tokens: '20', cached_tokens: null },
				{ reasoning_tokens: [], answered: 7, provider: {} },
				{ estimated: 'much' },
				{ cut_off: 'yes' },
			];
			const lines = wrong.map((part, number) =>
				JSON.stringify({ ...paid({ reply: `r-${number}` }), ...part }),
			);
			await writeFile(path, lines.map((line) => `${line}\n`).join(''));
			const ledger = new LedgerFile(path, unexpected);
			const totals = new SpendingTotals(ledger);
			await totals.refresh();
			assert.equal(totals.unreadable, 0);
			assert.equal(totals.ofChat('c-1')?.billed, '0.0003');
			const required = [{ at: -1 }, { at: 9e15 }, { at: 1e300 }, { at: 0.5 }, { reply: 1 }];
			const damaged = required.map((part) => `${JSON.stringify({ ...paid(), ...part })}\n`);
			await appendFile(path, damaged.join(''));
			await totals.refresh();
			assert.equal(totals.unreadable, damaged.length);
			assert.equal(totals.ofChat('c-1')?.replies, wrong.length);
		}));

	it('reads back whatever it is given, all that is good of it', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const any = fc.oneof(fc.double(), fc.constantFrom(-1, Infinity, NaN, -0, 1e300));
			const facts = fc.record(
				{
					prompt_tokens: any,
					completion_tokens: any,
					cached_tokens: any,
					reasoning_tokens: any,
					billed: fc.oneof(any, fc.string()),
					estimated: fc.oneof(any, fc.string()),
					answered: fc.string({ unit: 'binary' }),
					model: fc.string({ unit: 'binary' }),
				},
				{ requiredKeys: ['model'] },
			);
			await fc.assert(
				fc.asyncProperty(facts, async (part) => {
					await rm(path, { force: true });
					const ledger = new LedgerFile(path, unexpected);
					await ledger.append(paid(part as object));
					await ledger.append(paid({ reply: 'next' }));
					const [entry, next] = await ledger.read();
					const again = new LedgerFile(path, unexpected);
					assert.deepEqual(await again.read(), [entry, next]);
					assert.equal(again.unreadable, 0);
					assert.equal(entry?.model, part.model);
					const { prompt_tokens: tokens } = part;
					const isCount = tokens !== undefined && Number.isFinite(tokens) && tokens >= 0;
					assert.equal(entry?.prompt_tokens === undefined, 'prompt_tokens' in part && !isCount);
				}),
				{ numRuns: 200 },
			);
		}));

	it('has its name on the disk for good once a write works, whatever failed before', () =>
		inTemporaryFolder(async (folder) => {
			for (const kind of ['short', 'ENOSPC'] as const) {
				const path = join(folder, `${kind}.jsonl`);
				const disk = new FaultyFiles();
				const synced: string[] = [];
				disk.after = ({ name, path }) => void (name.endsWith('sync') && synced.push(path));
				let writes = 0;
				disk.fault = ({ name }) =>
					name !== 'write' ? undefined : ++writes === 1 ? kind : 'ENOSPC';
				const ledger = new LedgerFile(path, () => {}, disk.files);
				await ledger.append(paid());
				assert.deepEqual(synced, []);
				disk.fault = () => undefined;
				await ledger.append(paid({ reply: 'r-2' }));
				assert.deepEqual(synced, [path, folder]);
			}
		}));

	it('has its name synced with its first line, and no more after that', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const disk = new FaultyFiles();
			const synced: string[] = [];
			disk.after = ({ name, path }) => void (name.endsWith('sync') && synced.push(path));
			const ledger = new LedgerFile(path, unexpected, disk.files);
			await ledger.append(paid());
			assert.deepEqual(synced, [path, folder]);
			await ledger.append(paid({ reply: 'r-2' }));
			assert.deepEqual(synced, [path, folder, path]);
			await new LedgerFile(path, unexpected, disk.files).append(paid({ reply: 'r-3' }));
			assert.deepEqual(synced, [path, folder, path, path], 'it is there already');
		}));

	it('is synced later where that failed, and not written to for it', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const disk = new FaultyFiles();
			const synced: string[] = [];
			disk.after = ({ name, path }) => void (name === 'datasync' && synced.push(path));
			disk.fault = ({ name }) => (name === 'datasync' ? 'EIO' : undefined);
			const failed: string[] = [];
			const ledger = new LedgerFile(path, (_error, doing) => failed.push(doing), disk.files);
			await ledger.append(paid());
			disk.fault = () => undefined;
			for (let time = 0; time < 3; time++) assert.deepEqual(await ledger.read(), [paid()]);
			assert.deepEqual(synced, [path], 'once');
			assert.equal(await readFile(path, 'utf8'), `${JSON.stringify(paid())}\n`);
			assert.deepEqual(failed, ['write']);
		}));

	it('says that it fails each time it begins to', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const disk = new FaultyFiles();
			const failed: string[] = [];
			const ledger = new LedgerFile(path, (_error, doing) => failed.push(doing), disk.files);
			for (let time = 0; time < 2; time++) {
				disk.fault = ({ name }) => (name === 'open' ? 'EACCES' : undefined);
				for (let n = 0; n < 2; n++) await ledger.append(paid({ reply: `r-${time}-${n}` }));
				disk.fault = () => undefined;
				await ledger.append(paid({ reply: `r-${time}` }));
			}
			assert.deepEqual(failed, ['write', 'write']);
			assert.equal((await ledger.read()).length, 6);
		}));

	it('is not made by reading, nor by an entry that would not count', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'new', 'ledger.jsonl');
			const ledger = new LedgerFile(path, unexpected);
			assert.deepEqual(await ledger.read(), []);
			await ledger.append(paid({ at: -1 }));
			assert.deepEqual(await ledger.read(), []);
			await assert.rejects(stat(join(folder, 'new')), /ENOENT/);
		}));

	it('counts what it has written also while it cannot be read, until the file is put away', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const disk = new FaultyFiles();
			const ledger = new LedgerFile(path, () => {}, disk.files);
			await ledger.append(paid());
			disk.fault = ({ name, args }) => (name === 'open' && args[1] === 'r' ? 'EIO' : undefined);
			assert.deepEqual(await ledger.read(), [paid()]);
			await rm(path);
			disk.fault = () => undefined;
			assert.deepEqual(await ledger.read(), []);
		}));

	it('begins anew with another file in its place, or with none', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const [long, short] = ['r-long', 'r'].map((reply) => JSON.stringify(paid({ reply })));
			const ledger = new LedgerFile(path, unexpected);
			await writeFile(path, `${long}\nnot a line\n`);
			const [first] = await ledger.read();
			assert.equal(ledger.unreadable, 1);
			assert.equal((await ledger.read())[0], first, 'what was read is not read again');
			await writeFile(path, `${short}\n`);
			assert.deepEqual(replies(await ledger.read()), ['r']);
			assert.equal(ledger.unreadable, 0);
			await writeFile(path, 'damaged\n');
			await rm(path);
			assert.deepEqual(await ledger.read(), []);
			assert.equal(ledger.unreadable, 0);
			await writeFile(path, `${short}\n${long}\n`);
			assert.deepEqual(replies(await ledger.read()), ['r', 'r-long']);
		}));

	it('counts a line once that lacks its line end alone', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const ledger = new LedgerFile(path, unexpected);
			await ledger.append(paid());
			await ledger.read();
			await ledger.append(paid({ reply: 'r-2' }));
			await truncate(path, (await stat(path)).size - 1);
			for (let time = 0; time < 2; time++) {
				assert.deepEqual(replies(await ledger.read()), ['r-1', 'r-2']);
			}
			await ledger.append(paid({ reply: 'r-3' }));
			assert.deepEqual(replies(await ledger.read()), ['r-1', 'r-2', 'r-3']);
			assert.equal(ledger.unreadable, 0);
		}));

	it('reads lines that stick together whole, and fields in any order', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const [one, two] = ['r-1', 'r-2'].map((reply) => JSON.stringify(paid({ reply })));
			const { type, ...rest } = paid({ reply: 'r-3' });
			await writeFile(path, `${one}${two}\n${JSON.stringify({ ...rest, type })}\n`);
			const ledger = new LedgerFile(path, unexpected);
			assert.deepEqual(replies(await ledger.read()), ['r-1', 'r-2', 'r-3']);
			assert.equal(ledger.unreadable, 0);
		}));

	it('counts a cut-off reply once that several windows have entered at the same moment', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const cutOff = paid({ cut_off: true, billed: undefined, estimated: '0.1' } as object);
			const windows = [1, 2, 3].map(() => new LedgerFile(path, unexpected));
			await Promise.all(windows.map((window) => window.append(cutOff)));
			await windows[0]?.append(paid({ reply: 'r-2', cut_off: true, estimated: '0.2' }));
			for (const ledger of [...windows, new LedgerFile(path, unexpected)]) {
				const totals = new SpendingTotals(ledger);
				for (let time = 0; time < 2; time++) {
					await totals.refresh();
					assert.deepEqual(replies(totals.entries), ['r-1', 'r-2']);
					assert.equal(totals.ofChat('c-1')?.estimated, '0.3');
					assert.equal(totals.ofDay(paid().at).replies, 2);
				}
				await ledger.append({ ...cutOff, estimated: '9' });
				await totals.refresh();
				assert.equal(totals.ofChat('c-1')?.estimated, '0.3');
			}
		}));

	it('counts a cut-off reply once in an old ledger, of which several lines do not say that it was', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'ledger.jsonl');
			const { billed: _, prompt_tokens: __, completion_tokens: ___, ...old } = paid();
			const lines = [
				{ ...old, estimated: '0.1' },
				// By a window that had learned something else of the model, and by one that knew no price.
				{ ...old, estimated: '0.11' },
				old,
				// A copy of the chat has the same reply.
				{ ...old, chat: 'c-2', estimated: '0.1' },
				// By a window of a newer version.
				{ ...old, estimated: '0.1', cut_off: true },
				// The reply was continued, by a server that counts nothing.
				{ ...old, at: old.at + 1, estimated: '0.2' },
				// And by one that does.
				paid({ billed: '0.3' }),
				paid({ billed: '0.3' }),
			];
			await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
			const totals = new SpendingTotals(new LedgerFile(path, unexpected));
			await totals.refresh();
			assert.equal(totals.entries.length, 4);
			assert.equal(totals.ofChat('c-1')?.estimated, '0.3');
			assert.equal(totals.ofChat('c-1')?.billed, '0.6');
			assert.equal(totals.ofChat('c-2'), undefined);
			await appendFile(path, `${JSON.stringify({ ...old, estimated: '0.1' })}\n`);
			await totals.refresh();
			assert.equal(totals.ofChat('c-1')?.estimated, '0.3');
		}));
});
