/** The text of the whole events in an answer as it went over the wire, of which each is written in one piece. */
export function deliveredText(wire: string): string {
	return [...wire.matchAll(/data: (\{.*\})\n\n/g)]
		.map(([, json = '']) => JSON.parse(json).choices?.[0]?.delta?.content ?? '')
		.join('');
}
