import { Agent, get } from 'node:http';

const AGENT = new Agent({ keepAlive: true, maxSockets: 64 });

/** One GET over a kept connection; the body as bytes. @throws when the answer is not 200 */
export function ask(url: string, cookie: string): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		get(url, { agent: AGENT, headers: { cookie } }, (response) => {
			const parts: Buffer[] = [];
			response.on('data', (part: Buffer) => parts.push(part));
			response.on('end', () => {
				if (response.statusCode === 200) resolve(Buffer.concat(parts));
				else reject(new Error(`${url}: ${response.statusCode ?? '?'}`));
			});
			response.on('error', reject);
		}).on('error', reject);
	});
}

/** An address and the cookie to present. */
export interface Target {
	readonly url: string;
	readonly cookie: string;
}

/** Median milliseconds of each target's requests: one of the first, one of the second, …, and so on in turn. */
export async function mediansInTurn(targets: readonly Target[], requests: number): Promise<number[]> {
	const times = targets.map((): number[] => []);
	for (let i = 0; i < requests; i++) {
		for (const [at, { url, cookie }] of targets.entries()) {
			const start = performance.now();
			await ask(url, cookie);
			times[at]?.push(performance.now() - start);
		}
	}
	return times.map(median);
}

const CLIENTS = 8;
const SLICES = 6;
const SLICE_MS = 500;

/**
 * Requests a second of each target that 8 clients get answered, each asking again as soon as it has its answer: for
 * half a second of the first, half a second of the second, …, and so on in turn.
 */
export async function throughputsInTurn(targets: readonly Target[]): Promise<number[]> {
	const rates = targets.map((): number[] => []);
	for (let slice = 0; slice < SLICES; slice++) {
		for (const [at, target] of targets.entries()) rates[at]?.push(await throughput(target));
	}
	return rates.map((each) => each.reduce((sum, rate) => sum + rate, 0) / SLICES);
}

async function throughput({ url, cookie }: Target): Promise<number> {
	const start = performance.now();
	let answered = 0;
	await Promise.all(
		Array.from({ length: CLIENTS }, async () => {
			while (performance.now() < start + SLICE_MS) {
				await ask(url, cookie);
				answered += 1;
			}
		})
	);
	return (answered * 1000) / (performance.now() - start);
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
