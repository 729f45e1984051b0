import { isEqual } from '../chaos/centre.ts';
import { runChaos } from '../chaos/run.ts';
import { mosquittoProgram } from '../node/mosquitto.ts';
import type { Measure } from './table.ts';

const ROUNDS = Number(process.env['BENCH_CHAOS_ROUNDS'] ?? 50);

/** Node, broker, portal and database killed at random: the hours at the centre are what the meters said, each once. */
export async function benchChaos(): Promise<Measure[]> {
	const measures: Measure[] = [];
	for (const broker of ['mosquitto', 'own'] as const) {
		if (broker === 'mosquitto' && mosquittoProgram() === null) continue;
		const seed = Date.now() % 1_000_000;
		console.log(`Killing at random: ${broker} broker, ${ROUNDS} rounds, seed ${seed}…`);
		const { comparison, shownWrong } = await runChaos({
			...{ rounds: ROUNDS, seed, broker, roundMs: 1500, stepS: 60 },
			say: () => undefined
		});
		const { due, equal } = comparison;
		const isRight = isEqual(comparison) && shownWrong.length === 0;
		const name = `${ROUNDS} rounds of kill -9, ${broker === 'own' ? 'the node’s own broker' : broker}`;
		measures.push({
			name: `${name}: hours at the centre, each right and once`,
			// one that is there twice, or shown otherwise, is one that is not right
			ours: isRight ? due : Math.min(equal, due - 1),
			...{ floor: due, unit: '', least: 1, most: 1 }
		});
	}
	return measures;
}
