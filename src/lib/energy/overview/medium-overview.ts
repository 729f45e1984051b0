import { addDays, addMonths, civilDay, dayStart, firstOfMonth } from '../calendar.ts';
import { daysBetween, isMeasured, yearBefore } from '../compare.ts';
import { FORECAST_DAYS, forecastEnd, type Forecast } from '../forecast.ts';
import { MEDIUM_FACTS } from '../medium.ts';
import { FLAG } from '../quality.ts';
import type { Point } from '../series.ts';
import { doubtful, heard, type Attention } from './attention.ts';
import { daysOf, isOwn, monthOf, touchesOwn, type Known } from './known.ts';
import type { Bar, MediumOverview, Room } from './overview.ts';
import { daySoFar, lastMonth, monthSoFar, yearSoFar } from './so-far.ts';

const UTC_DAY = 86_400;

/** Everything of one medium. */
export function mediumOverview(known: Known): MediumOverview {
	const { medium, reads, until, frame } = known;
	const { kind, unit } = MEDIUM_FACTS[medium];
	const recent = kind === 'counter' ? recentDays(known) : new Map<string, number>();
	return {
		medium,
		unit,
		reads,
		until: reads === 'month' ? null : until,
		day: daySoFar(known),
		month: monthSoFar(known),
		year: yearSoFar(known),
		lastMonth: reads === 'month' ? lastMonth(known) : null,
		bars: reads === 'month' || frame.isLeft ? monthBars(known) : dayBars(known),
		forecast: kind === 'counter' ? forecastOf(known, recent) : null,
		room: kind === 'gauge' ? roomOf(known) : null
	};
}

/** What of it needs to be known or done. */
export function attentionOf(known: Known): Attention[] {
	const { medium, reads, until, frame, leaks, hours, byDay, today, open } = known;
	if (reads === 'month' || frame.isLeft) return [];
	const unheard = heard(medium, until, frame.at).filter(({ kind }) => reads === 'hour' || kind === 'silent');
	if (MEDIUM_FACTS[medium].kind === 'gauge' || until === null) return unheard;
	const days = daysOf(known, today.slice(0, 7));
	const last = open ?? civilDay(until - 1, frame.zone);
	const checked = { medium, days: byDay, hours, zone: frame.zone, first: days[0] ?? today, last };
	return [...leaks.map((leak) => ({ medium, ...leak })), ...unheard, ...doubtful(checked)];
}

const nothing = { amount: null, low: null, high: null, flags: FLAG.MISSING | FLAG.ABSENT };

function bar(key: string, point: Point | null | undefined, state: Bar['state'], before: number | null): Bar {
	const { amount, low, high, flags } = point ?? nothing;
	return { key, amount, low, high, flags, state, before };
}

const measured = (point: Point | undefined) => (isMeasured(point) ? point.amount : null);

function dayBars(known: Known): Bar[] {
	const { today, byDay, open } = known;
	const first = firstOfMonth(today);
	return daysBetween(first, addDays(addMonths(first, 1), -1)).map((day) => {
		const twin = yearBefore(day);
		const before = twin !== null && isOwn(known, twin) ? measured(byDay.get(twin)) : null;
		if (!touchesOwn(known, day)) return bar(day, null, 'outside', null);
		if (day > today) return bar(day, null, 'coming', before);
		return bar(day, byDay.get(day), day === today || day === open ? 'running' : 'done', before);
	});
}

function monthBars(known: Known): Bar[] {
	const year = known.today.slice(0, 4);
	const present = known.today.slice(0, 7);
	return Array.from({ length: 12 }, (_, i) => {
		const month = `${year}-${String(i + 1).padStart(2, '0')}`;
		const twin = addMonths(`${month}-01`, -12).slice(0, 7);
		const before = isOwn(known, twin) ? measured(known.byMonth.get(twin)) : null;
		if (!touchesOwn(known, month)) return bar(month, null, 'outside', null);
		if (month > present) return bar(month, null, 'coming', before);
		const state = month === present && !known.frame.isLeft ? 'running' : 'done';
		return bar(month, monthOf(known, month), state, before);
	});
}

/** The measured whole days of the latest four weeks, by civil day. */
function recentDays(known: Known): Map<string, number> {
	const { until, open, frame, byDay } = known;
	if (until === null || frame.isLeft) return new Map();
	const last = open === null ? civilDay(until - 1, frame.zone) : addDays(open, -1);
	return new Map(
		daysBetween(addDays(last, 1 - FORECAST_DAYS), last).flatMap((day): [string, number][] => {
			const point = byDay.get(day);
			return isMeasured(point) && isOwn(known, day) ? [[day, point.amount]] : [];
		})
	);
}

/** A day of the month that is not whole is forecast like those to come. */
function forecastOf(known: Known, recent: ReadonlyMap<string, number>): Forecast | null {
	const { until, frame, today, open, byDay } = known;
	if (known.reads === 'month' || frame.isLeft || until === null) return null;
	const month = firstOfMonth(today);
	if (until < dayStart(month, frame.zone)) return null;
	const reached = civilDay(until - 1, frame.zone);
	const days = daysOf(known, today.slice(0, 7)).filter((day) => day <= reached);
	const whole = days.filter((day) => day === open || !isPartial(byDay.get(day)));
	const soFar = whole.reduce((sum, day) => sum + (byDay.get(day)?.amount ?? 0), 0);
	const left = (dayStart(addMonths(month, 1), frame.zone) - until) / UTC_DAY;
	return forecastEnd({
		days: [...recent.values()],
		soFar,
		daysLeft: left + days.length - whole.length
	});
}

const isPartial = (point: Point | undefined) => point === undefined || (point.flags & FLAG.MISSING) !== 0;

function roomOf({ hours, until, frame, byDay }: Known): Room | null {
	const latest = hours.findLast((hour) => hour.end === until);
	if (latest === undefined || latest.amount === null || until === null || frame.isLeft) return null;
	const day = byDay.get(civilDay(until - 1, frame.zone));
	return {
		at: until,
		now: latest.amount,
		low: day?.low ?? latest.low ?? latest.amount,
		high: day?.high ?? latest.high ?? latest.amount
	};
}
