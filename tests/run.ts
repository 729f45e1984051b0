import { forgetAttacks, sumAttacks } from './attacks.ts';
import { ownTemporaryFolder } from './fixtures/own-folder.ts';
import { chromiumForTests } from './portal/chromium.ts';
import startProduct from './portal/product.ts';
import { check, command, playwright, stopPrograms, vitest, type Counts, type Step } from './steps.ts';

/** Each app right after its own sync: both write the same `$app/types`. */
const appTypes = (app: 'portal' | 'kiosk'): (() => Promise<boolean>)[] => [
	command('svelte-kit', ['sync'], { APP: app }),
	command('svelte-check', ['--tsconfig', `src/${app}/tsconfig.json`, '--fail-on-warnings'], { APP: app })
];

const build = (): (() => Promise<boolean>) => command('node', ['src/cli/run.js', 'build']);

/** The product, started while other steps run; the browser step's own set-up starts one where none is. */
const started: { stop: () => Promise<void> } = { stop: () => Promise.resolve() };
const product: Step = {
	name: 'product',
	async run() {
		try {
			started.stop = await startProduct();
			return { passed: 0, failed: 0, skipped: 0 };
		} catch (error) {
			console.error(error);
			return { passed: 0, failed: 1, skipped: 0 };
		}
	}
};

/**
 * Everything that has to hold. The groups come one after another, for what later ones need is made by earlier ones. The
 * rows of a group go side by side, the steps of a row in order: beside each other only what touches nothing of each
 * other's, and together what keeps two cores busy. What syncs or builds an app (`$app/types`, the texts) is in one row.
 */
const GROUPS: readonly (readonly (readonly Step[])[])[] = [
	[
		[
			check(
				'texts',
				command('paraglide-js', [
					'compile',
					'--project',
					'./src/lib/i18n/project.inlang',
					'--outdir',
					'./src/lib/i18n/messages'
				])
			)
		]
	],
	[[check('build', build())], [check('format', command('prettier', ['--check', '--log-level=warn', '.']))]],
	[
		[
			check('portal-types', ...appTypes('portal')),
			check('kiosk-types', ...appTypes('kiosk')),
			check('types', command('tsc', ['-p', '.'])),
			check('lint', command('eslint', ['.', '--max-warnings=0']))
		],
		[vitest('unit', ['unit']), vitest('privacy', ['privacy']), product],
		[vitest('node', ['node']), vitest('database', ['database'])]
	],
	[[playwright('browser', () => ({ CHROMIUM_PATH: chromiumForTests() }))]]
];

const wanted = process.argv.slice(2);
const all = GROUPS.flat(2);
const unknown = wanted.filter((word) => !all.some(({ name }) => name === word));
if (unknown.length > 0) {
	console.error(`There is no step ${unknown.join(', ')}. Steps: ${names(all).join(' ')}`);
	process.exit(1);
}
const isWanted = ({ name }: Step): boolean => wanted.length === 0 || wanted.includes(name);

// a run that is stopped ends what it started, and takes its temporary folder away
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.once(signal, () => {
		stopPrograms();
		void started.stop().finally(() => process.exit(1));
	});
ownTemporaryFolder();
forgetAttacks();

const sum: Counts = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
for (const group of GROUPS) {
	const rows = group.map((row) => row.filter(isWanted)).filter((row) => row.length > 0);
	if (rows.length === 0) continue;
	const title = rows.map((row) => names(row).join(' → ')).join(' ‖ ');
	console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 60 - title.length))}`);
	await Promise.all(rows.map(runRow));
}
await started.stop();
const attacks = sumAttacks();
// attacks are made by the privacy tests, and none of them may come through
if (
	attacks.tried !== attacks.refused ||
	(all.filter(isWanted).some(({ name }) => name === 'privacy') && attacks.tried === 0)
)
	sum.failed += 1;
console.log(`\n${lines.join('\n')}\n`);
if (attacks.tried > 0) console.log(`${attacks.words}\n`);
console.log(said(sum));
process.exit(sum.failed === 0 ? 0 : 1);

async function runRow(row: readonly Step[]): Promise<void> {
	for (const step of row) await runStep(step);
}

async function runStep(step: Step): Promise<void> {
	const began = performance.now();
	const counts = await step.run();
	sum.passed += counts.passed;
	sum.failed += counts.failed;
	sum.skipped += counts.skipped;
	const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
	lines.push(`${counts.failed === 0 ? ' ok ' : 'FAIL'} ${step.name.padEnd(14)}${seconds} s  ${said(counts)}`);
	console.log(lines.at(-1));
}

function names(steps: readonly Step[]): string[] {
	return steps.map(({ name }) => name);
}

function said({ passed, failed, skipped }: Counts): string {
	return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
