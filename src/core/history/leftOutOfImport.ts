/** What of a file a chat here cannot hold, as one is called and as several are. */
const KINDS = {
	system: ['system message', 'system messages'],
	image: ['image', 'images'],
	call: ['call of a tool', 'calls of tools'],
	answer: ['answer of a tool', 'answers of tools'],
	message: ['other message', 'other messages'],
	part: ['other part of a message', 'other parts of messages'],
} as const;

export type LeftOut = keyof typeof KINDS;

/** What was left out, each by its kind: "Left out: 1 system message, 2 images."; empty where nothing was. */
export function leftOutInWords(leftOut: readonly LeftOut[]): string {
	const counted = [...new Set(leftOut)].map((kind) => {
		const count = leftOut.filter((one) => one === kind).length;
		const [one, several] = KINDS[kind];
		return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
	});
	if (counted.length === 0) return '';
	const advice = leftOut.includes('system')
		? ' You can set a system prompt for the chat in its Parameters.'
		: '';
	return `Left out: ${counted.join(', ')}.${advice}`;
}
