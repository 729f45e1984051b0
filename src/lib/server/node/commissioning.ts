import { z } from 'zod';
import { MEDIA } from '#lib/energy/medium.ts';
import { keyOf } from '#lib/home/live.ts';
import { QUANTITIES, type Quantity } from '#lib/home/quantity.ts';
import { mediaFor, setupKey, type Setup } from '#lib/home/setup.ts';
import { hoursChange, type HourForming } from './hour-forming.ts';
import type { LiveHome } from './live-home.ts';
import type { Store } from './store.ts';

// The keys of QUANTITIES are exactly the Quantity words.
const quantities = Object.keys(QUANTITIES) as [Quantity, ...Quantity[]];

const text = (most: number) => z.string().trim().max(most);
const told = (most: number) =>
	text(most)
		.nullable()
		.default(null)
		.transform((value) => value || null);

const setupSchema = z
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

/** What was wrong, in one line for the installer. */
export type Commissioned = { readonly ok: true } | { readonly ok: false; readonly problem: string };

interface Terms {
	readonly store: Store;
	readonly home: LiveHome;
	readonly forming: HourForming;
	readonly now: () => number;
	readonly changed: () => void;
}

/** What somebody says of the devices: kept as data, carried to another node as a file. */
export class Commissioning {
	readonly #terms: Terms;

	constructor(terms: Terms) {
		this.#terms = terms;
	}

	get all(): readonly Setup[] {
		return [...this.#terms.store.setups.all.values()];
	}

	/** Says something of a device, over what was said before. @param input of unknown shape: it comes from a form */
	commission(input: unknown): Commissioned {
		const parsed = setupSchema.safeParse(input);
		if (!parsed.success) return { ok: false, problem: problemOf(parsed.error) };
		const taken = clash([...this.all.filter((s) => setupKey(s) !== setupKey(parsed.data)), parsed.data]);
		if (taken) return { ok: false, problem: taken };
		return this.#change((store) => {
			store.setups.put([parsed.data]);
		});
	}

	/** Takes back what was said of a device. */
	decommission(place: Pick<Setup, 'device' | 'channel' | 'quantity'>): Commissioned {
		return this.#change((store) => {
			store.setups.remove(place);
		});
	}

	exported(): SetupFile {
		const name = this.#terms.store.settings.get('home_name', z.string()) ?? '';
		return { format: 'hemvy-node-setup', version: 1, name, devices: this.all.map((setup) => ({ ...setup })) };
	}

	/** Replaces everything by a file's content: all of it, or nothing where a row is wrong. */
	imported(input: unknown): Commissioned {
		const parsed = fileSchema.safeParse(input);
		if (!parsed.success) return { ok: false, problem: problemOf(parsed.error) };
		const taken = clash(parsed.data.devices);
		if (taken) return { ok: false, problem: taken };
		return this.#change((store) => {
			store.setups.put(parsed.data.devices, true);
			store.settings.set('home_name', parsed.data.name);
		});
	}

	#change(write: (store: Store) => void): Commissioned {
		const { store, home, forming, now, changed } = this.#terms;
		const before = store.setups.all;
		const isWritten = store.attempt(now(), () => {
			write(store);
			store.events.add(now(), 'setup_changed');
			return true;
		});
		if (isWritten === null) return { ok: false, problem: 'The disk is full.' };
		for (const latest of store.readings.latest()) {
			const id = store.readings.idOf(keyOf(latest));
			const change = hoursChange(latest, before, store.setups.all);
			if (id === undefined || change === 'none') continue;
			store.attempt(now(), () => {
				if (change === 'form') store.hours.clear(id);
				else store.hours.deliverAnew(id);
			});
			if (change === 'form') forming.noteAll(now(), latest);
		}
		home.refollow(now());
		changed();
		return { ok: true };
	}
}

/** Two registers with one serial and medium would be delivered as one meter. */
function clash(setups: readonly Setup[]): string | null {
	const seen = new Set<string>();
	for (const { serial, medium } of setups) {
		if (serial === null) continue;
		const meter = `${serial}\n${medium ?? ''}`;
		if (seen.has(meter)) return `Another device has the serial ${serial} already.`;
		seen.add(meter);
	}
	return null;
}

/** What is wrong with what a form sent, in one line. */
export function problemOf({ issues: [first] }: z.ZodError): string {
	return first ? `${first.path.join('.')} ${first.message}`.trim() : 'cannot be read';
}
