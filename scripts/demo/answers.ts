/** Replies as a model gives them, prepared: the demo runs without one. */

export const EXPLANATION = `\`running_low\` names the items that are about to run out, in alphabetical order.

1. \`self.items.values()\` goes through everything in stock.
2. The condition keeps the items with **fewer** than \`threshold\` pieces. An item with exactly 5 is not listed.
3. \`sorted\` puts the names in order and gives them back as a list.

With a docstring that says what it counts:

\`\`\`python
def running_low(self, threshold: int = 5) -> list[str]:
    """Names of the items with fewer than \`threshold\` pieces, in order."""
    return sorted(
        item.name for item in self.items.values() if item.quantity < threshold
    )
\`\`\`
`;

export const FOLLOW_UP = `Then the list is always empty. \`add\` refuses a quantity of 0 or less, so no item can be below a negative number.

A negative threshold is most likely a mistake of the caller. You can say so, as \`add\` does:

\`\`\`python
if threshold < 0:
    raise ValueError(f"threshold must not be negative, not {threshold}")
\`\`\`
`;

export const COMPARISON = `Both wait for the *last* of several events:

| | \`debounce\` | a throttle |
| --- | --- | --- |
| first call | waits | runs at once |
| calls in a row | only the last one runs | one runs per interval |

Use \`debounce\` for a search box, a throttle for scrolling.
`;
