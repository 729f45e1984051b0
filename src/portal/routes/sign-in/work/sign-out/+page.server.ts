import { redirect } from '@sveltejs/kit';
import { endSessionAddress } from '#lib/server/accounts/provider.ts';
import { present } from '#portal/server/portal.ts';
import { workProvider } from '#portal/server/work-sign-in.ts';
import type { PageServerLoad } from './$types';

/** On to the provider's own sign-out, if it has one. Nobody is signed in here any more. */
export const load: PageServerLoad = async () => {
	const work = workProvider();
	const address =
		work && (await endSessionAddress(work.provider, new URL('/sign-in', work.origin), present()));
	if (address === null) redirect(303, '/sign-in');
	return { address: address.href };
};
