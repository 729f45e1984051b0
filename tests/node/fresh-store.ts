import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Reading } from '../../src/lib/home/reading.ts';
import { Store } from '../../src/lib/server/node/store.ts';

/** UTC seconds of an ISO instant. */
export const utc = (iso: string): number => Date.parse(iso) / 1000;

/** A reading of a radio water meter, with what is told otherwise. */
export function reading(at: number, value: number | boolean, part: Partial<Reading> = {}): Reading {
	return {
		device: 'wmbus:1234',
		channel: '',
		port: null,
		quantity: 'water',
		kind: 'counter',
		value,
		unit: 'm3',
		sourceTime: at,
		receivedAt: at,
		retained: false,
		quality: 'good',
		...part
	};
}

export interface FreshStore {
	readonly dir: string;
	readonly store: Store;
	/** Closes the store and opens it again, as after a restart. */
	reopen(): Store;
	drop(): void;
}

/** A store of its own in a new folder. */
export function freshStore(diskMb = 16): FreshStore {
	const dir = mkdtempSync(path.join(tmpdir(), 'hemvy-node-'));
	let store = new Store({ dir, diskMb });
	return {
		dir,
		get store() {
			return store;
		},
		reopen() {
			store.close();
			store = new Store({ dir, diskMb });
			return store;
		},
		drop() {
			store.close();
			rmSync(dir, { recursive: true, force: true });
		}
	};
}
