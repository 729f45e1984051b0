const AT_ONCE = 8;

/** Does something with each, a few at a time. @returns what came of all, in no order */
export async function inTurns<Item, Result>(
	items: readonly Item[],
	act: (item: Item, index: number) => Promise<readonly Result[]>
): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	await Promise.all(
		Array.from({ length: AT_ONCE }, async () => {
			while (next < items.length) {
				const index = next++;
				const item = items[index];
				if (item !== undefined) results.push(...(await act(item, index)));
			}
		})
	);
	return results;
}
