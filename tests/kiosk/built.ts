import { ensureBuild } from '../../src/cli/app-build.ts';
import { BUILD_LOGS } from '../fixtures/build-logs.ts';

/** Builds the wall display once, before tests in several processes start it. */
export default async function build(): Promise<void> {
	await ensureBuild('kiosk', BUILD_LOGS);
}
