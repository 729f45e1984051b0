import { isoWithOffset } from '#lib/energy/calendar.ts';
import type { Bill, MediumBill, MonthBill, Ore, YearBill } from '#lib/energy/cost/bill.ts';
import { csvLine, type CsvValue } from '../take-out/csv.ts';

const HEADER = ['line', 'medium', 'from', 'to', 'quantity', 'unit', 'price_sek', 'vat_share'] as const;
const MONEY = ['net_sek', 'vat_sek', 'total_sek'] as const;

const kronor = ({ net, vat, gross }: Ore): CsvValue[] => [net / 100, vat / 100, gross / 100];
const NO_MONEY: readonly CsvValue[] = [null, null, null];

/**
 * A bill as CSV: a row a line, with SEK to the öre; what is in no amount has a row without one, never a zero. Of days
 * `to` is the last one; of a line of use both are instants, `to` excluded.
 */
export function billCsv(bill: Bill): string {
	const rows = bill.kind === 'month' ? monthRows(bill) : yearRows(bill);
	const total = ['total', null, bill.firstDay, bill.lastDay, null, null, null, null, ...kronor(bill)];
	return [[...HEADER, ...MONEY], ...rows, total].map(csvLine).join('');
}

function monthRows({ media, home }: MonthBill): CsvValue[][] {
	return media.flatMap((medium) => mediumRows(medium, (at) => isoWithOffset(at, home.timeZone)));
}

function mediumRows(medium: MediumBill, instant: (at: number) => string): CsvValue[][] {
	const { unit } = medium;
	const uses = medium.uses.map((use): CsvValue[] => [
		...['use', medium.medium, instant(use.start), instant(use.end)],
		...[use.quantity, unit, use.pricePerUnit, use.vatShare, ...kronor(use)]
	]);
	const days = medium.uses.flatMap((use) =>
		(use.days ?? []).map((day): CsvValue[] => [
			...['day', medium.medium, day.day, day.day, day.quantity, unit, use.pricePerUnit, use.vatShare],
			...[null, null, day.gross === null ? null : day.gross / 100]
		])
	);
	const fees = medium.fees.map((fee): CsvValue[] => [
		...['fixed_fee', medium.medium, fee.firstDay, fee.lastDay],
		...[fee.days, 'days', fee.feePerDay, fee.vatShare, ...kronor(fee)]
	]);
	const unknown = medium.unknown.map(({ reason, start, end, quantity }): CsvValue[] => [
		...[reason, medium.medium, instant(start), instant(end), quantity, unit, null, null],
		...NO_MONEY
	]);
	return [...uses, ...fees, ...unknown, ...days];
}

function yearRows({ months }: YearBill): CsvValue[][] {
	return months.flatMap(({ month, media }) =>
		media.map(({ medium, gross }): CsvValue[] => [
			...['month', medium, month, month, null, null, null, null],
			...[null, null, gross / 100]
		])
	);
}
