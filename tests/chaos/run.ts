import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { ensureBuild } from '../../src/cli/app-build.ts';
import { bootstrap, urlFor } from '#lib/server/db/bootstrap.ts';
import { freePort } from '#lib/server/db/embedded.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { BUILD_LOGS } from '../fixtures/build-logs.ts';
import { holderOf } from '../fixtures/holder.ts';
import { makeHome } from '../fixtures/home.ts';
import { mosquittoProgram } from '../node/mosquitto.ts';
import { compare, compareShown, isEqual, type Comparison } from './centre.ts';
import { Chance } from './chance.ts';
import { Gateway, keyOf } from './gateway.ts';
import { ProgramPart, type Part } from './part.ts';
import { DatabasePart, mosquittoPart, nodePart, portalPart } from './parts.ts';
import { METERS, dueOf, messageOf, telegramsOf, type Telegram } from './truth.ts';
import { Wire } from './wire.ts';

const HOUR = 3600;
const PASSWORDS = { ownerPassword: 'owner', portalPassword: 'portal', gatePassword: 'gate' };
const SETTLED_MS = 60_000;

export interface ChaosOptions {
	readonly rounds: number;
	readonly seed: number;
	/** `own`: the node's own broker, which dies with it; `mosquitto`: in a process of its own, on whose death it must live. */
	readonly broker: 'own' | 'mosquitto';
	/** Length of a round's publishing, milliseconds. */
	readonly roundMs: number;
	/** Seconds between two telegrams of a meter. */
	readonly stepS: number;
	readonly say: (line: string) => void;
}

/** What a run came to. */
export interface Figures {
	readonly rounds: number;
	readonly kills: Readonly<Record<string, number>>;
	readonly telegrams: number;
	/** Messages that the gateway, and the broker, sent once more. */
	readonly againByGateway: number;
	readonly againByBroker: number;
	/** Messages that the broker had acknowledged and never handed over, said anew from the gateway's log. */
	readonly lostByBroker: number;
	readonly comparison: Comparison;
	/** What the tenant's interface shows otherwise. */
	readonly shownWrong: readonly string[];
	readonly deliveries: number;
	readonly seconds: number;
}

/** A home, a gateway and a centre of real processes that are killed at random, and what is at the centre in the end. */
export async function runChaos(options: ChaosOptions): Promise<Figures> {
	await ensureBuild('portal', BUILD_LOGS);
	const dir = mkdtempSync(path.join(tmpdir(), 'hemvy-chaos-'));
	chmodSync(dir, 0o755);
	const ending: (() => unknown)[] = [
		() => {
			rmSync(dir, { recursive: true, force: true });
		}
	];
	try {
		return await inFolder(dir, options, ending);
	} finally {
		for (const end of ending.reverse()) await end();
	}
}

async function inFolder(dir: string, options: ChaosOptions, ending: (() => unknown)[]): Promise<Figures> {
	const began = Date.now();
	const { rounds, say, stepS } = options;
	const chance = new Chance(options.seed);
	const end = Math.floor(Date.now() / 1000 / HOUR) * HOUR - HOUR;
	const hours = Math.min(40, Math.max(6, rounds));
	const telegrams = telegramsOf(chance, { from: end - hours * HOUR - 600, to: end + 600, stepS });

	const database = new DatabasePart(path.join(dir, 'database'), await freePort());
	await database.start();
	ending.push(() => database.stop());
	const roles = await bootstrap(database.server.superuserUrl, { ...PASSWORDS, database: 'chaos' });
	await migrate(roles.owner);
	const superuser = new URL(database.server.superuserUrl);
	const sql = postgres(urlFor(superuser.href, 'postgres', decodeURIComponent(superuser.password), 'chaos'), {
		...{ max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } }
	});
	ending.push(() => sql.end({ timeout: 1 }));
	const made = await makeHome(sql, {
		number: '1101',
		stays: [[new Date((end - 40 * 24 * HOUR) * 1000).toISOString(), 'tenancy']],
		meters: METERS.map(({ serial, medium }) => ({ serial, medium }))
	});
	const [home = ''] = made.homes;
	const token = await holderOf(sql, home, 'Chaos');

	const portalPort = await freePort();
	const address = `http://127.0.0.1:${portalPort}`;
	const portal = portalPart(portalPort, roles);
	const nodeBrokerPort = await freePort();
	const node = nodePart(path.join(dir, 'node'), {
		...{ brokerPort: nodeBrokerPort, own: options.broker === 'own', portal: portalPort }
	});
	const parts: Part[] = [node, portal, database];
	let wire: Wire | null = null;
	let gatewayPort = nodeBrokerPort;
	if (options.broker === 'mosquitto') {
		gatewayPort = await freePort();
		const broker = mosquittoPart(mosquittoProgram() ?? 'mosquitto', path.join(dir, 'broker'), gatewayPort);
		parts.push(broker);
		await broker.start();
		ending.push(() => broker.kill());
		wire = new Wire(gatewayPort);
		await wire.listen(nodeBrokerPort);
		ending.push(() => wire?.close());
	}
	await portal.start();
	ending.push(() => portal.kill());
	await node.start();
	ending.push(() => node.kill());
	await pair(node, { address, home, token });

	const gateway = new Gateway(`mqtt://127.0.0.1:${gatewayPort}`);
	ending.push(() => gateway.end());
	await gateway.connected();
	const kills: Record<string, number> = Object.fromEntries(parts.map(({ name }) => [name, 0]));
	for (let round = 0; round < rounds; round++) {
		const share = (n: number) => Math.round((telegrams.length * n) / rounds);
		const own = telegrams.slice(share(round), share(round + 1));
		const victims = victimsOf(chance, parts);
		for (const { name } of victims) kills[name] = (kills[name] ?? 0) + 1;
		await Promise.all([
			publish(gateway, own, options.roundMs),
			...victims.map((part) => killed(part, chance.whole(0, options.roundMs), chance.whole(0, 700)))
		]);
		if ((round + 1) % 10 === 0) say(`round ${round + 1} of ${rounds}`);
	}

	const due = dueOf(telegrams);
	if (process.env['CHAOS_LOG'])
		ending.push(() => {
			for (const part of parts)
				if (part instanceof ProgramPart) say(`── ${part.name}\n${part.log.slice(-3000)}`);
		});
	await until(
		() => gateway.acknowledged.size === telegrams.length,
		() => 'the gateway’s messages are acknowledged'
	);
	const lostByBroker = wire === null ? 0 : await replay(telegrams, gateway, wire);
	// a node that was refused for a while waits for minutes before it tries again; one that starts anew does not
	await node.kill();
	await node.start();
	const comparison = await settled(sql, due);
	const shownWrong = await compareShown({ address, home, token }, due, comparison);
	const deliveries = portal.log.split('\n').filter((line) => line.includes('/api/collect/v1/hours')).length;
	return {
		...{ rounds, kills, telegrams: telegrams.length, lostByBroker, comparison, shownWrong, deliveries },
		...{ againByGateway: gateway.again, againByBroker: wire?.again ?? 0 },
		seconds: Math.round((Date.now() - began) / 1000)
	};
}

/** The tenant enters the code that the node shows. */
async function pair(
	node: ProgramPart,
	{ address, home, token }: { address: string; home: string; token: string }
): Promise<void> {
	await until(
		() => node.said.includes('code '),
		() => 'the node shows a code'
	);
	const code = /code (\S+)/.exec(node.said)?.[1] ?? '';
	await fetch(`${address}/homes/${home}/node?/add`, {
		method: 'POST',
		headers: { origin: address, accept: 'text/html', cookie: `hemvy_session=${token}` },
		body: new URLSearchParams({ code })
	});
	await until(
		() => node.said.includes('paired') && node.said.includes('up'),
		() => 'the node is paired'
	);
}

/** One to three different parts; PostgreSQL less often than the others. */
function victimsOf(chance: Chance, parts: readonly Part[]): Part[] {
	const often = parts.filter(({ name }) => name !== 'postgres');
	const isAll = chance.next() < 0.3;
	return chance.some(isAll ? parts : often, chance.whole(1, 3));
}

async function killed(part: Part, afterMs: number, awayMs: number): Promise<void> {
	await sleep(afterMs);
	await part.kill();
	await sleep(awayMs);
	await part.start();
}

async function publish(gateway: Gateway, telegrams: readonly Telegram[], ms: number): Promise<void> {
	const began = performance.now();
	for (const [i, telegram] of telegrams.entries()) {
		const wait = began + (ms * i) / telegrams.length - performance.now();
		if (wait > 2) await sleep(wait);
		const { topic, payload } = messageOf(telegram);
		gateway.publish(topic, payload);
	}
}

/**
 * What a broker acknowledged and lost, no protocol brings back: it is said anew, as from the gateway's own log, late as
 * it is. What the node has acknowledged is never said again.
 */
async function replay(telegrams: readonly Telegram[], gateway: Gateway, wire: Wire): Promise<number> {
	for (let before = -1; wire.handedOver.size !== before;) {
		before = wire.handedOver.size;
		await sleep(3000);
	}
	const missing = () =>
		telegrams.filter((telegram) => {
			const { topic, payload } = messageOf(telegram);
			return !wire.handedOver.has(keyOf(topic, payload));
		});
	const lost = missing();
	await publish(gateway, lost, lost.length);
	await until(
		() => missing().length === 0,
		() => `the node has all messages; ${lost.length} were said again`
	);
	return lost.length;
}

/** Waits until the centre holds what is due, and a while longer; or until it has had time enough. */
async function settled(sql: postgres.Sql, due: Parameters<typeof compare>[1]): Promise<Comparison> {
	let isSo = false;
	const end = Date.now() + SETTLED_MS;
	for (;;) {
		await sleep(500);
		const comparison = await compare(sql, due).catch(() => null);
		if (comparison === null) continue;
		if (Date.now() > end || (isSo && isEqual(comparison))) return comparison;
		isSo = isEqual(comparison);
		if (isSo) await sleep(2000);
	}
}

async function until(look: () => boolean, what: () => string, ms = 40_000): Promise<void> {
	const end = Date.now() + ms;
	while (!look()) {
		await sleep(100);
		if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${what()}`);
	}
}
