import { tick } from 'svelte';
import type { SubmitFunction } from '$app/forms';

/** A form that keeps what was typed, and that leads to the first field in which something is wrong. */
export const enhanced: SubmitFunction =
	() =>
	async ({ update, result, formElement }) => {
		await update({ reset: false });
		if (result.type !== 'failure') return;
		await tick();
		formElement.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
	};
