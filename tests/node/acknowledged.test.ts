import { connectAsync } from 'mqtt';
import { expect, it } from 'vitest';
import { freshNode } from './fresh-node.ts';

const telegram = (total: number) =>
	JSON.stringify({
		...{
			_: 'telegram',
			media: 'water',
			meter: 'iperl',
			name: 'v',
			id: '1234',
			total_m3: total,
			status: 'OK'
		},
		timestamp: new Date(Date.now() - 60_000 + total * 1000).toISOString()
	});

it('what the node’s own broker has acknowledged of a meter that is delivered is stored by then', async () => {
	const fresh = await freshNode();
	const device = { device: 'wmbus:1234', quantity: 'water', medium: 'cold_water', serial: '1234' };
	expect(fresh.node.commission(device)).toEqual({ ok: true });
	const gateway = await connectAsync(fresh.node.health().brokerUrl);
	try {
		for (let total = 1; total <= 20; total++) {
			await gateway.publishAsync('wmbusmeters/v', telegram(total), { qos: 1 });
			expect(fresh.node.counts().readings).toBe(total);
			expect(await fresh.node.metrics()).toContain('hemvy_readings_waiting 0\n');
		}
	} finally {
		await gateway.endAsync(true);
		await fresh.drop();
	}
});
