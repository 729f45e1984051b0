/** A record as the page gets it: latest first. Times are UTC seconds. */
export interface ShownRecord {
	readonly holder: string;
	readonly act: string;
	readonly purpose: string;
	readonly reference: string | null;
	readonly medium: string;
	readonly resolution: string;
	readonly channel: string;
	readonly at: number;
	readonly expires: number | null;
}

/** How things stand between a holder and a purpose at a resolution, for the media that stand alike. */
export interface ConsentState extends Pick<ShownRecord, 'holder' | 'purpose' | 'reference' | 'resolution'> {
	readonly media: string[];
	readonly state: 'in_force' | 'expired' | 'withdrawn' | 'awaiting' | 'declined';
	/** When it began, ends or ended; UTC seconds. */
	readonly at: number;
}

function stateOf({ act, at, expires }: ShownRecord, now: number): Pick<ConsentState, 'state' | 'at'> {
	if (act === 'proposed') return { state: 'awaiting', at };
	if (act === 'declined') return { state: 'declined', at };
	if (act === 'withdrawn' || expires === null) return { state: 'withdrawn', at };
	return { state: expires > now ? 'in_force' : 'expired', at: expires };
}

/**
 * The present state from the records. A paper that waits stands beside what is in force: it has taken nothing away; the
 * same with one that was said no to.
 */
export function consentStates(records: readonly ShownRecord[], now: number): ConsentState[] {
	const seen = new Set<string>();
	const states = new Map<string, ConsentState>();
	for (const record of records) {
		const { holder, purpose, reference, medium, resolution, act } = record;
		const place = [holder, purpose, reference, resolution, medium].join('\n');
		const counts = act === 'given' || act === 'confirmed' || act === 'withdrawn';
		// The latest of all tells whether something waits; the latest that counts tells what holds.
		if (
			seen.has(counts ? `counts\n${place}` : `any\n${place}`) ||
			(!counts && seen.has(`counts\n${place}`))
		) {
			continue;
		}
		seen.add(`${counts ? 'counts' : 'any'}\n${place}`);
		const { state, at } = stateOf(record, now);
		const line = [holder, purpose, reference, resolution, state, Math.floor(at / 86_400)].join('\n');
		const known = states.get(line);
		if (known) known.media.push(medium);
		else states.set(line, { holder, purpose, reference, resolution, media: [medium], state, at });
	}
	return [...states.values()];
}
