/** A text field of a form; '' when it was not sent. */
export function textField(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

/** The ticked boxes of a name. */
export function tickedBoxes(form: FormData, name: string): string[] {
	return form.getAll(name).filter((value) => typeof value === 'string');
}
