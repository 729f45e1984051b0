import { expect, it } from 'vitest';
import { mosquittoProgram } from '../node/mosquitto.ts';
import { isEqual } from './centre.ts';
import { runChaos } from './run.ts';

it('kill -9 of node, broker, portal and database at random: every hour is at the centre, once, and right', async () => {
	const seed = Date.now() % 1_000_000;
	const broker = mosquittoProgram() === null ? 'own' : 'mosquitto';
	const say = (line: string) => {
		console.log(line);
	};
	const { comparison, shownWrong, kills } = await runChaos({
		...{ rounds: 3, seed, broker, roundMs: 1200, stepS: 300, say }
	});
	const said = JSON.stringify({ seed, broker, kills, comparison });
	expect(isEqual(comparison), said).toBe(true);
	expect(shownWrong, said).toEqual([]);
	expect(comparison.due, said).toBeGreaterThan(20);
}, 180_000);
