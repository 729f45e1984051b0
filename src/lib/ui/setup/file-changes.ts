import { plainName } from '#lib/home/home-state.ts';
import { setupKey, type Setup } from '#lib/home/setup.ts';

/** What importing a file does to one device. */
export interface DeviceChange {
	readonly device: string;
	readonly name: string;
	readonly kind: 'added' | 'changed' | 'removed' | 'same';
	/** As it is called until now, where that is otherwise. */
	readonly before: string | null;
}

/** What changes, device by device, when `next` takes the place of `now`: what is lost first, what stays last. */
export function changesOf(now: readonly Setup[], next: readonly Setup[]): DeviceChange[] {
	const before = Map.groupBy(now, ({ device }) => device);
	const after = Map.groupBy(next, ({ device }) => device);
	const kinds = ['removed', 'changed', 'added', 'same'];
	return [...new Set([...before.keys(), ...after.keys()])]
		.map((device) => changeOf(device, before.get(device) ?? [], after.get(device) ?? []))
		.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name, 'sv'));
}

function changeOf(device: string, before: readonly Setup[], after: readonly Setup[]): DeviceChange {
	const old = nameOf(device, before);
	if (after.length === 0) return { device, name: old, kind: 'removed', before: null };
	const name = nameOf(device, after);
	if (before.length === 0) return { device, name, kind: 'added', before: null };
	const isSame = digest(before) === digest(after);
	return { device, name, kind: isSame ? 'same' : 'changed', before: old === name ? null : old };
}

const nameOf = (device: string, rows: readonly Setup[]) =>
	rows.find(({ name }) => name !== '')?.name ?? plainName(device);

function digest(rows: readonly Setup[]): string {
	const lines = rows.map((row) =>
		JSON.stringify([setupKey(row), row.name, row.medium, row.room, row.serial, row.expectedS, row.hidden])
	);
	return lines.sort().join('\n');
}
