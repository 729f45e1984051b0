import { continueSample } from '#lib/server/demo/continue-sample.ts';
import { DEMO_ACCOUNTS, DEMO_KEY, demoPassword } from '#lib/server/demo/demo-accounts.ts';
import { DEMO_HOME, hasWorkingNode } from '#lib/server/demo/house/demo-home.ts';
import { openHouse } from '#lib/server/demo/house/open-house.ts';
import { loadSample } from '#lib/server/demo/load-sample.ts';
import { openProgress } from './progress.ts';
import type { Filling } from './start.ts';

const count = new Intl.NumberFormat('en-GB');

/** Progress of a loader, shown from its first word on. */
export function showLoading(title: string): {
	onProgress: (done: number, total: number) => void;
	done: () => void;
} {
	let progress: ReturnType<typeof openProgress> | null = null;
	return {
		onProgress(done, total) {
			progress ??= openProgress(title);
			progress.show(
				total === 0 ? null : done / total,
				`${count.format(done)} of ${count.format(total)} readings`
			);
		},
		done() {
			progress?.done();
		}
	};
}

/** A meter of the home whose hours its own display delivers; null: there is no such display. */
let delivered: string | null = null;

/** The sample company: made on the first start, living on from then. */
export const sampleFilling: Filling = {
	accounts: DEMO_ACCOUNTS.map(({ email, words }) => ({ email, words, password: demoPassword(email) })),
	retention: true,
	staffKey: DEMO_KEY,
	async load(sql) {
		const { onProgress, done } = showLoading('Making the sample company');
		try {
			await loadSample(sql, { now: Math.floor(Date.now() / 1000), onProgress });
		} finally {
			done();
		}
	},
	async goOn(sql) {
		const isDelivered = delivered !== null && (await hasWorkingNode(sql, delivered));
		await continueSample(sql, {
			now: Math.floor(Date.now() / 1000),
			isWanted: (home) => !isDelivered || home !== DEMO_HOME
		});
	},
	async openHouse(terms) {
		const opened = await openHouse({ ...terms, now: Math.floor(Date.now() / 1000) });
		delivered = opened?.pairing.state === 'paired' ? opened.serial : null;
		return opened;
	}
};
