import { error, fail, redirect } from '@sveltejs/kit';
import { node } from '#kiosk/server/home-node.ts';
import { devicesOf, type Device } from '#lib/ui/setup/devices.ts';
import { partsOf } from '#lib/ui/setup/part.ts';
import { filledFrom, readPart, typedOf } from '#lib/ui/setup/part-form.ts';
import { firstLook } from '../../first-look.ts';
import type { Actions, PageServerLoad } from './$types';

/** @throws 404 for what was neither heard nor named */
function deviceAt(key: string): Device {
	const device = devicesOf(node().heard(), node().setups()).find(
		({ device }) => device.toWellFormed() === key
	);
	return device ?? error(404, 'Not available');
}

/** Meters of the central system; null where nobody has told them. */
const centralMeters = () => (node().pairing().state === 'paired' ? node().meters() : null);

/** One device: what it says, and its parts as they are set up. */
export const load: PageServerLoad = ({ params, depends }) => {
	depends('setup:heard');
	const { now, home } = node().snapshot();
	const device = deviceAt(params.key);
	const look = firstLook(node().heard(), now);
	const meters = centralMeters();
	const setups = node().setups();
	const parts = partsOf(device.device, node().heard(), setups);
	const rooms = [...new Set(setups.flatMap(({ room }) => room ?? []))].sort((a, b) =>
		a.localeCompare(b, 'sv')
	);
	return {
		now,
		timeZone: home.timeZone,
		look,
		device,
		meters,
		rooms,
		parts,
		filled: parts.map((part) => filledFrom(part, meters))
	};
};

export const actions: Actions = {
	/** Says what a part of the device is. Answers `{ channel, typed, problems, isDiskFull }`. */
	save: async ({ params, request }) => {
		const typed = typedOf(await request.formData());
		const { device } = deviceAt(params.key);
		const channel = typed['channel'] ?? '';
		const setups = node().setups();
		const part = partsOf(device, node().heard(), setups).find((each) => each.channel === channel);
		if (part === undefined) error(404, 'Not available');
		const read = readPart(typed, { device, part, setups, meters: centralMeters() });
		if (!read.ok) return fail(400, { channel, typed, problems: read.problems, isDiskFull: false });
		for (const row of read.rows) {
			// everything that can be wrong has been said: what is left is a disk that is full
			if (!node().commission(row).ok) return fail(503, { channel, typed, problems: {}, isDiskFull: true });
		}
		redirect(303, `/setup/devices?saved=${encodeURIComponent(read.rows[0]?.name.toWellFormed() ?? '')}`);
	},
	/** Takes back what was said of a part of the device. */
	forget: async ({ params, request }) => {
		const channel = typedOf(await request.formData())['channel'] ?? '';
		const { device, name } = deviceAt(params.key);
		const rows = node()
			.setups()
			.filter((setup) => setup.device === device && setup.channel === channel);
		for (const row of rows) node().decommission(row);
		redirect(303, `/setup/devices?taken=${encodeURIComponent(name.toWellFormed())}`);
	}
};
