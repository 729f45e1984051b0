import { counterBoundaries, gaugeMeans, type HourValue } from '#lib/home/hours.ts';
import { keyOf } from '#lib/home/live.ts';
import { measuredAt, type Reading } from '#lib/home/reading.ts';
import { isCounterMedium, mediumOf, type Setups } from '#lib/home/setup.ts';
import type { Medium } from '#lib/energy/medium.ts';
import type { Store } from './store.ts';

const HOUR = 3600;
/** Samples before a stretch from which screening begins, and after it up to which it looks. */
const LEAD = 12;
const TRAIL = 6;
/** Longer stretches are formed piece by piece: a meter may speak every second. */
const PIECE_S = 6 * HOUR;
/** A gauge's hour is formed when it is over and its last samples have had time to arrive. */
const SETTLING_S = 60;

type Place = Pick<Reading, 'device' | 'channel' | 'quantity'>;

interface Work {
	readonly place: Place;
	/** Counter: from this UTC second on boundaries may be new. Gauge: hours that have new samples. */
	from: number;
	readonly hours: Set<number>;
}

const hourOf = (at: number) => Math.floor(at / HOUR) * HOUR;

/**
 * Forms hourly values of what has been stored. A sample that arrives in order asks for work only when it passes an
 * hour; one that arrives late fills its own hour; the same samples give the same hours, so doing it again is harmless.
 */
export class HourForming {
	readonly #store: Store;
	readonly #work = new Map<string, Work>();
	/** Newest sample, UTC seconds, by series. */
	readonly #newest = new Map<string, number>();

	constructor(store: Store) {
		this.#store = store;
	}

	/** Something waits to be formed. */
	get hasWork(): boolean {
		return this.#work.size > 0;
	}

	/** Takes note of a sample that is being stored. */
	note(reading: Reading): void {
		const at = measuredAt(reading);
		if (at === null || (reading.kind !== 'counter' && reading.quantity !== 'temperature')) return;
		const key = keyOf(reading);
		const newest = this.#newest.get(key);
		if (newest === undefined || at > newest) this.#newest.set(key, at);
		const waits = this.#work.get(key);
		if (reading.kind !== 'counter') this.#mark(key, reading, at).hours.add(hourOf(at));
		else if (waits) waits.from = Math.min(waits.from, at);
		else if (newest === undefined || at < newest) this.#mark(key, reading, at);
		else if (hourOf(at) !== hourOf(newest) || at % HOUR === 0) this.#mark(key, reading, newest);
	}

	/**
	 * Notes what a restart may have left unformed: what came after the last hour, and what came late before it. A series
	 * that got its medium: all that the store still has the samples of.
	 */
	noteAll(only?: Place): void {
		const { readings, hours } = this.#store;
		for (const latest of readings.latest()) {
			const key = keyOf(latest);
			if (only && keyOf(only) !== key) continue;
			this.#newest.set(key, latest.at);
			if (latest.kind !== 'counter' && latest.quantity !== 'temperature') continue;
			const id = readings.idOf(key) ?? -1;
			const from = only ? 0 : Math.min(hours.last(id) ?? 0, readings.lateFrom(id) ?? Infinity);
			const since = Math.max(from, readings.first(id) ?? latest.at);
			const work = this.#mark(key, latest, Math.min(since, latest.at));
			if (latest.kind === 'counter') continue;
			for (let hour = hourOf(since); hour <= latest.at; hour += HOUR) work.hours.add(hour);
		}
	}

	/** Forms what waits. Call it when what was noted is stored. @returns how many values are new or changed @throws DiskFull */
	run(now: number): number {
		let changed = 0;
		for (const [key, work] of this.#work) {
			const medium = mediumOf(work.place, this.#store.setups.all);
			const id = this.#store.readings.idOf(key);
			if (medium === null || id === undefined) this.#work.delete(key);
			else if (isCounterMedium(medium)) changed += this.#formCounter(key, id, work, medium);
			else changed += this.#formGauge(key, id, work, medium, now);
		}
		return changed;
	}

	#mark(key: string, { device, channel, quantity }: Place, from: number): Work {
		const work = this.#work.get(key) ?? {
			place: { device, channel, quantity },
			from,
			hours: new Set<number>()
		};
		work.from = Math.min(work.from, from);
		this.#work.set(key, work);
		return work;
	}

	#formCounter(key: string, id: number, work: Work, medium: Medium): number {
		const { readings, hours } = this.#store;
		const newest = this.#newest.get(key) ?? work.from;
		let changed = 0;
		let settled: number | null = null;
		for (let from = work.from; from <= newest; from += PIECE_S) {
			const to = Math.min(newest, from + PIECE_S);
			const lead = readings.before(id, from, LEAD);
			const samples = [...lead, ...readings.between(id, from, to), ...readings.after(id, to, TRAIL)];
			const formed = counterBoundaries(samples, medium);
			const known = lead.at(-1)?.at ?? -Infinity;
			changed += hours.put(
				id,
				formed.hours.filter(({ at }) => at > known)
			);
			for (const fall of formed.breaks) if (fall.at > known) this.#say(work.place, fall, medium);
			settled = formed.settled;
		}
		// what is not decided yet is formed when more has come
		if (settled !== null && settled < newest) work.from = settled + 1;
		else this.#work.delete(key);
		readings.lateFormed(id);
		return changed;
	}

	#formGauge(key: string, id: number, work: Work, medium: Medium, now: number): number {
		let changed = 0;
		for (const start of work.hours) {
			if (start + HOUR + SETTLING_S > now) continue;
			const samples = this.#store.readings.between(id, start, start + HOUR - 1);
			const means: readonly HourValue[] = gaugeMeans(samples, medium);
			changed += this.#store.hours.put(id, means);
			work.hours.delete(start);
		}
		if (work.hours.size === 0) {
			this.#work.delete(key);
			this.#store.readings.lateFormed(id);
		}
		return changed;
	}

	#say(place: Place, fall: { at: number; from: number; to: number }, medium: Medium): void {
		const { at, from, to } = fall;
		this.#store.events.add(at, 'register_fell', keyOf(place).replaceAll('\n', '|'), { from, to, medium });
	}
}

/** What the setups before and after have changed for the hours of a series. */
export function hoursChange(place: Place, before: Setups, after: Setups): 'none' | 'deliver' | 'form' {
	if (mediumOf(place, before) !== mediumOf(place, after)) return 'form';
	const serial = (setups: Setups) => setups.get(keyOf(place))?.serial ?? null;
	return serial(before) === serial(after) ? 'none' : 'deliver';
}
