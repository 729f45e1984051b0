import { chromiumForTests } from './portal/chromium.ts';
import { check, command, playwright, vitest, type Counts, type Step } from './steps.ts';

/** Each app right after its own sync: both write the same `$app/types`. */
const appTypes = (app: 'portal' | 'kiosk'): (() => Promise<boolean>)[] => [
	command('svelte-kit', ['sync'], { APP: app }),
	command('svelte-check', ['--tsconfig', `src/${app}/tsconfig.json`, '--fail-on-warnings'], { APP: app })
];

const build = (): (() => Promise<boolean>) => command('node', ['src/cli/run.js', 'build']);

/** Everything that has to hold, in order; what later steps need is made by earlier ones. */
const STEPS: readonly Step[] = [
	check(
		'texts',
		command('paraglide-js', [
			'compile',
			'--project',
			'./src/lib/i18n/project.inlang',
			'--outdir',
			'./src/lib/i18n/messages'
		])
	),
	check('format', command('prettier', ['--check', '--log-level=warn', '.'])),
	check('portal-types', ...appTypes('portal')),
	check('kiosk-types', ...appTypes('kiosk')),
	check('types', command('tsc', ['-p', '.'])),
	check('lint', command('eslint', ['.', '--max-warnings=0'])),
	vitest('unit', ['unit']),
	vitest('node', ['node']),
	vitest('database', ['database']),
	check('build', build()),
	playwright('browser', () => ({ CHROMIUM_PATH: chromiumForTests() }))
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((word) => !STEPS.some(({ name }) => name === word));
if (unknown.length > 0) {
	console.error(`There is no step ${unknown.join(', ')}. Steps: ${STEPS.map(({ name }) => name).join(' ')}`);
	process.exit(1);
}

const sum: Counts = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
for (const step of STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
	console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 60 - step.name.length))}`);
	const began = performance.now();
	const counts = await step.run();
	sum.passed += counts.passed;
	sum.failed += counts.failed;
	sum.skipped += counts.skipped;
	const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
	lines.push(`${counts.failed === 0 ? ' ok ' : 'FAIL'} ${step.name.padEnd(14)}${seconds} s  ${said(counts)}`);
	console.log(lines.at(-1));
}
console.log(`\n${lines.join('\n')}\n\n${said(sum)}`);
process.exitCode = sum.failed === 0 ? 0 : 1;

function said({ passed, failed, skipped }: Counts): string {
	return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
