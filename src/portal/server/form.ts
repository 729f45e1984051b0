/** What a page's form sent, as trimmed text. */
export interface SentForm {
	/** '' when it was not sent; at most `most` characters. */
	text(name: string, most?: number): string;
	/** The ticked ones. */
	all(name: string): string[];
}

const MOST = 200;

/** Reads a form that a page of ours sent. Files are nothing. */
export async function readForm(request: Request): Promise<SentForm> {
	const form = await request.formData();
	const clean = (value: FormDataEntryValue | null, most: number) =>
		typeof value === 'string' ? value.trim().slice(0, most) : '';
	return {
		text: (name, most = MOST) => clean(form.get(name), most),
		all: (name) =>
			form
				.getAll(name)
				.slice(0, 20)
				.map((value) => clean(value, MOST))
				.filter((value) => value !== '')
	};
}
