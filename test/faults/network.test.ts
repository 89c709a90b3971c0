// The long versions of the sample that `npm test` runs: every byte, a byte a second, gigabytes.
process.env['LLAMA_CHAT_FAULTS'] = 'long';
await import('../unit/api/network/faults.test.ts');
await import('../unit/api/network/toxics.test.ts');

export {};
