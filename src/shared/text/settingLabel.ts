/**
 * A setting as VS Code's Settings editor names it: "topK" is "Top K", "http.proxyAuthorization" is "Http: Proxy Authorization".
 * @param setting without the prefix where it is one of ours
 */
export function settingLabel(setting: string): string {
	return setting.split('.').map(spaced).join(': ');
}

function spaced(name: string): string {
	return name
		.replace(/^[a-z]/, (first) => first.toUpperCase())
		.replace(/[A-Z]/g, ' $&')
		.trim();
}
