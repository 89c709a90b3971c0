/** What the workbench in a browser keeps there in place of state files, as JSON; to be run in its page. Its secrets are encrypted. */
export async function allThatIsStored(): Promise<string> {
	const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }];
	const whenDone = <T>(request: IDBRequest<T>) =>
		new Promise<T>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
	for (const { name = '' } of await indexedDB.databases()) {
		const database = await whenDone(indexedDB.open(name));
		for (const store of database.objectStoreNames) {
			const rows = database.transaction(store).objectStore(store);
			all.push(store, await whenDone(rows.getAllKeys()), await whenDone(rows.getAll()));
		}
		database.close();
	}
	return JSON.stringify(all);
}
