import { describe, expect, it } from 'vitest';
import { FLAG } from '#lib/energy/quality.ts';
import { frameOf } from '../usage/frame.ts';
import { at, madeHours, madePoint, madeSeries, madeUsage } from '../usage/made-usage.ts';
import { BOXES, drawGraph } from './drawing.ts';
import { slotAt } from './layout.ts';

const MIDNIGHT = '2026-11-20T23:00:00Z';
const water = (cold: readonly (number | null)[], hot: readonly (number | null)[]) =>
	madeUsage([
		madeSeries('cold_water', madeHours(MIDNIGHT, cold)),
		madeSeries('hot_water', madeHours(MIDNIGHT, hot))
	]);
const draw = (usage: ReturnType<typeof madeUsage>, box = BOXES.wide) => drawGraph(frameOf(usage), box, 'sv');

describe('bars', () => {
	it('stand on zero, hot on cold, and are as long as their amounts', () => {
		const { shapes, ground } = draw(water([0.02], [0.04]));
		const [cold, hot] = shapes;
		expect(cold && cold.y + cold.height).toBeCloseTo(ground.zero);
		expect(hot && cold && hot.y + hot.height).toBeLessThan(cold?.y ?? 0);
		expect((ground.zero - (hot?.y ?? 0)) / (cold?.height ?? 1)).toBeCloseTo(3);
	});
	it('draw a known zero as a mark and an unknown value as nothing', () => {
		const { shapes, zeros, silences } = draw(water([0, null, 0.01], [0, null, 0.01]));
		expect(zeros.map((z) => z.slot)).toEqual([0]);
		expect(shapes.map((s) => s.first)).toEqual([2, 2]);
		expect(silences).toHaveLength(1);
	});
	it('hang exported electricity below the axis', () => {
		const usage = madeUsage(
			[
				madeSeries('electricity', madeHours(MIDNIGHT, [0.5])),
				madeSeries('electricity_export', madeHours(MIDNIGHT, [1.5]))
			],
			{ subject: 'electricity' }
		);
		const { shapes, ground } = draw(usage);
		expect(shapes[0]).toMatchObject({ end: 'top' });
		expect(shapes[1]).toMatchObject({ end: 'bottom', y: ground.zero });
		expect(ground.gridlines.map((g) => g.text)).not.toContain('−2');
	});
	it('draw a spread gap as one shape over all its hours', () => {
		const points = madeHours(
			MIDNIGHT,
			Array.from({ length: 24 }, () => 0.01)
		).map((p, i) => (i > 4 && i < 9 ? { ...p, flags: FLAG.INTERPOLATED } : p));
		const { shapes, tags } = draw(madeUsage([madeSeries('cold_water', points)]));
		expect(shapes.filter((s) => s.look === 'hatched')).toMatchObject([{ first: 5, last: 8 }]);
		expect(tags[0]?.lines).toEqual(['40 l under fyra timmar', 'mätaren hördes inte']);
	});
	it('have 23 places on the spring day and 25 on the autumn day', () => {
		const spring = madeUsage([], { period: '2016-03-27' });
		const autumn = madeUsage([], { period: '2016-10-30' });
		expect(draw(spring).frame.slots).toHaveLength(23);
		expect(draw(autumn).frame.slots).toHaveLength(25);
		expect(draw(autumn).ground.labels.filter((l) => l.text === '02')).toHaveLength(2);
	});
});

describe('the temperature line', () => {
	it('breaks where nothing is known and is dashed where it is spread', () => {
		const points = [21, 21.4, null, 21.2, 21.3].map((t, i) => ({
			...madePoint(at(MIDNIGHT) + i * 3600, t, t === null ? 80 : i === 4 ? FLAG.INTERPOLATED : 0),
			low: t === null ? null : t - 0.5,
			high: t === null ? null : t + 0.5
		}));
		const { line, ground } = draw(madeUsage([madeSeries('temperature', points)], { subject: 'temperature' }));
		expect(line?.strokes.map((s) => s.dashed)).toEqual([false, true]);
		expect(line?.bands).toHaveLength(2);
		expect(ground.scale.min).toBeGreaterThan(10);
	});
});

describe('words in the graph', () => {
	it('cover no bar and no other words', () => {
		const cold = Array.from({ length: 24 }, (_, i) => (i % 5 === 1 ? null : 0.01 * (i + 1)));
		for (const box of [BOXES.wide, BOXES.narrow]) {
			const { tags, shapes } = draw(water(cold, cold), box);
			for (const [i, tag] of tags.entries()) {
				for (const other of [...shapes, ...tags.slice(i + 1)]) {
					const apart =
						tag.x + tag.width <= other.x + 1e-9 ||
						other.x + other.width <= tag.x + 1e-9 ||
						tag.y + tag.height <= other.y + 1e-9 ||
						other.y + other.height <= tag.y + 1e-9;
					expect(apart, `${tag.lines.join()} over ${JSON.stringify(other)}`).toBe(true);
				}
			}
		}
	});
	it('name both waters beside their bars', () => {
		const { tags } = draw(water([0.02, 0.01, 0.03], [0.04, 0.01, 0.02]));
		expect(tags.map((t) => t.lines[0])).toEqual(['kallt', 'varmt']);
	});
});

describe('targets', () => {
	it('are a link for every slot that can be read, with everything in its name', () => {
		const { targets } = draw(water([0.018, null], [0.038, null]));
		expect(targets.map((t) => t.label)).toEqual([
			'00–01: 56 liter, varav 38 varmt, uppmätt',
			'01–02: inga värden, mätaren hördes inte'
		]);
	});
	it('are found from a pixel, also at the very ends', () => {
		const { ground } = draw(water([0.01], [0.01]));
		expect(slotAt(ground, 24, -5)).toBe(0);
		expect(slotAt(ground, 24, 5000)).toBe(23);
		expect(slotAt(ground, 24, ground.plot.left + ground.slotWidth * 6.5)).toBe(6);
	});
});
