import type { FreshDatabase } from '../database/fresh.ts';

/** A table, partition or view of ours. */
export interface Relation {
	readonly name: string;
	/** r table, p partitioned table, v view, m materialised view, f foreign table */
	readonly kind: string;
	readonly partition: boolean;
}

/** Every relation that holds rows and is not PostgreSQL's own. */
export async function relations({ superuser }: FreshDatabase): Promise<Relation[]> {
	return superuser<Relation[]>`
		select c.oid::regclass::text as name, c.relkind::text as kind, c.relispartition as partition
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p', 'v', 'm', 'f')
			and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg\\_temp%'
		order by 1`;
}
