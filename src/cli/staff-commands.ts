import type { Command } from 'commander';
import type { Pool } from '#lib/server/db/connection.ts';
import { STAFF_ROLES } from '#lib/server/staff/roles.ts';
import type { Ask, WayOptions } from './staff.ts';

type WithStore = (work: (sql: Pool) => Promise<void>) => Promise<void>;

const each = (one: string, all: string[]): string[] => [...all, one];
const ROLES = `${STAFF_ROLES.join(', ')}; may be repeated`;

const askHere: Ask = async (asked) => {
	const { readSecret } = await import('./secret-input.ts');
	return readSecret(asked);
};

/** The subcommands of `staff`; what they do is loaded when one is called. @param ask how passwords are asked for */
export function addStaffCommands(staff: Command, withStore: WithStore, ask = askHere): void {
	const ways = (command: Command): Command =>
		command
			.option('--password', 'sign in with e-mail and a password, asked for or piped in')
			.option('--subject <subject>', 'sign in by the company’s provider, as whom it calls this in `sub`')
			.option('--first-sign-in', 'the same, bound to whoever first comes with this e-mail, verified there')
			.option('--issuer <address>', 'the provider (default: HEMVY_OIDC_ISSUER)');

	staff
		.command('list', { isDefault: true })
		.description('list who is staff, with roles and ways to sign in')
		.option('--company <name>', 'of this company only, by its name or id')
		.action(async ({ company }: { company?: string }) => {
			const { printStaff } = await import('./staff.ts');
			await withStore((sql) => printStaff(sql, company ?? null));
		});
	ways(
		staff
			.command('add')
			.description('make somebody staff of a company')
			.argument('<email>', 'their address at work')
	)
		.option('--company <name>', 'by its name or id; may be left out where there is one')
		.option('--role <role>', ROLES, each, [])
		.option(
			'--tenant <email>',
			'by which the same person signs in as a tenant: closes their own home to them here'
		)
		.action(
			async (email: string, options: WayOptions & { company?: string; role: string[]; tenant?: string }) => {
				const { addStaff } = await import('./staff.ts');
				await withStore((sql) => addStaff(sql, email, options, ask));
			}
		);
	staff
		.command('role')
		.description('give or take roles')
		.argument('<email>')
		.option('--give <role>', ROLES, each, [])
		.option('--take <role>', ROLES, each, [])
		.action(async (email: string, options: { give: string[]; take: string[] }) => {
			const { changeStaffRoles } = await import('./staff.ts');
			await withStore((sql) => changeStaffRoles(sql, email, options));
		});
	ways(
		staff
			.command('sign-in')
			.description('let somebody sign in another way, and no longer as before')
			.argument('<email>')
	).action(async (email: string, options: WayOptions) => {
		const { changeStaffSignIn } = await import('./staff.ts');
		await withStore((sql) => changeStaffSignIn(sql, email, options, ask));
	});
	staff
		.command('forget-code')
		.description('forget somebody’s second factor, as when the phone is lost')
		.argument('<email>')
		.action(async (email: string) => {
			const { forgetStaffCode } = await import('./staff.ts');
			await withStore((sql) => forgetStaffCode(sql, email));
		});
	staff
		.command('remove')
		.description('end somebody’s being staff: roles, ways to sign in and sessions go, the log stays')
		.argument('<email>')
		.action(async (email: string) => {
			const { removeStaff } = await import('./staff.ts');
			await withStore((sql) => removeStaff(sql, email));
		});
}
