/*
 * `npm run chaos [rounds] [own|mosquitto] [seed]`: kills node, broker, portal and PostgreSQL at random, then holds what
 * the centre has against what the meters said. The exit code says whether every hour is there, once, and right.
 */
import { ownTemporaryFolder } from '../fixtures/own-folder.ts';
import { mosquittoProgram } from '../node/mosquitto.ts';
import { isEqual } from './centre.ts';
import { runChaos, type Figures } from './run.ts';

const [rounds = '50', wanted = 'both', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const kinds =
	wanted === 'both' ? (['mosquitto', 'own'] as const) : ([wanted as 'own' | 'mosquitto'] as const);
ownTemporaryFolder();
let isGood = true;
for (const broker of kinds) {
	if (broker === 'mosquitto' && mosquittoProgram() === null) continue;
	console.log(
		`\n${broker === 'own' ? 'The node’s own broker' : 'mosquitto'}, ${rounds} rounds, seed ${seed}`
	);
	const figures = await runChaos({
		...{ rounds: Number(rounds), seed: Number(seed), broker, roundMs: 1500, stepS: 60 },
		say: console.log
	});
	print(figures);
	isGood &&= isEqual(figures.comparison) && figures.shownWrong.length === 0;
}
process.exitCode = isGood ? 0 : 1;

function print({ comparison, kills, ...figures }: Figures): void {
	const { due, stored, equal, doubled, extra, missing, differing, corrected } = comparison;
	const lines = [
		[
			'kills',
			Object.entries(kills)
				.map(([name, count]) => `${name} ${count}`)
				.join(', ')
		],
		['telegrams', String(figures.telegrams)],
		['sent again', `gateway ${figures.againByGateway}, broker ${figures.againByBroker}`],
		['lost by the broker after its acknowledgement', String(figures.lostByBroker)],
		['deliveries answered', String(figures.deliveries)],
		['values due / stored / equal', `${due} / ${stored} / ${equal}`],
		[
			'twice / not due / missing / differing',
			[doubled, extra.length, missing.length, differing.length].join(' / ')
		],
		['means of a gauge that grew by late telegrams', String(corrected.length)],
		['hours shown otherwise to the tenant', String(figures.shownWrong.length)],
		['seconds', String(figures.seconds)]
	];
	for (const [name = '', value = ''] of lines) console.log(`  ${name.padEnd(52)}${value}`);
	for (const fault of [
		...missing.map((each) => `missing ${each}`),
		...differing,
		...extra,
		...figures.shownWrong
	].slice(0, 12))
		console.log(`    ${fault}`);
}
