import type { Pool } from '#lib/server/db/connection.ts';
import { portal } from './portal.ts';
import { problem } from './problem.ts';

/** Where home nodes deliver, or the refusal of a portal that takes no deliveries. */
export function gateOrRefusal(): Pool | Response {
	return (
		portal().gate ??
		problem('unavailable', 'This portal takes no deliveries. Whoever runs it can set HEMVY_COLLECT_URL.')
	);
}

/** The one refusal of a key or ticket that is worth nothing, whatever the reason. */
export function unknownKey(scheme: 'Node' | 'Ticket', detail: string): Response {
	return problem('unknown_key', detail, { 'www-authenticate': `${scheme} realm="hemvy"` });
}
