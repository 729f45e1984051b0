import type { LayoutServerLoad } from './$types';

/** Who may see the pages behind the PIN is decided before: here it is only told. */
export const load: LayoutServerLoad = ({ locals, url }) => ({
	language: locals.language,
	isOpen: locals.session.setup,
	here: url.pathname
});
