/** What commit messages cost is in the ledger under this, in the place of a chat, and so are their requests. */
export const COMMIT_MESSAGES = { id: 'commit-message', title: 'Commit message' } as const;
