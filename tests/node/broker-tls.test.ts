import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Authority, hasOpenssl } from './certificates.ts';
import { freshNode, until } from './fresh-node.ts';
import { madeBroker, type MadeBroker } from './made-broker.ts';

const canMake = hasOpenssl();
const USER = { MQTT_USERNAME: 'hemvy', MQTT_PASSWORD: 'secret' };

describe.skipIf(!canMake)('an encrypted broker', () => {
	let right: Authority;
	let wrong: Authority;
	let made: MadeBroker | null = null;
	beforeAll(() => {
		right = new Authority('Home');
		wrong = new Authority('Somebody else');
	});
	afterEach(async () => {
		await made?.stop();
		made = null;
	});
	afterAll(() => {
		right.drop();
		wrong.drop();
	});

	const url = () => ({ MQTT_URL: `mqtts://127.0.0.1:${made?.port ?? 0}` });
	/** What a node that does not get in says about it. */
	async function refused(environment: Readonly<Record<string, string>>): Promise<string> {
		const said: string[] = [];
		const log = { info: () => undefined, warn: (what: object) => said.push(JSON.stringify(what)) };
		await expect(freshNode({ ...url(), ...environment }, { log, patienceMs: 1500 })).rejects.toThrow();
		expect(said.join()).not.toMatch(/secret|wrong-one|BEGIN/);
		return said.join('\n');
	}

	it('whose certificate the home’s authority has signed is listened to, with user and password', async () => {
		made = await madeBroker({ certificate: right.issue('IP:127.0.0.1'), password: 'secret' });
		const { broker } = made;
		const fresh = await freshNode({ ...url(), ...USER, MQTT_CA: right.ca });
		const payload = Buffer.from('{"data":{"P":640}}');
		const packet = { cmd: 'publish', topic: 'ams', payload, qos: 0, retain: false, dup: false } as const;
		broker.publish(packet, () => undefined);
		await until(() => fresh.node.snapshot().power.watts === 640);
		expect(fresh.node.health()).toMatchObject({ ok: true, broker: 'up' });
		await fresh.drop();
	});

	it('whose certificate another authority has signed, or none that is known, is not spoken to', async () => {
		made = await madeBroker({ certificate: right.issue('IP:127.0.0.1'), password: 'secret' });
		expect(await refused({ ...USER, MQTT_CA: wrong.ca })).toMatch(/certificate/);
		expect(await refused(USER)).toMatch(/certificate/);
		expect(made.broker.connectedClients).toBe(0);
	});

	it('that has another’s certificate is not spoken to, and the log names both', async () => {
		made = await madeBroker({ certificate: right.issue('DNS:elsewhere.example') });
		const said = await refused({ MQTT_CA: right.ca });
		expect(said).toMatch(/127\.0\.0\.1.*cert/);
	});

	it('that does not know the password says so, and the password stands nowhere', async () => {
		made = await madeBroker({ certificate: right.issue('IP:127.0.0.1'), password: 'secret' });
		const said = await refused({ ...USER, MQTT_PASSWORD: 'wrong-one', MQTT_CA: right.ca });
		expect(said).toMatch(/not authorized/i);
	});

	it('that asks who the node is takes its certificate, and nobody without', async () => {
		made = await madeBroker({ certificate: right.issue('IP:127.0.0.1'), ca: right.ca });
		const { cert, key } = right.issue('DNS:node');
		const fresh = await freshNode({ ...url(), MQTT_CA: right.ca, MQTT_CERT: cert, MQTT_KEY: key });
		expect(fresh.node.health().broker).toBe('up');
		await fresh.drop();
		expect(await refused({ MQTT_CA: right.ca })).not.toBe('');
	});
});
