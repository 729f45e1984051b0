import type { TransactionSql } from 'postgres';
import type { Pack } from '#lib/energy/cell.ts';

/** A transaction on the owner's pool, as hemvy_collector. */
export type Transaction = TransactionSql<{ bigint: number; day: string }>;

/** The packed tables of schema metering: their period column and what else they hold, in the order of the rows. */
const TABLES = {
	reading_pack: {
		period: 'day',
		columns: { at: 'int[]', registers: 'int[]', flags: 'smallint[]', sources: 'int[]' }
	},
	hour_pack: { period: 'day', columns: packedColumns() },
	day_pack: { period: 'month', columns: packedColumns() },
	month_pack: { period: 'year', columns: packedColumns() }
} as const;

export type PackedTable = keyof typeof TABLES;
export type AmountTable = Exclude<PackedTable, 'reading_pack'>;

function packedColumns() {
	return {
		first: 'smallint',
		packed: 'int[]',
		steps: 'int[]',
		flags: 'smallint[]',
		lows: 'int[]',
		highs: 'int[]'
	} as const;
}

/** The name of a packed table's period column: the civil day, or the first day of the month or year. */
export function periodColumn(table: PackedTable): 'day' | 'month' | 'year' {
	return TABLES[table].period;
}

/** An int[] as PostgreSQL writes it; arrays of unlike length cannot be passed as one array. */
export function intArray(values: readonly number[]): string {
	return `{${values.join(',')}}`;
}

/**
 * Writes rows `[apartment_id, series_id, meter_id, period, …columns]`, arrays as intArray text.
 * A row that is already there is replaced, and left untouched when nothing differs.
 */
export async function upsert(
	tx: Transaction,
	table: PackedTable,
	rows: readonly (readonly (string | number | null)[])[]
): Promise<void> {
	if (rows.length === 0) return;
	const { period, columns } = TABLES[table];
	const names = Object.keys(columns);
	const types = Object.values<string>(columns);
	const all = ['apartment_id', 'series_id', 'meter_id', period, ...names];
	const passed = ['int[]', 'int[]', 'int[]', 'date[]', ...types.map(() => 'text[]')];
	const parameters = passed.map((type, i) => `$${i + 1}::${type}`).join(', ');
	const cast = types.map((type, i) => `w.c${i + 5}::${type}`).join(', ');
	const input = all.map((_, i) => `c${i + 1}`).join(', ');
	const set = names.map((name) => `${name} = excluded.${name}`).join(', ');
	const text = `insert into metering.${table} as t (${all.join(', ')})
		select w.c1, w.c2, w.c3, w.c4, ${cast} from unnest(${parameters}) as w (${input})
		on conflict (apartment_id, series_id, meter_id, ${period}) do update set ${set}
		where (${names.map((name) => `t.${name}`).join(', ')}) is distinct from
			(${names.map((name) => `excluded.${name}`).join(', ')})`;
	const arrays = all.map((_, column) =>
		rows.map((row) => {
			const value = row[column] ?? null;
			return value === null || column < 3 ? value : String(value);
		})
	);
	await tx.unsafe(text, arrays as never[]);
}

/** A pack as the columns of its row. */
export function packColumns(pack: Pack): (string | number | null)[] {
	const optional = (values: readonly number[] | null) => (values === null ? null : intArray(values));
	return [
		pack.first,
		intArray(pack.values),
		optional(pack.steps),
		optional(pack.flags),
		optional(pack.lows),
		optional(pack.highs)
	];
}
