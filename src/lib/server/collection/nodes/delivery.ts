import { z } from 'zod';

/** Most items of one delivery. */
export const ITEMS_MOST = 500;

/** Why an item will never be stored. */
export type RefusalReason =
	| 'bad_item'
	| 'bad_value'
	| 'unknown_meter'
	| 'not_installed_then'
	| 'not_this_home'
	| 'medium_differs'
	| 'unit_differs'
	| 'future'
	| 'too_old'
	| 'duplicate_id';

export interface Refusal {
	/** null: the item had none that could be told back; `detail` names its place. */
	readonly id: string | null;
	readonly reason: RefusalReason;
	readonly detail: string;
}

const INSTANT_TO_WRITE = 'write an instant with its offset or Z, such as 2026-11-22T10:00:00Z';

/** ISO 8601 with offset or Z → UTC seconds, fractions kept. */
const instantSchema = z.iso
	.datetime({ offset: true, error: INSTANT_TO_WRITE })
	.transform((text) => Date.parse(text) / 1000)
	.refine(Number.isFinite, INSTANT_TO_WRITE);

/** The body of a delivery; its items are looked at one by one, so that a bad one is refused by itself. */
export const deliverySchema = z.object({
	sentAt: instantSchema,
	items: z
		.array(z.unknown(), 'write a list of items, which may be empty')
		.max(ITEMS_MOST, `write at most ${ITEMS_MOST} items, the oldest first`)
});

const named = (most: number) => {
	const write = `write a text of 1 to ${most} characters`;
	return z.string(write).min(1, write).max(most, write);
};

/** One hourly value. `at` becomes UTC seconds. */
export const itemSchema = z.object({
	id: named(100),
	meter: named(100),
	medium: named(40),
	at: instantSchema.refine((at) => at % 3600 === 0, 'write a whole UTC hour, such as 2026-11-22T10:00:00Z'),
	value: z.string('write a decimal number as text, such as "123.456"').max(40, 'write at most 40 characters'),
	unit: named(10),
	quality: z.enum(['measured', 'interpolated', 'suspect'], 'write measured, interpolated or suspect')
});

export type Item = z.infer<typeof itemSchema>;

/** The item of what was sent, or why it is none. @param index its place, for an item that has no id */
export function readItem(sent: unknown, index: number): Item | Refusal {
	const result = itemSchema.safeParse(sent);
	if (result.success) return result.data;
	const { id } = (typeof sent === 'object' && sent !== null ? sent : {}) as { id?: unknown };
	const faults = result.error.issues.map(
		({ path, message }) => `${['items', index, ...path].join('.')}: ${message}`
	);
	return { id: typeof id === 'string' ? id : null, reason: 'bad_item', detail: faults.join('; ') };
}
