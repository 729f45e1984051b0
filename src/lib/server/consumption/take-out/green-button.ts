import { createHash } from 'node:crypto';
import { civilDay, firstOfMonth, firstOfYear, HOME_ZONE } from '#lib/energy/calendar.ts';
import type { Medium } from '#lib/energy/medium.ts';
import { FLAG, qualityOf, type Quality } from '#lib/energy/quality.ts';
import type { Point } from '#lib/energy/series.ts';
import type { KnownPoints, TakenResolution, TakenSeries } from './known-points.ts';

/*
 * Green Button: an Atom feed of NAESB REQ.21 ESPI resources. Names, order and codes of the elements are those of the
 * published schema espi.xsd, version 4.0 of 2023-12-13 (namespace http://naesb.org/espi).
 */

/** ServiceKind, CommodityKind, MeasurementKind, FlowDirectionKind, UnitSymbolKind; and the unit's power of ten in ours. */
interface Codes {
	readonly service: 0 | 2;
	readonly commodity: 1 | 9;
	readonly kind: 12 | 58;
	/** 1: delivered to the home, 19: from it. */
	readonly flow: 1 | 19;
	/** 72: Wh, 42: m³. */
	readonly uom: 72 | 42;
	readonly unitPower: 3 | 0;
}

const WATER: Codes = { service: 2, commodity: 9, kind: 58, flow: 1, uom: 42, unitPower: 0 };
const POWER: Codes = { service: 0, commodity: 1, kind: 12, flow: 1, uom: 72, unitPower: 3 };

/** Temperature has no commodity of its own there, and is left to CSV. */
const CODES: Readonly<Record<Exclude<Medium, 'temperature'>, Codes>> = {
	cold_water: WATER,
	hot_water: WATER,
	electricity: POWER,
	electricity_export: { ...POWER, flow: 19 }
};

/** QualityOfReading; measured and late ones are as good as the default, valid. */
const QUALITY_CODES: Partial<Record<Quality, number>> = {
	/** Estimated by linear interpolation. */
	interpolated: 9,
	/** Questionable. */
	suspect: 10,
	/** Derived. */
	meter_changed: 11,
	/** Mixed: a part is known. */
	missing: 13,
	/** Manually edited or corrected. */
	corrected: 7
};

/** 0: as long as its months are. */
const SECONDS: Readonly<Record<TakenResolution, number>> = { hour: 3600, day: 86_400, month: 0 };

/** Last Sunday of March at 02:00 and of October at 03:00 of the clock, an hour ahead; an hour ahead of UTC. */
const STOCKHOLM =
	'<espi:LocalTimeParameters><espi:dstEndRule>AE0E3000</espi:dstEndRule><espi:dstOffset>3600</espi:dstOffset>' +
	'<espi:dstStartRule>3E0E2000</espi:dstStartRule><espi:tzOffset>3600</espi:tzOffset></espi:LocalTimeParameters>';

export const hasGreenButton = (medium: Medium): medium is keyof typeof CODES => medium !== 'temperature';

/** The same name always gives the same id: a second take-out speaks of the same things. */
function uuidOf(name: string): string {
	const hex = createHash('sha256').update(`hemvy ${name}`).digest('hex').slice(0, 32);
	const marked = `${hex.slice(0, 12)}8${hex.slice(13, 16)}a${hex.slice(17)}`;
	return marked.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

interface Entry {
	readonly self: string;
	readonly up: string;
	readonly related?: readonly string[];
	readonly title: string;
	readonly content: string;
	/** ISO, UTC. */
	readonly at: string;
}

function entry({ self, up, related = [], title, content, at }: Entry): string {
	const links = [
		`<link rel="self" href="${self}"/>`,
		`<link rel="up" href="${up}"/>`,
		...related.map((href) => `<link rel="related" href="${href}"/>`)
	];
	return (
		`<entry><id>urn:uuid:${uuidOf(self)}</id>${links.join('')}<title>${title}</title>` +
		`<content type="application/xml">${content}</content><published>${at}</published><updated>${at}</updated></entry>\n`
	);
}

/** A series as a Green Button file. Intervals of which nothing is known are left out. @param now UTC seconds */
export async function* greenButton(
	{ home, medium, resolution }: TakenSeries & { readonly medium: keyof typeof CODES },
	windows: AsyncIterable<KnownPoints>,
	now: number
): AsyncGenerator<string> {
	const codes = CODES[medium];
	const at = new Date(now * 1000).toISOString();
	const root = '/espi/1_1/resource';
	const points = `${root}/UsagePoint`;
	const point = `${points}/${home.id}-${medium}`;
	const reading = `${point}/MeterReading/${resolution}`;
	const type = `${root}/ReadingType/${medium}-${resolution}`;
	const clock = `${root}/LocalTimeParameters/1`;
	const hasClock = home.timeZone === HOME_ZONE;
	yield (
		'<?xml version="1.0" encoding="UTF-8"?>\n' +
		'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:espi="http://naesb.org/espi">' +
		`<id>urn:uuid:${uuidOf(`feed ${reading}`)}</id><title>Green Button ${medium} ${resolution}</title><updated>${at}</updated>` +
		`<link rel="self" href="${reading}"/>\n`
	);
	yield entry({
		...{ self: point, up: points, title: medium, at },
		related: [`${point}/MeterReading`, ...(hasClock ? [clock] : [])],
		content: `<espi:UsagePoint><espi:ServiceCategory><espi:kind>${codes.service}</espi:kind></espi:ServiceCategory></espi:UsagePoint>`
	});
	if (hasClock) {
		const up = `${root}/LocalTimeParameters`;
		yield entry({ self: clock, up, title: home.timeZone, content: STOCKHOLM, at });
	}
	yield entry({
		...{ self: reading, up: `${point}/MeterReading`, title: resolution, at },
		related: [`${reading}/IntervalBlock`, type],
		content: '<espi:MeterReading/>'
	});
	let power: number | null = null;
	for await (const { points: known, decimals } of windows) {
		if (power === null) {
			power = powerOf(decimals);
			yield entry({
				...{ self: type, up: `${root}/ReadingType`, title: medium, at },
				content: readingType(codes, resolution, power)
			});
		}
		for (const [block, within] of blocksOf(known, resolution, home.timeZone)) {
			const self = `${reading}/IntervalBlock/${block}`;
			const content = intervalBlock(within, power);
			yield entry({ self, up: `${reading}/IntervalBlock`, title: block, content, at });
		}
	}
	yield '</feed>\n';
}

function readingType(codes: Codes, resolution: TakenResolution, power: number): string {
	const length = SECONDS[resolution];
	return (
		'<espi:ReadingType><espi:accumulationBehaviour>4</espi:accumulationBehaviour>' +
		`<espi:commodity>${codes.commodity}</espi:commodity><espi:dataQualifier>12</espi:dataQualifier>` +
		`<espi:defaultQuality>0</espi:defaultQuality><espi:flowDirection>${codes.flow}</espi:flowDirection>` +
		(length === 0 ? '' : `<espi:intervalLength>${length}</espi:intervalLength>`) +
		`<espi:kind>${codes.kind}</espi:kind>` +
		`<espi:powerOfTenMultiplier>${codes.unitPower - power}</espi:powerOfTenMultiplier>` +
		`<espi:timeAttribute>0</espi:timeAttribute><espi:uom>${codes.uom}</espi:uom></espi:ReadingType>`
	);
}

/** The power of ten in which amounts are whole numbers; those that the schema has a name for go by threes. */
const powerOf = (decimals: number) => Math.max(3, Math.ceil(decimals / 3) * 3);

/** Hours by months, days and months by years: the block's name and its points. */
function blocksOf(points: readonly Point[], resolution: TakenResolution, zone: string): Map<string, Point[]> {
	const blocks = new Map<string, Point[]>();
	for (const point of points) {
		if (point.amount === null || point.flags & FLAG.ABSENT) continue;
		const day = civilDay(point.start, zone);
		const name = resolution === 'hour' ? firstOfMonth(day).slice(0, 7) : firstOfYear(day).slice(0, 4);
		const block = blocks.get(name);
		if (block === undefined) blocks.set(name, [point]);
		else block.push(point);
	}
	return blocks;
}

function interval(name: 'interval' | 'timePeriod', start: number, end: number): string {
	return `<espi:${name}><espi:duration>${end - start}</espi:duration><espi:start>${start}</espi:start></espi:${name}>`;
}

function intervalBlock(points: readonly Point[], power: number): string {
	const factor = 10 ** power;
	const start = points[0]?.start ?? 0;
	const end = points.at(-1)?.end ?? start;
	let text = `<espi:IntervalBlock>${interval('interval', start, end)}`;
	for (const point of points) {
		const code = QUALITY_CODES[qualityOf(point.flags)];
		const quality =
			code === undefined
				? ''
				: `<espi:ReadingQuality><espi:quality>${code}</espi:quality></espi:ReadingQuality>`;
		text +=
			`\n<espi:IntervalReading>${quality}${interval('timePeriod', point.start, point.end)}` +
			`<espi:value>${Math.round((point.amount ?? 0) * factor)}</espi:value></espi:IntervalReading>`;
	}
	return `${text}</espi:IntervalBlock>`;
}
