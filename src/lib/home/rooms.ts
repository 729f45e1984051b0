import { beside, freshnessAt, type HomeState } from './home-state.ts';
import { layoutOf } from './layout.ts';
import type { Room } from './snapshot.ts';

/** Temperatures by room, by name; of several sensors in a room the one heard last. */
export function roomsOf(state: HomeState): Room[] {
	const rooms = new Map<string, Room>();
	for (const place of layoutOf(state)) {
		const { key, quantity, setup, medium } = place;
		if (quantity !== 'temperature' || medium !== 'temperature' || setup?.hidden) continue;
		const value = state.live.values.get(key);
		if (typeof value?.value !== 'number') continue;
		const name = setup?.room || place.name;
		const before = rooms.get(name);
		if (before && (before.at ?? 0) >= (value.at ?? 0)) continue;
		const humidity = beside(value, 'humidity', state)?.value;
		rooms.set(name, {
			name,
			celsius: value.value,
			humidity: typeof humidity === 'number' ? humidity : null,
			...freshnessAt(place, value, state)
		});
	}
	return [...rooms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
