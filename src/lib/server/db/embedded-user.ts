import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedError } from './embedded-error.ts';

/** The operating-system user that PostgreSQL runs as, when it cannot run as ours (root). */
export interface OsUser {
	readonly name: string;
	readonly uid: number;
	readonly gid: number;
}

/** How to run a PostgreSQL program: the command with what must stand before it, and whom to run it as. */
export interface Launch {
	readonly command: string;
	readonly args: readonly string[];
	readonly ids: { uid?: number; gid?: number };
}

const users = (): OsUser[] =>
	readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'))
		.flatMap(([name, , uid, gid]) =>
			name !== undefined && uid !== undefined && gid !== undefined
				? [{ name, uid: Number(uid), gid: Number(gid) }]
				: []
		);

/**
 * PostgreSQL refuses to run as root. As root this names the user to drop to: the one that owns the data already,
 * else `postgres` (made when missing, as packages do), else `nobody`. Not as root: null, no change needed.
 */
export function databaseUser(clusterDir: string): OsUser | null {
	if (process.getuid?.() !== 0) return null;
	const owner = statSync(clusterDir, { throwIfNoEntry: false })?.uid ?? 0;
	const find = (): OsUser | undefined => {
		const known = users();
		return known.find((u) => u.uid === owner && owner !== 0) ?? known.find((u) => u.name === 'postgres');
	};
	const found = find();
	if (found) return found;
	spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']);
	const user = find() ?? users().find((u) => u.name === 'nobody');
	if (user) return user;
	throw new EmbeddedError(
		'no_access',
		'PostgreSQL does not run as root and no other user could be made. Start Hemvy as an ordinary user.'
	);
}

/** Whether `user` may walk into every folder above `file` and read it, by the plain permission bits. */
function reachable(file: string, user: OsUser): boolean {
	for (let at = path.resolve(file), want = 4; ; at = path.dirname(at), want = 1) {
		const stat = statSync(at, { throwIfNoEntry: false });
		if (stat) {
			const shift = stat.uid === user.uid ? 6 : stat.gid === user.gid ? 3 : 0;
			if (((stat.mode >> shift) & want) !== want) return false;
		}
		if (at === path.dirname(at)) return true;
	}
}

/**
 * How to run `program` as `user`. A folder that only root may enter (a clone under /root) stays closed to others: the
 * program then gets the one capability to walk through it, for itself only, and nobody's permissions change.
 * @param files what the program must reach
 */
export function launchAs(user: OsUser | null, program: string, files: readonly string[]): Launch {
	if (user === null) return { command: program, args: [], ids: {} };
	const closed = [program, ...files].find((file) => !reachable(file, user));
	if (closed === undefined) return { command: program, args: [], ids: { uid: user.uid, gid: user.gid } };
	const capability = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
	const identity = ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'];
	if (spawnSync('setpriv', [...identity, ...capability, 'true']).status === 0) {
		return { command: 'setpriv', args: [...identity, ...capability, program], ids: {} };
	}
	throw new EmbeddedError(
		'no_access',
		`PostgreSQL does not run as root, and the user ${user.name} cannot reach ${closed}. ` +
			'Start Hemvy as an ordinary user, or move its folder to a place that others may read, such as /opt.'
	);
}
