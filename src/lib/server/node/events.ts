import type { Database } from './database.ts';

export const EVENT_KINDS = [
	'started',
	'store_set_aside',
	'register_fell',
	'hour_refused',
	'hours_dropped',
	'readings_lost',
	'clock_changed',
	'paired',
	'pairing_ended',
	'disk_full',
	'disk_free_again',
	'setup_changed'
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Something that happened, kept for 90 days. `subject`: what it happened to, '' for the node. */
export interface NodeEvent {
	readonly id: number;
	/** UTC seconds. */
	readonly at: number;
	readonly kind: EventKind;
	readonly subject: string;
	readonly detail: Readonly<Record<string, unknown>>;
}

export type EventDetail = NodeEvent['detail'];

/** The table of events. */
export class Events {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	/** Writes an event down; the same of the same second is the same. @throws DiskFull */
	add(at: number, kind: EventKind, subject = '', detail: EventDetail = {}): void {
		this.#db.transaction(() => {
			this.#db.run(
				`insert into event(at, kind, subject, detail) values (?, ?, ?, ?)
					on conflict(kind, subject, at) do update set detail = excluded.detail`,
				Math.floor(at),
				kind,
				subject,
				JSON.stringify(detail)
			);
		}, true);
	}

	/** Goes on with the last event of a kind where it is no older than `within` seconds, else begins a new one. */
	extend(
		at: number,
		kind: EventKind,
		subject: string,
		within: number,
		detail: (last: EventDetail) => EventDetail
	): void {
		const last = this.#db.get<{ id: number; at: number; detail: string }>(
			'select id, at, detail from event where kind = ? and subject = ? order by at desc limit 1',
			kind,
			subject
		);
		if (last === undefined || last.at < at - within) {
			this.add(at, kind, subject, detail({}));
			return;
		}
		const next = JSON.stringify(detail(asDetail(last.detail)));
		this.#db.transaction(
			() => this.#db.run('update event set at = ?, detail = ? where id = ?', Math.floor(at), next, last.id),
			true
		);
	}

	/** The latest events, newest first. */
	latest(most: number, kind?: EventKind): NodeEvent[] {
		const rows = this.#db.all<Omit<NodeEvent, 'detail'> & { detail: string }>(
			`select * from event where ? is null or kind = ? order by at desc, id desc limit ?`,
			kind ?? null,
			kind ?? null,
			most
		);
		return rows.map((row) => ({ ...row, detail: asDetail(row.detail) }));
	}

	prune(before: number): number {
		return this.#db.run('delete from event where at < ?', before).changes;
	}
}

/** Written by `add` and `extend` only, from an object. */
const asDetail = (text: string) => JSON.parse(text) as EventDetail;
