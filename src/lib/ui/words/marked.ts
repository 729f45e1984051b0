/** A piece of a text; `strong`: it stood between asterisks. */
export interface MarkedPiece {
	readonly text: string;
	readonly strong: boolean;
}

/** A text whose important words stand between asterisks, in pieces: '*14 %* mindre'. */
export function markedPieces(text: string): MarkedPiece[] {
	return text
		.split('*')
		.map((piece, i) => ({ text: piece, strong: i % 2 === 1 }))
		.filter((piece) => piece.text !== '');
}
