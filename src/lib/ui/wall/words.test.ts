import { describe, expect, it } from 'vitest';
import type { Notice, Tile } from '#lib/home/snapshot.ts';
import { flow, kWhWords, powerFigure, sumOf } from './amounts.ts';
import { areOfThings, devicesOf } from './devices.ts';
import { monthWords } from './month-words.ts';
import { stateLines, type Connection } from './state-line.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z') / 1000;

describe('figures', () => {
	it('say power in watts, from ten kilowatts on in kilowatts, and never a minus', () => {
		expect(powerFigure(412.4, 'sv')).toEqual({ number: '412', unit: 'watt' });
		expect(powerFigure(-2140, 'sv')).toEqual({ number: '2\u00a0140', unit: 'watt' });
		expect(powerFigure(9999.6, 'sv')).toEqual({ number: '10,0', unit: 'kilowatt' });
	});
	it('have as many decimals as mean something', () => {
		expect([0.456, 5.23, 9.96, 31.2].map((each) => kWhWords(each, 'sv'))).toEqual([
			...['0,46 kWh', '5,2 kWh', '10 kWh', '31 kWh']
		]);
		expect([0, 12.44, 120.2].map((each) => flow(each, 'en'))).toEqual(['0.0', '12.4', '120']);
	});
	it('add what is known, and are not known where nothing is', () => {
		expect(sumOf(null, 3)).toBe(3);
		expect(sumOf(null, null)).toBeNull();
	});
});

describe('the state', () => {
	const lines = (notices: Notice[], connection: Connection = 'live', paired = true) =>
		stateLines({ connection, heardAt: NOW - 70, notices, paired, now: NOW, zone: 'Europe/Stockholm' }, 'sv');
	it('is well in words where nothing is wrong', () => {
		expect(lines([])).toEqual([{ tone: 'well', text: 'Allt är som det ska' }]);
	});
	it('says that the values stay in the home where there is no central system to deliver to', () => {
		expect(lines([], 'live', false)).toEqual([
			{ tone: 'well', text: 'Allt är som det ska. Värdena stannar i hemmet' }
		]);
	});
	it('says the worst first, with the time since when', () => {
		const [first, second] = lines([
			{ key: 'central_away', since: NOW - 9000 },
			{ key: 'broker_down', since: NOW - 600 }
		]);
		expect(first).toEqual({ tone: 'fault', text: 'Hemmets meddelandetjänst svarar inte sedan 12:50' });
		expect(second?.tone).toBe('note');
	});
	it('has two lines at most, and counts the rest', () => {
		const keys = ['disk_full', 'broker_down', 'clock_off', 'disk_low'] as const;
		const shown = lines(keys.map((key) => ({ key, since: null })));
		expect(shown.map(({ text }) => text)).toEqual([
			'Lagringen är full, nya värden sparas inte',
			'och 3 saker till'
		]);
	});
	it('says that it hears nothing, and nothing else then: the rest is what it was', () => {
		const notices = [{ key: 'broker_down' as const, since: NOW }];
		expect(lines(notices, 'searching')).toEqual([{ tone: 'note', text: 'Söker kontakt med hemnoden' }]);
		expect(lines(notices, 'lost')).toEqual([
			{ tone: 'fault', text: 'Inga nya värden sedan 12:58, försöker igen' }
		]);
	});
});

describe('the things of a home', () => {
	const tile = (quantity: Tile['quantity'], name: string, value: boolean, age = 60): Tile => ({
		...{ key: name, device: name, channel: '', quantity, medium: null, name, room: null, value, unit: null },
		...{ at: NOW - age, ageS: age, stale: false, staleAfterS: 90_000, quality: 'good' }
	});
	const all = [
		tile('switch_on', 'Lampa', false),
		tile('switch_on', 'Kaffe', true),
		tile('contact_open', 'Dörr', false),
		tile('contact_open', 'Fönster', true),
		tile('smoke', 'Hall', false, 7200),
		tile('leak', 'Disk', true)
	];
	const names = (most: number) => devicesOf(all, NOW, 'sv', most).map(({ name }) => name);
	it('are first those that ask for something, in an order that never changes', () => {
		expect(names(3)).toEqual(['Disk', 'Fönster', 'Kaffe']);
		expect(names(9)).toEqual(['Hall', 'Disk', 'Dörr', 'Fönster', 'Kaffe', 'Lampa']);
	});
	it('say how they are in a word, with a shape for each', () => {
		const states = devicesOf(all, NOW, 'sv', 9).map(({ shape, state }) => `${shape} ${state}`);
		expect(states).toEqual([
			...[
				'guard hörd för 2 tim sedan',
				'danger känner vatten',
				'closed stängd',
				'open öppen',
				'on på',
				'off av'
			]
		]);
	});
	it('say of a socket that is on whether anything is in use there, where its power is known', () => {
		const power = (name: string, value: number, stale = false): Tile => ({
			...{ ...tile('power', name, true), key: `${name} power`, value, stale }
		});
		const sockets = ['Frys', 'Kaffe', 'Lampa', 'Ugn'].map((name) => tile('switch_on', name, true));
		const powers = [power('Frys', 2), power('Kaffe', 902.4), power('Ugn', 2, true)];
		const states = devicesOf([...sockets, ...powers], NOW, 'sv', 9).map(({ state }) => state);
		expect(states).toEqual(['på, vilar', 'på, 902 watt', 'på', 'på']);
		expect(devicesOf([...sockets, ...powers], NOW, 'sv', 3).map(({ name }) => name)).not.toContain('Frys');
	});
	it('are looked at again for the power of a socket, and not for that of a meter', () => {
		const [socket, meter] = [tile('power', 'Kaffe', true), tile('power', 'Elmätare', true)];
		const every = [...all, socket, meter];
		expect(areOfThings([meter], every)).toBe(false);
		expect(areOfThings([meter, socket], every)).toBe(true);
		expect(areOfThings([tile('contact_open', 'Dörr', true)], every)).toBe(true);
	});
	it('say that they are old rather than how they were, but smoke is smoke', () => {
		const [smoke, door] = devicesOf(
			[tile('smoke', 'A', true, 100_000), tile('contact_open', 'B', true, 100_000)],
			...([NOW, 'sv', 9] as const)
		);
		expect(smoke).toMatchObject({ shape: 'danger', state: 'känner rök', old: true });
		expect(door).toMatchObject({ state: 'gammalt, för 27 tim sedan', old: true });
	});
});

describe('a month', () => {
	const words = (used: number | null, usual: number | null) =>
		monthWords({ medium: 'electricity', used, usual, unit: 'kWh', ambient: 'normal', since: null }, 'sv');
	it('is told beside the own normal, in per cent', () => {
		expect(words(165, 190)).toBe('13 % mindre än ni brukar');
		expect(words(130, 110)).toBe('18 % mer än ni brukar');
	});
	it('is as usual where the difference is within what visitors see rounded', () => {
		expect(words(210, 200)).toBe('ungefär som ni brukar');
	});
	it('is not held against what is not known', () => {
		expect(words(165, null)).toBe('jämförelsen kommer när två veckor är kända');
		expect(words(null, 190)).toBeNull();
	});
});
