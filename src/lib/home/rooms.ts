import { beside, freshnessOf, plainName, type HomeState } from './home-state.ts';
import { mediumOf, setupOf } from './setup.ts';
import type { Room } from './snapshot.ts';

/** Temperatures by room, by name; of several sensors in a room the one heard last. */
export function roomsOf(state: HomeState): Room[] {
	const rooms = new Map<string, Room>();
	for (const value of state.live.values.values()) {
		if (value.quantity !== 'temperature' || typeof value.value !== 'number') continue;
		const setup = setupOf(value, state.setups);
		if (setup?.hidden || mediumOf(value, state.setups) !== 'temperature') continue;
		const name = setup?.room || setup?.name || plainName(value.device);
		const before = rooms.get(name);
		if (before && (before.at ?? 0) >= (value.at ?? 0)) continue;
		const humidity = beside(value, 'humidity', state)?.value;
		rooms.set(name, {
			name,
			celsius: value.value,
			humidity: typeof humidity === 'number' ? humidity : null,
			...freshnessOf(value, state)
		});
	}
	return [...rooms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
