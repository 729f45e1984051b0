import { Command, CommanderError } from 'commander';
import type { Pool } from '#lib/server/db/connection.ts';
import { PlainError, sayError } from './plain-error.ts';
import { addStaffCommands } from './staff-commands.ts';
import { readCommandConfig } from './variables.ts';

const program = new Command('hemvy')
	.description('Hemvy: tenants see what their home uses.')
	.configureHelp({ showGlobalOptions: true })
	.exitOverride()
	.showHelpAfterError('(npm run hemvy -- --help lists the commands)');

/** Runs a command's work on the central store, and lets go of that whatever happens. */
async function withStore(work: (sql: Pool) => Promise<void>): Promise<void> {
	const { openStore } = await import('./open-store.ts');
	const store = await openStore(readCommandConfig(process.env));
	try {
		await work(store.sql);
	} finally {
		await store.close();
	}
}

/** The exit code of the command that ran. */
let code = 0;

program
	.command('start', { isDefault: true })
	.description('start Hemvy: database, sample company on the first start, portal')
	.option('--dev', 'serve the portal from its sources, for development')
	.action(async ({ dev = false }: { dev?: boolean }) => {
		const { start } = await import('./start.ts');
		const { sampleFilling } = await import('./sample-filling.ts');
		const config = readCommandConfig(process.env);
		code = await start({ command: `npm ${dev ? 'run dev' : 'start'}`, config, filling: sampleFilling, dev });
	});

program
	.command('kiosk')
	.description('start the home node and its wall display alone, as on the device: no portal, no database')
	.action(async () => {
		const { startKiosk } = await import('./kiosk.ts');
		code = await startKiosk(process.env);
	});

program
	.command('demo')
	.description('start Hemvy on real meter series, in a database of their own')
	.requiredOption('--data <folder>', 'folder with the series')
	.action(async ({ data }: { data: string }) => {
		const { startDemo } = await import('./demo.ts');
		code = await startDemo(data, readCommandConfig(process.env));
	});

program
	.command('demo-code')
	.description("the present one-time code of the sample company's staff")
	.action(async () => {
		const { demoCodeWords } = await import('./demo-code.ts');
		console.log(demoCodeWords(Date.now() / 1000));
	});

program
	.command('import')
	.description('read meter readings from CSV (meter,at,register[,status]) or NDJSON, gzipped or not')
	.argument('[files...]', 'files; - or none: standard input')
	.option('--dry-run', 'say what would change, write nothing')
	.option('--strict', 'store nothing of a file with any rejected line')
	.option('--report <file>', 'where to list rejected lines (default: NAME.report.ndjson)')
	.action(async (files: string[], options: { dryRun?: boolean; strict?: boolean; report?: string }) => {
		if (files.length === 0 && process.stdin.isTTY)
			throw new PlainError('Name files to import, or - for standard input.');
		const { openStore } = await import('./open-store.ts');
		const { importFiles } = await import('./import.ts');
		const store = await openStore(readCommandConfig(process.env));
		try {
			code = await importFiles(store.sql, files.length === 0 ? ['-'] : files, {
				dryRun: options.dryRun ?? false,
				strict: options.strict ?? false,
				report: options.report ?? null
			});
		} finally {
			await store.close();
		}
	});

program
	.command('export')
	.description('write meter readings in the format that import reads')
	.option(
		'--meter <serial>',
		'only this meter; may be repeated',
		(one: string, all: string[]) => [...all, one],
		[]
	)
	.option('--from <moment>', 'from this day or time on')
	.option('--to <moment>', 'up to this day or time, itself left out')
	.option('--format <format>', 'csv or ndjson', 'csv')
	.option('-o, --output <file>', 'a file, gzipped when it ends in .gz (default: standard output)')
	.action(async (o: { meter: string[]; from?: string; to?: string; format: string; output?: string }) => {
		const { openStore } = await import('./open-store.ts');
		const { exportToFile } = await import('./export.ts');
		const store = await openStore(readCommandConfig(process.env));
		try {
			const { meter: serials, from = null, to = null, format, output = null } = o;
			await exportToFile(store.sql, { serials, from, to, format, output });
		} finally {
			await store.close();
		}
	});

program
	.command('decode')
	.description('say what messages of home devices mean: NDJSON {topic, payload} in, readings out')
	.action(async () => {
		const { decode } = await import('./decode.ts');
		await decode(process.stdin, process.stdout);
	});

const nodes = program
	.command('nodes')
	.description('list the home nodes that were paired, or revoke one')
	.action(async () => {
		const { printNodes } = await import('./nodes.ts');
		await withStore(printNodes);
	});
nodes
	.command('revoke')
	.description('make a home node’s key worth nothing')
	.argument('<id>', 'as the list names it')
	.action(async (id: string) => {
		const { revoke } = await import('./nodes.ts');
		await withStore((sql) => revoke(sql, id));
	});

addStaffCommands(
	program
		.command('staff')
		.description('list who works for a company, make somebody staff, give and take roles'),
	withStore
);

program
	.command('retention')
	.description('take away what is no longer kept: hours, days, months, proofs and logs, by rule')
	.option('--dry-run', 'say what would go, take nothing away')
	.action(async ({ dryRun = false }: { dryRun?: boolean }) => {
		const { runRetention } = await import('./retention.ts');
		await withStore((sql) => runRetention(sql, { dryRun, now: Math.floor(Date.now() / 1000) }));
	});

program
	.command('prices')
	.description('enter prices from CSV: medium,from,to,price_per_unit,vat,fixed_fee_per_day (SEK before VAT)')
	.argument('<file>', 'a file; - for standard input')
	.option('--company <name>', 'name or id of the company, where there are several')
	.option('--dry-run', 'say what would change, write nothing')
	.action(async (file: string, options: { company?: string; dryRun?: boolean }) => {
		const { enterPriceFile } = await import('./prices.ts');
		const now = Math.floor(Date.now() / 1000);
		const { company = null, dryRun = false } = options;
		await withStore((sql) => enterPriceFile(sql, file, { company, dryRun, now }));
	});

program
	.command('migrate')
	.description('bring a database of your own up to date (HEMVY_OWNER_URL)')
	.option('--bootstrap', 'first make roles and database (HEMVY_SUPERUSER_URL)')
	.action(async ({ bootstrap = false }: { bootstrap?: boolean }) => {
		const { migrateOwn } = await import('./migrate.ts');
		await migrateOwn(readCommandConfig(process.env), bootstrap);
	});

program
	.command('build')
	.description('build both apps, unless built from these very sources already')
	.action(async () => {
		const { ensureBuild } = await import('./app-build.ts');
		const { dataDir } = readCommandConfig(process.env);
		await ensureBuild('portal', dataDir);
		await ensureBuild('kiosk', dataDir);
		console.log('Both apps are built: build/portal, build/kiosk.');
	});

try {
	await program.parseAsync();
	process.exitCode = code;
} catch (error) {
	// commander has said it already, or it was --help
	if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1;
	else {
		sayError(error);
		process.exitCode = 1;
	}
}
