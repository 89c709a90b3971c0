import type { Locator } from 'playwright-core';

/** Whether an element can be seen, now or within a second. */
export async function appears(locator: Locator): Promise<boolean> {
	return locator.waitFor({ timeout: 1000 }).then(
		() => true,
		() => false,
	);
}
