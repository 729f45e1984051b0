// The home node in a process of its own, as its app starts it: the child that chaos kills. Says on standard output what
// the one who starts it waits for, a line each: `code K7MQ-4XTD`, `paired`, `up`.
import { readFileSync } from 'node:fs';
import { readKioskConfig } from '../../src/lib/server/config/kiosk.ts';
import { startNode } from '../../src/lib/server/node/node.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const log = (what: object, words: string) => {
	say(`log ${words} ${JSON.stringify(what)}`);
};
const node = await startNode(readKioskConfig(process.env), { log: { info: log, warn: log } });
const setup = process.env['CHAOS_SETUP'];
if (setup !== undefined && node.setups().length === 0) {
	const done = node.importSetup(JSON.parse(readFileSync(setup, 'utf8')));
	if (!done.ok) throw new Error(JSON.stringify(done));
}
let shown = '';
setInterval(() => {
	const state = node.pairing();
	if (state.state === 'unpaired') void node.beginPairing();
	const line = state.state === 'waiting' ? `code ${state.code}` : state.state;
	if (line !== shown) say(line);
	shown = line;
}, 50);
const waits = setInterval(() => {
	if (node.health().broker !== 'up') return;
	clearInterval(waits);
	say('up');
}, 10);
setInterval(() => {
	const { central, disk } = node.health();
	say(`state ${central} ${disk} ${JSON.stringify(node.counts())}`);
}, 5000);
