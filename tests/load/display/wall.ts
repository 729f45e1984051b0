import type { MqttClient } from 'mqtt';
import { power } from './home.ts';
import { untilTrue, type Page, type Screen } from './screen.ts';

/** Where the page shows the power now. */
export const POWER = '[data-value="power"]';

/** Opens the wall display's page and waits until it shows a first value. */
export async function openWall(url: string, publisher: MqttClient, screen: Screen): Promise<Page> {
	const page = await screen.open(url);
	await untilTrue(page, `document.readyState === 'complete'`);
	const { topic, payload } = power(412, Date.now() / 1000);
	await publisher.publishAsync(topic, payload);
	await untilTrue(page, `document.querySelector('${POWER}')`);
	return page;
}
