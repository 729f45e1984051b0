import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { continuousRise } from '../../src/lib/energy/flow.ts';
import { FLAG, qualityOf } from '../../src/lib/energy/quality.ts';
import type { FreshDatabase } from '../database/fresh.ts';
import {
	absent,
	at,
	coldWaterGaps,
	hoursOf,
	labels,
	readingsOf,
	realStore,
	SKIPPED,
	tenantOf,
	yearsOf
} from './real-series.ts';

interface WaterLabel {
	first_register_l: number;
	last_register_l: number;
	continuous_flow_48h: { from: string; to: string; litres: number }[];
	register_backward_count: number;
	gaps_over_3h_count: number;
	longest_gaps: { from: string; to: string; litres: number }[];
}
interface ElectricityLabel {
	import_kwh: number;
	export_kwh: number;
	gaps: { from: string; to: string }[];
}
interface SplicedLabel {
	kind: 'replace' | 'rollover' | 'reset';
	unit: 'l' | 'Wh';
	first_after?: [string, number];
	wraps_between?: [string, string][];
	true_total_between_first_and_last_reading: number;
	unmetered_while_replacing?: number;
}

describe.skipIf(absent)(`real series beside their labels${SKIPPED}`, () => {
	let db: FreshDatabase;
	beforeAll(async () => {
		db = await realStore();
	}, 180_000);
	afterAll(() => db.close());

	it.each(labels<WaterLabel>('water_cold_daiad_labels.json'))(
		'%s: readings, total, gaps and continuous flow equal the label',
		async (meter, label) => {
			const tenant = await tenantOf(db, meter);
			const readings = await readingsOf(tenant, 'cold_water');
			const { total } = await yearsOf(tenant, 'cold_water');
			expect(total).toBe((label.last_register_l - label.first_register_l) / 1000);
			const steps = readings.slice(1).map((to, i) => ({ from: readings[i], to }));
			expect(steps.filter(({ from, to }) => to.register < (from?.register ?? 0))).toHaveLength(
				label.register_backward_count
			);
			expect(steps.filter(({ from, to }) => to.at - (from?.at ?? 0) > 3 * 3600)).toHaveLength(
				label.gaps_over_3h_count
			);
			const gaps = coldWaterGaps(readings, 3 * 3600);
			for (const gap of label.longest_gaps) {
				expect(gaps).toContainEqual({ start: at(gap.from), end: at(gap.to), amount: gap.litres });
			}
			expect(continuousRise(readings).map(({ from, to, amount }) => ({ from, to, litres: amount }))).toEqual(
				label.continuous_flow_48h.map(({ from, to, litres }) => ({ from: at(from), to: at(to), litres }))
			);
		}
	);

	it.each(labels<ElectricityLabel>('electricity_sierra_labels.json'))(
		'%s: import, export and the missing hour equal the label',
		async (meter, label) => {
			const tenant = await tenantOf(db, meter);
			expect((await yearsOf(tenant, 'electricity')).total).toBe(label.import_kwh);
			expect((await yearsOf(tenant, 'electricity_export')).total).toBe(label.export_kwh);
			for (const gap of label.gaps) {
				const hours = await hoursOf(tenant, 'electricity', '2016-11-05', '2016-11-08');
				const spread = hours.filter((hour) => hour.flags & FLAG.INTERPOLATED);
				expect(spread[0]?.start).toBe(at(gap.from));
				expect(spread.at(-1)?.end).toBe(at(gap.to));
			}
		}
	);

	it.each(labels<SplicedLabel>('meter_replacement_spliced_labels.json'))(
		'%s: nothing is lost but what nobody measured, and the exchange is marked',
		async (meter, label) => {
			const tenant = await tenantOf(db, meter);
			const medium = label.unit === 'l' ? 'cold_water' : 'electricity';
			const { total, points } = await yearsOf(tenant, medium);
			const measured =
				label.true_total_between_first_and_last_reading - (label.unmetered_while_replacing ?? 0);
			expect(Math.round((total ?? 0) * 1000)).toBe(measured);
			expect(points.every((point) => (point.amount ?? 0) >= 0)).toBe(true);
			const change = label.first_after?.[0] ?? label.wraps_between?.[0]?.[1] ?? '';
			const day = change.slice(0, 10);
			const next = new Date(at(day) * 1000 + 86_400_000).toISOString().slice(0, 10);
			const hours = await hoursOf(tenant, medium, day, next);
			const marked = hours.filter((hour) => hour.flags & FLAG.METER_CHANGED);
			expect(marked.length).toBeGreaterThan(0);
			expect(marked.map((hour) => qualityOf(hour.flags))).not.toContain('measured');
		}
	);
});
