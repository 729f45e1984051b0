import { chromiumForTests } from './portal/chromium.ts';
import { check, command, playwright, vitest, type Counts, type Step } from './steps.ts';

/** Each app right after its own sync: both write the same `$app/types`. */
const appTypes = (app: 'portal' | 'kiosk'): (() => Promise<boolean>)[] => [
	command('svelte-kit', ['sync'], { APP: app }),
	command('svelte-check', ['--tsconfig', `src/${app}/tsconfig.json`, '--fail-on-warnings'], { APP: app })
];

const build = (): (() => Promise<boolean>) => command('node', ['src/cli/run.js', 'build']);

/**
 * Everything that has to hold, in order; what later steps need is made by earlier ones. Steps in one bracket go
 * together: they touch nothing of each other's, and mostly wait or leave a core idle.
 */
const STEPS: readonly (readonly Step[])[] = [
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
	],
	[
		check('format', command('prettier', ['--check', '--log-level=warn', '.'])),
		check('portal-types', ...appTypes('portal'))
	],
	[check('kiosk-types', ...appTypes('kiosk'))],
	[check('types', command('tsc', ['-p', '.']))],
	[check('lint', command('eslint', ['.', '--max-warnings=0'])), vitest('unit', ['unit'])],
	[check('build', build())],
	[vitest('node', ['node']), vitest('database', ['database']), vitest('privacy', ['privacy'])],
	[playwright('browser', () => ({ CHROMIUM_PATH: chromiumForTests() }))]
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((word) => !STEPS.flat().some(({ name }) => name === word));
if (unknown.length > 0) {
	console.error(`There is no step ${unknown.join(', ')}. Steps: ${names(STEPS.flat()).join(' ')}`);
	process.exit(1);
}

const sum: Counts = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
for (const all of STEPS) {
	const steps = all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
	if (steps.length === 0) continue;
	const title = names(steps).join(', ');
	console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 60 - title.length))}`);
	await Promise.all(steps.map(runStep));
}
console.log(`\n${lines.join('\n')}\n\n${said(sum)}`);
process.exitCode = sum.failed === 0 ? 0 : 1;

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
