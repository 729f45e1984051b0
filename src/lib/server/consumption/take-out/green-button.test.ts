import { describe, expect, it } from 'vitest';
import { dayStart } from '#lib/energy/calendar.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { FLAG } from '#lib/energy/quality.ts';
import type { Home, Point } from '#lib/energy/series.ts';
import { espiFaults, parseXml, type XmlNode } from '../../../../../tests/fixtures/espi.ts';
import { greenButton } from './green-button.ts';
import type { KnownPoints, TakenResolution } from './known-points.ts';

const HOME: Home = {
	id: '0b0e7f0c-1f0a-4c55-9a0e-6f1d2b3c4d5e',
	address: 'Granvägen 4',
	apartment: '1203',
	company: 'Testbo',
	timeZone: 'Europe/Stockholm',
	from: 0,
	to: null,
	media: []
};
const point = (start: number, end: number, amount: number | null, flags = 0): Point => ({
	...{ start, end, amount, flags, low: null, high: null }
});

async function feed(
	medium: Exclude<Medium, 'temperature'>,
	resolution: TakenResolution,
	points: readonly Point[],
	decimals = 3
): Promise<XmlNode> {
	async function* windows(): AsyncGenerator<KnownPoints> {
		await Promise.resolve();
		yield { points, decimals };
	}
	let text = '';
	for await (const part of greenButton({ home: HOME, medium, resolution }, windows(), 1_795_000_000))
		text += part;
	return parseXml(text);
}

/** What the entries hold, and how they point at each other. */
function entriesOf(root: XmlNode) {
	return root.children
		.filter(({ name }) => name === 'entry')
		.map((entry) => {
			const links = entry.children.filter(({ name }) => name === 'link').map(({ attributes }) => attributes);
			const content = entry.children.find(({ name }) => name === 'content')?.children[0];
			if (content === undefined) throw new Error('An entry without content');
			const of = (rel: string) => links.filter((link) => link['rel'] === rel).map((link) => link['href']);
			return {
				names: entry.children.map(({ name }) => name),
				content,
				self: of('self')[0],
				up: of('up')[0],
				related: of('related')
			};
		});
}
const child = (node: XmlNode | undefined, name: string) =>
	node?.children.find((each) => each.name === `espi:${name}`);

const HOURS = [
	point(dayStart('2026-10-31') + 82_800, dayStart('2026-11-01'), 0.123),
	point(dayStart('2026-11-01'), dayStart('2026-11-01') + 3600, 0.002, FLAG.INTERPOLATED),
	point(dayStart('2026-11-01') + 3600, dayStart('2026-11-01') + 7200, null, FLAG.MISSING | FLAG.ABSENT),
	point(dayStart('2026-11-01') + 7200, dayStart('2026-11-01') + 10_800, 1.5, FLAG.SUSPECT)
];

describe('a Green Button file', () => {
	it.each([
		['electricity', 'hour'],
		['electricity_export', 'day'],
		['cold_water', 'hour'],
		['hot_water', 'month']
	] as const)('has the structure of the schema: %s, %s', async (medium, resolution) => {
		const root = await feed(medium, resolution, HOURS);
		expect(root.attributes).toEqual({
			xmlns: 'http://www.w3.org/2005/Atom',
			'xmlns:espi': 'http://naesb.org/espi'
		});
		const entries = entriesOf(root);
		expect(entries.flatMap(({ content }) => espiFaults(content))).toEqual([]);
		for (const { names } of entries) {
			expect(names.filter((name) => name !== 'link')).toEqual([
				'id',
				'title',
				'content',
				'published',
				'updated'
			]);
		}
		const ids = [root, ...root.children].flatMap((each) => each.children.filter(({ name }) => name === 'id'));
		expect(new Set(ids.map(({ text }) => text)).size).toBe(entries.length + 1);
		for (const { text } of ids)
			expect(text).toMatch(/^urn:uuid:[a-f0-9]{8}-[a-f0-9]{4}-8[a-f0-9]{3}-a[a-f0-9]{3}-[a-f0-9]{12}$/);
	});

	it('leads from the place to its readings, their type and their blocks', async () => {
		const entries = entriesOf(await feed('electricity', 'hour', HOURS));
		const [place, clock, reading, type, ...blocks] = entries;
		expect(entries.map(({ content }) => content.name)).toEqual(
			[
				'UsagePoint',
				'LocalTimeParameters',
				'MeterReading',
				'ReadingType',
				'IntervalBlock',
				'IntervalBlock'
			].map((name) => `espi:${name}`)
		);
		expect(place?.related).toEqual([reading?.up, clock?.self]);
		expect(reading?.related).toEqual([blocks[0]?.up, type?.self]);
		expect(blocks.map(({ self }) => self?.slice(-7))).toEqual(['2026-10', '2026-11']);
	});

	it('says amounts in whole Wh and litres with the unit’s code, export as from the home', async () => {
		const facts = async (medium: Exclude<Medium, 'temperature'>, decimals?: number) => {
			const entries = entriesOf(await feed(medium, 'hour', HOURS, decimals));
			const type = entries.find(({ content }) => content.name === 'espi:ReadingType')?.content;
			const values = entries
				.flatMap(({ content }) => content.children)
				.filter(({ name }) => name === 'espi:IntervalReading')
				.map((reading) => child(reading, 'value')?.text);
			const codes = ['commodity', 'flowDirection', 'kind', 'powerOfTenMultiplier', 'uom'].map(
				(name) => child(type, name)?.text
			);
			return [codes.join(' '), values.join(' ')];
		};
		expect(await facts('electricity')).toEqual(['1 1 12 0 72', '123 2 1500']);
		expect(await facts('electricity_export')).toEqual(['1 19 12 0 72', '123 2 1500']);
		expect(await facts('cold_water')).toEqual(['9 1 58 -3 42', '123 2 1500']);
		expect(await facts('cold_water', 4)).toEqual(['9 1 58 -6 42', '123000 2000 1500000']);
	});

	it('leaves out what is not known, and says of the rest how certain it is', async () => {
		const [, november] = entriesOf(await feed('cold_water', 'hour', HOURS)).slice(-2);
		const readings = november?.content.children.filter(({ name }) => name === 'espi:IntervalReading') ?? [];
		expect(readings.map((reading) => child(child(reading, 'ReadingQuality'), 'quality')?.text)).toEqual([
			'9',
			'10'
		]);
		expect(child(child(november?.content, 'interval'), 'duration')?.text).toBe('10800');
	});

	it('is told apart from a text that the schema does not allow', () => {
		const wrong = (xml: string) => espiFaults(parseXml(xml));
		expect(
			wrong('<espi:interval><espi:start>1</espi:start><espi:duration>1</espi:duration></espi:interval>')
		).toEqual(['espi:interval: start, duration out of order']);
		expect(wrong('<espi:ReadingType><espi:uom>m3</espi:uom></espi:ReadingType>').length).toBe(1);
		expect(wrong('<espi:ReadingQuality/>').length).toBe(1);
		expect(() => parseXml('<a><b></a></b>')).toThrow();
	});
});
