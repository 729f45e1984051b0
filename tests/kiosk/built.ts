import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuild } from '../../src/cli/app-build.ts';

/** Builds the wall display once, before tests in several processes start it. */
export default async function build(): Promise<void> {
	await ensureBuild('kiosk', path.join(tmpdir(), 'hemvy-test-builds'));
}
