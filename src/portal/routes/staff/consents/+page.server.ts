import { readExpiring, readWithdrawals } from '#lib/server/staff/consents.ts';
import { searchHomes } from '#portal/server/search-homes.ts';
import { staffReader } from '#portal/server/staff.ts';
import type { PageServerLoad } from './$types';

const DAYS = 30;

/** Search by `?apartment=` or `?contract=`; what runs out within 30 days, what was withdrawn in the last 30. */
export const load: PageServerLoad = async (event) => {
	const reader = await staffReader(event, 'consent_officer');
	const [search, expiring, withdrawals] = await Promise.all([
		searchHomes(reader, event.url.searchParams),
		readExpiring(reader, DAYS),
		readWithdrawals(reader, reader.now - DAYS * 86_400)
	]);
	return { search, expiring, withdrawals, days: DAYS, isUndone: event.url.searchParams.has('undone') };
};
