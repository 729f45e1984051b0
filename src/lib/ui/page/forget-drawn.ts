/**
 * Takes the values away that the server drew the page with and that stand in it a second time, for the scripts: what is
 * hidden later must not be found there. For a page that is taken over already.
 */
export function forgetDrawn(): void {
	for (const script of document.querySelectorAll('body script')) script.remove();
}
