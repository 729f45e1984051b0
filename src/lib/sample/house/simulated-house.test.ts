import { beforeAll, describe, expect, test } from 'vitest';
import { dayStart } from '#lib/energy/calendar.ts';
import { sampleCompany } from '../sample-company.ts';
import { doorOpenings, isDoorOpen, nextDoorChange } from './door.ts';
import { liveMeters, radioId, SimulatedHouse } from './simulated-house.ts';
import type { HouseMessage } from './message.ts';

const ANCHOR = Date.parse('2026-11-22T15:10:00Z') / 1000;
const home = sampleCompany(ANCHOR).homes.find(({ key }) => key === 'L5-1201');
if (!home) throw new Error('L5-1201');
const serialOf = (channel: 'cold' | 'hot' | 'electricity') => liveMeters(home).get(channel)?.serial ?? '';
const known = new Map(
	(['cold', 'hot', 'electricity'] as const).map((channel) => [
		serialOf(channel),
		{ at: ANCHOR, register: 1_000_000 }
	])
);
const houseOf = () => new SimulatedHouse({ home, known, plugsSince: ANCHOR - 30 * 86_400 });
const said = (message: HouseMessage) => JSON.parse(message.payload) as Record<string, unknown>;
const about = (messages: readonly HouseMessage[], topic: string) =>
	messages.filter((message) => message.topic === topic);

describe('a day of the house', () => {
	const begin = dayStart('2026-11-23');
	let day: HouseMessage[];
	beforeAll(() => {
		day = houseOf().messages(begin, begin + 86_400);
	});

	test('is the same at every asking, however it is cut into pieces', () => {
		const again = houseOf();
		const cuts = [begin, begin + 1, begin + 4000, begin + 4007, begin + 50_000, begin + 86_400];
		const pieces = cuts.slice(1).flatMap((until, i) => again.messages(cuts[i] ?? 0, until));
		expect(pieces).toEqual(day);
	});

	test('has a water telegram every 16 to 32 seconds, as wmbusmeters publishes it', () => {
		const cold = about(day, `wmbusmeters/${radioId(serialOf('cold'))}`);
		const pauses = cold.slice(1).map(({ at }, i) => at - (cold[i]?.at ?? 0));
		expect(Math.min(...pauses)).toBeGreaterThanOrEqual(16);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(32);
		expect(new Set(pauses).size).toBeGreaterThan(8);
		expect(said(cold[0] ?? ({} as HouseMessage))).toMatchObject({
			_: 'telegram',
			media: 'water',
			meter: 'iperl'
		});
	});

	test('shows power that adds up to the register, to its last digit, all day long', () => {
		const lists = about(day, 'amsreader').map(
			(message) => said(message)['data'] as { P: number; tPI: number }
		);
		expect(lists).toHaveLength(8640);
		let wattSeconds = 0;
		let furthest = 0;
		for (const { P, tPI } of lists.slice(1)) {
			wattSeconds += P * 10;
			const counted = Math.round((tPI - (lists[0]?.tPI ?? 0)) * 1000);
			furthest = Math.max(furthest, Math.abs(wattSeconds / 3600 - counted));
		}
		expect(wattSeconds / 3600).toBeGreaterThan(2000);
		expect(furthest).toBeLessThanOrEqual(1);
	});

	test('has a kettle that boils, a freezer that comes and goes, and plugs whose counters only rise', () => {
		for (const [name, least, most] of [
			['Vattenkokare', 800, 2000],
			['Frys', 30, 200]
		] as const) {
			const reports = about(day, `zigbee2mqtt/${name}`).map(said);
			const watts = reports.map(({ power }) => Number(power));
			expect(Math.max(...watts)).toBeGreaterThan(least);
			expect(Math.max(...watts)).toBeLessThan(most);
			expect(Math.min(...watts)).toBe(0);
			const energy = reports.map((report) => Number(report['energy']));
			expect(energy).toEqual([...energy].sort((a, b) => a - b));
		}
	});

	test('opens the door when somebody comes or goes', () => {
		const openings = doorOpenings(home, '2026-11-23');
		expect(openings.length).toBeGreaterThan(1);
		for (const at of openings) {
			expect(nextDoorChange(home, at - 1)).toBe(at);
			expect([at - 1, at, at + 5, at + 14].map((each) => isDoorOpen(home, each))).toEqual([
				...[false, true, true, false]
			]);
		}
		const reports = about(day, 'zigbee2mqtt/Ytterdörr');
		expect(reports.filter((message) => said(message)['contact'] === false)).toHaveLength(openings.length);
	});
});

describe('a plug', () => {
	test('answers what it is told, uses nothing while it is off, and goes on counting from where it stood', () => {
		const house = houseOf();
		const at = dayStart('2026-11-23') + 40_000;
		const ask = (verb: string, payload: string, when: number) =>
			said(house.answer(`zigbee2mqtt/Frys/${verb}`, payload, when) ?? ({} as HouseMessage));
		const before = ask('get', '{"state":""}', at);
		expect(before).toMatchObject({
			state: 'ON',
			last_seen: new Date(at * 1000).toISOString().replace('.000', '')
		});
		expect(ask('set', '{"state":"OFF"}', at)).toMatchObject({
			state: 'OFF',
			power: 0,
			energy: before['energy']
		});
		const off = about(house.messages(at, at + 7200), 'zigbee2mqtt/Frys').map(said);
		expect(new Set(off.map(({ energy }) => energy))).toEqual(new Set([before['energy']]));
		expect(ask('set', 'on', at + 7200)).toMatchObject({ state: 'ON', energy: before['energy'] });
		const later = about(house.messages(at + 7200, at + 20_000), 'zigbee2mqtt/Frys').map(said);
		expect(Number(later.at(-1)?.['energy'])).toBeGreaterThan(Number(before['energy']));
	});

	test('is the only thing that does what it is told', () => {
		const house = houseOf();
		expect(house.answer('zigbee2mqtt/Diskmaskin/set', '{"state":"ON"}', ANCHOR)).toBeNull();
		expect(house.answer('zigbee2mqtt/Ytterdörr/set', '{"state":"ON"}', ANCHOR)?.payload).toContain('contact');
	});
});

test('the bridge says what it has, kept by the broker, and what it heard last with its age', () => {
	const start = houseOf().bridgeStart(ANCHOR);
	const kept = start.filter(({ retain }) => retain).map(({ topic }) => topic);
	expect(kept).toContain('zigbee2mqtt/bridge/devices');
	expect(kept).toContain('zigbee2mqtt/Frys/availability');
	const last = start.filter(({ retain }) => !retain);
	expect(last).toHaveLength(7);
	for (const message of last)
		expect(Date.parse(String(said(message)['last_seen']))).toBeLessThanOrEqual(ANCHOR * 1000);
});
