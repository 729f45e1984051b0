import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What one step of the test command found out. */
export interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

export interface Step {
	/** The word by which `npm test -- WORD` runs it alone. */
	readonly name: string;
	run(): Promise<Counts>;
}

const ROOT = path.resolve(import.meta.dirname, '..');
const REPORTS = path.join(ROOT, 'reports');
const BIN = path.join(ROOT, 'node_modules/.bin');

const running = new Set<ChildProcess>();

/** Ends the programs that steps have started: for a run that is stopped itself. */
export function stopPrograms(): void {
	for (const child of running) child.kill('SIGTERM');
}

/** Runs a program of node_modules/.bin with its words on the terminal. @returns whether it ended well */
function run(
	program: string,
	args: readonly string[],
	environment: NodeJS.ProcessEnv = {}
): Promise<boolean> {
	return new Promise((resolve) => {
		const child = spawn(path.join(BIN, program), args, {
			cwd: ROOT,
			env: { ...process.env, ...environment },
			stdio: ['ignore', 'inherit', 'inherit']
		});
		running.add(child);
		child.on('error', (error) => {
			running.delete(child);
			console.error(`${program} did not start: ${error.message}`);
			resolve(false);
		});
		child.on('close', (code) => {
			running.delete(child);
			resolve(code === 0);
		});
	});
}

/** A step that is one check: its commands in order, up to the first that fails. */
export function check(name: string, ...commands: (() => Promise<boolean>)[]): Step {
	return {
		name,
		async run() {
			for (const command of commands) if (!(await command())) return { passed: 0, failed: 1, skipped: 0 };
			return { passed: 1, failed: 0, skipped: 0 };
		}
	};
}

/** A command for `check`. */
export const command =
	(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
	(): Promise<boolean> =>
		run(program, args, environment);

interface VitestReport {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly numTodoTests: number;
	readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** Vitest, counted test by test; a file that could not be loaded counts as a failed test. */
export function vitest(name: string, projects: readonly string[]): Step {
	const report = path.join(REPORTS, `${name}.json`);
	return {
		name,
		async run() {
			makeReports(report);
			const isGood = await run('vitest', [
				'run',
				...projects.map((project) => `--project=${project}`),
				'--reporter=default',
				'--reporter=json',
				`--outputFile.json=${report}`
			]);
			// Vitest's documented JSON report
			const found = readReport(report) as VitestReport | null;
			if (found === null) return { passed: 0, failed: 1, skipped: 0 };
			const unloaded = found.testResults.filter(
				(file) => file.status === 'failed' && file.assertionResults.length === 0
			).length;
			return honest(isGood, {
				passed: found.numPassedTests,
				failed: found.numFailedTests + unloaded,
				skipped: found.numPendingTests + found.numTodoTests
			});
		}
	};
}

interface PlaywrightReport {
	readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number };
	readonly errors: readonly unknown[];
}

/** Playwright, counted test by test; one that passes only at a second try has failed. */
export function playwright(name: string, prepare: () => NodeJS.ProcessEnv): Step {
	const report = path.join(REPORTS, `${name}.json`);
	return {
		name,
		async run() {
			makeReports(report);
			let environment: NodeJS.ProcessEnv;
			try {
				environment = prepare();
			} catch (error) {
				console.error(error instanceof Error ? error.message : error);
				return { passed: 0, failed: 1, skipped: 0 };
			}
			const isGood = await run('playwright', ['test', '--reporter=list,json'], {
				...environment,
				PLAYWRIGHT_JSON_OUTPUT_FILE: report
			});
			// Playwright's documented JSON report
			const found = readReport(report) as PlaywrightReport | null;
			if (found === null) return { passed: 0, failed: 1, skipped: 0 };
			const { expected, unexpected, flaky, skipped } = found.stats;
			return honest(isGood, { passed: expected, failed: unexpected + flaky + found.errors.length, skipped });
		}
	};
}

/** A runner that says it failed, or that ran nothing, has a failure whatever its report counts. */
function honest(isGood: boolean, counts: Counts): Counts {
	const isSilent = (!isGood && counts.failed === 0) || counts.passed + counts.failed === 0;
	return isSilent ? { ...counts, failed: counts.failed + 1 } : counts;
}

function makeReports(report: string): void {
	mkdirSync(REPORTS, { recursive: true });
	rmSync(report, { force: true });
}

/** What a runner reported, or null when it ended without a word. */
function readReport(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return null;
	}
}
