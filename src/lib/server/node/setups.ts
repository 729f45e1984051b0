import { setupKey, type Setup, type Setups } from '#lib/home/setup.ts';
import type { Database } from './database.ts';

type Row = Omit<Setup, 'hidden' | 'expectedS'> & { hidden: number; expected_s: number | null };

/** The table of what was said at commissioning. */
export class SetupTable {
	readonly #db: Database;
	#all: Setups;

	constructor(db: Database) {
		this.#db = db;
		this.#all = this.#read();
	}

	get all(): Setups {
		return this.#all;
	}

	/** Puts rows in, over those of the same places; `whole`: nothing else is left. All or nothing. @throws DiskFull */
	put(setups: readonly Setup[], whole = false): void {
		this.#db.transaction(() => {
			if (whole) this.#db.run('delete from setup');
			for (const { device, channel, quantity, name, medium, room, serial, expectedS, hidden } of setups)
				this.#db.run(
					'insert or replace into setup values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
					...[device, channel, quantity, name, medium, room, serial, expectedS, hidden ? 1 : 0]
				);
		}, true);
		this.#all = this.#read();
	}

	/** Takes a row away. @throws DiskFull */
	remove({ device, channel, quantity }: Pick<Setup, 'device' | 'channel' | 'quantity'>): void {
		this.#db.transaction(
			() =>
				this.#db.run(
					'delete from setup where device = ? and channel = ? and quantity = ?',
					device,
					channel,
					quantity
				),
			true
		);
		this.#all = this.#read();
	}

	#read(): Setups {
		const rows = this.#db.all<Row>('select * from setup order by device, channel, quantity');
		const setups = rows.map(({ expected_s, hidden, ...row }) => ({
			...row,
			expectedS: expected_s,
			hidden: hidden === 1
		}));
		return new Map(setups.map((setup) => [setupKey(setup), setup]));
	}
}
