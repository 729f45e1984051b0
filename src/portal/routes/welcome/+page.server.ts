import { error, redirect } from '@sveltejs/kit';
import type { Medium } from '#lib/energy/medium.ts';
import { CHOSEN_RESOLUTIONS, type ChosenResolution } from '#lib/privacy/purpose.ts';
import { choose, type ChooseAnswer } from '#lib/server/consents/choose.ts';
import { readUndecidedHome } from '#lib/server/consents/undecided-home.ts';
import { readHomes } from '#lib/server/consumption/read-homes.ts';
import { textField, tickedBoxes } from '#portal/server/form-fields.ts';
import { pageReader, stillSignedIn } from '#portal/server/viewer.ts';
import type { Actions, PageServerLoad } from './$types';

/** What month, day and hour reveal, for a home about which nothing has been decided; whoever has none goes on. */
export const load: PageServerLoad = async (event) => {
	const reader = pageReader(event);
	const [undecided, homes] = await Promise.all([
		readUndecidedHome(reader.pool, reader.token),
		readHomes(reader)
	]);
	const home = homes.find(({ id }) => id === undecided);
	if (home !== undefined) return { home };
	await stillSignedIn(event, reader);
	redirect(303, '/');
};

export const actions: Actions = {
	/** Each medium ticked under `day` and `hour` is a yes, each other one a no; with `answer` = no all are. */
	default: async (event) => {
		const reader = pageReader(event);
		const form = await event.request.formData();
		const id = textField(form, 'home');
		const home = (await readHomes(reader)).find((each) => each.id === id);
		if (home === undefined) {
			await stillSignedIn(event, reader);
			error(404, 'Not available');
		}
		const isNo = textField(form, 'answer') !== 'chosen';
		const { language } = event.locals;
		const turn = (media: readonly Medium[], resolution: ChosenResolution, isOn: boolean) =>
			media.length === 0
				? Promise.resolve<ChooseAnswer>('done')
				: choose(reader.pool, reader.token, {
						home: id,
						purpose: 'own_view',
						media,
						resolution,
						isOn,
						language
					});
		for (const resolution of CHOSEN_RESOLUTIONS) {
			const ticked = isNo ? [] : tickedBoxes(form, resolution);
			const yes = home.media.filter((medium) => ticked.includes(medium));
			const no = home.media.filter((medium) => !ticked.includes(medium));
			await turn(no, resolution, false);
			await turn(yes, resolution, true);
		}
		redirect(303, `/homes/${id}`);
	}
};
