import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { plain } from '../decode-line.ts';
import { interpret } from '../interpret.ts';
import { NOTHING_KNOWN } from '../memory.ts';
import type { Reading } from '../reading.ts';

/** Messages written for this project, of every family, in the order in which they arrive. */
const FOLDER = path.resolve(import.meta.dirname, '../../../../tests/fixtures/messages');

interface Line {
	readonly topic: string;
	readonly payload: unknown;
	readonly retained?: boolean;
	/** Readings as `[quantity, value, unit, kind, channel?]`, or the reason of the rejection. */
	readonly gives: readonly (readonly unknown[])[] | string;
	readonly at?: string | null;
	readonly quality?: string;
	readonly unknown?: readonly string[];
	readonly refused?: Readonly<Record<string, number>>;
}
interface Family {
	readonly family: string;
	readonly received: string;
	readonly cases: readonly { readonly rule: string; readonly lines: readonly Line[] }[];
}

const families = readdirSync(FOLDER).map(
	(file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Family
);

const listed = (reading: Reading) => {
	const { quantity, value, unit, kind, channel } = plain(reading);
	return [quantity, value, unit, kind, ...(channel === undefined ? [] : [channel])];
};
const sorted = (list: readonly (readonly unknown[])[]) => list.map((l) => JSON.stringify(l)).sort();

describe.each(families)('$family', ({ cases, received }) => {
	it.each(cases)('$rule', ({ lines }) => {
		let memory = NOTHING_KNOWN;
		for (const line of lines) {
			const result = interpret(
				{
					topic: line.topic,
					payload: typeof line.payload === 'string' ? line.payload : JSON.stringify(line.payload),
					retained: line.retained ?? false,
					receivedAt: Date.parse(received) / 1000
				},
				memory
			);
			memory = result.memory;
			if (typeof line.gives === 'string') {
				expect(result).toMatchObject({ kind: 'rejected', reason: line.gives });
				continue;
			}
			expect(result).toMatchObject({ kind: 'read' });
			if (result.kind !== 'read') return;
			expect(sorted(result.readings.map(listed))).toEqual(sorted(line.gives));
			expectMarks(line, result.readings);
			if (line.unknown) expect(result.unknown).toEqual(line.unknown);
			const reasons = result.refused.map((r) => r.reason);
			expect(reasons).toEqual(
				Object.entries(line.refused ?? {}).flatMap(([r, n]) => Array<string>(n).fill(r))
			);
		}
	});
});

/** The moment and the trust that every reading of the line carries. */
function expectMarks({ at, quality }: Line, readings: readonly Reading[]): void {
	for (const reading of readings) {
		if (quality !== undefined) expect(reading.quality).toBe(quality);
		if (at !== undefined) expect(reading.sourceTime).toBe(at === null ? null : Date.parse(at) / 1000);
	}
}
