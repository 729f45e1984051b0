/** A consent somewhere that runs out or was withdrawn at `at` (UTC seconds). */
export interface Change {
	readonly home: string;
	readonly address: string;
	readonly apartment: string;
	readonly purpose: string;
	readonly medium: string;
	readonly resolution: string;
	readonly at: number;
}

/** One line, with its key, for what changed alike on one day in one home, in the order of the changes. */
export function linesOf(changes: readonly Change[]): [string, Change & { media: string[] }][] {
	const found = new Map<string, Change & { media: string[] }>();
	for (const change of changes) {
		const day = Math.floor(change.at / 86_400);
		const key = [change.home, change.purpose, change.resolution, day].join(' ');
		const line = found.get(key) ?? { ...change, media: [] };
		if (!line.media.includes(change.medium)) line.media.push(change.medium);
		found.set(key, line);
	}
	return [...found.entries()];
}
