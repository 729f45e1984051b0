import {
	BarController,
	BarElement,
	CategoryScale,
	Chart,
	Filler,
	LinearScale,
	LineController,
	LineElement,
	PointElement
} from 'chart.js';
import type { ChartDataset, Plugin } from 'chart.js';
import type { Language } from '#lib/i18n/formats.ts';
import type { Frame } from '../usage/frame.ts';
import { barWidth } from './bars.ts';
import { drawGraph } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import { isPlainBar, paintGround, paintMarks } from './paint.ts';
import { readTheme } from './theme.ts';
import type { Theme } from './theme.ts';

Chart.register(
	BarController,
	BarElement,
	LineController,
	LineElement,
	PointElement,
	Filler,
	CategoryScale,
	LinearScale
);

/** The graph as Chart.js draws it on a canvas that lies over the drawing, in the same box. */
export interface LiveGraph {
	show(frame: Frame, language: Language): void;
	/** The slot that is being read, or null. */
	point(slot: number | null): void;
	stop(): void;
}

type MixedDataset = ChartDataset<'bar' | 'line', (number | null)[]>;

function barDatasets(drawing: Drawing, theme: Theme): MixedDataset[] {
	const { frame, ground } = drawing;
	return frame.media.map((medium): MixedDataset => {
		const sign = medium === 'electricity_export' ? -1 : 1;
		const shapes = new Map(
			drawing.shapes.filter((s) => s.medium === medium && isPlainBar(s)).map((s) => [s.first, s])
		);
		const solid = medium === 'hot_water' ? theme.lines(medium) : theme.colour(medium);
		const outlined = (i: number) => shapes.get(i)?.look === 'outlined';
		return {
			type: 'bar',
			data: frame.slots.map((slot) => {
				const drawn = slot.parts.find((p) => p.medium === medium)?.drawn ?? null;
				return drawn === null ? null : drawn * sign;
			}),
			backgroundColor: frame.slots.map((_, i) =>
				!shapes.has(i) ? 'transparent' : outlined(i) ? theme.tint(medium) : solid
			),
			borderColor: frame.slots.map((_, i) => (outlined(i) ? theme.colour(medium) : theme.colour('ground'))),
			borderWidth: frame.slots.map((_, i) =>
				outlined(i)
					? 1.5
					: { top: 0, left: 0, right: 0, bottom: medium === 'hot_water' && shapes.has(i) ? 1.5 : 0 }
			),
			borderRadius: frame.slots.map((_, i) => {
				const r = shapes.get(i)?.outer === true ? 3 : 0;
				return sign < 0 ? { bottomLeft: r, bottomRight: r } : { topLeft: r, topRight: r };
			}),
			borderSkipped: false,
			barThickness: barWidth(ground.slotWidth),
			minBarLength: 1.5,
			stack: 'one'
		};
	});
}

function lineDatasets(drawing: Drawing, theme: Theme): MixedDataset[] {
	const parts = drawing.frame.slots.map((slot) => slot.parts[0]);
	const colour = theme.colour('temperature');
	const spread = (i: number) => parts[i]?.look === 'hatched';
	const hollow = (i: number) => parts[i]?.look === 'outlined' || parts[i]?.look === 'partial';
	const alone = new Set((drawing.line?.points ?? []).filter((p) => p.alone).map((p) => p.slot));
	const quiet = { type: 'line' as const, borderWidth: 0, pointRadius: 0 };
	const band = `color-mix(in srgb, ${colour} 18%, transparent)`;
	return [
		{
			type: 'line',
			data: parts.map((p) => p?.amount ?? null),
			borderColor: colour,
			borderWidth: 2.5,
			borderJoinStyle: 'round',
			borderCapStyle: 'round',
			pointRadius: parts.map((_, i) => (hollow(i) ? 4 : alone.has(i) ? 3.5 : 0)),
			pointBackgroundColor: parts.map((_, i) => (hollow(i) ? theme.colour('ground') : colour)),
			pointBorderColor: colour,
			pointBorderWidth: 2,
			segment: {
				borderDash: (s: { p0DataIndex: number; p1DataIndex: number }) =>
					spread(s.p0DataIndex) || spread(s.p1DataIndex) ? [2, 6] : undefined
			}
		},
		{ ...quiet, data: parts.map((p) => p?.high ?? p?.amount ?? null), fill: '+1', backgroundColor: band },
		{ ...quiet, data: parts.map((p) => p?.low ?? p?.amount ?? null), fill: false }
	];
}

/** Starts on `canvas`, whose parent gives the box. Nothing is drawn before the first `show`. */
export function startLiveGraph(canvas: HTMLCanvasElement): LiveGraph {
	let shown: { frame: Frame; language: Language } | null = null;
	let drawing: Drawing | null = null;
	let theme = readTheme(canvas);
	let active: number | null = null;
	const painter: Plugin = {
		id: 'hemvy',
		beforeDraw: (chart) => {
			if (drawing) paintGround(chart.ctx, drawing, theme, active);
		},
		afterDatasetsDraw: (chart) => {
			if (drawing) paintMarks(chart.ctx, drawing, theme);
		}
	};
	const chart = new Chart<'bar' | 'line', (number | null)[]>(canvas, {
		type: 'bar',
		data: { labels: [], datasets: [] },
		plugins: [painter],
		options: {
			animation: false,
			responsive: true,
			maintainAspectRatio: false,
			events: [],
			layout: { autoPadding: false },
			scales: { x: { display: false, stacked: true }, y: { display: false, stacked: true } },
			onResize: () => {
				// Within a resize the chart must not be updated: the next frame does it.
				requestAnimationFrame(draw);
			}
		}
	});

	function draw() {
		const box = canvas.parentElement?.getBoundingClientRect();
		if (shown === null || !box || box.width === 0) return;
		const narrow = globalThis.matchMedia('(max-width: 700px)').matches;
		const plan = drawGraph(shown.frame, { width: box.width, height: box.height, narrow }, shown.language);
		const { plot, scale } = plan.ground;
		drawing = plan;
		chart.data.labels = plan.frame.slots.map((s) => s.key);
		chart.data.datasets = plan.line ? lineDatasets(plan, theme) : barDatasets(plan, theme);
		const padding = {
			left: plot.left,
			right: box.width - plot.right,
			top: plot.top,
			bottom: box.height - plot.bottom
		};
		chart.options.layout = { autoPadding: false, padding };
		const stacked = plan.line === null;
		chart.options.scales = {
			x: { type: 'category', display: false, stacked, offset: true },
			y: { type: 'linear', display: false, stacked, min: scale.min, max: scale.max }
		};
		chart.update('none');
	}

	const dark = globalThis.matchMedia('(prefers-color-scheme: dark)');
	function retheme() {
		theme = readTheme(canvas);
		draw();
	}
	dark.addEventListener('change', retheme);
	// The face may arrive after the first paint; words are painted again in it.
	void document.fonts.ready.then(draw);

	return {
		show(frame, language) {
			const before = shown?.frame.usage;
			shown = { frame, language };
			theme = readTheme(canvas);
			draw();
			if (before) slide(canvas, before.period, frame.usage.period);
		},
		point(slot) {
			active = slot;
			chart.draw();
		},
		stop() {
			dark.removeEventListener('change', retheme);
			shown = null;
			chart.destroy();
		}
	};
}

/** Stepping moves the axis a little, in the direction of time; with reduced motion nothing moves. */
function slide(canvas: HTMLCanvasElement, from: string, to: string) {
	if (from === to || from.length !== to.length) return;
	if (globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
	const shift = to > from ? 28 : -28;
	canvas.animate(
		[
			{ transform: `translateX(${shift}px)`, opacity: 0.2 },
			{ transform: 'none', opacity: 1 }
		],
		{ duration: 220, easing: 'ease-out' }
	);
}
