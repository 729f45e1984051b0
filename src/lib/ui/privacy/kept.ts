import { goto } from '$app/navigation';
import type { SubmitFunction } from '$app/forms';

/** A form that changes something on the page it stands on: place and focus are kept, the page's data come anew. */
export const kept: SubmitFunction =
	() =>
	async ({ update, result }) => {
		if (result.type === 'redirect' && result.location.startsWith('/homes/')) {
			await goto(result.location, { replace: true, reset: false, refreshAll: true });
			return;
		}
		await update({ reset: false });
	};
