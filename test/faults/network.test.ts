// The long versions of the sample that `npm test` runs: every byte, a byte a second, gigabytes.
process.env['LLAMA_CHAT_FAULTS'] = 'long';
await import('../unit/api/faults.test.ts');
await import('../unit/api/toxics.test.ts');

export {};
