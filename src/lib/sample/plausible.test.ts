import { describe, expect, test } from 'vitest';
import { sampleDays } from './company.ts';
import { CHANNEL_MEDIUM } from './home.ts';
import { sampleCompany } from './sample-company.ts';
import { runHome } from './telegrams.ts';

const ANCHOR = Date.parse('2025-11-22T15:10:00Z') / 1000;
const company = sampleCompany(ANCHOR);
const days = sampleDays(company.firstDay, ANCHOR);

/** Totals of homes in which the same people lived all the time. */
const lives = company.homes
	.filter((home) => home.occupancies.length === 1)
	.map((home) => {
		const total = { cold_water: 0, hot_water: 0, electricity: 0, electricity_export: 0, temperature: 0 };
		const rooms: number[] = [];
		for (const { meter, telegrams, end } of runHome(home, days, ANCHOR)) {
			const medium = CHANNEL_MEDIUM[meter.channel];
			const modulus = meter.digits === null ? 1 : 10 ** (meter.digits + 3);
			const moved = end.register - (meter.initialRegister ?? 0);
			total[medium] += medium === 'temperature' ? 0 : (moved + modulus) % modulus;
			if (medium === 'temperature') rooms.push(...telegrams.registers);
		}
		const persons = home.occupancies[0]?.household.members.length ?? 0;
		return { home, persons, rooms, ...total };
	});
const length = days.length;
const persons = lives.reduce((sum, life) => sum + life.persons, 0);
const water = (life: (typeof lives)[number]) => life.cold_water + life.hot_water;

describe('what the sample homes use', () => {
	test('water is 100–160 litres a person and day, 40–50 % of it hot', () => {
		const cold = lives.reduce((sum, life) => sum + life.cold_water, 0);
		const hot = lives.reduce((sum, life) => sum + life.hot_water, 0);
		const perPerson = (cold + hot) / persons / length;
		expect(perPerson).toBeGreaterThan(100);
		expect(perPerson).toBeLessThan(160);
		expect(hot / (cold + hot)).toBeGreaterThan(0.4);
		expect(hot / (cold + hot)).toBeLessThan(0.5);
	});

	test('no home is beyond what people do: 50–260 litres a person and day, 25–60 % hot', () => {
		for (const life of lives) {
			const perPerson = water(life) / life.persons / length;
			expect(perPerson, life.home.key).toBeGreaterThan(50);
			expect(perPerson, life.home.key).toBeLessThan(260);
			expect(life.hot_water / water(life), life.home.key).toBeGreaterThan(0.25);
			expect(life.hot_water / water(life), life.home.key).toBeLessThan(0.6);
		}
	});

	test('household electricity is 3–13 kWh a day (Swedish flats: about 1,500–4,500 kWh a year)', () => {
		for (const life of lives) {
			const perDay = life.electricity / 1000 / length;
			expect(perDay, life.home.key).toBeGreaterThan(3);
			expect(perDay, life.home.key).toBeLessThan(13);
		}
	});

	test('one home exports, 300–800 kWh a year for each kW of panels', () => {
		const exporting = lives.filter((life) => life.electricity_export > 0);
		expect(exporting.map((life) => life.home.key)).toEqual(['S2-1001']);
		const kw = exporting[0]?.home.occupancies[0]?.household.solarKw ?? 0;
		const perYear = ((exporting[0]?.electricity_export ?? 0) / 1000 / length) * 365;
		expect(perYear / kw).toBeGreaterThan(300);
		expect(perYear / kw).toBeLessThan(800);
	});

	test('rooms stay between 15 and 29 °C and are 20–22.5 °C on average', () => {
		const all = lives.flatMap((life) => life.rooms);
		for (const hundredths of all) {
			if (hundredths < 1500 || hundredths > 2900) throw new Error(String(hundredths));
		}
		const mean = all.reduce((a, b) => a + b, 0) / all.length / 100;
		expect(mean).toBeGreaterThan(20);
		expect(mean).toBeLessThan(22.5);
	});
});
