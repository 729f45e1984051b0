import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Gathered } from './gathered.ts';

it('hands on everything once, by meter, a meter’s own in the order of the file', () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 200 }),
			fc.integer({ min: 1, max: 50 }),
			(meters, size) => {
				const gathered = new Gathered(200);
				for (let round = 0; round < 2; round++) {
					gathered.clear();
					meters.forEach((meterId, i) => {
						gathered.add(i + 2, meterId, 8_000_000_000 + i, -i, 4);
					});
					const slices = [...gathered.slices(size)];
					const all = slices.flatMap(({ readings, lines }) =>
						readings.map((r, k) => ({ ...r, line: lines[k] }))
					);
					expect(all.map((r) => r.line).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
						meters.map((_, i) => i + 2)
					);
					for (const [k, reading] of all.entries()) {
						const i = (reading.line ?? 0) - 2;
						expect(reading).toMatchObject({
							meterId: meters[i],
							at: 8_000_000_000 + i,
							register: 0 - i,
							flags: 4
						});
						const before = all.slice(0, k).filter((r) => r.meterId === reading.meterId);
						if (before.length > 0) expect(all[k - 1]?.meterId).toBe(reading.meterId);
						expect(before.every((r) => (r.line ?? 0) < (reading.line ?? 0))).toBe(true);
					}
				}
			}
		)
	);
});

it('refuses more than it holds', () => {
	const gathered = new Gathered(1);
	gathered.add(2, 1, 0, 0, 0);
	expect(gathered.room).toBe(0);
	expect(() => {
		gathered.add(3, 1, 0, 0, 0);
	}).toThrow(RangeError);
});
