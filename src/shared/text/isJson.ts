/** Whether a text is a list or an object of JSON, without blanks before it. */
export function isJson(text: string): boolean {
	if (!/^[[{]/.test(text)) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
