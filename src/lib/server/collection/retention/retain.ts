import type { Pool } from '../../db/connection.ts';
import { asRole } from '../../db/session.ts';
import type { Transaction } from '../packed-rows.ts';
import { lockMeters } from '../store-readings.ts';
import { dueApartments, dueErasures, dueSeries } from './due-series.ts';
import { eraseMonths } from './erase-months.ts';
import { DEFAULT_LIMITS, limitDays, type LimitDays, type RetentionLimits } from './limits.ts';
import { reduceSeries } from './reduce-series.ts';

/** What went, or with a dry run would have gone, by rule and kind. Rows are civil days of one meter. */
export type RetentionCounts = Record<string, number>;

export interface RetentionOptions {
	/** UTC seconds. */
	readonly now: number;
	/** Counts, and changes nothing. */
	readonly dryRun?: boolean;
	readonly limits?: RetentionLimits;
	readonly onApartment?: (done: number) => void;
}

const APARTMENTS_AT_A_TIME = 200;

/** Ends a transaction that is only to be counted. */
class Undo extends Error {}

/**
 * Takes away what is no longer kept. Each apartment is one transaction, and the logs are another: cut off anywhere, what
 * is left is done the next time; done twice, nothing more goes.
 * @param sql connected as hemvy_owner
 */
export async function retain(
	sql: Pool,
	{ now, dryRun = false, limits = DEFAULT_LIMITS, onApartment }: RetentionOptions
): Promise<RetentionCounts> {
	const days = limitDays(limits, now);
	const counts: RetentionCounts = {};
	const inTurn = (work: (tx: Transaction, own: RetentionCounts) => Promise<void>) =>
		oneStep(sql, dryRun, counts, work);
	let after = 0;
	let done = 0;
	for (;;) {
		const apartments = await asRole(sql, 'hemvy_retainer', null, (tx) =>
			dueApartments(tx, days, { after, most: APARTMENTS_AT_A_TIME })
		);
		for (const apartment of apartments) {
			await inTurn((tx, own) => retainApartment(tx, own, days, apartment));
			onApartment?.((done += 1));
		}
		const last = apartments.at(-1);
		if (last === undefined) break;
		after = last;
	}
	await inTurn((tx, own) => eraseProofs(tx, own, days));
	return counts;
}

async function oneStep(
	sql: Pool,
	dryRun: boolean,
	counts: RetentionCounts,
	work: (tx: Transaction, own: RetentionCounts) => Promise<void>
): Promise<void> {
	const own: RetentionCounts = {};
	try {
		await asRole(sql, 'hemvy_retainer', null, async (tx) => {
			await work(tx, own);
			if (dryRun) throw new Undo();
		});
	} catch (error) {
		if (!(error instanceof Undo)) throw error;
	}
	for (const [name, count] of Object.entries(own)) counts[name] = (counts[name] ?? 0) + count;
}

function add(counts: RetentionCounts, name: string, count: number): void {
	if (count > 0) counts[name] = (counts[name] ?? 0) + count;
}

async function retainApartment(
	tx: Transaction,
	counts: RetentionCounts,
	days: LimitDays,
	apartment: number
): Promise<void> {
	const meters = await tx<{ id: number }[]>`
		select id from metering.meter where apartment_id = ${apartment} order by id`;
	await lockMeters(
		tx,
		meters.map(({ id }) => id)
	);
	const erased = await dueErasures(tx, days, apartment);
	const went = new Map(erased.map((home) => [home, { hours: 0, days: 0, months: 0 }]));
	for (const due of await dueSeries(tx, days, apartment, erased)) {
		const gone = await reduceSeries(tx, due);
		add(counts, `hours: ${due.hours_rule}`, gone.hourRows);
		add(counts, `readings: ${due.hours_rule}`, gone.readingRows);
		add(counts, `corrections: ${due.hours_rule}`, gone.corrections);
		add(counts, `days: ${due.days_rule}`, gone.days);
		const own = went.get(due.occupancy_id);
		if (own) {
			own.hours += gone.hourRows;
			own.days += gone.days;
		}
	}
	for (const [home, months] of await eraseMonths(tx, days, apartment, erased)) {
		const own = went.get(home);
		add(counts, own ? 'months: erasure' : 'months: age', months);
		if (own) own.months += months;
	}
	for (const [home, own] of went) await carryOut(tx, counts, days, home, own);
}

/** Notes that a home's erasure is done: what had been agreed to there is over with it. */
async function carryOut(
	tx: Transaction,
	counts: RetentionCounts,
	days: LimitDays,
	home: number,
	{
		hours,
		days: dayCount,
		months
	}: { readonly hours: number; readonly days: number; readonly months: number }
): Promise<void> {
	const [row] = await tx<{ done: boolean }[]>`
		select consent.carry_out_erasure(${home}, ${days.now}::timestamptz, ${hours}, ${dayCount}, ${months}) as done`;
	if (row?.done !== true) throw new Error('An erasure was carried out that is not due');
	add(counts, 'erasures', 1);
}

/** Consents after the tenancy, and the log, when their time is over. */
async function eraseProofs(tx: Transaction, counts: RetentionCounts, days: LimitDays): Promise<void> {
	const over = tx`select o.id from housing.occupancy o where upper(o.during) < ${days.consent}::date`;
	const mandates = tx`select m.id from consent.mandate m where m.occupancy_id in (${over})`;
	add(counts, 'consents', (await tx`delete from consent.record r where r.occupancy_id in (${over})`).count);
	await tx`delete from consent.mandate_act a where a.mandate_id in (${mandates})`;
	add(counts, 'mandates', (await tx`delete from consent.mandate m where m.occupancy_id in (${over})`).count);
	add(
		counts,
		'erasure acts',
		(await tx`delete from consent.erasure_act e where e.occupancy_id in (${over})`).count
	);
	add(counts, 'keeping', (await tx`delete from consent.keeping k where k.occupancy_id in (${over})`).count);
	add(counts, 'requests', (await tx`delete from consent.request q where q.occupancy_id in (${over})`).count);
	add(counts, 'log', (await tx`delete from audit.access l where l.at < ${days.log}::date`).count);
	add(counts, 'events', (await tx`delete from audit.event e where e.at < ${days.log}::date`).count);
}
