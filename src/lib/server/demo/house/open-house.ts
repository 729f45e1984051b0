import { setTimeout as sleep } from 'node:timers/promises';
import { HomeUse } from '#lib/sample/house/home-use.ts';
import { houseSetups } from '#lib/sample/house/commissioning.ts';
import { registerOf } from '#lib/sample/house/register.ts';
import { SimulatedHouse } from '#lib/sample/house/simulated-house.ts';
import type { SampleCompany } from '#lib/sample/sample-company.ts';
import type { RegisterState } from '#lib/sample/telegrams.ts';
import type { Pool } from '../../db/connection.ts';
import { StoreError } from '../../node/database.ts';
import { Store } from '../../node/store.ts';
import { continueSample } from '../continue-sample.ts';
import { DEMO_HOME, DEMO_TENANT, findDemoHome, type DemoHome } from './demo-home.ts';
import { pairNode, type PairState } from './pair-node.ts';
import { prepareNode } from './prepare-node.ts';

/** After a shorter pause the node itself delivers the hours that are missing. */
const PAUSE_S = 2 * 3600;
/** An hour's value lies between two telegrams, so it may be this far from what the register showed, in litres or Wh. */
const BETWEEN_TELEGRAMS = 60;
const DISK_MB = 400;
/** The plugs were there before the sample company was made. */
const PLUGS_BEFORE_S = 60 * 86_400;
/** A node that was killed lets go of its store within a moment. */
const STORE_WAIT_MS = 5_000;

export interface OpenHouseTerms {
	/** Signed in as hemvy_owner. */
	readonly owner: Pool;
	/** To sign in as hemvy_portal. */
	readonly portalUrl: string;
	/** The portal's address, where it serves; null: the node may deliver to nobody. */
	readonly central: URL | null;
	/** Folder of the node's store. */
	readonly nodeDir: string;
	/** UTC seconds. */
	readonly now: number;
	readonly makeCompany?: (anchor: number) => SampleCompany;
}

/** The sample home as a house of devices, and how its node stands with the portal. */
export interface OpenHouse {
	readonly house: SimulatedHouse;
	readonly pairing: PairState;
	/** A meter of the home. */
	readonly serial: string;
}

/**
 * Makes the sample home ready for its wall display, which is not running yet: what is missing since the last time is
 * made up for, in the central store and in the node's, and the node is paired. null where there is no sample company.
 * @throws StoreError
 */
export async function openHouse(terms: OpenHouseTerms): Promise<OpenHouse | null> {
	const { owner, nodeDir, now, makeCompany } = terms;
	const found = await findDemoHome(owner, now, makeCompany);
	if (found === null) return null;
	const store = await openStore(nodeDir);
	try {
		const known = knownRegisters(found, store);
		const demo = await madeUp(terms, found, known, store);
		const house = new SimulatedHouse({ home: demo.home, known, plugsSince: demo.anchor - PLUGS_BEFORE_S });
		const storedUntil = new Map([...demo.stored].map(([serial, { at }]) => [serial, at]));
		prepareNode({ store, home: demo.home, house, storedUntil, now });
		const serials = demo.meters.map(({ serial }) => serial);
		const pairing = await pairNode({ ...terms, store, email: DEMO_TENANT, serials });
		return { house, pairing, serial: serials[0] ?? '' };
	} finally {
		store.close();
	}
}

async function openStore(dir: string): Promise<Store> {
	const end = Date.now() + STORE_WAIT_MS;
	for (;;) {
		try {
			return new Store({ dir, diskMb: DISK_MB });
		} catch (error) {
			if (!(error instanceof StoreError) || Date.now() > end) throw error;
			await sleep(200);
		}
	}
}

/** Lets the home live up to now in the central store, unless its node was there a moment ago. */
async function madeUp(
	{ owner, now, makeCompany }: OpenHouseTerms,
	found: DemoHome,
	known: ReadonlyMap<string, RegisterState>,
	store: Store
): Promise<DemoHome> {
	const last = Math.min(...[...found.stored.values()].map(({ at }) => at));
	const isNew = store.readings.ids().length === 0;
	if (!isNew && now - last < PAUSE_S) return found;
	const use = new HomeUse(found.home);
	const better = new Map<string, RegisterState>();
	for (const meter of found.meters) {
		const [stored, state] = [found.stored.get(meter.serial), known.get(meter.serial)];
		if (!stored || !state) continue;
		better.set(meter.serial, { at: stored.at, register: registerOf(use, meter, state).at(stored.at) });
	}
	await continueSample(owner, {
		now,
		isWanted: (home) => home === DEMO_HOME,
		known: better,
		...(makeCompany ? { makeCompany } : {})
	});
	return (await findDemoHome(owner, now, makeCompany)) ?? found;
}

/**
 * Registers that the counters have shown: the last telegram that the node heard, for an hour's value is worked out
 * between two; or the last stored reading where the node knows nothing that fits to it.
 */
function knownRegisters({ home, meters, stored }: DemoHome, store: Store): Map<string, RegisterState> {
	const heard = store.readings.latest();
	const use = new HomeUse(home);
	const known = new Map<string, RegisterState>();
	for (const { serial, device, quantity } of houseSetups(home)) {
		const meter = meters.find((each) => each.serial === serial);
		const state = meter && stored.get(meter.serial);
		if (!meter || !state || meter.digits === null) continue;
		const last = heard.find((each) => each.device === device && each.quantity === quantity);
		const shown = last && { at: last.at, register: Math.round(last.value * 1000) };
		const wanted = shown && registerOf(use, meter, state).at(shown.at);
		const fits = shown && Math.abs(shown.register - (wanted ?? 0)) <= BETWEEN_TELEGRAMS;
		known.set(meter.serial, fits ? shown : state);
	}
	return known;
}
