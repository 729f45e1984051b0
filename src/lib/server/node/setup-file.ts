import { z } from 'zod';
import { MEDIA } from '#lib/energy/medium.ts';
import { QUANTITIES, type Quantity } from '#lib/home/quantity.ts';
import { mediaFor, type Setup } from '#lib/home/setup.ts';

// The keys of QUANTITIES are exactly the Quantity words.
const quantities = Object.keys(QUANTITIES) as [Quantity, ...Quantity[]];

const text = (most: number) => z.string().trim().max(most);
const told = (most: number) =>
	text(most)
		.nullable()
		.default(null)
		.transform((value) => value || null);

/** One row of commissioning. */
export const setupSchema = z
	.object({
		device: z.string().min(1).max(300),
		channel: z.string().max(200).default(''),
		quantity: z.enum(['', ...quantities]).default(''),
		name: text(60).default(''),
		medium: z.enum(MEDIA).nullable().default(null),
		room: told(60),
		serial: told(100),
		expectedS: z
			.number()
			.int()
			.min(1)
			.max(30 * 86_400)
			.nullable()
			.default(null),
		hidden: z.boolean().default(false)
	})
	.refine(
		({ quantity, medium }) => medium === null || (quantity !== '' && mediaFor(quantity).includes(medium)),
		{
			path: ['medium'],
			message: 'is not one that this quantity can be of'
		}
	)
	.refine(({ serial, medium }) => serial === null || medium !== null, {
		path: ['serial'],
		message: 'needs a medium'
	});

const fileSchema = z.object({
	format: z.literal('hemvy-node-setup'),
	version: z.literal(1),
	name: text(60).default(''),
	devices: z.array(setupSchema).max(5000)
});

/** Everything that was said at commissioning, as one file. */
export type SetupFile = z.infer<typeof fileSchema>;

/** What is wrong in a file: in which of its rows (0 the first; null: the file as a whole), in which field. */
export interface SetupFault {
	readonly row: number | null;
	/** `taken`: two rows with one serial and medium. */
	readonly field: string;
	/** In one line, as the log has it. */
	readonly problem: string;
}

export type ReadSetup =
	| { readonly ok: true; readonly file: SetupFile }
	| { readonly ok: false; readonly faults: readonly SetupFault[] };

/** Reads a file of commissioning and says everything that is wrong with it. @param input of unknown shape */
export function readSetupFile(input: unknown): ReadSetup {
	const parsed = fileSchema.safeParse(input);
	if (!parsed.success) return { ok: false, faults: parsed.error.issues.map(faultOf) };
	const { devices } = parsed.data;
	const taken = devices.flatMap((setup, row) => {
		const same = devices
			.slice(0, row)
			.find(({ serial, medium }) => serial === setup.serial && medium === setup.medium);
		const problem = clash(same ? [same, setup] : [setup]);
		return problem === null ? [] : [{ row, field: 'taken', problem }];
	});
	return taken.length > 0 ? { ok: false, faults: taken } : { ok: true, file: parsed.data };
}

/** Two registers with one serial and medium would be delivered as one meter. */
export function clash(setups: readonly Setup[]): string | null {
	const seen = new Set<string>();
	for (const { serial, medium } of setups) {
		if (serial === null) continue;
		const meter = `${serial}\n${medium ?? ''}`;
		if (seen.has(meter)) return `Another device has the serial ${serial} already.`;
		seen.add(meter);
	}
	return null;
}

/** What was wrong, in one line for the installer. */
export function problemOf({ issues: [first] }: z.ZodError): string {
	return first ? `${first.path.join('.')} ${first.message}`.trim() : 'cannot be read';
}

function faultOf({ path, message }: z.core.$ZodIssue): SetupFault {
	const [first, row, field] = path;
	const problem = `${path.join('.')} ${message}`.trim();
	if (first === 'devices' && typeof row === 'number') return { row, field: String(field ?? ''), problem };
	return { row: null, field: String(first ?? ''), problem };
}
