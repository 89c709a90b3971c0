/** A reply that changes a line of inventory.py. */
export const PROPOSED_NAME = `It is a key:

\`\`\`python inventory.py
<<<<<<< SEARCH
    name: str
=======
    name: str  # unique
>>>>>>> REPLACE
\`\`\`
`;
