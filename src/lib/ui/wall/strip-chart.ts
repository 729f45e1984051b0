import { Chart, Filler, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { StripPoint } from '#lib/home/snapshot.ts';
import { POINT_S, runsOf, type StripFrame } from './strip.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler);

interface Spot {
	x: number;
	y: number;
}

/** The last hour's line on a canvas whose parent gives the box. */
export interface StripChart {
	/** Takes over what has changed of the points, and the axes. */
	show(points: readonly StripPoint[], frame: StripFrame, gapS: number): void;
	/** Draws in the colours that are in force now. */
	light(...why: unknown[]): void;
	stop(): void;
}

/** Starts empty; nothing moves, and nothing is drawn between two calls but after a change of the box. */
export function startStripChart(canvas: HTMLCanvasElement): StripChart {
	const spots: Spot[] = [];
	const x = { type: 'linear' as const, display: false, min: 0, max: 1 };
	const y = { type: 'linear' as const, display: false, min: 0, max: 1 };
	const chart = new Chart<'line', Spot[]>(canvas, {
		type: 'line',
		data: { datasets: [{ data: spots, borderWidth: 3, borderCapStyle: 'round', borderJoinStyle: 'round' }] },
		options: {
			animation: false,
			responsive: true,
			maintainAspectRatio: false,
			parsing: false,
			normalized: true,
			events: [],
			clip: false,
			// room for the newest point's dot
			layout: { autoPadding: false, padding: { right: 8 } },
			scales: { x, y },
			elements: { point: { hitRadius: 0, hoverRadius: 0 } }
		}
	});
	const dark = globalThis.matchMedia('(prefers-color-scheme: dark)');
	const [line] = chart.data.datasets;

	function light() {
		const { color: into, caretColor: out } = getComputedStyle(canvas);
		if (line === undefined) return;
		const of = (watts: number | undefined) => (watts !== undefined && watts < 0 ? out : into);
		const faint = (colour: string) => `color-mix(in srgb, ${colour} 14%, transparent)`;
		line.borderColor = into;
		line.segment = {
			borderColor: ({ p1 }: { p1: { parsed: { y: number | null } } }) => of(p1.parsed.y ?? 0)
		};
		line.pointBackgroundColor = line.pointBorderColor = ({ dataIndex }: { dataIndex: number }) =>
			of(spots[dataIndex]?.y);
		line.fill = { target: 'origin', above: faint(into), below: faint(out) };
		chart.update('none');
	}
	dark.addEventListener('change', light);

	return {
		show(points, frame, gapS) {
			follow(spots, spotsOf(points, gapS));
			if (line === undefined) return;
			// the newest point, and each that stands alone, is a dot
			line.pointRadius = spots.map((_, i) => (i === spots.length - 1 || isAlone(spots, i) ? 4.5 : 0));
			Object.assign(chart.options.scales?.['x'] ?? {}, { min: frame.from, max: frame.to });
			Object.assign(chart.options.scales?.['y'] ?? {}, { min: frame.min, max: frame.max });
			chart.update('none');
		},
		light,
		stop() {
			dark.removeEventListener('change', light);
			chart.destroy();
		}
	};
}

/** The points in the middle of their time, and between runs a spot without a value, where the line breaks. */
function spotsOf(points: readonly StripPoint[], gapS: number): Spot[] {
	return runsOf(points, gapS).flatMap((run, i) => {
		const spots = run.map(({ at, watts }): Spot => ({ x: at + POINT_S / 2, y: watts }));
		const [first] = spots;
		return i > 0 && first ? [{ x: first.x - POINT_S, y: Number.NaN }, ...spots] : spots;
	});
}

/** Takes old spots off the beginning, changes those that have changed and appends the new: never the whole again. */
function follow(spots: Spot[], wanted: readonly Spot[]): void {
	while (spots[0] && (wanted[0] === undefined || spots[0].x < wanted[0].x)) spots.shift();
	wanted.forEach((next, i) => {
		const spot = spots[i];
		if (spot?.x !== next.x) spots.splice(i, spots.length, { ...next });
		else spot.y = next.y;
	});
	spots.length = wanted.length;
}

function isAlone(spots: readonly Spot[], i: number): boolean {
	const isBreak = (spot: Spot | undefined) => spot === undefined || Number.isNaN(spot.y);
	return isBreak(spots[i - 1]) && isBreak(spots[i + 1]);
}
