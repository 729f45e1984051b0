// Writes readings into a store for ever and says after each batch what is committed: the child of kill.test.ts.
import { Store } from '../../src/lib/server/node/store.ts';
import { reading } from './fresh-store.ts';

const [dir = '', start = '0'] = process.argv.slice(2);
const store = new Store({ dir, diskMb: 64 });
let next = Number(start);

setInterval(() => {
	for (let i = 0; i < 200; i++) {
		store.readings.add(reading(next, next / 1000, { device: `wmbus:${next % 7}` }));
		next += 1;
	}
}, 5);
setInterval(() => {
	while (store.flush(next));
	store.hours.put(store.readings.idOf('wmbus:0\n\nwater') ?? 0, [
		{ at: next, value: next, quality: 'measured' }
	]);
	process.stdout.write(`${next} ${Date.now()}\n`);
}, 250);
