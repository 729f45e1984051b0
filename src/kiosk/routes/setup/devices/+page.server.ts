import { node } from '#kiosk/server/home-node.ts';
import { devicesOf, found, naming, SHOWS } from '#lib/ui/setup/devices.ts';
import { isMoving } from '#lib/ui/setup/movement.ts';
import { firstLook } from '../first-look.ts';
import type { PageServerLoad } from './$types';

/** What was heard, as somebody looks for it: `?q=` words, `?show=` which; `?saved` and `?taken` say what was just done. */
export const load: PageServerLoad = ({ url, depends }) => {
	depends('setup:heard');
	const { searchParams } = url;
	const { now, home } = node().snapshot();
	const all = devicesOf(node().heard(), node().setups());
	const look = firstLook(node().heard(), now);
	const q = (searchParams.get('q') ?? '').slice(0, 100);
	const show = SHOWS.find((word) => word === searchParams.get('show')) ?? 'all';
	const done = (['saved', 'taken'] as const).find((word) => searchParams.has(word)) ?? null;
	const name = done === null ? '' : (searchParams.get(done) ?? '').slice(0, 60);
	const devices = found(all, q, show, (value) => isMoving(value, look, now));
	return { now, timeZone: home.timeZone, look, q, show, devices, naming: naming(all), done, name };
};
