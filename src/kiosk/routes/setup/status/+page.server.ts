import { node } from '#kiosk/server/home-node.ts';
import { version } from '../../../../../package.json';
import type { PageServerLoad } from './$types';

/** Everything that a technician asks about the node. */
export const load: PageServerLoad = ({ depends }) => {
	depends('setup:status');
	const { now, home, links } = node().snapshot();
	const { brokerUrl, disk } = node().health();
	return {
		now,
		timeZone: home.timeZone,
		links,
		hasCentral: node().pairing().state !== 'none',
		brokerUrl,
		disk,
		clockOffBy: node().clockOffBy(),
		backlog: node().backlog(),
		counts: node().counts(),
		events: node().events(30),
		version
	};
};
