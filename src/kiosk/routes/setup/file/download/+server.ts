import { civilDate } from '#lib/i18n/formats.ts';
import { node } from '#kiosk/server/home-node.ts';
import type { RequestHandler } from './$types';

/** Everything that was said of the devices, as one file to carry to another node. */
export const GET: RequestHandler = () => {
	const { now, home } = node().snapshot();
	const file = `hemvy-${civilDate(now, home.timeZone)}.json`;
	return new Response(`${JSON.stringify(node().exportSetup(), null, '\t')}\n`, {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; filename="${file}"`,
			'cache-control': 'no-store'
		}
	});
};
