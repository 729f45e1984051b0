import { z } from 'zod';
import { keyOf } from '#lib/home/live.ts';
import { setupKey, type Setup } from '#lib/home/setup.ts';
import { hoursChange, type HourForming } from './hour-forming.ts';
import type { LiveHome } from './live-home.ts';
import { clash, problemOf, readSetupFile, setupSchema, type SetupFile } from './setup-file.ts';
import type { Store } from './store.ts';

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
		const read = readSetupFile(input);
		if (!read.ok) return { ok: false, problem: read.faults[0]?.problem ?? 'cannot be read' };
		return this.#change((store) => {
			store.setups.put(read.file.devices, true);
			store.settings.set('home_name', read.file.name);
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
			if (change === 'form') forming.noteAll(latest);
		}
		home.refollow(now());
		changed();
		return { ok: true };
	}
}
