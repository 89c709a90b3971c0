// `npm run demo`: a person's whole first use. `npm run demo -- states`: pictures of what the page can look like.
if (process.argv[2] === 'states') await import('./demo/stateShots.ts');
else await import('./demo/firstUse.ts');

export {};
